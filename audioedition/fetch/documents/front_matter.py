"""The block of facts above a Markdown text: YAML between ``---``, TOML between ``+++``, JSON in braces. Pure."""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections.abc import Mapping
from typing import Any

from audioedition.model import Metadata

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_YAML = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.{0,20000}?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_UNCLOSED = re.compile(
    r"\A(?:---|\+\+\+)[ \t]*\n((?:[\w-]+[ \t]*[:=][^\n]{0,2000}\n(?:[ \t]+[^\n]*\n|- [^\n]*\n){0,50}){2,60})"
)
"""Lines of facts that nothing closes: the text begins at the first line that is none."""
_KEY = re.compile(r"^[\w-]+[ \t]*:", re.MULTILINE)

# As Hugo, Jekyll, Pandoc, Obsidian and French newsrooms name them, the surest first.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "titre", "headline"),
    "standfirst": (
        "standfirst",
        "chapo",
        "chapô",
        "chapeau",
        "subtitle",
        "sous-titre",
        "description",
        "summary",
    ),
    "byline": ("byline", "signature", "author", "authors", "auteur", "auteurs", "autrice", "auteure"),
    "published": ("published", "date", "publishdate", "datepublished", "pubdate", "publication", "created"),
    "updated": ("updated", "lastmod", "modified", "datemodified", "last_modified_at", "mise-a-jour"),
    "site": ("site", "sitename", "journal"),
    "url": ("canonical", "canonical_url", "canonicalurl", "url", "link", "lien"),
    "language": ("lang", "language", "langue"),
    "image": ("image", "cover", "thumbnail"),
    "rubric": ("rubrique", "rubric", "section", "category", "categorie", "catégorie"),
}
PRINTED = ("standfirst", "chapo", "chapô", "chapeau", "subtitle", "sous-titre")
"""Keys whose text the reader of the page sees above the article."""


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The facts (keys in lower case) and the text below them. A block that cannot be read stays text, unless it is
    plainly meant as one: then it is left out, so that nobody hears it."""
    text = text.replace("\r\n", "\n").lstrip("\ufeff\n")
    for pattern, parse in ((_YAML, _from_yaml), (_TOML, _from_toml)):
        found = pattern.match(text)
        if found:
            facts = parse(found[1])
            if facts is None and len(_KEY.findall(found[1])) >= 2:
                facts = _line_by_line(found[1])
            if facts is not None:
                return {str(k).strip().lower(): v for k, v in facts.items()}, text[found.end() :]
    if text.startswith("{") and (found_json := _from_json(text)):
        return found_json
    if unclosed := _UNCLOSED.match(text):
        facts = _line_by_line(unclosed[1].replace(" = ", ": "))
        return {k.lower(): v for k, v in facts.items()}, text[unclosed.end() :].lstrip("\n")
    return {}, text


def _from_json(text: str) -> tuple[dict[str, Any], str] | None:
    """An object above a text, as Hugo writes it; a text that is nothing but JSON is none."""
    try:
        facts, end = json.JSONDecoder().raw_decode(text[:20_000])
    except (ValueError, RecursionError):
        return None
    if not isinstance(facts, dict) or not text[end:].strip():
        return None
    return {str(k).strip().lower(): v for k, v in facts.items()}, text[end:].lstrip("\n")


def metadata_of(facts: Mapping[str, Any]) -> Metadata:
    """What the facts say that an article has."""
    values = {
        name: next((v for k in keys if (v := _text(facts.get(k)))), None) for name, keys in _KEYS.items()
    }
    if values["url"] and not values["url"].startswith(("http://", "https://")):
        values["url"] = None
    if values["image"] and not values["image"].startswith(("http://", "https://")):
        values["image"] = None
    for name in ("published", "updated"):
        if values[name] and not re.match(r"\d{4}-\d{2}-\d{2}", values[name] or ""):
            values[name] = None
    return Metadata(**values)


def _from_yaml(block: str) -> dict[Any, Any] | None:
    import yaml

    try:
        facts = yaml.safe_load(block)
    except (
        yaml.YAMLError,
        ValueError,
        RecursionError,
        TypeError,
    ):  # ValueError: a day that is in no calendar
        return None
    return facts if isinstance(facts, dict) else None


def _from_toml(block: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _line_by_line(block: str) -> dict[str, Any]:
    """« title: Un titre : le sous-titre » is no YAML, and what everybody writes; other lines are read as they are."""
    facts: dict[str, Any] = {}
    for line in block.splitlines():
        if _KEY.match(line):
            key, _, value = line.partition(":")
            facts[key.strip()] = (_from_yaml(line) or {}).get(key.strip(), value.strip().strip("\"'"))
    return facts


def _text(value: Any) -> str | None:
    """A value as one line: names are joined as French does, a date is ISO 8601."""
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, list):
        names = [text for v in value[:8] if (text := _text(v))]
        return ", ".join(names[:-1]) + " et " + names[-1] if len(names) > 1 else names[0] if names else None
    if isinstance(value, dict):
        return next((_text(value[k]) for k in ("name", "nom", "src", "url") if k in value), None)
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return " ".join(str(value).split()) or None
    return None
