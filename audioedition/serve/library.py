"""The finished editions, as listeners and the newsroom find them. Reads folders, keeps what it read; an edge."""

from __future__ import annotations

import os
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

from audioedition.errors import PublishError
from audioedition.model import Edition, StoredEdition
from audioedition.publish.folder.shelf import MANIFEST, read_edition
from audioedition.publish.site import address_keys
from audioedition.system.folding import fold
from audioedition.system.moments import is_ahead

LOOK_EVERY_S = 0.5
"""For what another hand changes within an edition's folder. What this program changes marks the folder of editions
(``mark_changed``) and is found at the next question: whoever is told that an edition is done finds it."""
CLOCK_TICK_NS = 20_000_000
"""Two changes nearer than this may bear the same time."""
NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,254}")
"""Of an edition's folder and of a file in it: no slash, no leading dot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryEntry:
    """One edition in a list."""

    name: str
    """Of its folder."""
    id: str
    title: str
    site: str | None
    byline: str | None
    published: str | None
    created_at: str
    revision: int
    duration_ms: int
    voice: str
    language: str
    audio: str
    """File name of the MP3."""
    addresses: tuple[str, ...]
    """Keys of the article's addresses (``address_key``)."""
    address: str | None
    """The article's, as its page gives it."""
    identity: str
    read_at: tuple[int, int]
    """Modification time (ns) and size of the ``edition.json`` that this was read from."""
    words: str
    """Title, site, byline and text, folded, for the search."""


class Library:
    """Safe for threads."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._entries: dict[str, LibraryEntry] = {}
        self._by_id: dict[str, LibraryEntry] = {}
        self._by_address: dict[str, LibraryEntry] = {}
        self._looked_at = -LOOK_EVERY_S
        self._changed_ns = 0
        self._turn = threading.Lock()
        self.version = 0
        """Rises when an edition came, went or changed."""

    def entries(self) -> tuple[LibraryEntry, ...]:
        """The newest first (by publication, else by making)."""
        with self._turn:
            self._refresh()
            found = tuple(self._entries.values())
        return tuple(sorted(found, key=lambda e: (e.published or e.created_at, e.created_at), reverse=True))

    def known(self, name: str) -> LibraryEntry | None:
        """By its folder, as the shelf was when it was last looked at: costs nothing."""
        return self._entries.get(name)

    def waits(self, name: str) -> bool:
        """Whether it is dated later: until its hour it is nobody's but the newsroom's."""
        with self._turn:
            self._refresh()
            entry = self._entries.get(name)
        return entry is not None and is_ahead(entry.published, now=time.time())

    def by_id(self, edition_id: str) -> LibraryEntry | None:
        with self._turn:
            self._refresh()
            return self._by_id.get(edition_id)

    def by_address(self, key: str) -> LibraryEntry | None:
        """The edition of the article at this address (``address_key``)."""
        with self._turn:
            self._refresh()
            return self._by_address.get(key)

    def search(self, query: str) -> tuple[LibraryEntry, ...]:
        """Those that hold every word of the query, whatever its accents and capitals."""
        wanted = fold(query).split()
        return tuple(e for e in self.entries() if all(word in e.words for word in wanted))

    def find(self, name: str) -> StoredEdition | None:
        """The edition whole, or ``None`` when there is none (or none that can be read)."""
        if not NAME.fullmatch(name):
            return None
        try:
            return read_edition(self.output / name)
        except PublishError:
            return None

    def file(self, name: str, path: str) -> Path | None:
        """A file in an edition's folder; ``None`` for what is not there, is hidden, or lies outside it."""
        parts = path.split("/")
        if not NAME.fullmatch(name) or not all(NAME.fullmatch(part) for part in parts):
            return None
        found = self.output.joinpath(name, *parts)
        try:
            inside = found.resolve(strict=True).is_relative_to((self.output / name).resolve(strict=True))
        except (OSError, RuntimeError):
            return None
        return found if inside and found.is_file() else None

    def forget(self) -> None:
        """Look again at the next question."""
        with self._turn:  # a look that began before the change must not count as one after it
            self._looked_at = -LOOK_EVERY_S

    def _refresh(self) -> None:
        changed_ns, now_ns = (
            _changed_ns(self.output),
            time.time_ns(),
        )  # before the look: the next change is another
        if changed_ns != self._changed_ns or time.monotonic() - self._looked_at >= LOOK_EVERY_S:
            self._look()
            self._looked_at = time.monotonic()
            self._changed_ns = changed_ns if now_ns - changed_ns > CLOCK_TICK_NS else 0

    def _look(self) -> None:
        now: dict[str, LibraryEntry] = {}
        try:
            names = [e.name for e in os.scandir(self.output) if NAME.fullmatch(e.name)]
        except OSError:
            names = []
        for name in names:
            try:
                facts = os.stat(self.output / name / MANIFEST)
            except OSError:
                continue
            read_at = (facts.st_mtime_ns, facts.st_size)
            known = self._entries.get(name)
            if known is not None and known.read_at == read_at:
                now[name] = known
                continue
            try:
                now[name] = entry_of(name, read_edition(self.output / name).edition, read_at=read_at)
            except PublishError:
                continue
        if now != self._entries:
            self._entries = now
            self._by_id = {entry.id: entry for entry in now.values()}
            self._by_address = {key: entry for entry in now.values() for key in entry.addresses}
            self.version += 1


def _changed_ns(output: Path) -> int:
    try:
        return os.stat(output).st_mtime_ns
    except OSError:
        return 0


def entry_of(name: str, edition: Edition, *, read_at: tuple[int, int]) -> LibraryEntry:
    text = " ".join(p.text for p in edition.paragraphs)
    return LibraryEntry(
        name=name,
        id=edition.id,
        title=edition.title,
        site=edition.site,
        byline=edition.byline,
        published=edition.published,
        created_at=edition.created_at,
        revision=edition.revision,
        duration_ms=edition.duration_ms,
        voice=edition.voice.label,
        language=edition.language,
        audio=edition.audio.path,
        addresses=tuple(address_keys(edition)),
        address=edition.url,
        identity=edition.identity,
        read_at=read_at,
        words=fold(f"{edition.title} {edition.site or ''} {edition.byline or ''} {text}"),
    )


class Recent:
    """The last few pages that were rendered. Safe for threads."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, str] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, made_of: Hashable) -> str | None:
        with self._turn:
            if made_of in self._kept:
                self._kept.move_to_end(made_of)
            return self._kept.get(made_of)

    def put(self, made_of: Hashable, page: str) -> None:
        with self._turn:
            self._kept[made_of] = page
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
