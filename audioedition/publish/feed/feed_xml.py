"""Editions -> the podcast feed: RSS 2.0 with the itunes, podcast, content and atom namespaces. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import format_datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from audioedition.model import Edition
from audioedition.publish.disclosure import disclosure_sentence
from audioedition.publish.feed.feed_model import FeedSettings
from audioedition.publish.feed.namespaces import ATOM, CONTENT, HISTORY_URI, ITUNES, NAMESPACES, PODCAST
from audioedition.publish.feed.numbering import Numbered
from audioedition.publish.feed.pages import FeedPage, link_pages
from audioedition.publish.feed.podcasting import describe_item, describe_programme
from audioedition.publish.show_notes import render_show_notes, summary
from audioedition.publish.web import is_http_url
from audioedition.publish.xml import add, serialise
from audioedition.system.moments import iso_in_paris, moment_of
from audioedition.version import __version__

if TYPE_CHECKING:
    from lxml.etree import _Element

_DAY = len("2026-11-30")
GUID_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""For ``podcast:guid``, from its specification."""

TRANSCRIPTS = (
    ("transcript.vtt", "text/vtt"),
    ("transcript.srt", "application/x-subrip"),
    ("transcript.html", "text/html"),
)
"""File beside the MP3 -> media type, as the podcast namespace names them."""
CHAPTERS = ("chapters.json", "application/json+chapters")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An edition and where it lies below the feed's base URL."""

    edition: Edition
    """Cues and dropped blocks are not needed and may be left out."""
    folder: str
    """Name of the edition's folder."""
    size_bytes: int
    """Of the MP3 as it lies on the disk."""
    files: frozenset[str] = frozenset()
    """Names of the files in the folder: only what is there is linked."""
    listed_at: datetime | None = None
    """In place of the article's own time, where a listener's order counts: apps show what is newest."""

    @property
    def shown_at(self) -> datetime:
        return self.listed_at or published_at(self.edition)


def render_feed(
    items: Sequence[FeedItem],
    *,
    base_url: str,
    settings: FeedSettings,
    image_url: str,
    page: FeedPage | None = None,
    numbers: Mapping[str, Numbered] | None = None,
) -> bytes:
    """``feed.xml``, newest first. ``base_url`` ends with a slash. The same input gives the same bytes.

    ``page``: which of the feed's documents it is, and so which of its ``items`` stand in it. ``numbers``: season,
    number and type by the edition's id.
    """
    from lxml import etree

    page, numbers = page or FeedPage(name=settings.file_name), numbers or {}
    rss = etree.Element("rss", nsmap={**NAMESPACES, **({"fh": HISTORY_URI} if page.current else {})})
    rss.set("version", "2.0")
    channel = add(rss, "channel")
    ordered = newest_first(items)
    shown = ordered[page.start : page.stop] if page.linked else ordered[: settings.limit or None]
    _describe_channel(channel, base_url=base_url, settings=settings, image_url=image_url, page=page)
    describe_programme(channel, settings, image_url=image_url)
    for item in ordered:
        told = numbers.get(item.edition.id)
        if told and told.type == "trailer":
            _add_trailer(channel, item, base_url=base_url, season=told.season)
    if changed := [_changed_at(item.edition) for item in (shown if page.current else ordered)]:
        add(channel, "lastBuildDate", format_datetime(max(changed)))
    for item in shown:
        _add_item(channel, item, base_url=base_url, settings=settings, told=numbers.get(item.edition.id))
    return serialise(rss)


def newest_first(items: Sequence[FeedItem]) -> list[FeedItem]:
    """By publication; of one moment by id, so that the order stays."""
    return sorted(items, key=lambda item: (item.shown_at, item.edition.id), reverse=True)


def feed_guid(feed_url: str) -> str:
    """UUID v5 of the feed's address without its scheme and trailing slashes."""
    return str(uuid.uuid5(GUID_NAMESPACE, feed_url.split("://", 1)[-1].rstrip("/")))


def published_at(edition: Edition) -> datetime:
    """When the item counts as published: the article's own time.

    A date alone means the first run's time when that was the same day in Paris, else that day's midnight UTC: an hour
    in the future would hide the episode until then, as would an hour without a zone read as UTC. It is the same moment
    as the one at which the feed takes the edition up (``is_ahead``). An unreadable date falls back on the first run.
    """
    return _published_at(edition.published or "", edition.created_at)


@lru_cache(maxsize=16_384)  # each edition's dates are asked for when it is sorted, told and summed up
def _published_at(published: str, created_at: str) -> datetime:
    created, date = _parse(created_at) or datetime(1970, 1, 1, tzinfo=timezone.utc), published.strip()
    moment = moment_of(date)
    if moment is None:
        return created
    if len(date) > _DAY:
        return datetime.fromtimestamp(moment, timezone.utc)
    return created if iso_in_paris(created)[:_DAY] == date else _parse(date) or created


