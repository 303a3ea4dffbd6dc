"""What a CMS says of its post in a request, checked field by field. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from audioedition.errors import UsageError
from audioedition.publish.address import MAX_CHARS, address_key
from audioedition.serve.posts import Name

POST_FIELDS = ("external_id", "byline", "published", "image", "language", "callback")
"""Beside ``url`` and ``title``, which were there before."""
FACTS = ("byline", "published", "image", "language")
"""What goes over into the article as it is said."""
MAX_ID_CHARS = 200
MAX_BYLINE_CHARS = 500
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""BCP 47, as far as its form goes."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_TAG = re.compile(r"<[a-zA-Z!/]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRequest:
    name: Name
    source: dict[str, str]
    """Exactly one of ``url``, ``text``, ``html``: what is read."""
    facts: dict[str, str]
    """Of the article, in place of what its page says: ``url`` and those of ``FACTS``."""
    callback: str | None = None


def read_post(body: dict[str, Any]) -> PostRequest | None:
    """``None``: nothing in it names a post. Raises UsageError naming the first field that is wrong."""
    words: dict[str, object] = {name: body[name] for name in ("text", "html") if name in body}
    if "external_id" not in body and "url" not in body:
        given = [name for name in POST_FIELDS if name in body]
        if given:
            raise UsageError(
                f"{given[0]} needs the post that it belongs to.",
                hint="Give its external_id, its url, or both.",
            )
        return None
    if len(words) > 1 or ("url" not in body and not words):
        raise UsageError(
            "Give one of: url, text, html.", hint="A url beside text or html is the article's address."
        )
    name = read_name(body)
    facts = {field: check_fact(field, body[field]) for field in FACTS if field in body}
    if name.address is not None:
        facts["url"] = name.address
    callback = web_address("callback", body["callback"]) if "callback" in body else None
    source = {kind: _text(kind, value) for kind, value in words.items()} or {"url": str(name.address)}
    if "html" in source and not _TAG.search(source["html"]):  # an old editor's words with empty lines between
        source = {"text": unescape(source["html"])}
    if "text" in source and isinstance(body.get("title"), str):
        source["text"] = titled(source["text"], body["title"])
    return PostRequest(name=name, source=source, facts=facts, callback=callback)


def read_name(fields: dict[str, Any]) -> Name:
    """Raises UsageError: neither, or a broken one."""
    external_id = check_id(fields["external_id"]) if "external_id" in fields else None
    address = web_address("url", fields["url"]) if "url" in fields else None
    if external_id is None and address is None:
        raise UsageError("Which post is it?", hint="Give its external_id, its url, or both.")
    return Name(external_id=external_id, address=address)


def check_id(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_ID_CHARS or _CONTROL.search(value):
        raise UsageError(
            f"external_id is a text of 1 to {MAX_ID_CHARS} characters, without control characters."
        )
    return value


def check_fact(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{name} is a text.")
    if name == "image":
        return web_address(name, value)
    if name == "language":
        if not _LANGUAGE.fullmatch(value) or len(value) > 35:
            raise UsageError(f"{value[:40]!r} is no language.", hint="A BCP 47 tag: fr, fr-CA, en…")
        return value
    if name == "published":
        return _moment(value)
    if not value.strip() or len(value) > MAX_BYLINE_CHARS or _CONTROL.search(value):
        raise UsageError(f"byline is a line of at most {MAX_BYLINE_CHARS} characters.")
    return value.strip()


def web_address(name: str, value: object) -> str:
    """An http(s) address as it was given. Raises UsageError naming the field."""
    if not isinstance(value, str) or len(value) > MAX_CHARS or _CONTROL.search(value):
        raise UsageError(
            f"{name} is a web address of at most {MAX_CHARS} characters.", hint="It starts with https://"
        )
    address_key(value)
    if urlsplit(value).username is not None:
        raise UsageError(f"{name} holds a user name or a password.", hint="Leave them out.")
    return value.strip()


def titled(text: str, title: str) -> str:
    """The title as the first line, where it does not stand there already: a CMS sends the body alone."""
    first = text.lstrip().partition("\n")[0]
    return text if " ".join(first.split()) == " ".join(title.split()) else f"{title}\n\n{text}"


def _moment(value: str) -> str:
    try:
        datetime.fromisoformat(value.replace("Z", "+00:00").replace("z", "+00:00"))
    except ValueError:
        raise UsageError(
            f"{value[:40]!r} is no date.", hint="ISO 8601: 2026-11-30, or 2026-11-30T08:00:00+01:00"
        ) from None
    if not _DATE.match(value):
        raise UsageError(
            f"{value[:40]!r} is no date.", hint="ISO 8601: 2026-11-30, or 2026-11-30T08:00:00+01:00"
        )
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{name} is a text that is not empty.")
    return value
