"""A document that a person sends from the page: taken once it is known who they are, and never put into a file."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from starlette.datastructures import UploadFile
from starlette.requests import Request

from audioedition.errors import UsageError
from audioedition.fetch.documents.kinds import MAX_DOCUMENT_BYTES
from audioedition.fetch.source import source_of_upload
from audioedition.model import Source

PATHS = frozenset({"/drafts", "/mon-fil"})
"""Where a request may be as large as a document."""
MAX_REQUEST_BYTES = MAX_DOCUMENT_BYTES + 200_000
"""With the other fields of its form."""
_LONGEST_NAME = 200


async def keep_upload(request: Request, sent: UploadFile) -> None:
    """Put what was sent into the request, for the view; a field that was left empty is nothing."""
    name = PureWindowsPath(PurePosixPath(sent.filename or "").name).name[-_LONGEST_NAME:]
    data = await sent.read(MAX_REQUEST_BYTES)
    if name or data:
        request.state.upload = (name or "document", data)


def uploaded(request: Request, *, chapter: str = "") -> Source | None:
    """The document, or one chapter of it; ``None`` where none was sent. Raises SourceError as fetching does,
    UsageError for a chapter that is no number."""
    name, data = getattr(request.state, "upload", (None, b""))
    if name is None:
        return None
    if chapter and not (chapter.isascii() and chapter.isdigit() and len(chapter) < 5):
        raise UsageError(
            f"{chapter[:20]!r} is no number.", hint="Give the chapter's number, or leave it out."
        )
    return source_of_upload(data, name=name, chapter=int(chapter) if chapter else None)
