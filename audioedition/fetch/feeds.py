"""RSS, Atom and sitemaps -> the articles that they name.

feedparser reads what feeds really look like (undeclared entities, odd dates); sitemaps go through defusedxml.
Both stand behind the caps of ``source.py``, and a document that defines entities is refused before any parser
sees it (« billion laughs »: a few hundred bytes that unfold to gigabytes).
"""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from typing import Any
from urllib.parse import urljoin, urlsplit

from audioedition.errors import SourceError
from audioedition.fetch.addresses import Access
from audioedition.fetch.decode import decode_text
from audioedition.fetch.documents.post_fields import JSON_FEED, content_of, posts_of
from audioedition.fetch.entries import (
    FeedEntry,
    absolute,
    distinct,
    name_in_feed,
    name_of,
    newest_first,
    one_line,
    whole_text,
    with_own_names,
)
from audioedition.fetch.media_type import ATOM, FEEDS, HTML, RSS, SITEMAP
from audioedition.fetch.robots import Robots
from audioedition.fetch.sitemaps import TELL, dangerous, parse_sitemap
from audioedition.fetch.source import fetch_any
from audioedition.model import Source

__all__ = [
    "MAX_SITEMAPS",
    "FeedEntry",
    "expand_entries",
    "expand_sources",
    "parse_feed",
    "parse_sitemap",
    "read_feed",
]

MAX_SITEMAPS = 200
"""Of one sitemap index."""


def read_feed(
    where: str | Source,
    *,
    latest: int | None = None,
    access: Access | None = None,
    robots: Robots | None = None,
    before: Callable[[str], object] | None = None,
) -> tuple[FeedEntry, ...]:
    """The entries of a feed, a sitemap or a sitemap index, newest first, undated ones after them in their
    order.

    ``where``: a URL, a file, ``-``, or a source fetched before. ``latest``: only the first N. robots.txt is
    asked for the feed's own URL and for the sitemaps of an index; pass one ``Robots`` to several calls so
    that each site is asked once. ``before``: called with the address of each sitemap of an index in its place, and may
    wait: a newsroom's manners, by site. One that is whole and names nothing gives nothing: there is no news. Raises
    SourceError: as fetching does, forbidden by robots.txt, not a feed, broken, dangerous.
    """
    access = access or Access()
    robots = robots or Robots(access)
    source = where if isinstance(where, Source) else _fetch_allowed(where, access, robots)
    if source.media_type == SITEMAP:
        entries, maps = parse_sitemap(source)
        for url in maps[:MAX_SITEMAPS]:
            if latest is not None and len(entries) >= latest:
                break
            (before or robots.require)(url)
            found, _ = parse_sitemap(fetch_any(url, access=access))  # an index names no index (protocol)
            entries += found
    else:
        entries = parse_feed(source)
    return newest_first(entries)[:latest]


def expand_sources(
    places: Iterable[str],
    *,
    latest: int,
    access: Access | None = None,
) -> tuple[str, ...]:
    """The places of ``expand_entries``. Raises as it does."""
    access = access or Access()
    return tuple(entry.url for entry in expand_entries(places, latest=latest, access=access))


def expand_entries(places: Iterable[str], *, latest: int, access: Access) -> tuple[FeedEntry, ...]:
    """Each feed or sitemap replaced by its ``latest`` newest articles; other places as they are.

    Links that the site's robots.txt forbids are left out. What cannot be fetched here is left for the
    caller to fetch, who then meets the same error with that place's name on it. ``-`` is never read here:
    it can only be read once. Raises SourceError for a feed that is broken or forbidden.
    """
    robots = Robots(access)
    found: list[FeedEntry] = []
    for place in places:
        try:
            source = None if place == "-" else fetch_any(place, access=access)
        except SourceError:
            source = None
        if source is None or source.media_type not in FEEDS:
            found.append(FeedEntry(url=place))
            continue
        if source.url:
            robots.require(source.url)
        entries = read_feed(source, latest=latest, access=access, robots=robots)
        allowed = [entry for entry in entries if robots.allows(entry.url)]
        if entries and not allowed:
            robots.require(entries[0].url)
        found += allowed
    return distinct(found)


