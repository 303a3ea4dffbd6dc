"""The text of a book as XHTML: a span around each sentence, for overlays (EPUB) and SMIL (DAISY) to point at.
Pure. Only elements and attributes that XHTML 1.0, which DAISY 2.02 wants, and HTML 5 both know, but captions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from audioedition.model import Edition
from audioedition.publish.books.book import BookPassage, arrange_runs, direction
from audioedition.publish.disclosure import disclosure_sentence
from audioedition.publish.show_notes import corrections
from audioedition.publish.transcript.foreign import in_languages
from audioedition.publish.web import is_http_url
from audioedition.publish.words import all_words, interface_language
from audioedition.publish.xml import add, xml_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

XHTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ELEMENTS = {"title": "h1", "heading": "h2", "quote": "blockquote", "list": "li"}
"""Role -> element; all others are paragraphs with their role as class."""
CaptionShape = Literal["figure", "sidebar"]
_CAPTIONS = {"figure": "figure", "sidebar": "div"}


def start_page(
    edition: Edition, *, title: str, style: str = "", prefixes: Mapping[str, str] | None = None
) -> tuple[_Element, _Element, _Element]:
    """(html, head, body) of a page in the edition's language. ``style``: href of its style sheet."""
    from lxml import etree

    namespaces: dict[str | None, str] = {None: XHTML[1:-1]}
    namespaces.update(prefixes or {})
    root = etree.Element(XHTML + "html", nsmap=namespaces)
    _set_language(root, edition.language)
    head = tag(root, "head")
    tag(head, "title", title.strip() or edition.slug)
    if style:
        tag(head, "link", rel="stylesheet", href=style, type="text/css")
    return root, head, tag(root, "body")


def tag(parent: _Element, name: str, text: str | None = None, /, **attributes: str) -> _Element:
    """``xml.add`` for XHTML elements."""
    return add(parent, XHTML + name, text, **attributes)


def add_blocks(parent: _Element, blocks: Sequence[BookPassage], *, caption: CaptionShape) -> None:
    """Every block, those that were not spoken too; items that follow one another are one list, rows one table's.

    ``caption``: a picture's caption is a ``figure`` of HTML 5, or what DAISY 2.02 calls a ``sidebar``.
    """
    for run, run_id, together in arrange_runs(blocks):
        home = tag(parent, "ul", id=run_id, class_=run) if run else parent
        for block in together:
            _add_block(home, block, caption=caption)


def add_edition_facts(parent: _Element, edition: Edition) -> None:
    """That a machine reads, whose article it is, and what was corrected. Not spoken: said in the sound itself."""
    words = all_words()[interface_language(edition.language)]
    tag(parent, "p", disclosure_sentence(edition.voice, edition.language), class_="disclosure")
    credit = " – ".join(part for part in (edition.byline, edition.site) if part and part.strip())
    if credit:
        tag(parent, "p", credit, class_="byline")
    if edition.url and is_http_url(edition.url):
        tag(tag(parent, "p", class_="source"), "a", words["source"], href=edition.url)
    for title, changes in corrections(edition):
        tag(parent, "p", title, class_="corrected")
        listed = tag(parent, "ul")
        for change in changes:
            tag(listed, "li", change)


def _add_block(parent: _Element, block: BookPassage, *, caption: CaptionShape) -> None:
    name = _CAPTIONS[caption] if block.role == "caption" else _ELEMENTS.get(block.role, "p")
    element = tag(parent, name, id=block.id)
    if block.role not in _ELEMENTS and block.role != "body":
        element.set("class", caption if block.role == "caption" else block.role)
    if block.language:
        _set_language(element, block.language)
    if direction(block.text):
        element.set("dir", "rtl")
    within = "p" if block.role == "quote" else "figcaption" if name == "figure" else ""
    _add_sentences(tag(element, within) if within else element, block)


def _add_sentences(holder: _Element, block: BookPassage) -> None:
    """The paragraph as printed: what stands between the sentences that were spoken (an emoji alone) stays."""
    between = _between([sentence.text for sentence in block.sentences], block.text)
    holder.text = xml_text(between[0])
    for sentence, after in zip(block.sentences, between[1:], strict=True):
        _add_in_languages(tag(holder, "span", id=sentence.id), sentence.text, block).tail = xml_text(after)


def _add_in_languages(element: _Element, text: str, block: BookPassage) -> _Element:
    """Its text, with an element of their own around words of another language."""
    within = None
    for piece, language in in_languages(text, block.foreign):
        if language is not None:
            within = tag(element, "span", piece)
            _set_language(within, language)
        elif within is None:
            element.text = xml_text(piece)
        else:
            within.tail = xml_text(piece)
    return element


def _between(sentences: Sequence[str], text: str) -> list[str]:
    """What stands in ``text`` before the first of ``sentences``, and after each of them.

    Spaces alone where they do not stand there as printed (an edition made by another version).
    """
    found, place = [], 0
    for sentence in sentences:
        start = text.find(sentence, place)
        if start < 0:
            return ["", *[" "] * (len(sentences) - 1), ""]
        found.append(text[place:start])
        place = start + len(sentence)
    return [*found, text[place:]]


def _set_language(element: _Element, language: str) -> None:
    element.set(XML_LANG, language)
    element.set("lang", language)
