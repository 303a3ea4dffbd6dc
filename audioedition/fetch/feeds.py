"""RSS, Atom and sitemaps -> the articles that they name.

feedparser reads what feeds really look like (undeclared entities, odd dates); sitemaps go through defusedxml.
Both stand behind the 5 MB cap of fetch.py, and a document that defines entities is refused before any parser
sees it (« billion laughs »: a few hundred bytes that unfold to gigabytes).
"""

from __future__ import annotations

import calendar
import html
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any
from urllib.parse import urljoin, urlsplit

from audioedition.errors import SourceError
from audioedition.fetch.addresses import DEFAULT_PORTS, Access
from audioedition.fetch.decode import decode_text
from audioedition.fetch.media_type import ATOM, FEEDS, HTML, RSS, SITEMAP
from audioedition.fetch.robots import Robots
from audioedition.fetch.source import fetch_any
from audioedition.model import Source

MAX_SITEMAPS = 200
"""Of one sitemap index."""
_TELL = "Tell its publisher."


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One article as a feed names it."""

    url: str
    """Absolute, http or https."""
    title: str | None = None
    published: str | None = None
    """ISO 8601, UTC where the feed says the time; of a sitemap, ``lastmod`` or the news date."""
    updated: str | None = None

    @property
    def version(self) -> str:
        """What changes when the feed says that the article changed."""
        return self.updated or self.published or ""


def read_feed(
    where: str | Source,
    *,
    latest: int | None = None,
    access: Access | None = None,
    robots: Robots | None = None,
) -> tuple[FeedEntry, ...]:
    """The entries of a feed, a sitemap or a sitemap index, newest first, undated ones after them in their
    order.

    ``where``: a URL, a file, ``-``, or a source fetched before. ``latest``: only the first N. robots.txt is
    asked for the feed's own URL and for the sitemaps of an index; pass one ``Robots`` to several calls so
    that each site is asked once. Raises SourceError: as fetching does, forbidden by robots.txt, not a feed,
    empty, dangerous.
    """
    access = access or Access()
    robots = robots or Robots(access)
    source = where if isinstance(where, Source) else _fetch_allowed(where, access, robots)
    if source.media_type == SITEMAP:
        entries, maps = parse_sitemap(source)
        for url in maps[:MAX_SITEMAPS]:
            if latest is not None and len(entries) >= latest:
                break
            entries += parse_sitemap(_fetch_allowed(url, access, robots))[
                0
            ]  # an index names no index (protocol)
    else:
        entries = parse_feed(source)
    if not entries:
        raise SourceError(f"{_name(source)} names no article.", hint="Check that it is the right feed.")
    return newest_first(entries)[:latest]


def expand_sources(
    places: Iterable[str],
    *,
    latest: int,
    allow_private: bool = False,
    ports: Sequence[int] = DEFAULT_PORTS,
    access: Access | None = None,
) -> tuple[str, ...]:
    """Each feed or sitemap replaced by the links of its ``latest`` newest articles; other places as they are.

    Links that the site's robots.txt forbids are left out. What cannot be fetched here is left for the
    caller to fetch, who then meets the same error with that place's name on it. ``-`` is never read here:
    it can only be read once. Raises SourceError for a feed that is broken, empty or forbidden.
    """
    access = access or Access(allow_private=allow_private, ports=tuple(ports))
    robots = Robots(access)
    found: list[str] = []
    for place in places:
        try:
            source = None if place == "-" else fetch_any(place, access=access)
        except SourceError:
            source = None
        if source is None or source.media_type not in FEEDS:
            found.append(place)
            continue
        if source.url:
            robots.require(source.url)
        entries = read_feed(source, latest=latest, access=access, robots=robots)
        allowed = [entry.url for entry in entries if robots.allows(entry.url)]
        if not allowed:
            robots.require(entries[0].url)
        found += allowed
    return tuple(dict.fromkeys(found))


def parse_feed(source: Source) -> tuple[FeedEntry, ...]:
    """The entries of an RSS or Atom document in its order. Pure. Raises SourceError: not a feed,
    dangerous."""
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
    return _distinct(entry for entry in made if entry is not None)


def parse_sitemap(source: Source) -> tuple[tuple[FeedEntry, ...], tuple[str, ...]]:
    """(entries, sitemaps named by an index, the newest first). Pure. Raises SourceError: broken,
    dangerous."""
    if source.media_type != SITEMAP:
        raise _not_a_feed(source)
    text = _safe_text(source)
    from xml.etree.ElementTree import ParseError

    import defusedxml.ElementTree as ElementTree
    from defusedxml import DefusedXmlException

    pages: list[FeedEntry] = []
    maps: list[FeedEntry] = []
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).strip().encode("utf-8")
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(body), events=("end",), forbid_dtd=True):
            name = _local(element.tag)
            if name in ("url", "sitemap"):
                entry = _sitemap_entry(element, source.url or "")
                if entry is not None:
                    (pages if name == "url" else maps).append(entry)
                element.clear()  # 50,000 of them need not be held at once
    except ParseError as error:
        raise SourceError(f"{_name(source)} is a broken sitemap: {error}.", hint=_TELL) from error
    except DefusedXmlException as error:
        raise _dangerous(source) from error
    return _distinct(pages), tuple(entry.url for entry in newest_first(_distinct(maps)))


def newest_first(entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    dated = sorted(
        (e for e in entries if _when(e.published or e.updated) is not None),
        key=lambda e: _when(e.published or e.updated) or 0.0,
        reverse=True,
    )
    return (*dated, *(e for e in entries if _when(e.published or e.updated) is None))


def _fetch_allowed(where: str, access: Access, robots: Robots) -> Source:
    if urlsplit(where).scheme in ("http", "https"):
        robots.require(where)
    return fetch_any(where, access=access)


def _safe_text(source: Source) -> str:
    text = decode_text(source)
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise _dangerous(source)
    return text


def _dangerous(source: Source) -> SourceError:
    return SourceError(
        f"{_name(source)} defines its own entities, as attacks on XML readers do: it was not read.",
        hint=f"No feed needs that. {_TELL}",
    )


def _not_a_feed(source: Source) -> SourceError:
    hint = "Give the address of an RSS or Atom feed or a sitemap."
    if source.media_type == HTML:
        announced = _announced_feed(decode_text(source), source.url or "")
        if announced:
            hint = f"The page announces this feed: {announced}"
    return SourceError(f"{_name(source)} is not a feed.", hint=hint)


def _announced_feed(page: str, base: str) -> str | None:
    for tag in re.findall(r"<link\b[^>]{1,1000}>", page[:200_000], re.IGNORECASE):
        if re.search(r"application/(rss|atom)\+xml", tag, re.IGNORECASE):
            href = re.search(r"""href\s*=\s*["']([^"']+)""", tag, re.IGNORECASE)
            if href:
                return str(urljoin(base, href.group(1)))
    return None


def _entry_of(item: Any, base: str) -> FeedEntry | None:
    for link in (item.get("link"), item.get("id")):
        url = _absolute(link, base)
        if url:
            return FeedEntry(
                url=url,
                title=_one_line(item.get("title")),
                published=_iso(item.get("published_parsed")),
                # asked for by « in » first: feedparser would answer with the publication date
                updated=_iso(item["updated_parsed"]) if "updated_parsed" in item else None,
            )
    return None


def _sitemap_entry(element: Any, base: str) -> FeedEntry | None:
    values = {
        _local(child.tag): (child.text or "").strip() for child in element.iter() if child is not element
    }
    url = _absolute(values.get("loc"), base)
    if url is None:
        return None
    return FeedEntry(
        url=url,
        title=_one_line(values.get("title")),
        published=values.get("publication_date") or values.get("lastmod") or None,
        updated=values.get("lastmod") or None,
    )


def _absolute(link: str | None, base: str) -> str | None:
    if not link:
        return None
    try:
        url = urljoin(base, link.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _distinct(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    first: dict[str, FeedEntry] = {}
    for entry in entries:
        first.setdefault(entry.url, entry)
    return tuple(first.values())


def _when(date: str | None) -> float | None:
    try:
        when = datetime.fromisoformat((date or "").strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=timezone.utc)).timestamp()


def _iso(parsed: Any) -> str | None:
    if not parsed:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), timezone.utc).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _one_line(text: str | None) -> str | None:
    return " ".join(html.unescape(text or "").split()) or None  # many feeds escape their titles twice


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _name(source: Source) -> str:
    return source.url or source.path or "Standard input"
