"""One article as a feed or a sitemap names it, and how such entries are put in order. Pure."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from urllib.parse import urljoin, urlsplit

from audioedition.fetch.tracking import without_tracking
from audioedition.model import Source

_LEAST_WORDS, _LONGEST_CONTENT, _LONGEST_NAME = 60, 2_000_000, 1_000
"""Teasers of feeds have up to 55 words (the default of WordPress)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One article as a feed names it."""

    url: str
    """Absolute, http or https."""
    title: str | None = None
    published: str | None = None
    """ISO 8601, UTC where the feed says the time; of a sitemap, ``lastmod`` or the news date."""
    updated: str | None = None
    content: str | None = None
    """The article's whole text as the feed gives it, HTML; no teaser."""
    byline: str | None = None
    guid: str | None = None
    """What the feed calls the article, whatever its address is (RSS ``guid``, Atom and JSON ``id``); ``None`` where it
    calls several so."""

    @property
    def version(self) -> str:
        """What changes when the feed says that the article changed."""
        return self.updated or self.published or ""


def newest_first(entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    """By date, newest first; those without one after them, in their order."""
    dated = sorted(
        (e for e in entries if _when(e.published or e.updated) is not None),
        key=lambda e: _when(e.published or e.updated) or 0.0,
        reverse=True,
    )
    return (*dated, *(e for e in entries if _when(e.published or e.updated) is None))


def distinct(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Each article once, as it was named first: marks of where a reader comes from make no other article."""
    first: dict[str, FeedEntry] = {}
    for entry in entries:
        first.setdefault(without_tracking(entry.url), entry)
    return tuple(first.values())


def with_own_names(entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Without guids that several entries of one feed bear: they tell no article from another."""
    borne = Counter(entry.guid for entry in entries)
    return tuple(
        replace(entry, guid=None) if entry.guid and borne[entry.guid] > 1 else entry for entry in entries
    )


def name_in_feed(guid: object) -> str | None:
    """A guid as it is remembered; ``None`` for none, or one that is no name but a text."""
    name = str(guid).strip() if isinstance(guid, str | int) and not isinstance(guid, bool) else ""
    return name if 0 < len(name) <= _LONGEST_NAME else None


def absolute(link: str | None, base: str) -> str | None:
    """``link`` as an http(s) address; ``None`` for any other."""
    if not link:
        return None
    try:
        url = urljoin(base, link.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def whole_text(content: str | None) -> str | None:
    """What a feed gives as an article's text, where it is more than a teaser; never more than a page."""
    if not content or len(content) > _LONGEST_CONTENT:
        return None
    words = re.sub(r"<[^>]{0,2000}>", " ", content)
    return content if len(words.split()) >= _LEAST_WORDS else None


def one_line(text: str | None) -> str | None:
    return " ".join(html.unescape(text or "").split()) or None  # many feeds escape their titles twice


def name_of(source: Source) -> str:
    """For a sentence about it."""
    return source.url or source.path or "Standard input"


def _when(date: str | None) -> float | None:
    try:
        when = datetime.fromisoformat((date or "").strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=timezone.utc)).timestamp()
