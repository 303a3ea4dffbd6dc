"""A path, a URL or standard input -> Source. The edge where bytes come in; nothing is understood here yet."""

from __future__ import annotations

import os
import re
import stat
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import IO

from audioedition.errors import SourceError
from audioedition.fetch.addresses import LARGE_BYTES, Access
from audioedition.fetch.decode import decode_text
from audioedition.fetch.decompress import unpack_file
from audioedition.fetch.documents.document import page_by_itself
from audioedition.fetch.documents.kinds import EPUB, MAX_DOCUMENT_BYTES, SUFFIXES
from audioedition.fetch.media_type import (
    FEEDS,
    HEAD_BYTES,
    HTML,
    PAGE_HINT,
    TEXT,
    XML,
    may_be_large,
    media_type_of,
    most_bytes,
)
from audioedition.model import Source

__all__ = [
    "Access",
    "decode_text",
    "fetch_any",
    "fetch_if_changed",
    "fetch_source",
    "is_url",
    "require_article",
]

MAX_BYTES = MAX_DOCUMENT_BYTES
"""Of a file: a page that a browser saved with its pictures in it is twice as large as any that is fetched."""
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_CHAPTER = re.compile(r"(.+\.epub)#(\d{1,4})", re.IGNORECASE | re.DOTALL)
_LIKE_A_HOST = re.compile(r"(www\.)?[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/\S*)?", re.IGNORECASE)
_SUFFIXES = {".html": HTML, ".htm": HTML, ".xhtml": HTML, ".txt": TEXT, **SUFFIXES}


def fetch_source(
    where: str,
    *,
    access: Access | None = None,
    stdin: IO[bytes] | None = None,
) -> Source:
    """Read one article: a file, a web page, or standard input (``-``; ``stdin`` stands in for it).

    ``access``: what may be fetched; without it public addresses on the usual ports.
    Raises SourceError: missing, unreadable, a folder, empty, too large (5 MB, a file 10 MB), not text, refused, not
    answered, or a feed, which is many articles.
    """
    return require_article(fetch_any(where, access=access or Access(), stdin=stdin), where=where)


def fetch_any(where: str, *, access: Access, stdin: IO[bytes] | None = None) -> Source:
    """As :func:`fetch_source`, but a feed, a sitemap or other XML is as welcome as a page."""
    if where == "-":
        return _read_stdin(stdin if stdin is not None else sys.stdin.buffer)
    if is_url(where):
        source = fetch_if_changed(where, access=access)
        assert source is not None  # no condition was sent, so 304 is an error already
        return source
    return _read_file(where)


def fetch_if_changed(
    url: str, *, access: Access, etag: str | None = None, last_modified: str | None = None
) -> Source | None:
    """The page, or ``None`` when it is still the one that bore this ``etag`` or ``last_modified`` (HTTP 304).

    Raises SourceError as :func:`fetch_source` does.
    """
    from audioedition.fetch import http  # ssl and http.client: 40 ms that a text file need not pay

    response = http.get(url, access=access, etag=etag, last_modified=last_modified)
    if response.status == 304:
        if etag or last_modified:
            return None
        raise SourceError(
            f"{response.url} says « not modified » to a first request.", hint="Try again later."
        )
    data = response.body
    if data.startswith(b"\x1f\x8b"):  # a gzip file, such as sitemap.xml.gz
        data = unpack_file(data, access.max_bytes, large_bytes=access.large_bytes)
    _refuse_empty(data, response.url)
    return Source(
        data=data,
        media_type=media_type_of(data, declared=response.media_type, where=response.url),
        charset=response.charset,
        url=response.url,
        asked=url,
        moved=response.moved,
        fetched_at=_now(),
        etag=response.headers.get("etag"),
        last_modified=response.headers.get("last-modified"),
    )


def require_article(source: Source, *, where: str) -> Source:
    """The source itself. Raises SourceError for a feed, a sitemap or other XML."""
    if source.media_type in FEEDS:
        raise SourceError(
            f"{where} is a feed or sitemap, not an article.", hint="For its newest articles add --latest 5."
        )
    if source.media_type == XML:
        raise SourceError(f"{where} is XML data, not a page.", hint=PAGE_HINT)
    return source


