"""Addresses that may stand in a page. Pure."""

from __future__ import annotations

from audioedition.publish.feed.feed_settings import is_http_url


def web_address(url: str | None) -> str | None:
    """``url`` when it is http(s), else ``None``: a link must never run a script."""
    return url if url and is_http_url(url) else None


def folder_address(base_url: str | None) -> str:
    """What file names are appended to: ``base_url`` with exactly one last slash, or nothing."""
    return f"{base_url.rstrip('/')}/" if base_url else ""
