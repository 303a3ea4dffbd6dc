"""PDF -> a page: what stands on its sheets, in the order in which a person reads it. Pure.

PDFium (as in Chromium, by pypdfium2) gives letters and where they stand. Columns, paragraphs, words that were broken
at a line's end, headings, running heads and notes are found here, by places and sizes alone: a PDF knows none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from audioedition.errors import SourceError
from audioedition.fetch.documents.archive import damaged, protected
from audioedition.fetch.documents.document import DocumentPage, page_around
from audioedition.fetch.documents.facts import byline_of, date_of, language_of, title_of
from audioedition.fetch.documents.needs import need
from audioedition.fetch.documents.pdf.blocks import blocks_of
from audioedition.fetch.documents.pdf.columns import reading_order
from audioedition.fetch.documents.pdf.letters import lines_of
from audioedition.fetch.documents.pdf.markup import byline_in, html_of
from audioedition.fetch.documents.pdf.running import split_running
from audioedition.fetch.documents.pdf.set_line import Sheet
from audioedition.model import Metadata

MAX_PAGES = 300
_LEAST_CHARS = 40
"""Of a page with text: a scanned one bears a stamp at most."""
_PASSWORD = 4
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?:Z|([+-]\d{2})'?(\d{2})'?)?")
_UNREADABLE = re.compile("[\ufffd\ufffe\uffff\ue000-\uf8ff]")


def read(data: bytes) -> DocumentPage:
    """Raises SourceError: damaged, protected, more than 300 pages, scanned, letters without a meaning."""
    pdfium: Any = need("pypdfium2", "PDF files")
    try:
        document = pdfium.PdfDocument(data[max(0, data.find(b"%PDF-")) :])
    except pdfium.PdfiumError as error:
        raise (protected() if getattr(error, "err_code", None) == _PASSWORD else damaged()) from error
    if len(document) > MAX_PAGES:
        raise SourceError(
            f"The PDF has {len(document)} pages: at most {MAX_PAGES} are read.",
            hint="Give the pages of the article alone.",
        )
    sheets = tuple(_sheets(document, pdfium))
    _refuse_pictures(sheets)
    _refuse_nonsense(sheets)
    text, running = split_running(sheets)
    pieces = blocks_of(tuple(reading_order(sheet) for sheet in text))
    body = html_of(pieces, running)
    return page_around(body, metadata=_facts(document, body, byline_in(pieces)))


def _sheets(document: Any, pdfium: Any) -> Iterator[Sheet]:
    for number in range(len(document)):
        try:
            page = document[number]
            yield Sheet(lines=lines_of(page), height=page.get_height(), width=page.get_width())
            page.close()
        except pdfium.PdfiumError as error:
            raise damaged() from error


def _refuse_pictures(sheets: tuple[Sheet, ...]) -> None:
    """A scanned page is a picture; half a text would be read as if it were whole."""
    blank = [
        n for n, sheet in enumerate(sheets, start=1) if sum(len(x.text) for x in sheet.lines) < _LEAST_CHARS
    ]
    if len(blank) == len(sheets):
        raise SourceError(
            "The PDF holds pictures of pages (scanned), and no text.",
            hint="Have its text recognised first (OCR: ocrmypdf does it), or give the text itself.",
        )
    if len(blank) > len(sheets) / 2:
        raise SourceError(
            f"{len(blank)} of the PDF's {len(sheets)} pages are pictures (scanned), without text.",
            hint="Have its text recognised first (OCR: ocrmypdf does it), or give the text itself.",
        )


def _refuse_nonsense(sheets: tuple[Sheet, ...]) -> None:
    """Fonts that do not say which letters their signs are."""
    text = "".join(line.text for sheet in sheets for line in sheet.lines)
    if len(_UNREADABLE.findall(text)) > 0.05 * len(text):
        raise SourceError(
            "The PDF does not say which letters its signs are.",
            hint="Export it again with its fonts, or have its text recognised (OCR).",
        )


def _facts(document: Any, body: str, byline: str | None) -> Metadata:
    told: dict[str, str] = document.get_metadata_dict()
    return Metadata(
        title=title_of(told.get("Title"), body),
        byline=byline_of(byline) or byline_of(told.get("Author")),
        published=_date(told.get("CreationDate")),
        updated=_date(told.get("ModDate")),
        language=language_of(_language(document)),
    )


def _language(document: Any) -> str | None:
    import ctypes

    import pypdfium2.raw as raw

    size = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < size <= 200:
        return None
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _date(told: str | None) -> str | None:
    found = _DATE.match(told or "")
    if not found:
        return None
    year, month, day, hour, minute, second, zone, zone_minutes = found.groups()
    time = f"T{hour}:{minute}:{second or '00'}" if hour else ""
    offset = f"{zone}:{zone_minutes}" if zone else ("+00:00" if time and "Z" in found[0] else "")
    return date_of(f"{year}-{month}-{day}{time}{offset if time else ''}")
