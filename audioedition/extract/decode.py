"""Bytes -> text, and the refusal of what is no text at all."""

from __future__ import annotations

import re

from audioedition.errors import SourceError
from audioedition.model import Source

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_WEBP = re.compile(rb"^RIFF.{4}(?:WEBP|WAVE|AVI )", re.S)
_HTML_START = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAGS = re.compile(r"<(?:p|div|article|h[1-6]|li|span|section|br|a)\b[^>]*>", re.I)


def refuse_what_is_no_text(source: Source) -> None:
    """Raise ``SourceError`` for an empty source and for files of another nature, whatever name they came under."""
    data = source.data
    if not data.strip(b" \t\r\n\f\v\x00"):
        raise SourceError("The source is empty.", hint="Give a file, a page or a text that holds an article.")
    head = data[:64].lstrip()
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            raise SourceError(
                f"The source is {name}, not a text or a web page.",
                hint="Save the article as text (.txt) or as a web page (.html).",
            )
    if _WEBP.match(head):
        raise SourceError("The source is a media file.", hint="Give the article's text or its web page.")
    sample = data[:65536]
    if sample.count(0) * 10 > len(sample) and not _may_be_utf16(sample):
        raise SourceError(
            "The source is a binary file.", hint="Save the article as text (.txt) or as a web page (.html)."
        )
    control = sum(1 for b in sample if b < 32 and b not in b"\t\n\r\f\v\x00\x1b")
    if control * 10 > len(sample) and not _may_be_utf16(sample):
        raise SourceError(
            "The source is a binary file.", hint="Save the article as text (.txt) or as a web page (.html)."
        )


def _may_be_utf16(sample: bytes) -> bool:
    """A byte order mark, or zeros in every other byte only."""
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    return (even < half * 0.05 and odd > half * 0.7) or (odd < half * 0.05 and even > half * 0.7)


def looks_like_html(source: Source, text: str) -> bool:
    """By the media type; ``text/plain`` and unknown types by how the text begins."""
    if source.media_type in ("text/html", "application/xhtml+xml"):
        return True
    if source.path and source.path.lower().endswith((".html", ".htm", ".xhtml")):
        return True
    head = text[:4096]
    if _HTML_START.match(head):
        return True
    return source.media_type not in ("text/plain", "text/markdown") and len(_TAGS.findall(head)) >= 5


def decode_source(source: Source) -> str:
    """The source's text. BOM, strict UTF-8, the declared charset, cp1252, in this order."""
    data = source.data
    for mark, charset in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(charset, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
