"""What runs on a worker's machine: the article is made there, its edition goes into the store."""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from audioedition.errors import ExtractionError
from audioedition.model import OnProgress
from audioedition.newsroom.workers.task import Outcome, Task, wait_for_its_hour, work_off
from audioedition.produce.options import ReadArticle
from audioedition.produce.produce import Produced, produce_edition, read_article
from audioedition.produce.settle import require_settled
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.remote import EditionStore
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.which import choose_edition
from audioedition.speak.engine_pool import Speakers
from audioedition.speak.remote_clips import open_clips


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What a worker sends back; the edition itself goes through the store."""

    outcome: Outcome
    edition_id: str = ""
    doubtful: ReadArticle | None = None
    """It was read, and is not made unless the newsroom's machine, which holds the queue of such articles, says so."""


class _Doubtful(ExtractionError):
    def __init__(self, read: ReadArticle) -> None:
        super().__init__("Doubtful.")
        self.read = read


def deliver(task: Task, store: str) -> Delivered:
    """Make the article here and put its edition into the store."""
    ids: list[str] = []
    doubtful: list[ReadArticle] = []
    bench = Bench.mine()

    def make(task: Task, *, speakers: Speakers, on_progress: OnProgress | None) -> Produced:
        try:
            produced = make_through_store(
                task, store=EditionStore(store), bench=bench, on_progress=on_progress
            )
        except _Doubtful as found:
            doubtful.append(found.read)
            raise
        ids.append(produced.edition.id)
        return produced

    outcome = work_off(task, speakers=bench.speakers, make=make)
    return Delivered(outcome=outcome, edition_id="".join(ids), doubtful=doubtful[0] if doubtful else None)


def make_through_store(
    task: Task, *, store: EditionStore, bench: Bench, on_progress: OnProgress | None
) -> Produced:
    """As ``produce_edition``, but what stands already is fetched from the store, and what came out goes there."""
    read = task.read or _read(task, on_progress=on_progress)
    note = None
    if read.by_name:  # other machines may be at another file of that name
        known = store.named(read.identity)
        choice = choose_edition(read.article, identity=read.identity, known=known, alone=False)
        note = choice.note
        read = dataclasses.replace(read, identity=choice.identity, by_name=False)
    with bench.folder() as output:
        store.pull(edition_id(read.identity), output)
        produced = produce_edition(
            read,
            output=output,
            options=task.options,
            store=open_clips(task.cache),
            speakers=bench.speakers,
            on_progress=on_progress,
        )
        if produced.status != "unchanged":
            store.push(read_edition(produced.folder))
    return dataclasses.replace(produced, notes=(*filter(None, [note]), *produced.notes))


def _read(task: Task, *, on_progress: OnProgress | None) -> ReadArticle:
    """Raises as ``make_task`` does for what must wait; ``_Doubtful``."""
    source = task.source if task.source is not None else task.place
    read = read_article(source, options=task.options, access=task.access, on_progress=on_progress)
    if task.waits:
        wait_for_its_hour(read.article)
    require_settled(read.article, settle_s=task.settle_s, now=time.time(), seen=task.seen, told=task.changed)
    if read.article.doubtful:
        raise _Doubtful(read)
    return read


class Bench:
    """What a worker's thread keeps from one article to the next: engines that stay loaded."""

    _own = threading.local()

    def __init__(self) -> None:
        self.speakers = Speakers()

    @classmethod
    def mine(cls) -> Bench:
        """This thread's. Its engines end with it: the kernel sees to that."""
        if not hasattr(cls._own, "bench"):
            cls._own.bench = cls()
        bench: Bench = cls._own.bench
        return bench

    @contextlib.contextmanager
    def folder(self) -> Iterator[Path]:
        """An empty one for one article, in the worker's own folder, which Dask sweeps after a kill."""
        with tempfile.TemporaryDirectory(prefix="audioedition-", dir=local_folder()) as name:
            yield Path(name)


def local_folder() -> str | None:
    from distributed import get_worker

    try:
        return str(get_worker().local_directory)
    except ValueError:  # not called by a worker
        return None
