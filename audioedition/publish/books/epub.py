"""Edition -> EPUB 3.3 with Media Overlays: the text is read aloud and followed sentence by sentence. Pure.

All parts but the sound: ``packages.py`` puts both together, for an MP3 of three hours has no place in memory.
"""

from __future__ import annotations

from datetime import datetime, timezone
from importlib.resources import files
from typing import TYPE_CHECKING

from audioedition.model import Chapter, Edition
from audioedition.publish.books.book import Book, Document, arrange_book, arrange_runs, iso_day
from audioedition.publish.books.book_text import XML_LANG, add_blocks, add_edition_facts, start_page, tag
from audioedition.publish.books.certified import add_certificate
from audioedition.publish.clock import vtt_time
from audioedition.publish.disclosure import digital_source_type, disclosure_sentence, narrator
from audioedition.publish.words import interface_language
from audioedition.publish.xml import add, serialise
from audioedition.version import __version__

if TYPE_CHECKING:
    from lxml.etree import _Element

AUDIO_NAME = "audio.mp3"
FOLDER = "EPUB"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB = "{http://www.idpf.org/2007/ops}"
SMIL = "{http://www.w3.org/ns/SMIL}"
_PREFIXES = {"epub": EPUB[1:-1]}
_ITEMS = {"list": "list-item", "table": "table-row"}
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"

_FEATURES = (
    "synchronizedAudioText",
    "tableOfContents",
    "readingOrder",
    "structuralNavigation",
    "displayTransformability",
)
_WORDS = {
    "fr": (
        "Table des matières",
        "Texte et son synchronisés phrase par phrase, lus par une voix de synthèse. Titres et chapitres permettent "
        "de se déplacer ; légendes, listes et tableaux sont marqués pour qu’on puisse les passer. "
        "Le livre ne contient pas d’image, ni rien qui clignote ou fasse du bruit de lui-même.",
    ),
    "en": (
        "Contents",
        "Text and sound are synchronised sentence by sentence and read by a synthetic voice. Headings and chapters "
        "serve for moving about; captions, lists and tables are marked so that they can be left out. "
        "The book holds no pictures, and nothing that flashes or sounds by itself.",
    ),
}  # fmt: skip


def epub_name(edition: Edition) -> str:
    return f"{edition.slug}.epub"


def render_epub(edition: Edition) -> dict[str, bytes]:
    """Path in the container -> content, in the order in which it should stand there, ``mimetype`` first.

    ``EPUB/audio.mp3`` is missing: the edition's own MP3, to be added as it is. Raises PublishError when the
    edition contradicts itself.
    """
    book = arrange_book(edition)
    parts = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": _container(),
        f"{FOLDER}/package.opf": _package(edition, book),
        f"{FOLDER}/nav.xhtml": _navigation(edition, book),
        f"{FOLDER}/style.css": files("audioedition.publish.books").joinpath("epub.css").read_bytes(),
    }
    for document in book.documents:
        last = document is book.documents[-1]
        parts[f"{FOLDER}/{document.name}.xhtml"] = _text(edition, document, last=last)
        if any(sentence.heard for sentence in document.sentences):
            parts[f"{FOLDER}/{document.name}.smil"] = _overlay(document)
    return parts


def _container() -> bytes:
    from lxml import etree

    root = etree.Element(CONTAINER + "container", nsmap={None: CONTAINER[1:-1]}, version="1.0")
    rootfiles = add(root, CONTAINER + "rootfiles")
    rootfile = add(rootfiles, CONTAINER + "rootfile")
    rootfile.set("full-path", f"{FOLDER}/package.opf")
    rootfile.set("media-type", "application/oebps-package+xml")
    return serialise(root)


def _package(edition: Edition, book: Book) -> bytes:
    from lxml import etree

    root = etree.Element(OPF + "package", nsmap={None: OPF[1:-1], "dc": DC[1:-1]})
    root.set("version", "3.0")
    root.set("unique-identifier", "id")
    root.set(XML_LANG, edition.language)
    _metadata(add(root, OPF + "metadata"), edition, book)
    manifest, spine = add(root, OPF + "manifest"), add(root, OPF + "spine")

    def item(id_: str, href: str, media_type: str, **more: str) -> None:
        add(manifest, OPF + "item", id=id_, href=href, media_type=media_type, **more)

    item("nav", "nav.xhtml", "application/xhtml+xml", properties="nav")
    item("style", "style.css", "text/css")
    item("audio", AUDIO_NAME, edition.audio.media_type)
    for document in book.documents:
        overlay = {}
        if any(sentence.heard for sentence in document.sentences):
            item(f"{document.name}-overlay", f"{document.name}.smil", "application/smil+xml")
            overlay = {"media_overlay": f"{document.name}-overlay"}
        item(document.name, f"{document.name}.xhtml", "application/xhtml+xml", **overlay)
        add(spine, OPF + "itemref", idref=document.name)
    return serialise(root)


