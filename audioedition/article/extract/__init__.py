"""Source -> Page: every visible block of a page in reading order, and what the page says of itself. Pure."""

from __future__ import annotations

from dataclasses import fields, replace

from audioedition.article.extract.bounds import MAX_PAGE_CHARS, too_long, without_embedded
from audioedition.article.extract.text import text_page
from audioedition.errors import ExtractionError, SourceError
from audioedition.fetch.decode import decode_text
from audioedition.fetch.documents import MARKDOWN, is_document, read_document
from audioedition.fetch.documents.kinds import looks_like_markdown
from audioedition.fetch.media_type import FEEDS, HTML, TEXT, XML, media_type_of
from audioedition.fetch.old_machines import line_that_looks_wrong
from audioedition.model import Metadata, Page, Source

__all__ = ["extract_page"]


def extract_page(source: Source) -> Page:
    """Take a source apart: a web page into its visible blocks, a text into its lines. The bytes tell which.

    Raises ``SourceError`` for what is no text (binary, PDF, image) and ``ExtractionError`` for a feed.
    """
    where = source.url or source.path or "The source"
    kind = media_type_of(source.data, declared=source.media_type, where=where)
    if kind in FEEDS:
        raise ExtractionError(
            f"{where} is a feed or a sitemap, not an article.",
            hint="Give the feed to make or segment with --latest N, or give one article's address.",
        )
    if is_document(kind):
        return _document_page(source, kind)
    text = decode_text(source)
    if kind == TEXT and (line := line_that_looks_wrong(text)):
        raise SourceError(
            f"{where} is in an encoding that was not recognised. This line looks wrong: {line}",
            hint="Save it as UTF-8 (in the editor: « Save as », encoding).",
        )
    if kind == TEXT and looks_like_markdown(text):
        return _document_page(source, MARKDOWN)
    text = without_embedded(text)
    if len(text) > MAX_PAGE_CHARS:
        raise too_long()
    if kind in (HTML, XML, "application/xhtml+xml"):
        from audioedition.article.extract.html import (
            html_page,
        )  # lxml and trafilatura: a text need not pay for them

        page = html_page(text, url=source.url, first=source.first_page)
        return replace(page, fragment=source.fragment)
    return text_page(text, url=source.url)


def _document_page(source: Source, kind: str) -> Page:
    """What its reader makes of a document, taken apart as a page; what the file says of itself goes before."""
    from audioedition.article.extract.html import html_page

    document = read_document(source.data, media_type=kind)
    text = without_embedded(document.html)
    if len(text) > MAX_PAGE_CHARS:
        raise too_long()
    page = html_page(text, url=source.url or document.metadata.url)
    told = {f.name: v for f in fields(Metadata) if (v := getattr(document.metadata, f.name)) is not None}
    return replace(page, metadata=replace(page.metadata, **told), fragment=document.fragment)
