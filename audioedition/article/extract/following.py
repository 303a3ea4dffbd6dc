"""Where an article goes on: the next of its pages, as « rel=next » names it or a row of numbers below it. Pure."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

_NUMBERED = re.compile(r"^(?:[/_,-]|\.)?(?:page|p|part|partie)?[/_=,-]?\d{1,3}(?:\.\w{2,5})?/?$", re.I)
"""What the next page's path has more than this one's: « /2 », « -page-3.html », « ,2.htm »."""
_QUERY = re.compile(r"(?:^|&)(?:page|p|pg|paged|part|numpage)=(\d{1,3})(?:&|$)", re.I)
_DIGIT = re.compile(r"\d")
_OF_SO_MANY = re.compile(r"(?:\bpage |^)(\d{1,2}) ?(?:/|sur|de) ?(\d{1,2})\b", re.I)
OTHERS = re.compile(
    r"comment|avis\b|review|reaction|reponse|answer|forum|archive|related|result|listing|teaser|most|carousel|gallery"
    r"|galerie"
)
"""How elements are called in which something else than the article goes on, in small letters."""
_UNLINKED = etree.XPath(".//text()[not(ancestor::a[@href])]")
_ROWS = 6
"""Places of a page where its next page is named; more are looked at on none."""
_ROW_CHARS, _TEXT_CHARS = 200, 100
_LINKED_SHARE, _LEVELS = 0.3, 4
_ENDING = re.compile(r"\.\w{2,5}$")


def next_page(root: HtmlElement, url: str | None, *, first: str | None = None) -> str | None:
    """The address of the article's next page; ``None`` where there is none, or where « next » is the next article.

    ``url``: this page's own address: only one that differs from it by a page's number is the same article's.
    ``first``: where the article begins, on one of its later pages: the next is numbered one more.
    """
    if url is None:
        return None
    begin = url if first is None else first
    stem = _ENDING.sub("", begin.partition("?")[0]).rstrip("/").rsplit("/", 1)[-1]
    numbered: list[tuple[HtmlElement, str]] = []
    for element in root.iter("link", "a"):
        href = element.get("href")
        if href is None:
            continue
        rel = element.get("rel")
        named = rel is not None and "next" in rel and "next" in rel.lower().split()
        if not named and (element.tag == "link" or not _may_be_page(href, stem)):
            continue
        try:
            address: str = urljoin(url, href.strip())
            if named and (continues(url, address) if first is None else _follows(first, url, address)):
                return address
            if not named and continues(begin, address):
                numbered.append((element, address))
        except ValueError:  # « http://[ »
            continue
    return _in_row(numbered, url, begin) if numbered else None


def _may_be_page(href: str, stem: str) -> bool:
    """An address that bears a number, and the last of the article's own names, or nothing but what is asked."""
    return (href[:1] == "?" or stem in href) and _DIGIT.search(href) is not None


def _in_row(numbered: list[tuple[HtmlElement, str]], url: str, first: str) -> str | None:
    """The next page by a row of page numbers right below the text: this one's, without a link, and the next one's."""
    own = 1 if first == url else _number(first, url)
    if own is None:
        return None
    nexts = [(element, address) for element, address in numbered if _number(first, address) == own + 1]
    for element, address in nexts[:_ROWS]:
        row = _row_around(element)
        if row is None or _is_elsewhere(row) or not _stands_below_text(row):
            continue
        text = " ".join(" ".join(row.itertext()).split())
        linked = {" ".join("".join(a.itertext()).split()) for a in row.iter("a")}
        counted = _OF_SO_MANY.search(text)
        if counted and int(counted[1]) == own < int(counted[2]):
            return address
        unlinked = " ".join(_UNLINKED(row)).split()
        if str(own) in unlinked and str(own + 1) in linked:
            return address
    return None


def _row_around(link: HtmlElement) -> HtmlElement | None:
    """The outermost element around a link that holds no more than a row of numbers."""
    row = None
    for around in link.iterancestors():
        if sum(len(piece.strip()) for piece in around.itertext()) > _ROW_CHARS:
            break
        row = around
    return row


def _is_elsewhere(row: HtmlElement) -> bool:
    """In a list of answers or of other articles, or in the page's frame."""
    around = [e for e in row.iterancestors() if e.tag not in ("body", "html")]
    named = (f"{e.get('class') or ''} {e.get('id') or ''}".lower() for e in (row, *around))
    return any(e.tag in ("nav", "aside", "header") for e in around) or any(map(OTHERS.search, named))


def _stands_below_text(row: HtmlElement) -> bool:
    """What precedes it is text, not a list of links."""
    for around, _ in zip((row, *row.iterancestors()), range(_LEVELS), strict=False):
        for above in around.itersiblings(preceding=True):
            chars = sum(len(piece.strip()) for piece in above.itertext())
            if chars >= _TEXT_CHARS:
                linked = sum(len(piece.strip()) for a in above.iter("a") for piece in a.itertext())
                return linked <= _LINKED_SHARE * chars
    return False


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
