"""An article's address, however it is written: what a page and the service find an edition by. Pure.

The player's script reckons the same key in the reader's browser (``player/auto.js``); a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

from audioedition.errors import UsageError
from audioedition.fetch.tracking import TRACKING_NAMES

MAX_CHARS = 2_000
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ASCII = "".join(map(chr, range(0x21, 0x7F)))
"""What a browser leaves as it is in an address, near enough."""
_FNV_OFFSET, _FNV_PRIME = 0x811C9DC5, 0x01000193
"""FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/. It sorts into files; it keeps nothing secret, and
browsers offer SHA-256 to pages under https only."""


def address_key(url: str) -> str:
    """``https://Journal.fr/a/?utm_source=x#y`` -> ``journal.fr/a``.

    Scheme, ``#…``, the default port, a last slash, campaign parameters and the way of writing (percent-encoding,
    composed or decomposed accents) do not matter; the order of the other parameters does. Raises UsageError for what
    is no web address.
    """
    refused = UsageError(f"{url[:80]!r} is no web address.", hint="It starts with https://")
    if len(url) > MAX_CHARS:
        raise UsageError(f"An address has at most {MAX_CHARS} characters.")
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        raise refused from None
    if parts.scheme not in ("http", "https") or not host or re.search(r"\s", url.strip()):
        raise refused
    shown_port = "" if port in (None, 80 if parts.scheme == "http" else 443) else f":{port}"
    kept = [p for p in parts.query.split("&") if p and not TRACKING_NAMES.fullmatch(p.partition("=")[0])]
    query = f"?{'&'.join(kept)}" if kept else ""
    written = host.lower() + shown_port + _decoded(parts.path.rstrip("/") + query)
    return unicodedata.normalize("NFC", written)


def address_bucket(key: str) -> str:
    """Which of the 256 files of the static index holds this key: two hexadecimal digits."""
    number = _FNV_OFFSET
    for byte in key.encode("utf-8", "replace"):
        number = ((number ^ byte) * _FNV_PRIME) & 0xFFFFFFFF
    return f"{number >> 24:02x}"


def _decoded(text: str) -> str:
    """Percent-encoding undone; left where it hides no UTF-8, as a browser's decodeURIComponent refuses it too."""
    if _STRAY.search(text):
        return quote(text, safe=_ASCII)
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return quote(text, safe=_ASCII)
