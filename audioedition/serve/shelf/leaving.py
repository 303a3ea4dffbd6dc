"""What leaves a shelf leaves the disk: an article, all that were heard, a whole reader, what grew old."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from audioedition.model import ReaderLimits
from audioedition.produce.held import forget_held
from audioedition.publish.folder.addresses import forget_addresses
from audioedition.publish.folder.writer import find_folder, own_file, staging_edition
from audioedition.serve.database import open_state
from audioedition.serve.shelf.items import ShelfItem, ShelfItems
from audioedition.serve.shelf.reader_jobs import ReaderJobs
from audioedition.serve.shelf.readers import Readers, ShelfReader
from audioedition.serve.shelf.shelf_state import open_shelf, reader_folder, shelf_path
from audioedition.system.sqlite import Database


class ShelfBroom:
    """For the service, its workers and the commands. Raises StateError; PublishError where the disk cannot be
    written."""

    def __init__(self, output: Path, *, state: Database, shelf: Database) -> None:
        """``state``: the service's, with the queue."""
        self._output = output
        self._jobs = ReaderJobs(state)
        self._items = ShelfItems(shelf)
        self._readers = Readers(shelf)

    def remove_item(self, item: ShelfItem) -> None:
        """With its edition, unless that is the newsroom's or another item's too. What a worker is at just now it sweeps
        itself: it looks for the article after its job has ended, and we for the job after the article was removed."""
        edition = self._items.remove(item)
        if not self._jobs.forget(reader=item.reader, item=item.id):
            self.sweep(item.reader, edition)

    def sweep(self, reader: str, edition: str | None) -> None:
        """Take away what lies on the disk of an edition that no article of that reader is any more: sound and text,
        where it came from, the doubtful text that waited."""
        output = reader_folder(self._output, reader)
        if edition is None or not output.is_dir() or self._items.holds(reader, edition=edition):
            return
        with staging_edition(output, edition_id=edition) as place:
            if self._items.holds(reader, edition=edition):  # since just now
                return
            if place.folder is not None:
                os.rename(place.folder, place.staging / "removed")
            own_file(output, "origins", edition_id=edition).unlink(missing_ok=True)
            forget_addresses(output, edition_id=edition)
            forget_held(output, edition)
        find_folder(output, edition_id=edition)  # the index is written again without it

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
