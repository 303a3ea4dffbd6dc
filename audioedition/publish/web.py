"""Addresses that may stand in a page. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit


def web_address(url: str | None) -> str | None:
    """``url`` when it is http(s), else ``None``: a link must never run a script."""
    return url if url and is_http_url(url) else None


def folder_address(base_url: str | None) -> str:
    """What file names are appended to: ``base_url`` with exactly one last slash, or nothing."""
    return f"{base_url.rstrip('/')}/" if base_url else ""


def is_http_url(text: str) -> bool:
    """With a host, without spaces or controls."""
    try:
        parts = urlsplit(text)
    except ValueError:  # « http://[ »
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and not re.search(r"[\s\x00-\x1f<>\"]", text)
    )
