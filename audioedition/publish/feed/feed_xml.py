"""Editions -> the podcast feed: RSS 2.0 with the itunes, podcast, content and atom namespaces. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from audioedition.model import Edition
from audioedition.publish.disclosure import disclosure_sentence
from audioedition.publish.feed.feed_settings import FeedSettings
from audioedition.publish.show_notes import render_show_notes, summary
from audioedition.publish.web import is_http_url
from audioedition.publish.xml import add, serialise
from audioedition.version import __version__

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": "http://www.w3.org/2005/Atom",
}
ITUNES, PODCAST, CONTENT, ATOM = (f"{{{uri}}}" for uri in NAMESPACES.values())
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


def render_feed(items: Sequence[FeedItem], *, base_url: str, settings: FeedSettings, image_url: str) -> bytes:
    """``feed.xml``, newest first. ``base_url`` ends with a slash. The same input gives the same bytes."""
    from lxml import etree

    rss = etree.Element("rss", nsmap=NAMESPACES)
    rss.set("version", "2.0")
    channel = add(rss, "channel")
    ordered = sorted(items, key=lambda item: (published_at(item.edition), item.edition.id), reverse=True)
    _describe_channel(channel, base_url=base_url, settings=settings, image_url=image_url)
    if ordered:
        add(channel, "lastBuildDate", format_datetime(max(_changed_at(item.edition) for item in ordered)))
    for item in ordered[: settings.limit or None]:
        _add_item(channel, item, base_url=base_url, settings=settings)
    return serialise(rss)


def feed_guid(feed_url: str) -> str:
    """UUID v5 of the feed's address without its scheme and trailing slashes."""
    return str(uuid.uuid5(GUID_NAMESPACE, feed_url.split("://", 1)[-1].rstrip("/")))


def published_at(edition: Edition) -> datetime:
    """When the item counts as published: the article's own time.

    A date alone means the first run's time when that was the same day, else midnight UTC: an hour in the
    future would hide the episode until then. An unreadable date falls back on the first run.
    """
    created = _parse(edition.created_at) or datetime(1970, 1, 1, tzinfo=timezone.utc)
    published = _parse(edition.published or "")
    if published is None:
        return created
    date_only = len((edition.published or "").strip()) <= 10
    return created if date_only and published.date() == created.date() else published


def _describe_channel(channel: _Element, *, base_url: str, settings: FeedSettings, image_url: str) -> None:
    link = settings.link or base_url
    feed_url = base_url + "feed.xml"
    author = settings.author or settings.title
    add(channel, "title", settings.title)
    add(channel, "link", link)
    add(channel, "description", settings.description)
    add(channel, "language", settings.language)
    if settings.copyright:
        add(channel, "copyright", settings.copyright)
    add(channel, "generator", f"audioedition {__version__}")
    add(channel, ATOM + "link", href=feed_url, rel="self", type="application/rss+xml")
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
    add(channel, ITUNES + "type", "episodic")
    add(channel, PODCAST + "guid", settings.guid or feed_guid(feed_url))
    add(channel, PODCAST + "medium", "podcast")
    add(channel, PODCAST + "txt", "true", purpose="ai-content")


def _add_item(channel: _Element, item: FeedItem, *, base_url: str, settings: FeedSettings) -> None:
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
    add(element, "pubDate", format_datetime(published_at(edition)))
    disclosure = disclosure_sentence(edition.voice, edition.language)
    add(element, "description", f"{summary(edition)}\n\n{disclosure}".strip())
    add(element, CONTENT + "encoded", render_show_notes(edition))
    add(element, "enclosure", url=audio_url, length=str(item.size_bytes), type=edition.audio.media_type)
    add(element, ITUNES + "duration", str(max(1, round(edition.duration_ms / 1000))))
    add(element, ITUNES + "author", edition.byline or edition.site or settings.author or settings.title)
    add(element, ITUNES + "explicit", "true" if settings.explicit else "false")
    if edition.artwork and edition.artwork in item.files:
        add(element, ITUNES + "image", href=folder_url + quote(edition.artwork))
    add(element, ITUNES + "episodeType", "full")
    for name, media_type in TRANSCRIPTS:
        if name in item.files:
            transcript = add(element, PODCAST + "transcript", url=folder_url + name, type=media_type)
            transcript.set("language", edition.language)
            if media_type != "text/html":
                transcript.set("rel", "captions")
    if CHAPTERS[0] in item.files:
        add(element, PODCAST + "chapters", url=folder_url + CHAPTERS[0], type=CHAPTERS[1])
    add(element, PODCAST + "txt", "true", purpose="ai-content")


def _changed_at(edition: Edition) -> datetime:
    last = edition.revisions[-1].created_at if edition.revisions else edition.created_at
    return _parse(last) or published_at(edition)


def _parse(text: str) -> datetime | None:
    """An ISO 8601 date or date-time as aware UTC; without a zone it is read as UTC. None when unreadable."""
    text = text.strip()
    try:  # 3.10 reads neither « Z » nor ±hhmm
        moment = datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith(("Z", "z")) else text)
    except ValueError:
        return None
    return moment.replace(tzinfo=timezone.utc) if moment.tzinfo is None else moment.astimezone(timezone.utc)