def _describe_channel(
    channel: _Element, *, base_url: str, settings: FeedSettings, image_url: str, page: FeedPage
) -> None:
    link = settings.link or base_url
    feed_url = base_url + (page.current or page.name)
    author = settings.author or settings.title
    add(channel, "title", settings.title)
    add(channel, "link", link)
    add(channel, "description", settings.description)
    add(channel, "language", settings.language)
    if settings.copyright:
        add(channel, "copyright", settings.copyright)
    add(channel, "generator", f"audioedition {__version__}")
    add(channel, ATOM + "link", href=base_url + page.name, rel="self", type="application/rss+xml")
    link_pages(channel, page, base_url=base_url)
    if settings.hub:
        add(channel, ATOM + "link", href=settings.hub, rel="hub")
    image = add(channel, "image")
    for tag, text in (("url", image_url), ("title", settings.title), ("link", link)):
        add(image, tag, text)
    add(channel, ITUNES + "author", author)
    owner = add(channel, ITUNES + "owner")
    add(owner, ITUNES + "name", author)
    locked = add(channel, PODCAST + "locked", "yes" if settings.locked else "no")
    if settings.email:
        add(owner, ITUNES + "email", settings.email)
        locked.set("owner", settings.email)
    category = add(channel, ITUNES + "category", text_=settings.category)
    if settings.subcategory:
        add(category, ITUNES + "category", text_=settings.subcategory)
    add(channel, ITUNES + "explicit", "true" if settings.explicit else "false")
    add(channel, ITUNES + "image", href=image_url)
    add(channel, ITUNES + "type", settings.type)
    add(channel, PODCAST + "guid", settings.guid or feed_guid(page.known_as or feed_url))
    add(channel, PODCAST + "medium", "podcast")
    add(channel, PODCAST + "txt", "true", purpose="ai-content")


def _add_trailer(channel: _Element, item: FeedItem, *, base_url: str, season: int) -> None:
    """``podcast:trailer``: what an app plays to somebody who does not know the programme yet."""
    edition = item.edition
    trailer = add(channel, PODCAST + "trailer", edition.title[:128])
    trailer.set("pubdate", format_datetime(published_at(edition)))
    trailer.set("url", base_url + quote(item.folder) + "/" + quote(edition.audio.path))
    trailer.set("length", str(item.size_bytes))
    trailer.set("type", edition.audio.media_type)
    if season:
        trailer.set("season", str(season))


def _add_item(
    channel: _Element, item: FeedItem, *, base_url: str, settings: FeedSettings, told: Numbered | None
) -> None:
    edition = item.edition
    folder_url = base_url + quote(item.folder) + "/"
    audio_url = folder_url + quote(edition.audio.path)
    article_url = edition.url if edition.url and is_http_url(edition.url) else audio_url
    page_url = folder_url + "index.html" if "index.html" in item.files else article_url
    element = add(channel, "item")
    add(element, "title", edition.title)
    add(element, ITUNES + "title", edition.title)
    add(element, "link", page_url)
    add(element, "guid", edition.id, isPermaLink="false")
    add(element, "pubDate", format_datetime(item.shown_at))
    disclosure = disclosure_sentence(edition.voice, edition.language)
    add(element, "description", f"{summary(edition)}\n\n{disclosure}".strip())
    add(element, CONTENT + "encoded", render_show_notes(edition))
    add(element, "enclosure", url=audio_url, length=str(item.size_bytes), type=edition.audio.media_type)
    add(element, ITUNES + "duration", str(max(1, round(edition.duration_ms / 1000))))
    add(element, ITUNES + "author", edition.byline or edition.site or settings.author or settings.title)
    add(element, ITUNES + "explicit", "true" if settings.explicit else "false")
    if picture := picture_url(item, folder_url=folder_url):
        add(element, ITUNES + "image", href=picture)
    describe_item(element, edition, settings=settings, told=told, picture=picture)
    for name, media_type in TRANSCRIPTS:
        if name in item.files:
            transcript = add(element, PODCAST + "transcript", url=folder_url + name, type=media_type)
            transcript.set("language", edition.language)
            if media_type != "text/html":
                transcript.set("rel", "captions")
    if CHAPTERS[0] in item.files:
        add(element, PODCAST + "chapters", url=folder_url + CHAPTERS[0], type=CHAPTERS[1])
    add(element, PODCAST + "txt", "true", purpose="ai-content")


def picture_url(item: FeedItem, *, folder_url: str) -> str:
    """Of the edition's own cover; empty without one."""
    artwork = item.edition.artwork
    return folder_url + quote(artwork) if artwork and artwork in item.files else ""


def _changed_at(edition: Edition) -> datetime:
    last = edition.revisions[-1].created_at if edition.revisions else edition.created_at
    return _parse(last) or published_at(edition)


@lru_cache(maxsize=16_384)
def _parse(text: str) -> datetime | None:
    """An ISO 8601 date or date-time as aware UTC; without a zone it is read as UTC. None when unreadable."""
    text = text.strip()
    try:  # 3.10 reads neither « Z » nor ±hhmm
        moment = datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith(("Z", "z")) else text)
    except ValueError:
        return None
    return moment.replace(tzinfo=timezone.utc) if moment.tzinfo is None else moment.astimezone(timezone.utc)
