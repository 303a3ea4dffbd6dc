"""An edition as programs, pages and webhooks are told of it, and which one an address or an external id names."""

from __future__ import annotations

import time
from typing import Any

from audioedition.publish.folder.facts import edition_id
from audioedition.serve.library import LibraryEntry
from audioedition.serve.posts import Name, Post
from audioedition.serve.service import Service
from audioedition.system.moments import is_ahead


def edition_json(service: Service, entry: LibraryEntry) -> dict[str, Any]:
    """With absolute addresses."""
    base = service.settings.base_url
    folder = f"{base}e/{entry.name}/"
    facts = (
        "name",
        "id",
        "title",
        "language",
        "revision",
        "created_at",
        "published",
        "duration_ms",
        "address",
    )
    return {
        **{fact: getattr(entry, fact) for fact in facts},
        "player": folder,
        "embed": f"{folder}embed.html",
        "json": f"{folder}edition.json",
        "audio": f"{folder}{entry.audio}",
        "transcript": f"{folder}transcript.html",
        "script": f"{base}audio-edition.js",
    }


def edition_of_post(service: Service, post: Post) -> LibraryEntry | None:
    """What can be heard of it now; ``None`` when it was withdrawn, or nothing was made yet."""
    if post.withdrawn_at is not None or post.identity is None:
        return None
    return service.library.by_id(edition_id(post.identity))


def edition_of_name(service: Service, name: Name) -> LibraryEntry | None:
    """By the post of that name, else by what the editions say of their own addresses. Raises PostConflict."""
    post = service.posts.find(name)
    if post is not None and (post.withdrawn_at is not None or post.identity is not None):
        return edition_of_post(service, post)
    return service.library.by_address(name.key) if name.key is not None else None


def shown_of_name(service: Service, name: Name) -> LibraryEntry | None:
    """For pages, which know no more than the address: as in the feed and the static index nothing before its hour."""
    entry = edition_of_name(service, name)
    return None if entry is None or is_ahead(entry.published, now=time.time()) else entry
