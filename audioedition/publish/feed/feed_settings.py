"""``feed.toml``: what the feed says of itself. Checked when read; no key passes unknown."""

from __future__ import annotations

import dataclasses
import re
import uuid
from dataclasses import dataclass
from pathlib import Path

from audioedition.errors import UsageError
from audioedition.publish.web import is_http_url
from audioedition.system.toml_file import TomlFile, read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """Everything has a default, so that a feed can be built before anyone wrote a settings file."""

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


def read_settings(path: Path) -> FeedSettings:
    """Raises UsageError naming file, line and key."""
    file = read_toml(path, error=UsageError)
    fields = dataclasses.fields(FeedSettings)
    file.check_keys(file.content, [f.name for f in fields])
    values = {f.name: file.typed(file.content, f.name, type(f.default), f.default) for f in fields}
    if "category" in file.content and "subcategory" not in file.content:
        values["subcategory"] = ""
    settings = FeedSettings(**values)
    _check(file, settings)
    return settings


def _check(file: TomlFile, settings: FeedSettings) -> None:
    if not settings.title.strip():
        file.reject("title", "a title is needed")
    if not settings.description.strip() or len(settings.description) > 4000:
        file.reject("description", "1 to 4,000 characters are needed")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", settings.language):
        file.reject("language", f"{settings.language!r} is not a language code", hint='Like "fr" or "fr-CA".')
    if settings.link and not is_http_url(settings.link):
        file.reject("link", f"{settings.link!r} is not an http(s) address")
    if settings.email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", settings.email):
        file.reject("email", f"{settings.email!r} is not an e-mail address")
    if settings.category not in CATEGORIES:
        file.reject("category", f"Apple has no category {settings.category!r}", hint=", ".join(CATEGORIES))
    if settings.subcategory and settings.subcategory not in CATEGORIES[settings.category]:
        known = ", ".join(CATEGORIES[settings.category]) or "none"
        file.reject("subcategory", f"not one of {settings.category}'s", hint=f"Its subcategories: {known}.")
    if settings.guid and not _is_uuid(settings.guid):
        file.reject("guid", f"{settings.guid!r} is not a UUID", hint="Leave it out to have one made.")
    if settings.limit < 0:
        file.reject("limit", "0 (all) or more is expected")
    if (
        settings.image
        and not is_http_url(settings.image)
        and not (file.path.parent / settings.image).is_file()
    ):
        file.reject("image", f"there is no file {settings.image!r} beside {file.path.name}")


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


CATEGORIES: dict[str, tuple[str, ...]] = {
    "Arts": ("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),
    "Business": ("Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"),
    "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
    "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
    "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
    "Government": (),
    "Health & Fitness": (
        "Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality",
    ),
    "History": (),
    "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
    "Leisure": (
        "Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden",
        "Video Games",
    ),
    "Music": ("Music Commentary", "Music History", "Music Interviews"),
    "News": (
        "Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News",
        "Tech News",
    ),
    "Religion & Spirituality": (
        "Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality",
    ),
    "Science": (
        "Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences",
        "Nature", "Physics", "Social Sciences",
    ),
    "Society & Culture": (
        "Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships",
    ),
    "Sports": (
        "Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby",
        "Running", "Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness", "Wrestling",
    ),
    "Technology": (),
    "True Crime": (),
    "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
}  # fmt: skip
"""The only ones that Apple takes (Podcasts for Creators, « Apple Podcasts categories »)."""