def is_url(where: str) -> bool:
    """Whether ``where`` has the form ``scheme://…`` (any scheme: the wrong ones are refused, not opened)."""
    return _URL.match(where) is not None


def _read_stdin(stream: IO[bytes]) -> Source:
    try:
        data = _read_bounded(stream)
    except (OSError, ValueError) as error:
        raise SourceError("Standard input cannot be read.", hint="Give a file or a web address.") from error
    return _source(data, "Standard input", declared=None, path=None)


def _read_file(where: str) -> Source:
    if not where.strip():
        raise SourceError("The source has no name.", hint="Give a file or a web address.")
    book, number = chapter_named(where)
    path = Path(book)
    try:
        if path.is_dir():
            raise SourceError(
                f"{where} is a folder.",
                hint=f"Give one file, or the whole folder to: audioedition batch {where}",
            )
        with path.open("rb") as stream:
            status = path.stat()
            if stat.S_ISREG(status.st_mode) and status.st_size > LARGE_BYTES:
                raise _too_large(where)
            data = _read_bounded(stream)
    except FileNotFoundError as error:
        raise SourceError(f"There is no file {where}", hint=_missing_hint(where)) from error
    except PermissionError as error:
        raise SourceError(f"{where} may not be read.", hint="Check the file's permissions.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "not a valid name"
        raise SourceError(f"{where!r} cannot be read: {reason}.", hint="Check the file's name.") from error
    declared = _SUFFIXES.get(path.suffix.lower())
    if number is not None:
        return _chapter(data, number, where=where, name=str(path.absolute()))
    return _source(data, where, declared=declared, path=str(path.absolute()))


def source_of_upload(data: bytes, *, name: str, chapter: int | None = None) -> Source:
    """What somebody sent under that name; nothing is opened. Raises SourceError as a file does."""
    path = Path(Path(name).name)
    if chapter is not None:
        return _chapter(data, chapter, where=name, name=str(path))
    return _source(data, name, declared=_SUFFIXES.get(path.suffix.lower()), path=str(path))


def chapter_named(where: str) -> tuple[str, int | None]:
    """« BOOK.epub#3 » is the third chapter of that book, unless a file has that very name."""
    found = _CHAPTER.fullmatch(where)
    if found is None or os.path.exists(where):
        return where, None
    return found[1], int(found[2])


def _chapter(data: bytes, number: int, *, where: str, name: str) -> Source:
    """One chapter of an EPUB as a page of its own."""
    from audioedition.fetch.documents.epub import read_chapter

    if len(data) > MAX_BYTES:
        raise _too_large(where)
    if media_type_of(data, where=where) != EPUB:
        raise SourceError(f"{where} is no EPUB: it has no chapters.", hint="Leave out the chapter's number.")
    page = page_by_itself(read_chapter(data, number))
    return Source(
        data=page.encode("utf-8", "replace"),
        media_type=HTML,
        charset="utf-8",
        path=f"{name}#{number}",
        fetched_at=_now(),
        fragment=True,
    )


def _read_bounded(stream: IO[bytes]) -> bytes:
    """All of it, or enough to see that it is too large."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES and may_be_large(data[:HEAD_BYTES]):
        data += stream.read(LARGE_BYTES - MAX_BYTES)
    return data


def _source(data: bytes, where: str, *, declared: str | None, path: str | None) -> Source:
    if len(data) > most_bytes(data[:HEAD_BYTES], page=MAX_BYTES, large=LARGE_BYTES):
        raise _too_large(where)
    _refuse_empty(data, where)
    media_type = media_type_of(data, declared=declared, where=where)
    return Source(data=data, media_type=media_type, path=path, fetched_at=_now())


def _refuse_empty(data: bytes, where: str) -> None:
    if not data.strip():
        raise SourceError(f"{where} is empty.", hint="There is nothing to read aloud in it.")


def _too_large(where: str) -> SourceError:
    return SourceError(
        f"{where} is larger than {MAX_BYTES / 1e6:g} MB.",
        hint="One article is smaller: is it the right file?",
    )


def _missing_hint(where: str) -> str:
    if (_LIKE_A_HOST.fullmatch(where) and "/" in where) or where.startswith("www."):
        return f"For a web page write its whole address: https://{where}"
    return "Check the name; for a web page write its whole address, beginning with https://"


def _now() -> datetime:
    return datetime.now(timezone.utc)
