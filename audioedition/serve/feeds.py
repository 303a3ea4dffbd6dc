"""The podcast feeds as the service gives them: written again when shelf or ``feed.toml`` changed. Safe for threads."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from audioedition.publish.feed.feed import build_feed, episode_numbers, feed_is_due, gather_items
from audioedition.publish.feed.feed_model import FeedSettings
from audioedition.publish.feed.feed_settings import find_feeds
from audioedition.publish.feed.feed_xml import FeedItem, newest_first, render_feed
from audioedition.publish.feed.pages import split_pages
from audioedition.publish.feed.selection import belongs, is_reserved
from audioedition.serve.library import Library
from audioedition.system.moments import is_ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What the feeds were made from."""

    version: int
    """Of the library."""
    written: tuple[int, int]
    """Modification time (ns) and size of ``feed.toml``; zeros without one."""


class Feeds:
    def __init__(self, library: Library, *, base_url: str) -> None:
        """``base_url``: where the folder of editions is served, with its last slash."""
        self._library = library
        self._base_url = base_url
        self._output: Path = library.output
        self._turn = threading.Lock()
        self._made: _State | None = None
        self._settings: tuple[tuple[int, int], tuple[FeedSettings, ...]] | None = None
        self._private: tuple[FeedItem, ...] = ()
        self._reserved: dict[tuple[str, object], bool] = {}

    def settings(self) -> tuple[FeedSettings, ...]:
        """As ``feed.toml`` says now; the feed of all editions first. Raises UsageError."""
        written = self._written()
        if self._settings is None or self._settings[0] != written:
            self._settings = (written, find_feeds(self._output))
            self._reserved = {}
        return self._settings[1]

    def forget(self) -> None:
        """Written again at the next question, whatever the library says."""
        self._made = None

    def refresh(self) -> None:
        """Raises UsageError (feed.toml), PublishError."""
        self._library.entries()
        with self._turn:
            settings = self.settings()
            state = _State(version=self._library.version, written=self._written())
            stands = state == self._made and (self._output / settings[0].file_name).is_file()
            if stands and not feed_is_due(self._output, now=time.time()):
                return
            build_feed(self._output, base_url=self._base_url)
            private = any(feed.private for feed in settings)
            self._private = tuple(gather_items(self._output)[0]) if private else ()
            self._made = state

    def public_file(self, name: str) -> Path | None:
        """The file of a public feed or of one of its archives; ``None`` for any other."""
        self.refresh()
        for feed in self.settings():
            stem = feed.file_name.removesuffix(".xml")
            number = name.removeprefix(f"{stem}-archive-").removesuffix(".xml")
            if not feed.private and (
                name == feed.file_name or (number.isdigit() and name == f"{stem}-archive-{number}.xml")
            ):
                path = self._output / name
                return path if path.is_file() else None
        return None

    def hub_of(self, name: str) -> str:
        """The hub of the feed whose file that is; empty without one."""
        return next((feed.hub for feed in self.settings() if feed.file_name == name), "")

    def private_feed(self, name: str) -> FeedSettings | None:
        return next((feed for feed in self.settings() if feed.private and feed.name == name), None)

    def render_private(self, feed: FeedSettings, document: str, *, base_url: str) -> bytes | None:
        """One document of a private feed (``feed.xml``, ``feed-archive-3.xml``) for the reader whose own address
        ``base_url`` is; ``None`` when there is none of that name."""
        from audioedition.publish.feed.cover_file import provide_image

        self.refresh()
        items = newest_first([item for item in self._items_now() if belongs(item.edition, feed)])
        image_url = provide_image(self._output, feed, base_url=self._base_url, beside=self._output)
        known_as = self._base_url + feed.file_name
        for page in split_pages(len(items), size=feed.page_items, name="feed.xml", known_as=known_as):
            if page.name == document:
                return render_feed(
                    items,
                    base_url=base_url,
                    settings=feed,
                    image_url=image_url,
                    page=page,
                    numbers=episode_numbers(self._output, feed, items),
                )
        return None

    def opens(self, feed: FeedSettings, folder: str) -> bool:
        """Whether the edition of that folder is one of a private feed's, and its hour has come."""
        self.refresh()
        return any(item.folder == folder and belongs(item.edition, feed) for item in self._items_now())

    def reserved(self, folder: str) -> bool:
        """Whether a private feed keeps that edition to itself. Raises UsageError: with a broken ``feed.toml`` nobody
        knows, and nothing is shown."""
        settings = self.settings()
        if not any(feed.reserved for feed in settings):
            return False
        entry = self._library.known(folder)
        key = (folder, entry.read_at if entry else None)
        if entry is None or key not in self._reserved:
            found = self._library.find(folder)
            self._reserved[key] = found is not None and is_reserved(found.edition, settings)
        return self._reserved[key]

    def _items_now(self) -> list[FeedItem]:
        now = time.time()
        return [item for item in self._private if not is_ahead(item.edition.published, now=now)]

    def _written(self) -> tuple[int, int]:
        try:
            facts = (self._output / "feed.toml").stat()
        except OSError:
            return (0, 0)
        return (facts.st_mtime_ns, facts.st_size)
