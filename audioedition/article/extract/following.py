"""Where an article goes on: the next of its pages, as « rel=next » names it. Pure."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

_NUMBERED = re.compile(r"^(?:[/_,-]|\.)?(?:page|p|part|partie)?[/_=,-]?\d{1,3}(?:\.\w{2,5})?/?$", re.I)
"""What the next page's path has more than this one's: « /2 », « -page-3.html », « ,2.htm »."""
_QUERY = re.compile(r"(?:^|&)(?:page|p|pg|paged|part|numpage)=(\d{1,3})(?:&|$)", re.I)
_ENDING = re.compile(r"\.\w{2,5}$")


def next_page(root: HtmlElement, url: str | None, *, first: str | None = None) -> str | None:
    """The address of the article's next page; ``None`` where there is none, or where « next » is the next article.

    ``url``: this page's own address: only one that differs from it by a page's number is the same article's.
    ``first``: where the article begins, on one of its later pages: the next is numbered one more.
    """
    if url is None:
        return None
    for element in root.iter("link", "a"):
        rel = element.get("rel")
        if rel is None or "next" not in rel or "next" not in rel.lower().split():
            continue
        href = element.get("href")
        if href is None:
            continue
        try:
            address: str = urljoin(url, href.strip())
            if continues(url, address) if first is None else _follows(first, url, address):
                return address
        except ValueError:  # « http://[ »
            continue
    return None


def _follows(first: str, url: str, other: str) -> bool:
    """Both are pages of the article that begins at ``first``, ``other`` the one behind ``url``."""
    own, next_ = _number(first, url), _number(first, other)
    return own is not None and next_ == own + 1


def _number(first: str, other: str) -> int | None:
    if not continues(first, other):
        return None
    here, there = urlsplit(first), urlsplit(other)
    if here.path.rstrip("/") == there.path.rstrip("/"):
        found = _QUERY.search(there.query)
        return int(found[1]) if found else None
    stem = _ENDING.sub("", here.path).rstrip("/")
    return int(re.findall(r"\d+", _ENDING.sub("", there.path[len(stem) :]))[0])


def continues(url: str, other: str) -> bool:
    """``other`` is another page of what stands at ``url``, by its number. Raises ``ValueError`` for « http://[ »."""
    here, there = urlsplit(url), urlsplit(other)
    if here.hostname != there.hostname or not there.path.strip("/"):
        return False
    number = _QUERY.search(there.query)
    if here.path.rstrip("/") == there.path.rstrip("/"):
        own = _QUERY.search(here.query)
        return number is not None and int(number[1]) > int(own[1] if own else 1)
    stem = _ENDING.sub("", here.path).rstrip("/")
    return len(stem) > 1 and there.path.startswith(stem) and bool(_NUMBERED.match(there.path[len(stem) :]))


def is_numbered(query: str) -> bool:
    """« page=2 »: a query that names a page."""
    return _QUERY.search(query) is not None
