"""Text of a page -> lxml tree, however odd the page."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HtmlEntity, HtmlProcessingInstruction

from audioedition.article.extract.unclosed import close_what_swallows, open_comment_closed
from audioedition.article.extract.unfolded import unfold
from audioedition.article.extract.word_spans import part_words
from audioedition.errors import ExtractionError

_DEEPEST = 1_000
"""Elements within elements; the parser gives up, and loses the rest of the page, at 2,048."""
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)[^<>]*>")
_KICKER = re.compile(
    r"(?:^|[\s_-])(?:kicker|sur-?titre|overline|eyebrow|rubrique|label|badge|category|categorie)(?:$|[\s_-])"
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_INLINE = frozenset(
    "a abbr b big cite code em font i ins mark q s small span strike strong sub sup tt u".split()
)

_CLASSES = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)
"""As ``lxml.html`` has them, without its classes for forms: it asks Python for the class of every single element."""


def parse_page(text: str) -> HtmlElement:
    """The tree of a page's text. Raises ``ExtractionError`` for what is no page, and for an empty one."""
    text = open_comment_closed(text)
    root, whole = _parse(text)
    if root is not None and (mended := close_what_swallows(root, text)) is not None:
        text = mended
        root, whole = _parse(text)
    if not whole:
        root, whole = _parse(_flattened(text))
    if not whole:
        raise ExtractionError(
            "The page is nested too deep to be read whole.", hint="Copy the article's text into a .txt file."
        )
    if root is None:
        raise ExtractionError(
            "The page is empty.", hint="Check the address, or save the page from the browser."
        )
    if "S:" in text:
        _put_streamed_in_place(root)
    _part_kickers(root)
    part_words(root, text)
    unfold(root, text)
    return root


def _part_kickers(root: HtmlElement) -> None:
    """« <h2><span class="surtitre">Travaux</span>Neuf millions</h2> »: the kicker becomes an element of its own, so
    that it neither glues to the heading nor names the whole of it."""
    for heading in root.iter("h1", "h2", "h3", "h4"):
        first = heading[0] if len(heading) else None
        if first is None or (heading.text or "").strip() or first.tag not in _INLINE:
            continue
        behind = (first.tail or "").strip() or len(heading) > 1
        if behind and _KICKER.search(first.get("class") or ""):
            first.tag = "div"


def _put_streamed_in_place(root: HtmlElement) -> None:
    """What React streams stands hidden at the page's end (« S:0 ») until a script moves it to its place (« B:0 »)."""
    places = {e.get("id"): e for e in root.iter("template") if (e.get("id") or "").startswith("B:")}
    for element in root.xpath("//*[@hidden][starts-with(@id, 'S:')]"):
        place = places.get("B:" + element.get("id")[2:])
        if not places:
            del element.attrib[
                "hidden"
            ]  # a saved page may have lost where it belongs: it stands in order here
            continue
        around = place.getparent() if place is not None else None
        if place is None or around is None or element in place.iterancestors():
            continue
        del element.attrib["hidden"]
        tail, parent = element.tail, element.getparent()
        element.tail = None
        around.insert(around.index(place) + 1, element)
        if tail and parent is not None:
            parent.text = (parent.text or "") + tail


def _parse(text: str) -> tuple[HtmlElement | None, bool]:
    """The tree, and whether the parser came to the end of the page."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ExtractionError(
            "The page cannot be read as HTML.", hint="Save it again from the browser."
        ) from error
    whole = not any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return cast("HtmlElement | None", root), whole  # of the class that it was given


def _flattened(text: str) -> str:
    """The page without the tags of its deepest elements: their text stands where it stood, blocks as paragraphs."""
    out: list[str] = []
    depth = last = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _VOID:
            continue
        opens = not tag[1]
        depth = depth + 1 if opens else max(0, depth - 1)
        if depth > _DEEPEST or (depth == _DEEPEST and not opens):
            out += (text[last : tag.start()], "" if name in _INLINE else "<br><br>")
            last = tag.end()
    return "".join((*out, text[last:]))
