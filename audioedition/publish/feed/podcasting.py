"""What podcasters add to a feed: people, licence, funding, images, seasons and numbers. Pure.

Podcast namespace 1.0 (podcast:person, license, funding, image, season, episode) beside Apple's tags.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audioedition.model import Edition
from audioedition.publish.feed.feed_model import FeedSettings
from audioedition.publish.feed.namespaces import ITUNES, PODCAST
from audioedition.publish.feed.numbering import Numbered
from audioedition.publish.xml import add

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_CHARACTERS = 128
"""Of a name or a text in the podcast namespace: aggregators cut longer ones."""
_AND = re.compile(r"\s*,\s*|\s+(?:et|and)\s+")


def describe_programme(channel: _Element, settings: FeedSettings, *, image_url: str) -> None:
    """What the settings add to the channel; nothing by default."""
    for person in settings.persons:
        element = add(channel, PODCAST + "person", person.name[:MOST_CHARACTERS])
        for name in ("role", "group", "img", "href"):
            if value := getattr(person, name):
                element.set(name, value)
    if settings.license:
        name = settings.license if settings.license_url else settings.license.lower()
        license_ = add(channel, PODCAST + "license", name[:MOST_CHARACTERS])
        if settings.license_url:
            license_.set("url", settings.license_url)
    if settings.funding_url:
        add(channel, PODCAST + "funding", settings.funding_text[:MOST_CHARACTERS], url=settings.funding_url)
    if settings.images:
        _add_image(channel, image_url, alt=settings.title)
    if settings.private:
        add(channel, ITUNES + "block", "Yes")
        add(channel, PODCAST + "block", "yes")


def describe_item(
    item: _Element, edition: Edition, *, settings: FeedSettings, told: Numbered | None, picture: str
) -> None:
    """Where the edition stands in the programme, who signed it, its picture (an address, or empty)."""
    told = told or Numbered()
    add(item, ITUNES + "episodeType", told.type)
    if told.season:
        add(item, ITUNES + "season", str(told.season))
        add(item, PODCAST + "season", str(told.season))
    if told.number:
        add(item, ITUNES + "episode", str(told.number))
        add(item, PODCAST + "episode", str(told.number))
    if settings.bylines:
        for name in signed_by(edition.byline):
            add(item, PODCAST + "person", name[:MOST_CHARACTERS], role="author", group="writing")
    if settings.images and picture:
        _add_image(item, picture, alt=edition.title)


def signed_by(byline: str | None) -> list[str]:
    """« Par Anne Roy, Luc Blé et Ève Dax » -> three names."""
    text = re.sub(r"(?i)^(?:par|by)\s+", "", (byline or "").strip()).rstrip(". ")
    return [name for name in _AND.split(text) if name]


def _add_image(parent: _Element, url: str, *, alt: str) -> None:
    add(parent, PODCAST + "image", href=url, alt=alt, aspect_ratio="1/1", purpose="artwork")
