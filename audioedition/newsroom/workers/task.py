"""One article, made in this process, and all that a report says of it. Tasks and outcomes can be pickled."""

from __future__ import annotations

import contextlib
import os
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from audioedition.errors import (
    AudioEditionError,
    AudioError,
    EngineError,
    ExtractionError,
    PublishError,
    SourceError,
    UsageError,
    VoiceError,
)
from audioedition.fetch.addresses import Access
from audioedition.model import Article, OnProgress, Source
from audioedition.produce.held import ReviewPolicy, screened
from audioedition.produce.identity import as_known, find_twin
from audioedition.produce.produce import EditionOptions, Produced, ReadArticle, produce_edition, read_article
from audioedition.produce.settle import Seen, require_settled
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.withdrawn import read_withdrawn
from audioedition.publish.folder.writer import find_folder
from audioedition.speak.engine_pool import Speakers
from audioedition.speak.remote_clips import open_clips
from audioedition.system.moments import moment_of

Status = Literal["spoken", "unchanged", "failed", "skipped"]
STOPPING = (PublishError, VoiceError, UsageError)
"""What would befall the next article too: disk, folder, voice, settings."""
_KINDS = {kind.__name__: kind for kind in (SourceError, ExtractionError, EngineError, AudioError, *STOPPING)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    place: str
    """A path or a URL."""
    source: Source | None = None
    """What was fetched from there; ``None``: the worker reads the file itself."""
    read: ReadArticle | None = None
    """What was found there, and found fit to be spoken: it is not read again."""
    output: Path
    options: EditionOptions
    access: Access | None = None
    """What may be fetched, where the worker reads the place itself."""
    cache: str | None = None
    """Folder or URL of clips; ``None`` = the person's cache."""
    waits: bool = False
    """An article that is dated in the future is left until then."""
    review: ReviewPolicy = field(default_factory=ReviewPolicy)
    """What is done with a doubtful one."""
    settle_s: float = 0.0
    """A page that changed within that time is waited for."""
    seen: Seen | None = None
    """How it was when it was last waited for."""
    changed: str | None = None
    """When it changed, as its feed says."""
    asks: bool = False
    """A new article whose text an edition of another address has is told (``Outcome.twin``), not made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A row of the report."""

    place: str
    status: Status
    title: str = ""
    folder: str = ""
    """Name of the edition's folder."""
    audio: str = ""
    """Path of the MP3."""
    reason: str = ""
    """Why it failed or was skipped; of a spoken one, its notes."""
    hint: str = ""
    seconds: float = 0.0
    """Wall clock, from the task's arrival to the edition."""
    cpu_seconds: float = 0.0
    """Of this process and all below it."""
    audio_seconds: float = 0.0
    stops: bool = False
    """It failed for a reason that would befall the next article too."""
    exit_code: int = 0
    """Of the error, when it failed."""
    kind: str = ""
    """Of the error: the name of its class in errors.py."""
    retryable: bool = False
    """The error may pass by itself."""
    due_s: float | None = None
    """Not to be made before that moment (seconds since the epoch): it is dated so."""
    seen: Seen | None = None
    """It is waited for until it is calm, and how it is now."""
    held: str = ""
    """It waits for a person, or one has dropped it or taken it back: its id in the review queue, or its edition's."""
    revision: int = 0
    """Of the edition that stands: 1 when it was made for the first time."""
    twin: str = ""
    """The address of an edition of the same text. Of a failed one: it is to be looked at first, nothing was made."""
    moved_from: str = ""
    """The address that the article had until now, where it has changed."""


def make_task(task: Task, *, speakers: Speakers, on_progress: OnProgress | None) -> Produced:
    """The task's article, made here, on engines that stay loaded."""
    source = task.source if task.source is not None else task.place
    read = read_article(source, options=task.options, access=task.access, on_progress=on_progress)
    if task.waits:
        wait_for_its_hour(read.article)
    require_settled(read.article, settle_s=task.settle_s, now=time.time(), seen=task.seen, told=task.changed)
    read = as_known(read, output=task.output)
    refuse_withdrawn(edition_id(read.identity), output=task.output)
    if task.asks:
        refuse_twin(read, output=task.output)
    read = screened(read, output=task.output, place=task.place, policy=task.review)
    return produce_edition(
        read,
        output=task.output,
        options=task.options,
        store=open_clips(task.cache),
        speakers=speakers,
        on_progress=on_progress,
    )


def wait_for_its_hour(article: Article) -> None:
    """Raises ExtractionError (``due_s``) for an article that is dated in the future: an embargo."""
    due_s = moment_of(article.published)
    if due_s is not None and due_s > time.time():
        raise ExtractionError(embargo_words(article.published), due_s=due_s)


def refuse_withdrawn(id_: str, *, output: Path) -> None:
    """What a person took back does not come back by itself, when its page is looked at again. Raises ExtractionError
    (``held``)."""
    withdrawn = read_withdrawn(output, id_.rpartition(":")[2])
    if withdrawn is None or withdrawn.reason != "deleted":
        return
    if output.is_dir() and find_folder(output, edition_id=id_) is None:
        raise ExtractionError(
            "A person took its edition back.",
            hint="audioedition withdraw NAME --undo restores it, audioedition make makes it anew.",
            held=id_,
        )


def refuse_twin(read: ReadArticle, *, output: Path) -> None:
    """A new article that another edition may be of. Raises ExtractionError (``twin``)."""
    edition = find_twin(read, output=output)
    if edition is not None:
        address = edition.url or edition.identity
        raise ExtractionError(
            f"An edition of the same text stands already: {address}.",
            hint="Where that address is gone, it is the same article.",
            twin=address,
        )


def embargo_words(published: str | None) -> str:
    return f"The article is dated {published}: it waits until then."


class Make(Protocol):
    def __call__(self, task: Task, *, speakers: Speakers, on_progress: OnProgress | None) -> Produced: ...


def work_off(
    task: Task, *, speakers: Speakers, on_progress: OnProgress | None = None, make: Make = make_task
) -> Outcome:
    """Make the task's article; what goes wrong is in the outcome."""
    begun_s, cpu_s = time.monotonic(), cpu_seconds()
    try:
        made = make(task, speakers=speakers, on_progress=on_progress)
    except AudioEditionError as error:
        return failure(
            task.place, error, seconds=time.monotonic() - begun_s, cpu_seconds=cpu_seconds() - cpu_s
        )
    return Outcome(
        place=task.place,
        status="unchanged" if made.status == "unchanged" else "spoken",
        title=made.edition.title,
        folder=made.folder.name,
        audio=str(made.audio_path),
        reason=" ".join(made.notes),
        seconds=round(time.monotonic() - begun_s, 3),
        cpu_seconds=round(cpu_seconds() - cpu_s, 3),
        audio_seconds=made.edition.duration_ms / 1000,
        revision=made.edition.revision,
        moved_from=made.moved_from,
    )


def is_first(outcome: Outcome) -> bool:
    """Of a spoken one: no edition of that article stood before."""
    return outcome.revision <= 1 and not outcome.moved_from


def own_fault(bug: Exception) -> ExtractionError:
    """A fault of ours, as the error of the one article that met it: the others must not wait for its repair."""
    frames = traceback.extract_tb(bug.__traceback__)
    where = f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return ExtractionError(
        f"audioedition met a fault of its own ({type(bug).__name__}: {bug}{where}).",
        hint="Please report it with this line and the article.",
    )


def failure(
    place: str, error: AudioEditionError, *, seconds: float = 0.0, cpu_seconds: float = 0.0
) -> Outcome:
    return Outcome(
        place=place,
        status="skipped" if getattr(error, "held", None) else "failed",
        reason=str(error),
        hint=error.hint,
        seconds=round(seconds, 3),
        cpu_seconds=round(cpu_seconds, 3),
        stops=isinstance(error, STOPPING),
        exit_code=error.exit_code,
        kind=next((c.__name__ for c in type(error).__mro__ if c.__name__ in _KINDS), ""),
        retryable=bool(getattr(error, "retryable", False)),
        due_s=getattr(error, "due_s", None),
        seen=getattr(error, "seen", None),
        held=getattr(error, "held", None) or "",
        twin=getattr(error, "twin", None) or "",
    )


def error_of(outcome: Outcome) -> AudioEditionError:
    """The reverse of ``failure``: the error that a worker met."""
    error = _KINDS.get(outcome.kind, AudioEditionError)(outcome.reason, hint=outcome.hint)
    if isinstance(error, SourceError | ExtractionError | EngineError | AudioError):
        error.retryable = outcome.retryable
    return error


def cpu_seconds() -> float:
    """Of this process, of its ended children, and (on Linux) of those that live: engines stay loaded."""
    times = os.times()
    spent = times.user + times.system + times.children_user + times.children_system
    tick = os.sysconf("SC_CLK_TCK")
    for task in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            for pid in task.read_text().split():
                # after the name in brackets: state is field 3, user and system time are fields 14 and 15 (proc(5))
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                spent += (int(fields[11]) + int(fields[12])) / tick
    return spent
