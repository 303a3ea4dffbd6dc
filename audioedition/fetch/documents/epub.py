"""EPUB -> a page: the one article that it holds, or one of its chapters. Pure.

A book of several chapters is no article: ``read`` lists them, ``read_chapter`` reads one. Contents, cover and what
holds next to no text are no chapters.
"""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import cast
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from audioedition.errors import SourceError
from audioedition.fetch.decode import decode_bytes
from audioedition.fetch.documents.archive import Archive, bomb, damaged, protected
from audioedition.fetch.documents.document import DocumentPage, page_around
from audioedition.fetch.documents.epub_sheet import dress
from audioedition.fetch.documents.facts import byline_of, date_of, language_of, title_of
from audioedition.model import Metadata

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways of hiding fonts: no protection of the text (EPUB 3.3, 4.2.6)."""
_NO_CHAPTER = re.compile(
    r"\b(?:cover|toc|landmarks|titlepage|halftitlepage|copyright-page|colophon|index|other-credits|loi|lot|page-list)\b"
)
_LEAST_CHARS = 200
_MOST_CHAPTERS = 2_000
_MAX_CHAPTER_BYTES = 5_000_000
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class BookChapter:
    number: int
    """From 1, in reading order."""
    title: str
    name: str
    """Of its part in the archive."""


def read(data: bytes) -> DocumentPage:
    """The article of an EPUB that holds one. Raises SourceError: several chapters, protected, damaged, empty."""
    archive, found = _opened(data)
    if len(found) > 1:
        named = "; ".join(f"{c.number} « {c.title} »" for c in found[:_SHOWN])
        more = "" if len(found) <= _SHOWN else "; …"
        raise SourceError(
            f"The EPUB holds {len(found)} chapters: {named}{more}.",
            hint="Give one as BOOK.epub#1, or the whole book to: audioedition batch BOOK.epub",
        )
    return _page(archive, found[0])


def chapters(data: bytes) -> tuple[BookChapter, ...]:
    """In reading order. Raises SourceError."""
    return _opened(data)[1]


def read_chapter(data: bytes, number: int) -> DocumentPage:
    """Raises SourceError, also where there is no such chapter."""
    archive, found = _opened(data)
    if not 1 <= number <= len(found):
        raise SourceError(
            f"The EPUB has no chapter {number}.", hint=f"It has {len(found)}: give a number from 1."
        )
    return _page(archive, found[number - 1])


def _opened(data: bytes) -> tuple[Archive, tuple[BookChapter, ...]]:
    archive = Archive(data)
    if "META-INF/encryption.xml" in archive.names:
        for method in archive.tree("META-INF/encryption.xml").iter("{*}EncryptionMethod"):
            if method.get("Algorithm") not in _FONTS:
                raise protected()
    found = tuple(
        BookChapter(number=n, title=title, name=name)
        for n, (name, title) in enumerate(_text_parts(archive), start=1)
    )
    if not found:
        raise SourceError("The EPUB holds no text.", hint="Is it a book of pictures?")
    return archive, found


def _package(archive: Archive) -> tuple[etree._Element, str]:
    rootfile = archive.tree("META-INF/container.xml").find(f".//{_CONTAINER}rootfile")
    path = rootfile.get("full-path") if rootfile is not None else None
    if not path:
        raise damaged()
    return archive.tree(path), posixpath.dirname(path)


def _text_parts(archive: Archive) -> list[tuple[str, str]]:
    """Names and titles of what is read, in the order of the spine."""
    package, folder = _package(archive)
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    found: list[tuple[str, str]] = []
    for reference in islice(package.iter(f"{_OPF}itemref"), _MOST_CHAPTERS):
        item = items.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no":
            continue
        if "html" not in (item.get("media-type") or "") or "nav" in (item.get("properties") or "").split():
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        root = _tree(archive, name)
        if root is not None and _is_chapter(root):
            found.append((name, _title(root) or f"{len(found) + 1}"))
    return found


def _tree(archive: Archive, name: str) -> HtmlElement | None:
    data = archive.read_xml(name)
    if not data.strip():
        return None
    if len(data) > _MAX_CHAPTER_BYTES:
        raise bomb()
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode_bytes(data))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True)
    return cast("HtmlElement | None", etree.fromstring(text.encode("utf-8", "replace"), parser))


def _is_chapter(root: HtmlElement) -> bool:
    body = root.find("body")
    if body is None:
        return False
    types = " ".join(_types(element) for element in (body, *islice(body.iterchildren("section", "div"), 3)))
    # a part of the title's page may stand in the one file that is the whole article
    shorter = len(" ".join("".join(body.itertext()).split())) < _LEAST_CHARS
    return not shorter and not (_NO_CHAPTER.search(types) and "bodymatter" not in types)


def _types(element: HtmlElement) -> str:
    """``epub:type`` as the parser of HTML names it, and the role that says the same."""
    own = element.get("epub:type") or element.get(_TYPE) or ""
    return f"{own} {(element.get('role') or '').removeprefix('doc-')}"


def _title(root: HtmlElement) -> str:
    for element in root.iter("h1", "h2", "h3"):
        words = " ".join("".join(element.itertext()).split())
        if words:
            return words[:120]
    return " ".join((root.findtext("head/title") or "").split())[:120]


def _page(archive: Archive, chapter: BookChapter) -> DocumentPage:
    package, folder = _package(archive)
    root = _tree(archive, chapter.name)
    body = root.find("body") if root is not None else None
    if root is None or body is None:
        raise damaged()
    sheets = [
        decode_bytes(
            archive.read(posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or ""))))
        )
        for item in package.iter(f"{_OPF}item")
        if item.get("media-type") == "text/css"
    ]
    dress(body, sheets)
    inside = html.escape(body.text or "") + "".join(
        etree.tostring(element, encoding="unicode", method="html") for element in body
    )
    page = page_around(inside, metadata=_facts(package, root, inside))
    if page.metadata.title is None and chapter.title and not chapter.title.isdigit():
        return replace(page, metadata=replace(page.metadata, title=chapter.title))
    return page


def _facts(package: etree._Element, root: HtmlElement, inside: str) -> Metadata:
    def said(name: str) -> list[str]:
        return [" ".join((e.text or "").split()) for e in package.iter(f"{_DC}{name}") if e.text]

    dates = [date for text in said("date") if (date := date_of(text))]
    modified = (e.text for e in package.iter(f"{_OPF}meta") if e.get("property") == "dcterms:modified")
    languages = [root.get("lang") or root.get("xml:lang") or "", *said("language")]
    return Metadata(
        title=title_of(next(iter(said("title")), None), inside),
        byline=byline_of("; ".join(said("creator")[:8])),
        published=next(iter(dates), None),
        updated=date_of(next(modified, None)),
        site=next(iter(said("publisher")), None),
        language=next((found for text in languages if (found := language_of(text))), None),
    )
