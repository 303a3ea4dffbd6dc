"""What a tab, a button or an accordion's head opens is meant to be read: it is unfolded before the page is walked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

_CONTROLLING = ("aria-controls=", "data-target=", "data-bs-target=")
_GOES_ON = (
    "Lire la suite",
    "lire la suite",
    "Voir plus",
    "Lire plus",
    "Afficher plus",
    "La suite",
    "Afficher la suite",
)
_FOLDED = etree.XPath("//*[@hidden or @aria-hidden='true' or (@style and contains(@style, 'none'))]")
_OPENER = etree.XPath(
    "//*[@aria-controls and contains(concat(' ', @aria-controls, ' '), concat(' ', $name, ' '))"
    " or @data-target=concat('#', $name) or @data-bs-target=concat('#', $name)]"
)
_TOGGLE_LINKS = etree.XPath("//a[(@data-toggle or @data-bs-toggle) and starts-with(@href, '#')]")
_TOGGLES = frozenset({"tab", "pill"})
_NAMED = etree.XPath("id($name)")
_PANELS = etree.XPath("//*[@role='tabpanel']")
_TABS = etree.XPath(".//*[@role='tab']")
_HIDING = re.compile(r"display\s*:\s*none\s*;?", re.I)
_LAYERS = frozenset({"nav", "header", "footer", "form", "dialog", "button", "select", "aside", "template"})
_LAYER_ROLES = frozenset(
    "dialog alertdialog menu menubar navigation listbox search banner contentinfo tooltip complementary form".split()
)
_LAYER_NAME = re.compile(
    r"modal|menu|drawer|pop-?(?:in|up|over)|cookie|consent|share|shar(?:e|ing)|partag|off-?canvas|dropdown|search"
    r"|recherche|login|connexion|newsletter|abonn|comment|tooltip|overlay|lightbox|toast|player|sidebar|related"
)
"""What is opened beside the text: a menu, a dialog, an answer to it."""
_TEXT_CHARS = 140
_LINKED_SHARE = 0.3
_LABEL_WORDS, _LABEL_CHARS = 14, 110
_CALL = re.compile(
    r"^\W*(?:[a-zà-ÿ]{2,}(?:er|ez|ir|re)\b|en savoir|la suite|suite\b|\+|plus\b|moins\b|ok\b|[×x]\W*$)", re.I
)
"""« Lire la suite », « Afficher » : what a button does, no heading."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NEAR = 6
"""Elements within what stands right above."""
_ID_CHARS = 300
_MOST = 200
"""Panels that are looked at; no page that was met has so many."""
_LEVELS = 4
"""So far up from a row of tabs their panels may stand."""


def unfold(root: HtmlElement, text: str) -> None:
    """Show, in place, the panels that something on the page opens, where they hold text and are no layer, with
    the label of the tab as their heading."""
    openers = _openers(root, text)
    panels = dict.fromkeys((*openers, *_FOLDED(root)[:_MOST]))
    for panel in panels:
        opener = openers.get(panel)
        opener = _opener_before(panel) if opener is None else opener
        opener = _call_beside(panel) if opener is None else opener
        if opener is None or not _is_text(panel):
            continue
        _show(panel)
        if _is_tab(opener):
            _head(panel, opener)
        elif _label(opener):
            _make_heading(opener)
    for summary in root.iter("summary"):
        folded = summary.getparent()
        if folded is not None and folded.tag == "details" and _label(summary) and _is_text(folded):
            summary.tag = "h3"


def _controlled(text: str) -> set[str]:
    """The ids that something on the page opens. The text is asked: it takes a third of the time that the tree would."""
    names: set[str] = set()
    for key in _CONTROLLING:
        for piece in text.split(key)[1:]:
            value = (
                piece[1 : max(1, piece.find(piece[0], 1))] if piece[:1] in ("'", '"') else piece[:_ID_CHARS]
            )
            names.update(name.removeprefix("#") for name in value[:_ID_CHARS].partition(">")[0].split())
    return names


