"""What a podcast feed says of itself, and what stands in it: values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EpisodeType = Literal["full", "trailer", "bonus"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """``podcast:person``: whoever makes the programme."""

    name: str
    role: str = "host"
    """One of the Podcast Taxonomy, in English: host, author, editor…"""
    group: str = "cast"
    href: str = ""
    img: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """What a newsroom says of one edition by hand."""

    edition: str
    """The name of its folder, or its id."""
    type: EpisodeType = "full"
    season: int = 0
    """0 = as ``seasons`` says."""
    number: int = 0
    """0 = as ``numbers`` says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """Everything has a default, so that a feed can be built before anyone wrote a settings file."""

    name: str = ""
    """Of a ``[feeds.NAME]``; empty = the feed of all editions, ``feed.xml``."""
    title: str = "Éditions audio"
    description: str = "Nos articles, lus par une voix de synthèse."
    """Plain text, at most 4,000 characters (Apple's limit)."""
    language: str = "fr"
    """BCP 47."""
    link: str = ""
    """The newsroom's site; empty = the feed's own base URL."""
    author: str = ""
    """Shown by podcast apps; empty = the title."""
    email: str = ""
    """Of the owner; directories write to it. It is published in the feed."""
    copyright: str = ""
    image: str = ""
    """An http(s) URL, or a file beside ``feed.toml``: square JPEG or PNG, 1400 to 3000 px. Empty = drawn."""
    category: str = "News"
    """One of Apple's, in English: ``CATEGORIES``."""
    subcategory: str = "Daily News"
    explicit: bool = False
    locked: bool = True
    """``podcast:locked``: other hosts may not import the feed."""
    guid: str = ""
    """``podcast:guid``; empty = made from the feed's URL, as its specification says. Set it before moving."""
    limit: int = 300
    """Items in the feed, newest first; 0 = all. Apple shows at most 2,000, most apps fetch the whole file."""
    page_items: int = 0
    """0 = one file. Else all editions are in the feed, older ones in archives of so many (RFC 5005)."""
    type: str = "episodic"
    """``itunes:type``: ``serial`` is heard from its first episode on."""
    seasons: str = ""
    """``year`` or ``month``: of publication. Empty = no seasons."""
    numbers: bool = False
    """Episodes are numbered as they come, within their season; a number once given stays."""
    bylines: bool = False
    """Who signed an article is its item's ``podcast:person``."""
    images: bool = False
    """Covers are told as ``podcast:image`` too."""
    license: str = ""
    """``podcast:license``: « cc-by-4.0 », or a name of the newsroom's own, which needs ``license_url``."""
    license_url: str = ""
    funding_url: str = ""
    """``podcast:funding``: where listeners can give or subscribe."""
    funding_text: str = "Soutenir la rédaction"
    hub: str = ""
    """Address of a WebSub hub, which is told when the feed changed."""
    persons: tuple[Person, ...] = ()
    episodes: tuple[Episode, ...] = ()
    private: bool = False
    """Written nowhere: only the service gives it, to those who have a token of theirs in its address."""
    reserved: bool = False
    """Of a private feed: its editions are heard through it alone."""
    rubrics: tuple[str, ...] = ()
    """Of the paper: an edition must stand in one of them; empty = any. So with ``sites``, ``query``, ``only``."""
    sites: tuple[str, ...] = ()
    """Domains (with their subdomains) or names of sites."""
    query: str = ""
    """Words that the edition must all hold, ``-word`` none; ``"two words"`` in quotes."""
    only: tuple[str, ...] = ()
    """Regular expressions on the article's address, one of which must match."""
    skip: tuple[str, ...] = ()
    """Regular expressions on the article's address: none may match."""

    @property
    def file_name(self) -> str:
        """Of the feed: ``feed.xml``, ``feed-sport.xml``."""
        return f"feed-{self.name}.xml" if self.name else "feed.xml"

    @property
    def cover_stem(self) -> str:
        return f"cover-{self.name}" if self.name else "cover"
