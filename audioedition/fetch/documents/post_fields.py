"""What a post says in JSON: of WordPress (REST, ``wp/v2``), of a JSON Feed 1.0 or 1.1. Pure."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any

JSON_FEED = "application/feed+json"
"""Many posts: a JSON Feed, or a list of WordPress's."""
_VERSION = "jsonfeed.org/version/1"
_LONGEST = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonPost:
    """One post; what it does not say is ``None``."""

    url: str | None = None
    title: str | None = None
    body: str
    """HTML."""
    standfirst: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    image: str | None = None
    guid: str | None = None
    """What its feed calls it, whatever its address is."""


def content_of(data: bytes) -> Any:
    """The JSON value; ``None`` for what is none, or far too much."""
    if len(data) > _LONGEST or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return None
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def is_post(content: Any) -> bool:
    return isinstance(content, dict) and _post(content) is not None


def is_feed(content: Any) -> bool:
    """Also one that names nothing: there is no news."""
    if isinstance(content, list):
        return bool(content) and all(isinstance(entry, dict) and "link" in entry for entry in content[:3])
    return (
        isinstance(content, dict)
        and _VERSION in str(content.get("version"))
        and isinstance(content.get("items"), list)
    )


def post_of(content: Any) -> JsonPost:
    """Raises KeyError for what is no post."""
    post = _post(content)
    if post is None:
        raise KeyError("no post")
    return post


def posts_of(content: Any) -> tuple[JsonPost, ...]:
    """Of a feed, in its order; entries that are broken are left out."""
    entries = content if isinstance(content, list) else content.get("items", [])
    language = None if isinstance(content, list) else _text(content.get("language"))
    posts = [_post(entry, language=language) for entry in entries if isinstance(entry, dict)]
    return tuple(post for post in posts if post is not None)


def _post(entry: dict[str, Any], *, language: str | None = None) -> JsonPost | None:
    if isinstance(entry.get("content"), dict) or isinstance(entry.get("title"), dict):
        return _of_wordpress(entry)
    if any(isinstance(entry.get(name), str) for name in ("content_html", "content_text")):
        return _of_json_feed(entry, language=language)
    return None


def _of_wordpress(entry: dict[str, Any]) -> JsonPost | None:
    content = entry.get("content")
    if not isinstance(content, dict) or not isinstance(content.get("rendered"), str):
        return None
    beside = entry.get("_embedded")
    beside = beside if isinstance(beside, dict) else {}
    authors = [a.get("name") for a in _dicts(beside.get("author"))]
    pictures = [m.get("source_url") for m in _dicts(beside.get("wp:featuredmedia"))]
    return JsonPost(
        url=_address(entry.get("link")),
        title=_rendered(entry.get("title")),
        body=content["rendered"],
        byline=_names(authors),
        published=_moment(entry, "date"),
        updated=_moment(entry, "modified"),
        image=next((p for p in pictures if _address(p)), None),
        guid=_rendered(entry.get("guid")) or _number(entry.get("id")),
    )


def _of_json_feed(entry: dict[str, Any], *, language: str | None) -> JsonPost:
    body = entry.get("content_html")
    if not isinstance(body, str):
        paragraphs = str(entry.get("content_text")).split("\n\n")
        body = "\n".join(f"<p>{html.escape(' '.join(p.split()))}</p>" for p in paragraphs if p.strip())
    authors = _dicts(entry.get("authors")) or _dicts([entry.get("author")])
    return JsonPost(
        url=_address(entry.get("url")) or _address(entry.get("id")),
        title=_text(entry.get("title")),
        body=body,
        byline=_names([author.get("name") for author in authors]),
        published=_text(entry.get("date_published")),
        updated=_text(entry.get("date_modified")),
        language=_text(entry.get("language")) or language,
        image=_address(entry.get("image")) or _address(entry.get("banner_image")),
        guid=_text(entry.get("id")) or _number(entry.get("id")),
    )


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _names(values: list[Any]) -> str | None:
    names = [name for value in values[:8] if (name := _text(value))]
    return ", ".join(names[:-1]) + " et " + names[-1] if len(names) > 1 else names[0] if names else None


def _moment(entry: dict[str, Any], name: str) -> str | None:
    """WordPress writes the site's own time, and beside it UTC without saying so."""
    utc = _text(entry.get(f"{name}_gmt"))
    return f"{utc}+00:00" if utc and utc[-1:] != "Z" and "+" not in utc else utc or _text(entry.get(name))


def _rendered(value: Any) -> str | None:
    return _text(value.get("rendered")) if isinstance(value, dict) else _text(value)


def _address(value: Any) -> str | None:
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def _number(value: Any) -> str | None:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(re.sub(r"<[^>]{0,300}>", "", value)).split()) or None
