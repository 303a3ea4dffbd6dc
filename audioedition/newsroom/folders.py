"""A folder that ``watch`` follows: the files put there are its articles, and a file that changes is a correction."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

from audioedition.errors import SourceError
from audioedition.fetch.entries import FeedEntry
from audioedition.fetch.source import chapter_named
from audioedition.newsroom.context import WatchContext
from audioedition.newsroom.inputs import places_of_folder
from audioedition.newsroom.state import ArticleMemory

SETTLED_S = 3.0
"""A file that changed so lately may still be on its way here: it is left for the next look."""


def entries_of_folder(folder: str, *, context: WatchContext) -> tuple[FeedEntry, ...]:
    """The files that are read, by name, each with the moment of its last change; why others are not is journalled once.

    Raises SourceError: the folder is gone, or holds nothing at all.
    """
    places = places_of_folder(Path(folder))
    entries: list[FeedEntry] = []
    for place in places.places:
        changed_s = _changed_s(place)
        if changed_s is None or context.now() - changed_s < SETTLED_S:
            continue
        version = datetime.fromtimestamp(changed_s, timezone.utc).isoformat()
        if reason := places.skipped.get(place):
            _pass_over(
                ArticleMemory(url=place, feed=folder, version=version, state="skipped", reason=reason),
                context,
            )
            continue
        entries.append(FeedEntry(url=place, updated=version))
    return tuple(entries)


def folder_gone(folder: str) -> SourceError:
    return SourceError(f"There is no folder {folder}", hint="Check the name; a feed begins with https://")


def _changed_s(place: str) -> float | None:
    """Seconds since the epoch; ``None`` for what has gone meanwhile."""
    try:
        return Path(chapter_named(place)[0]).stat().st_mtime
    except OSError:
        return None


def _pass_over(memory: ArticleMemory, context: WatchContext) -> None:
    known = context.state.article(memory.url)
    if known is None or known.version != memory.version:
        with context.books:
            context.journal.write("skipped", url=memory.url, reason=memory.reason)
            context.state.remember(memory)
