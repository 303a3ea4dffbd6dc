"""Files that are neither a page nor a plain text: each kind has a reader, which turns it into a page. Pure.

A reader is one module with ``read(data: bytes) -> DocumentPage``. Its line in ``READERS``, and what it is known by in
``kinds.py``, are all that it takes.
The page that comes out is judged as any other page; the reader decides nothing about what is heard.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from audioedition.fetch.documents.document import DocumentPage
from audioedition.fetch.documents.isolated import read_isolated
from audioedition.fetch.documents.kinds import DOCX, EPUB, MAIL, MARKDOWN, MHTML, ODT, PDF, POST

__all__ = ["MARKDOWN", "MHTML", "READERS", "DocumentPage", "is_document", "read_document"]

READERS = {
    MARKDOWN: "audioedition.fetch.documents.markdown",
    MHTML: "audioedition.fetch.documents.mhtml",
    DOCX: "audioedition.fetch.documents.docx",
    ODT: "audioedition.fetch.documents.odt",
    EPUB: "audioedition.fetch.documents.epub",
    PDF: "audioedition.fetch.documents.pdf",
    MAIL: "audioedition.fetch.documents.mail",
    POST: "audioedition.fetch.documents.post",
}
"""Media type -> the module that reads it, loaded when one comes."""
ISOLATED = frozenset({DOCX, ODT, PDF})
"""Read in a process of its own."""


class _Reader(Protocol):
    def read(self, data: bytes) -> DocumentPage: ...


def is_document(media_type: str) -> bool:
    return media_type in READERS


def read_document(data: bytes, *, media_type: str) -> DocumentPage:
    """The file as a page. Raises SourceError when it is damaged, KeyError for a kind without a reader."""
    module = READERS[media_type]
    if media_type in ISOLATED:
        return read_isolated(data, module=module)
    return cast("_Reader", import_module(module)).read(data)