def _openers(root: HtmlElement, text: str) -> dict[HtmlElement, HtmlElement]:
    """What opens each panel that holds text: named by id, or by its place in a row of tabs."""
    found: dict[HtmlElement, HtmlElement] = {}
    for name in sorted(_controlled(text))[:_MOST]:
        for panel in _NAMED(root, name=name):
            if _is_text(panel) and (openers := _OPENER(root, name=name)):
                found.setdefault(panel, openers[0])
    if "toggle=" in text:
        for link in _TOGGLE_LINKS(root):
            for panel in _NAMED(root, name=link.get("href")[1:]):
                found.setdefault(panel, link)
    if "tabpanel" not in text:
        return found
    for row in root.xpath("//*[@role='tablist']"):
        tabs = _TABS(row)
        for around, _ in zip(row.iterancestors(), range(_LEVELS), strict=False):
            panels = _PANELS(around)
            if panels:
                if len(panels) == len(tabs):
                    for panel, tab in zip(panels, tabs, strict=True):
                        found.setdefault(panel, tab)
                break
    return found


def _opener_before(panel: HtmlElement) -> HtmlElement | None:
    """The button right above, or in the heading right above, that says whether it is open."""
    above = panel.getprevious()
    if above is None:
        return None
    near = islice(above.iter("button", "a", "summary", "div"), _NEAR)
    return next((e for e in near if e.get("aria-expanded")), None)


def _call_beside(panel: HtmlElement) -> HtmlElement | None:
    """A button right below or above that says « Lire la suite », and leads to no other page."""
    for beside in (panel.getnext(), panel.getprevious()):
        if beside is None or beside.tag not in ("a", "button", "p", "div", "span"):
            continue
        link = next((e for e in beside.iter("a", "button")), None)
        if link is None or (link.get("href") or "#").partition(":")[0] not in ("#", "javascript"):
            continue
        if (
            " ".join("".join(islice(beside.itertext(), _NEAR)).split()).rstrip(" .…>»").capitalize()
            in _GOES_ON
        ):
            return beside
    return None


def _is_tab(opener: HtmlElement) -> bool:
    toggled = opener.get("data-toggle") or opener.get("data-bs-toggle")
    return opener.get("role") == "tab" or toggled in _TOGGLES


def _is_text(panel: HtmlElement) -> bool:
    """Text, not links, fields or a layer over the page."""
    own = (panel,) if panel.tag != "template" else ()  # a script copies it out when its opener is pressed
    if any(_is_layer(element) for element in (*own, *panel.iterancestors())):
        return False
    if next(panel.iter("input", "textarea", "select", "form"), None) is not None:
        return False
    chars = _chars(panel)
    return chars >= _TEXT_CHARS and sum(map(_chars, panel.iter("a"))) <= _LINKED_SHARE * chars


def _is_layer(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in ("body", "html", "main", "article"):
        return False
    if tag in _LAYERS or element.get("role") in _LAYER_ROLES or element.get("aria-modal") == "true":
        return True
    return _is_layer_name(f"{element.get('class') or ''} {element.get('id') or ''}")


@lru_cache(maxsize=4096)
def _is_layer_name(name: str) -> bool:
    return _LAYER_NAME.search(name.lower()) is not None


def _chars(element: HtmlElement) -> int:
    return sum(len(piece.strip()) for piece in element.itertext())


def _show(panel: HtmlElement) -> None:
    if panel.tag == "template":
        panel.tag = "div"
    for name in ("hidden", "aria-hidden"):
        if name in panel.attrib:
            del panel.attrib[name]
    style = panel.get("style")
    if style:
        panel.set("style", _HIDING.sub("", style))


def _label(opener: HtmlElement) -> str:
    """What the opener is called, where that may be a heading."""
    label = " ".join("".join(opener.itertext()).split())
    fits = 0 < len(label) <= _LABEL_CHARS and len(label.split()) <= _LABEL_WORDS
    return label if fits and not _CALL.match(label) else ""


def _make_heading(opener: HtmlElement) -> None:
    """No button, nor a link to another page: what it says heads what it opens."""
    if _in_heading(opener):
        if opener.tag == "button" or (opener.tag == "a" and (opener.get("href") or "#").startswith("#")):
            opener.tag = "span"
    elif opener.tag == "button":
        opener.tag = "h3"


def _in_heading(element: HtmlElement) -> bool:
    return any(e.tag in _HEADINGS for e in _near(element))


def _near(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    for around, _ in zip(element.iterancestors(), range(_LEVELS), strict=False):
        yield around


def _head(panel: HtmlElement, tab: HtmlElement) -> None:
    """The tab's label above its panel, unless it begins with a heading of its own."""
    label = _label(tab)
    first = next((e for e in panel.iter("h1", "h2", "h3", "h4", "h5", "h6", "p")), None)
    if not label or (first is not None and first.tag in _HEADINGS):
        return
    heading = panel.makeelement("h3")
    heading.text = label
    heading.tail, panel.text = panel.text, None
    panel.insert(0, heading)
