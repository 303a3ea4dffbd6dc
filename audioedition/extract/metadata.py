"""What a page says of itself: JSON-LD first, then OpenGraph and other meta tags, then the page's own marks."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from audioedition.extract.clean import clean_characters, one_line
from audioedition.model import Metadata

_ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report|Review|LiveBlog|OpinionNews|AnalysisNews", re.I)
_TAG = re.compile(r"<[^>]{1,300}>")
_LOCALE = re.compile(r"^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}")
_MAX_NODES = 5_000
"""Of one page's JSON-LD: more than any real page holds."""
_MAX_JSON_CHARS = 1_000_000
"""Of one page's JSON-LD; parsed, it takes twenty times the room."""
_MAX_META = 1_000
_BY = re.compile(r"^(?:par|by|de)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Declared:
    """The page's account of itself."""

    metadata: Metadata
    body_text: str = ""
    free: bool | None = None
    kind: str = ""


def read_metadata(root: HtmlElement, url: str | None) -> Declared:
    """Everything the page declares; fields that it does not declare are ``None``."""
    linked = _article_object(root)
    meta = _meta_tags(root)
    first = _first

    canonical = first(_canonical(root), meta.get("og:url"), _text(linked.get("url")))
    base = url or canonical
    body = linked.get("articleBody")
    return Declared(
        metadata=Metadata(
            title=first(
                _text(linked.get("headline")), meta.get("og:title"), meta.get("twitter:title"), _title(root)
            ),
            standfirst=first(
                _text(linked.get("description")), meta.get("og:description"), meta.get("description")
            ),
            byline=first(
                _names(linked.get("author")), _author(meta.get("author")), _author(meta.get("article:author"))
            ),
            published=first(
                _date(linked.get("datePublished")),
                _date(meta.get("article:published_time")),
                _date(meta.get("date")),
                _date(meta.get("dc.date")),
                _time_tag(root),
            ),
            updated=first(_date(linked.get("dateModified")), _date(meta.get("article:modified_time"))),
            site=first(meta.get("og:site_name"), _names(linked.get("publisher"))),
            url=first(_absolute(canonical, url), url),
            language=_language(root, meta, linked),
            image=_absolute(first(_image(linked.get("image")), meta.get("og:image")), base),
        ),
        body_text=_plain(body) if isinstance(body, str) else "",
        free=_boolean(linked.get("isAccessibleForFree")),
        kind=_text(linked.get("@type")) or "",
    )


def _first(*values: str | None) -> str | None:
    return next((v for v in values if v), None)


def _text(value: Any) -> str | None:
    """A JSON value as one line of text without entities and tags."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    return one_line(clean_characters(_TAG.sub("", html.unescape(html.unescape(value))))) or None


def _plain(body: str) -> str:
    return clean_characters(_TAG.sub("\n", html.unescape(body))) if body else ""


def _article_object(root: HtmlElement) -> dict[str, Any]:
    """The JSON-LD object of the article: the one of an article type with a headline, the longest body first."""
    found: list[dict[str, Any]] = []
    room = _MAX_JSON_CHARS
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > room:
            continue
        room -= len(text)
        for thing in _things(text):
            kind = thing.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and _ARTICLE_TYPE.search(k) for k in kinds):
                found.append(thing)
    return max(
        found, key=lambda t: (bool(t.get("headline")), len(str(t.get("articleBody") or ""))), default={}
    )


def _things(text: str) -> Iterator[dict[str, Any]]:
    """Every object in a JSON-LD script; nothing when it is broken beyond a stray comment or control character."""
    text = (
        text.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
    )
    try:
        todo = [json.loads(text.strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MAX_NODES):
        if not todo:
            return
        thing = todo.pop(0)
        if isinstance(thing, list):
            todo += thing
        elif isinstance(thing, dict):
            yield thing
            todo += [v for v in thing.values() if isinstance(v, (dict, list))]


def _names(value: Any) -> str | None:
    """Names of JSON-LD persons or organisations, joined as French does: « A, B et C »."""
    things = value if isinstance(value, list) else [value]
    names: list[str] = []
    for thing in things[:8]:
        name = thing.get("name") if isinstance(thing, dict) else thing
        text = _author(_text(name))
        if text and text not in names:
            names.append(text)
    if len(names) > 1:
        return ", ".join(names[:-1]) + " et " + names[-1]
    return names[0] if names else None


def _author(value: str | None) -> str | None:
    if not value or "://" in value or len(value) > 120:
        return None
    return _BY.sub("", value).strip(" ,;") or None


def _meta_tags(root: HtmlElement) -> dict[str, str]:
    tags: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = _text(element.get("content")) if key and len(tags) < _MAX_META else None
        if content:
            tags.setdefault(key, content)
    return tags


def _title(root: HtmlElement) -> str | None:
    element = root.find(".//title")
    return _text(element.text) if element is not None else None


def _canonical(root: HtmlElement) -> str | None:
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            return element.get("href") or None
    return None


def _absolute(address: str | None, base: str | None) -> str | None:
    if not address:
        return None
    try:
        address = urljoin(base or "", address.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def _image(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl")
    return value if isinstance(value, str) else None


def _date(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) and _DATE.match(value.strip()) else None


def _time_tag(root: HtmlElement) -> str | None:
    for element in root.iter("time"):
        found = _date(element.get("datetime"))
        if found:
            return found
    return None


def _language(root: HtmlElement, meta: dict[str, str], linked: dict[str, Any]) -> str | None:
    for value in (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        _text(linked.get("inLanguage")),
        meta.get("og:locale"),
        meta.get("language"),
    ):
        if value and _LOCALE.match(value.strip()):
            language, _, region = value.strip().replace("_", "-").partition("-")
            return f"{language.lower()}-{region.upper()}" if region else language.lower()
    return None


def _boolean(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    return None
