"""What leaves a shelf leaves the disk: an article, all that were heard, a whole reader, what grew old."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from audioedition.model import ReaderLimits
from audioedition.produce.held import forget_held
from audioedition.serve.database import open_state
from audioedition.serve.shelf.items import ShelfItem, ShelfItems
from audioedition.serve.shelf.reader_jobs import ReaderJobs
from audioedition.serve.shelf.readers import Readers, ShelfReader
from audioedition.serve.shelf.shelf_state import open_shelf, reader_folder, shelf_path
from audioedition.system.sqlite import Database


class ShelfBroom:
    """For the service and for the commands. Raises StateError."""

    def __init__(self, output: Path, *, state: Database, shelf: Database) -> None:
        """``state``: the service's, with the queue."""
        self._output = output
        self._jobs = ReaderJobs(state)
        self._items = ShelfItems(shelf)
        self._readers = Readers(shelf)

    def remove_item(self, item: ShelfItem) -> None:
        """With its edition, unless that is the newsroom's or another item's too."""
        output = reader_folder(self._output, item.reader)
        job = self._jobs.of(item)
        if job is not None and "held" in job.outcome:
            forget_held(output, str(job.outcome["held"]))
        self._jobs.forget(reader=item.reader, item=item.id)
        if self._items.remove(item) and item.folder and not item.public:
            shutil.rmtree(output / item.folder, ignore_errors=True)

    def remove_reader(self, reader: ShelfReader) -> None:
        """With all that was theirs: keys, articles, sound, positions, what is asked of the queue."""
        self._readers.remove(reader)
        self._jobs.forget(reader=reader.id)
        shutil.rmtree(reader_folder(self._output, reader.id), ignore_errors=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleItem:
    """An article that was neither added nor heard for long."""

    item: ShelfItem
    folder: Path
    bytes: int
    """That its removal frees."""


def stale_items(output: Path, *, limits: ReaderLimits, now: float) -> Iterator[StaleItem]:
    """``now``: seconds since the epoch. Nothing where there is no shelf. Raises StateError."""
    if limits.keep_s is None or not shelf_path(output).is_file():
        return
    with closing(open_shelf(output)) as shelf:
        for item in ShelfItems(shelf).stale(before=now - limits.keep_s):
            folder = reader_folder(output, item.reader) / (item.folder or "")
            own = bool(item.folder) and not item.public
            yield StaleItem(item=item, folder=folder, bytes=_size(folder) if own else 0)


def remove_stale(output: Path, stale: StaleItem) -> None:
    with closing(open_shelf(output)) as shelf, closing(open_state(output)) as state:
        ShelfBroom(output, state=state, shelf=shelf).remove_item(stale.item)


def _size(folder: Path) -> int:
    return sum(facts.st_size for path in folder.rglob("*") if (facts := path.stat()).st_nlink == 1)