def _metadata(metadata: _Element, edition: Edition, book: Book) -> None:
    def meta(property_: str, text: str, refines: str = "") -> None:
        element = add(metadata, OPF + "meta", text, property=property_)
        if refines:
            element.set("refines", refines)

    said = _WORDS[interface_language(edition.language)][1]
    summary = f"{said} {disclosure_sentence(edition.voice, edition.language)}"
    add(metadata, DC + "identifier", edition.id, id="id")
    add(metadata, DC + "title", edition.title.strip() or edition.slug)
    add(metadata, DC + "language", edition.language)
    for term, text in (("creator", edition.byline), ("publisher", edition.site), ("source", edition.url)):
        if text and text.strip():
            add(metadata, DC + term, text)
    if day := iso_day(edition.published):
        add(metadata, DC + "date", day)
    if edition.edited.summary:
        add(metadata, DC + "description", edition.edited.summary)
    meta("dcterms:modified", _modified(edition))
    for document in book.documents:
        heard_ms = sum(s.end_ms - s.begin_ms for s in document.sentences)
        if heard_ms:
            meta("media:duration", vtt_time(heard_ms), f"#{document.name}-overlay")
    meta("media:duration", vtt_time(book.duration_ms))
    meta("media:narrator", narrator(edition.voice, edition.language))
    meta("media:active-class", "now-read")
    for mode in ("textual", "auditory"):
        meta("schema:accessMode", mode)
    for sufficient in ("textual", "auditory", "textual,auditory"):
        meta("schema:accessModeSufficient", sufficient)
    for feature in _FEATURES:
        meta("schema:accessibilityFeature", feature)
    meta("schema:accessibilityHazard", "none")
    meta("schema:accessibilitySummary", summary)
    add_certificate(metadata, edition.certified_by, meta=OPF + "meta")
    meta("schema:digitalSourceType", digital_source_type(edition.voice))
    add(metadata, OPF + "meta", name="generator", content=f"audioedition {__version__}")


def _text(edition: Edition, document: Document, *, last: bool) -> bytes:
    """One article. What is said of the whole edition stands after the last one."""
    root, _, body = start_page(edition, title=document.title, style="style.css", prefixes=_PREFIXES)
    add_blocks(tag(body, "section"), document.blocks, caption="figure")
    if last:
        add_edition_facts(tag(body, "footer"), edition)
    return serialise(root, doctype="<!DOCTYPE html>", indent=False)


def _navigation(edition: Edition, book: Book) -> bytes:
    contents = _WORDS[interface_language(edition.language)][0]
    root, _, body = start_page(
        edition, title=f"{contents} – {edition.title}", style="style.css", prefixes=_PREFIXES
    )
    nav = tag(body, "nav", id="toc", role="doc-toc")
    nav.set(EPUB + "type", "toc")
    tag(nav, "h1", contents)
    listed = tag(nav, "ol")
    for section in book.sections:
        into = listed
        if section.title:
            entry = tag(listed, "li")
            tag(entry, "span", section.title)
            into = tag(entry, "ol")
        for chapter in section.chapters:
            title = chapter.title.strip() or edition.title
            tag(tag(into, "li"), "a", title, href=_target(book, chapter))
    if not book.sections:
        tag(tag(listed, "li"), "a", edition.title, href=f"{book.documents[0].name}.xhtml")
    return serialise(root, doctype="<!DOCTYPE html>")


def _target(book: Book, chapter: Chapter) -> str:
    document, block = book.block_of(chapter)
    return f"{document.name}.xhtml#{block.id}"


def _overlay(document: Document) -> bytes:
    from lxml import etree

    root = etree.Element(SMIL + "smil", nsmap={None: SMIL[1:-1], "epub": EPUB[1:-1]}, version="3.0")
    body = add(root, SMIL + "body")
    page = f"{document.name}.xhtml"
    for run, run_id, together in arrange_runs(document.blocks):
        heard = [block for block in together if block.heard]
        home = _sequence(body, page, run_id, run) if run and heard else body
        for block in heard:
            kind = _ITEMS.get(run) or ("figure" if block.role == "caption" else "")
            sequence = _sequence(home, page, block.id, kind)
            for sentence in block.heard:
                par = add(sequence, SMIL + "par", id=f"par-{sentence.id}")
                add(par, SMIL + "text", src=f"{page}#{sentence.id}")
                clip = {"clipBegin": vtt_time(sentence.begin_ms), "clipEnd": vtt_time(sentence.end_ms)}
                add(par, SMIL + "audio", src=AUDIO_NAME, **clip)
    return serialise(root)


def _sequence(parent: _Element, page: str, id_: str, kind: str) -> _Element:
    """``kind``: a term of the EPUB Structural Semantics Vocabulary, by which reading systems leave it out."""
    sequence = add(parent, SMIL + "seq", id=f"seq-{id_}")
    sequence.set(EPUB + "textref", f"{page}#{id_}")
    if kind:
        sequence.set(EPUB + "type", kind)
    return sequence


def _modified(edition: Edition) -> str:
    """When this revision was made, in the one form that EPUB takes."""
    moment = edition.revisions[-1].created_at if edition.revisions else edition.created_at
    try:
        parsed = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    except ValueError:
        parsed = datetime(1970, 1, 1, tzinfo=timezone.utc)
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=timezone.utc)
    return parsed.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
