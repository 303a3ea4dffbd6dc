"""JSON-LD of a page: the object of its article, in whatever shape a CMS writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from audioedition.model import NO_ARTICLE_TYPES

_ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report|Review|LiveBlog|OpinionNews|AnalysisNews", re.I)
_MAX_NODES = 5_000
"""Of one page's JSON-LD: more than any real page holds."""
_MAX_JSON_CHARS = 1_000_000
"""Of one page's JSON-LD; parsed, it takes twenty times the room."""
_WRAPPER = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
_WRAPPER_END = re.compile(r"(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?|;)\s*$")
# A string stays; comments and a comma before a closing bracket, which JSON does not allow, go.
_FAULT = re.compile(r'("(?:\\.|[^"\\])*")|/\*[^*]{0,2000}\*/|//[^\n]*|,(?=\s*[}\]])')


@dataclass(frozen=True, slots=True)
class Linked:
    """The article's object, and the others that it may point to (``{"@id": "#/person/1"}``)."""

    article: dict[str, Any] = field(default_factory=dict)
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    other: str = ""
    """Of ``NO_ARTICLE_TYPES``, where no article is declared."""

    def get(self, *keys: str) -> Any:
        """The first of these that the article bears, with what it only points to in its place."""
        for key in keys:
            value = self.article.get(key)
            if value:
                return [self._whole(v) for v in value] if isinstance(value, list) else self._whole(value)
        return None

    def _whole(self, value: Any) -> Any:
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return self.by_id.get(str(value.get("@id")), value)
        return value


def read_linked(root: HtmlElement, is_this_page: Callable[[dict[str, Any]], bool]) -> Linked:
    """The object of an article type; of several the one that is this page's, has a headline, the longest body."""
    found: list[dict[str, Any]] = []
    by_id: dict[str, dict[str, Any]] = {}
    other = ""
    room = _MAX_JSON_CHARS
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        if len(text) > room:
            continue
        room -= len(text)
        for thing in _things(text):
            kind = thing.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and _ARTICLE_TYPE.search(k) for k in kinds):
                found.append(thing)
            other = other or next((k for k in kinds if isinstance(k, str) and k in NO_ARTICLE_TYPES), "")
            if isinstance(thing.get("@id"), str) and len(thing) > 2:
                by_id.setdefault(thing["@id"], thing)
    best = max(
        found,
        key=lambda t: (
            len(found) > 1 and is_this_page(t),
            bool(t.get("headline")),
            len(str(t.get("articleBody") or "")),
        ),
        default={},
    )
    return Linked(best, by_id, "" if found else other)


def _things(text: str) -> list[dict[str, Any]]:
    """Every object in a JSON-LD script, outermost first; none when it is broken beyond what editors' plugins do."""
    text = _WRAPPER_END.sub("", _WRAPPER.sub("", text)).strip()
    try:
        todo = [json.loads(text, strict=False)]
    except RecursionError:
        return []
    except ValueError:
        mended = _FAULT.sub(lambda m: m[1] or "", _FAULT.sub(lambda m: m[1] or "", text))
        try:
            todo = [json.loads(mended, strict=False)]
        except (ValueError, RecursionError):
            return []
    things: list[dict[str, Any]] = []
    for rank in range(_MAX_NODES):
        if rank == len(todo):
            break
        thing = todo[rank]
        if isinstance(thing, list):
            todo += thing[:_MAX_NODES]
        elif isinstance(thing, dict):
            things.append(thing)
            todo += [v for v in thing.values() if isinstance(v, (dict, list))]
    return things