def parse_feed(source: Source) -> tuple[FeedEntry, ...]:
    """The entries of an RSS, Atom or JSON document in its order. Pure. Raises SourceError: not a feed, dangerous,
    broken before its first entry, or without a link to any of its articles."""
    if source.media_type == JSON_FEED:
        return _of_json(source)
    if source.media_type not in (RSS, ATOM):
        raise _not_a_feed(source)
    text = _safe_text(source)
    import feedparser  # 80 ms, only for feeds

    parsed = feedparser.parse(
        io.BytesIO(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,  # of descriptions, which nobody reads here
        sanitize_html=False,
    )
    base = source.url or ""
    made = (_entry_of(item, base) for item in parsed.entries)
    entries = with_own_names(distinct(entry for entry in made if entry is not None))
    if not entries and parsed.entries:
        raise SourceError(f"{name_of(source)} names no article.", hint="Check that it is the right feed.")
    if not entries and parsed.bozo:
        raise SourceError(
            f"{name_of(source)} is a broken feed: it ends before its first article.",
            hint=TELL,
            retryable=True,
        )
    return entries


def _of_json(source: Source) -> tuple[FeedEntry, ...]:
    posts = posts_of(content_of(source.data))
    named = distinct(
        FeedEntry(
            url=url,
            title=one_line(post.title),
            published=post.published or post.updated,
            updated=post.updated,
            content=whole_text(post.body),
            byline=post.byline,
            guid=name_in_feed(post.guid),
        )
        for post in posts
        if (url := absolute(post.url, source.url or ""))
    )
    entries = with_own_names(named)
    if not entries and posts:
        raise SourceError(f"{name_of(source)} names no article.", hint="Check that it is the right feed.")
    return entries


def _fetch_allowed(where: str, access: Access, robots: Robots) -> Source:
    if urlsplit(where).scheme in ("http", "https"):
        robots.require(where)
    return fetch_any(where, access=access)


def _safe_text(source: Source) -> str:
    text = decode_text(source)
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise dangerous(source)
    return text


def _not_a_feed(source: Source) -> SourceError:
    hint = "Give the address of an RSS or Atom feed or a sitemap."
    if source.media_type == HTML:
        announced = _announced_feed(decode_text(source), source.url or "")
        if announced:
            hint = f"The page announces this feed: {announced}"
    return SourceError(f"{name_of(source)} is not a feed.", hint=hint)


def _announced_feed(page: str, base: str) -> str | None:
    for tag in re.findall(r"<link\b[^>]{1,1000}>", page[:200_000], re.IGNORECASE):
        if re.search(r"application/(rss|atom)\+xml", tag, re.IGNORECASE):
            href = re.search(r"""href\s*=\s*["']([^"']+)""", tag, re.IGNORECASE)
            if href:
                return str(urljoin(base, href.group(1)))
    return None


def _entry_of(item: Any, base: str) -> FeedEntry | None:
    for link in (item.get("link"), item.get("id")):
        url = absolute(link, base)
        if url:
            # asked for by « in » first: feedparser would answer with the publication date
            updated = _iso(item["updated_parsed"]) if "updated_parsed" in item else None
            # RSS 1.0 and SPIP date an item by dc:date, plain Atom by <updated>: where that is the only date, it tells
            # when the article may be heard, too
            published = _iso(item.get("published_parsed")) or updated
            pieces = [
                c for c in item.get("content", ()) if "html" in c.get("type", "html") or "text" in c["type"]
            ]
            return FeedEntry(
                url=url,
                title=one_line(item.get("title")),
                published=published,
                updated=updated,
                content=whole_text(max((piece.get("value") or "" for piece in pieces), key=len, default="")),
                byline=one_line(item.get("author")),
                guid=name_in_feed(item.get("id")),
            )
    return None


def _iso(parsed: Any) -> str | None:
    if not parsed:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), timezone.utc).isoformat()
    except (ValueError, OverflowError, OSError):
        return None
