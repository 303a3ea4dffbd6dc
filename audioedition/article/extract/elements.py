"""What an element of a page is: seen or not, a block or within a line, how it calls itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

# What a reader does not see, or what holds no text of the page.
_SKIPPED = frozenset(
    (
        "script style noscript template svg iframe object embed canvas video audio annotation annotation-xml "
        "head option datalist textarea input map area picture source track meta link title frameset noframes"
    ).split()
)
BLOCKS = frozenset(
    (
        "html body address article aside blockquote button center dd details dialog div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr label legend li main menu nav ol p "
        "pre section select summary table tbody td tfoot th thead tr ul caption search listing plaintext xmp"
    ).split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item)", re.I)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NAMING = (
    "id",
    "class",
    "role",
    "itemprop",
    "data-testid",
    "data-component",
    "data-type",
    "data-module",
    "aria-label",
)
_ATTRIBUTE_CHARS = 200
"""Of an id or class list: enough to tell what it is."""


_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([a-z0-9-]{2,20}))?", re.I)
"""The forms of BCP 47 that pages write: language, and perhaps a region or script."""


def attributes_of(element: HtmlElement) -> Mapping[str, str]:
    """All at once: asking lxml for each of the dozen that tell something takes several times as long."""
    return dict(element.items())


def declared_language(tag: str, attributes: Mapping[str, str]) -> str | None:
    """BCP 47: what the element declares of its own text. ``html`` and ``body`` speak of the whole page, often for
    the author of its template."""
    declared = attributes.get("lang") or attributes.get("xml:lang")
    if not declared or tag in ("html", "body"):
        return None
    found = _LANGUAGE.fullmatch(declared.strip().replace("_", "-"))
    if not found:
        return None
    language, more = found[1].lower(), found[2]
    return f"{language}-{more.upper() if len(more) == 2 else more}" if more else language


def is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """No reader sees it: by its nature, its attributes or its own style."""
    if tag in _SKIPPED:
        return tag != "template" or not (attributes.get("shadowrootmode") or attributes.get("shadowroot"))
    if not attributes:
        return tag == "dialog"
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    style = attributes.get("style")
    return style is not None and _HIDING_STYLE.search(style) is not None


def is_block(element: HtmlElement, tag: str, attributes: Mapping[str, str]) -> bool:
    """By its name, or by a style of its own."""
    if tag in BLOCKS or _is_source_of_quote(element, tag):
        return tag != "button" or not _is_word(element)
    style = attributes.get("style") if tag in ("span", "font") else None
    return style is not None and _BLOCK_STYLE.search(style) is not None


def _is_word(button: HtmlElement) -> bool:
    """A word of a sentence that a click explains: the sentence stands before it and goes on behind it."""
    parent, above = button.getparent(), button.getprevious()
    if parent is None or parent.tag not in ("p", "span", "li"):
        return False
    before = (parent.text if above is None else above.tail) or ""
    following = button.getnext()
    behind = (button.tail or (following.tail if following is not None else "") or "").lstrip()
    begun = before.strip()[-1:].isalnum() or before.rstrip().endswith(("’", "'", ",", "«"))
    return begun and (behind[:1].islower() or behind[:1] in (",", ".", ";", ":", ")", "»"))


def _is_source_of_quote(element: HtmlElement, tag: str) -> bool:
    """A ``cite`` beside a quotation's words names the speaker; within a sentence it names a work."""
    if tag != "cite":
        return False
    parent = element.getparent()
    return parent is not None and parent.tag in ("blockquote", "figure", "footer", "figcaption")


def element_name(tag: str, attributes: Mapping[str, str]) -> str:
    """What an element calls itself: « div content article-body »-like words, lower case.

    An id that is a whole phrase (« comment-est-mort-d-artagnan ») is a link target made from the text, not a name.
    """
    if not attributes:
        return tag
    words = [tag]
    for key in _NAMING:
        value = attributes.get(key)
        if value and not (key in ("id", "aria-label") and (tag in HEADINGS or value.count("-") > 3)):
            words.append(value[:_ATTRIBUTE_CHARS])
    return " ".join(words).lower().replace(" / ", " ")


def needs_quotes(element: HtmlElement) -> bool:
    """As browsers set them around a ``q`` of a French page, unless they are typed."""
    return not (element.text or "").lstrip().startswith(("«", "“", '"'))
