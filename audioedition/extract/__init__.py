"""Source -> Page: every visible block of a page in reading order, and what the page says of itself. Pure."""

from __future__ import annotations

from audioedition.extract.decode import decode_source, looks_like_html, refuse_what_is_no_text
from audioedition.extract.text import text_page
from audioedition.model import Page, Source

__all__ = ["extract_page"]


def extract_page(source: Source) -> Page:
    """Take a source apart. HTML and plain text are told apart by the media type, then by the bytes.

    Raises ``SourceError`` for what is no text (binary, PDF, image, empty) and ``ExtractionError`` for a
    page that cannot be taken apart.
    """
    refuse_what_is_no_text(source)
    text = decode_source(source)
    if looks_like_html(source, text):
        from audioedition.extract.html import html_page

        return html_page(text, url=source.url)
    return text_page(text, url=source.url)
