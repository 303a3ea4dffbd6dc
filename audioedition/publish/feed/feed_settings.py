"""``feed.toml``: what the feeds say of themselves, and what stands in each. Checked; no key passes unknown."""

from __future__ import annotations

import dataclasses
import re
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audioedition.errors import UsageError
from audioedition.publish.feed.categories import CATEGORIES
from audioedition.publish.feed.feed_model import Episode, FeedSettings, Person
from audioedition.publish.web import is_http_url
from audioedition.system.toml_file import TomlFile, read_toml

__all__ = ["Episode", "FeedSettings", "Person", "find_feeds", "read_feeds", "read_settings"]
_TYPES = ("episodic", "serial")
_SEASONS = ("", "year", "month")
_EPISODE_TYPES = ("full", "trailer", "bonus")
_NAME = re.compile(r"(?!archive)[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_NAME = 40
_OWN = ("title", "guid", "rubrics", "sites", "query", "only", "skip", "private", "reserved")
"""What a feed of its own does not take over from the top of the file."""


def read_settings(path: Path) -> FeedSettings:
    """Of the feed of all editions. Raises UsageError naming file, line and key."""
    return read_feeds(path)[0]


def read_feeds(path: Path) -> tuple[FeedSettings, ...]:
    """The feed of all editions, then each ``[feeds.NAME]`` with what it takes over from the top. Raises UsageError
    naming file, line and key."""
    file = read_toml(path, error=UsageError)
    file.check_keys(file.content, [*_keys(), "feeds"])
    main = _read(file, file.content, FeedSettings(), prefix="")
    if main.private:
        file.reject(
            "private", "the feed of all editions is public", hint="Make one of its own: [feeds.abonnes]"
        )
    feeds = [main]
    for name, table in file.typed(file.content, "feeds", dict, {}).items():
        if not isinstance(table, dict):
            file.reject(f"feeds.{name}", "a table expected", hint=f"Like [feeds.{name}]")
        if not _NAME.fullmatch(name) or len(name) > MAX_NAME:
            file.reject(
                f"feeds.{name}",
                "a feed's name is of small letters, digits and hyphens",
                hint="It stands in its address: [feeds.sport] gives feed-sport.xml.",
            )
        prefix = f"feeds.{name}."
        file.check_keys(table, _keys(), prefix=prefix)
        if "title" not in table:
            file.reject(f"{prefix}title", "a feed of its own needs a title")
        feeds.append(_read(file, table, _inherited(main, name), prefix=prefix))
    return tuple(feeds)


def find_feeds(output_dir: Path) -> tuple[FeedSettings, ...]:
    """Those of ``feed.toml`` in a folder of editions; without that file the feed of all editions, as it is by default.
    Raises UsageError."""
    written = output_dir / "feed.toml"
    return read_feeds(written) if written.is_file() else (FeedSettings(),)


def _keys() -> list[str]:
    return [f.name for f in dataclasses.fields(FeedSettings) if f.name != "name"]


def _inherited(main: FeedSettings, name: str) -> FeedSettings:
    defaults = FeedSettings()
    own = {key: getattr(defaults, key) for key in _OWN}
    return dataclasses.replace(main, **own, name=name)


def _read(file: TomlFile, table: Mapping[str, Any], base: FeedSettings, *, prefix: str) -> FeedSettings:
    values: dict[str, Any] = {"name": base.name}
    for f in dataclasses.fields(FeedSettings):
        default = getattr(base, f.name)
        if f.name in ("persons", "episodes"):
            kind = Person if f.name == "persons" else Episode
            values[f.name] = _entries(file, table, f.name, kind, default, prefix=prefix)
        elif isinstance(default, tuple):
            values[f.name] = _texts(file, table, f.name, default, prefix=prefix)
        elif f.name != "name":
            values[f.name] = file.typed(dict(table), f.name, type(default), default, prefix=prefix)
    if "category" in table and "subcategory" not in table:
        values["subcategory"] = ""
    settings = FeedSettings(**values)
    _check(file, settings, prefix)
    _check_podcasting(file, settings, prefix)
    return settings


def _texts(
    file: TomlFile, table: Mapping[str, Any], key: str, default: tuple[str, ...], *, prefix: str
) -> tuple[str, ...]:
    found = file.typed(dict(table), key, list, list(default), prefix=prefix)
    if not all(isinstance(text, str) for text in found):
        file.reject(f"{prefix}{key}", "a list of texts in quotes expected")
    for pattern in found if key in ("only", "skip") else ():
        try:
            re.compile(pattern)
        except re.error as error:
            file.reject(f"{prefix}{key}", f"{pattern!r} is not a regular expression: {error}")
    return tuple(found)


def _entries(
    file: TomlFile,
    table: Mapping[str, Any],
    key: str,
    kind: type[Any],
    default: tuple[Any, ...],
    *,
    prefix: str,
) -> tuple[Any, ...]:
    """``[[persons]]`` and ``[[episodes]]``."""
    if key not in table:
        return default
    found = table[key]
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        file.reject(
            f"{prefix}{key}", "tables expected", hint=f"Write [[{prefix}{key}]], with double brackets."
        )
    fields = {f.name: f for f in dataclasses.fields(kind)}
    needed = next(iter(fields))
    entries = []
    for number, entry in enumerate(found):
        within = f"{prefix}{key}[{number}]"
        file.check_keys(entry, fields, within=within)
        file.need_keys(entry, [needed], within=within)
        values = {}
        for name, f in fields.items():
            empty = "" if f.default is dataclasses.MISSING else f.default
            values[name] = file.typed(entry, name, type(empty), empty, within=within)
        if not values[needed].strip():
            file.reject(needed, "it may not be empty", within=within)
        for name in ("href", "img"):
            if values.get(name) and not is_http_url(values[name]):
                file.reject(name, f"{values[name]!r} is not an http(s) address", within=within)
        if kind is Episode:
            file.one_of(values, "type", _EPISODE_TYPES, within=within)
            if min(values["season"], values["number"]) < 0:
                file.reject("number", "1 or more is expected", within=within)
        entries.append(kind(**values))
    return tuple(entries)


def _check(file: TomlFile, settings: FeedSettings, prefix: str) -> None:
    if not settings.title.strip():
        file.reject(f"{prefix}title", "a title is needed")
    if not settings.description.strip() or len(settings.description) > 4000:
        file.reject(f"{prefix}description", "1 to 4,000 characters are needed")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", settings.language):
        file.reject(
            f"{prefix}language", f"{settings.language!r} is not a language code", hint='Like "fr" or "fr-CA".'
        )
    if settings.email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", settings.email):
        file.reject(f"{prefix}email", f"{settings.email!r} is not an e-mail address")
    if settings.category not in CATEGORIES:
        file.reject(
            f"{prefix}category", f"Apple has no category {settings.category!r}", hint=", ".join(CATEGORIES)
        )
    if settings.subcategory and settings.subcategory not in CATEGORIES[settings.category]:
        known = ", ".join(CATEGORIES[settings.category]) or "none"
        file.reject(
            f"{prefix}subcategory",
            f"not one of {settings.category}'s",
            hint=f"Its subcategories: {known}.",
        )
    if settings.guid and not _is_uuid(settings.guid):
        file.reject(
            f"{prefix}guid", f"{settings.guid!r} is not a UUID", hint="Leave it out to have one made."
        )
    for key in ("limit", "page_items"):
        if getattr(settings, key) < 0:
            file.reject(f"{prefix}{key}", "0 (all) or more is expected")
    if (
        settings.image
        and not is_http_url(settings.image)
        and not (file.path.parent / settings.image).is_file()
    ):
        file.reject(f"{prefix}image", f"there is no file {settings.image!r} beside {file.path.name}")


def _check_podcasting(file: TomlFile, settings: FeedSettings, prefix: str) -> None:
    values = dataclasses.asdict(settings)
    file.one_of(values, "type", _TYPES, prefix=prefix)
    file.one_of(values, "seasons", _SEASONS, prefix=prefix)
    for key in ("link", "license_url", "funding_url", "hub"):
        if values[key] and not is_http_url(values[key]):
            file.reject(f"{prefix}{key}", f"{values[key]!r} is not an http(s) address")
    if (
        settings.license
        and not settings.license_url
        and not re.fullmatch(r"(?i)cc[0-9a-z.-]+", settings.license)
    ):
        file.reject(f"{prefix}license", "a licence of your own needs license_url, the page where it stands")
    if settings.reserved and not settings.private:
        file.reject(
            f"{prefix}reserved", "only a private feed can keep its editions to itself", hint="private = true"
        )


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
