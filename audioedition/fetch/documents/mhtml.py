"""MHTML -> the page that a browser saved in it (RFC 2557: « Enregistrer sous », one file). Pure.

The page is the part that the file names as its start, else its first HTML; pictures, styles and frames are left out.
"""

from __future__ import annotations

import email.policy
from email.message import EmailMessage
from email.parser import BytesParser
from urllib.parse import urlsplit

from audioedition.errors import SourceError
from audioedition.fetch.decode import decode_bytes
from audioedition.fetch.documents.document import DocumentPage
from audioedition.model import Metadata

_HTML = ("text/html", "application/xhtml+xml")


def read(data: bytes) -> DocumentPage:
    """Raises SourceError when no page is in it."""
    # the modern policy reads headers in whatever encoding; a broken one is a defect, not an exception
    message = BytesParser(EmailMessage, policy=email.policy.default).parsebytes(data.lstrip())
    part = _page_of(message)
    if part is None:
        raise SourceError(
            "The saved page (MHTML) holds no page.", hint="Save it again from the browser, as « HTML only »."
        )
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    if not payload.strip():
        raise SourceError(
            "The saved page (MHTML) holds no page.", hint="Save it again from the browser, as « HTML only »."
        )
    page = decode_bytes(payload, charset=part.get_content_charset())
    return DocumentPage(html=page, metadata=Metadata(url=_address(message, part)))


def _page_of(message: EmailMessage) -> EmailMessage | None:
    pages = [part for part in message.walk() if part.get_content_type() in _HTML and not part.is_multipart()]
    start = message.get_param("start")
    asked = _header(message, "snapshot-content-location")
    for part in pages:
        if start and _header(part, "content-id") == str(start).strip():
            return part
        if asked and _header(part, "content-location") == asked:
            return part
    return pages[0] if pages else None


def _address(message: EmailMessage, part: EmailMessage) -> str | None:
    """Where the page was saved from."""
    for address in (_header(message, "snapshot-content-location"), _header(part, "content-location")):
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname:
            return address
    return None


def _header(part: EmailMessage, name: str) -> str:
    try:
        return str(part.get(name) or "").strip()
    except (ValueError, IndexError, AttributeError):  # headers that the standard library trips over
        return ""
