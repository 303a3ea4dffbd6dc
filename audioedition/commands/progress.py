"""What a person sees on standard error while an edition is made: a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator

from audioedition.commands.console import colon, label, show, showable
from audioedition.model import OnProgress, Progress

STAGES = {
    "fetch": "fetching",
    "segment": "reading the article",
    "speak": "speaking",
    "listen": "listening back",
    "encode": "encoding",
    "publish": "publishing",
    "wait": "waiting for a worker of the cluster",
}
LINE_EVERY_S = 2.0


@contextlib.contextmanager
def progress_shown(source: str, *, quiet: bool) -> Iterator[OnProgress]:
    """The ``on_progress`` for one source."""
    if quiet:
        yield lambda progress: None
    elif sys.stderr.isatty():
        with _bar(source) as on_progress:
            yield on_progress
    else:
        yield _Lines(source)


class _Lines:
    """One line a stage, and while speaking at most one every two seconds."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._stage = ""
        self._told_at = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.stage == self._stage and now - self._told_at < LINE_EVERY_S:
            return
        self._stage, self._told_at = progress.stage, now
        show(f"{self._source}{colon()} {describe(progress)}", err=True)


@contextlib.contextmanager
def _bar(source: str) -> Iterator[OnProgress]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(escape(source), total=None)

        def show(progress: Progress) -> None:
            words = escape(showable(describe(progress), sys.stderr))
            bar.update(task, description=words, completed=progress.done, total=progress.total or None)

        yield show


def describe(progress: Progress) -> str:
    """« speaking 3/11: Le port de Brest… », in the person's language."""
    count = f" {progress.done + 1}/{progress.total}" if progress.total else ""
    text = " ".join(progress.text.split())
    words = f"{colon()} {text[:57]}…" if len(text) > 58 else f"{colon()} {text}" if text else ""
    return f"{label(STAGES[progress.stage])}{count}{words}"
