"""A mail (.eml) -> a page: its HTML, else its text; the subject is the title. Pure.

Attachments and pictures are not read. What was quoted of an earlier mail is left to the judge under a name of its own,
unless the mail is nothing else.
"""

from __future__ import annotations

import email.policy
import html
import re
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from audioedition.errors import SourceError
from audioedition.fetch.decode import decode_bytes
from audioedition.fetch.documents.document import DocumentPage
from audioedition.fetch.documents.facts import byline_of
from audioedition.model import Metadata

_PREFIX = re.compile(r"^\s*(?:(?:re|fwd?|tr|wg|réf|rép)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_FORWARDED = re.compile(r"^\s*(?:fwd?|tr)\s*:", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_WROTE = re.compile(r"^(?:le|on) .{4,120}(?:a écrit|wrote) ?:\s*$", re.IGNORECASE | re.MULTILINE)
_ADDRESS_LINE = re.compile(r"https?://\S{1,500}|<https?://[^>]{1,500}>")
_WIDTH = 80


def read(data: bytes) -> DocumentPage:
    """Raises SourceError for a mail without words."""
    message = BytesParser(EmailMessage, policy=email.policy.default).parsebytes(
        data.lstrip(b"\xef\xbb\xbf\r\n\t ")
    )
    subject = _header(message, "subject")
    metadata = Metadata(
        title=_PREFIX.sub("", subject) or None,
        byline=byline_of(parseaddr(_header(message, "from"))[0]),
        published=_date(message),
    )
    title = html.escape(metadata.title or "")
    page = _part(message, "text/html")
    if page.strip():
        fragment = False
        if title and not re.search(r"<h1[ >]", page):
            page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{page}</body></html>"
    else:
        text = _part(message, "text/plain")
        if not text.strip():
            raise SourceError(
                "The mail holds no text.", hint="Save what is attached to it, and give that file."
            )
        body = _paragraphs(text, forwarded=bool(_FORWARDED.match(subject)))
        page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
        fragment = True
    return DocumentPage(html=page, metadata=metadata, fragment=fragment)


def _part(message: EmailMessage, kind: str) -> str:
    """The first part of that kind that is no attachment."""
    for part in message.walk():
        if part.is_multipart() or part.get_content_type() != kind or _is_attached(part):
            continue
        try:
            payload = part.get_payload(decode=True)
        except (ValueError, LookupError):
            continue
        if isinstance(payload, bytes) and payload.strip():
            return decode_bytes(payload, charset=part.get_content_charset())
    return ""


def _is_attached(part: EmailMessage) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except (ValueError, IndexError, AttributeError):
        return True


def _paragraphs(text: str, *, forwarded: bool) -> str:
    """Blank lines part paragraphs; lines that a program broke at its width are joined (RFC 3676)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    signature = None if forwarded else _SIGNATURE.search(text)
    signed = text[signature.end() :] if signature else ""
    text = text[: signature.start()] if signature else text
    own = [piece for piece in re.split(r"\n[ \t]*\n", text) if piece.strip()]
    quoted_all = all(piece.lstrip().startswith(">") for piece in own)
    pieces = []
    for piece in own:
        quoted = piece.lstrip().startswith(">") and not quoted_all and not forwarded
        if quoted_all or forwarded:
            piece = re.sub(r"^[ \t]*(?:>[ \t]?)+", "", piece, flags=re.MULTILINE)
        name = ' class="quoted-mail"' if quoted or _WROTE.search(piece) else ""
        pieces += [f"<p{name}>{html.escape(line)}</p>" for line in _unwrapped(piece)]
    if signed.strip():
        pieces += [f'<p class="mail-signature">{html.escape(line)}</p>' for line in _unwrapped(signed)]
    return "\n".join(pieces)


def _unwrapped(piece: str) -> list[str]:
    """The lines of a paragraph as one; each for itself where they are short (a list, an address, verses)."""
    lines = [line.strip() for line in piece.splitlines() if line.strip()]
    lines = [line for line in lines if not _ADDRESS_LINE.fullmatch(line)]
    broken = len(lines) > 1 and sum(len(line) for line in lines[:-1]) > 0.6 * _WIDTH * (len(lines) - 1)
    return [" ".join(lines)] if broken else lines


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except (
        ValueError,
        IndexError,
        AttributeError,
        LookupError,
    ):  # headers that the standard library trips over
        return ""


def _date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "date")).isoformat()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
