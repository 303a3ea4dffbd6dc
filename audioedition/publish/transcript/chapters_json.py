"""Edition -> ``chapters.json``: Podcasting 2.0 chapters, ``application/json+chapters``, version 1.2.0. Pure."""

from __future__ import annotations

import json
from typing import Any

from audioedition.model import Edition, flat_title
from audioedition.publish.web import web_address

MEDIA_TYPE = "application/json+chapters"


def render_chapters_json(edition: Edition) -> str:
    """Times in seconds with the milliseconds kept; the spec's fields only, absent ones left out."""
    document: dict[str, Any] = {"version": "1.2.0", "title": edition.title}
    if edition.byline:
        document["author"] = edition.byline
    if edition.site:
        document["podcastName"] = edition.site
    document["fileName"] = edition.audio.path
    document["chapters"] = [
        {
            "startTime": chapter.start_ms / 1000,
            "endTime": chapter.end_ms / 1000,
            "title": flat_title(chapter),
            **({"img": image} if (image := web_address(chapter.image)) else {}),
        }
        for chapter in edition.chapters
    ]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
