"""``audioedition batch``: an archive becomes editions."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from audioedition.commands.console import colon, decimal, label, remark, say, show, showable, told
from audioedition.commands.newsroom_options import (
    ending_at_sigterm,
    helpers_of,
    newsroom_options,
    rebuild_feed,
    settings_of,
)
from audioedition.commands.progress import describe

if TYPE_CHECKING:
    from audioedition.model import Progress
    from audioedition.newsroom.workers.task import Outcome


@click.command()
@click.argument("archive", metavar="LIST|DIR|FEED")
@click.option("--report", type=click.Path(path_type=Path), help="Write a report: FILE.csv or FILE.json.")
@click.option("--force", is_flag=True, help="Speak and encode again what has not changed.")
@newsroom_options
def command(
    archive: str,
    cluster: str | None,
    patience: str | None,
    report: Path | None,
    force: bool,
    cache: str | None,
    quiet: bool,
    config: Path | None,
    **options: Any,
) -> None:
    """Make the editions of a whole archive.

    LIST is a text file (or -) with a path or URL a line, DIR a folder of pages, texts and documents (or an EPUB, by
    chapters), FEED the URL or file of a feed or sitemap. The path of each MP3 goes to standard output. Interrupted,
    the same command goes on where it stopped.
    """
    from audioedition.fetch.robots import Robots
    from audioedition.newsroom.batch import BatchPlan, run_batch
    from audioedition.newsroom.inputs import find_places
    from audioedition.newsroom.politeness import Politeness
    from audioedition.newsroom.pool import open_pool
    from audioedition.newsroom.report import check_report, totals, write_report
    from audioedition.newsroom.state import NewsroomState

    if report is not None:
        check_report(report)
    settings = settings_of(config, **options)
    pool_config = helpers_of(settings, cluster=cluster, cache=cache, patience=patience)
    access = settings.access()
    robots = Robots(access)
    politeness = Politeness(robots=robots)
    places = find_places(
        archive,
        access=access,
        robots=robots,
        latest=options["latest"],
        stdin=sys.stdin.buffer,
        before=lambda url: politeness.before_any(url, settings=settings),
    )
    outcomes: dict[str, Outcome] = {}
    state = NewsroomState(settings.output)
    try:
        with (
            ending_at_sigterm(),
            _shown(len(places.places), quiet=quiet) as shown,
            open_pool(pool_config, tell=shown.remark) as pool,
        ):

            def tell(outcome: Outcome) -> None:
                outcomes[outcome.place] = outcome
                shown.outcome(outcome)

            run_batch(
                BatchPlan(
                    places=places,
                    settings=settings,
                    state=state,
                    access=access,
                    politeness=politeness,
                    cache=cache,
                    force=force,
                    pool=pool,
                    on_outcome=tell,
                    on_progress=shown.progress,
                )
            )
    finally:
        state.close()
        rows = [outcomes[place] for place in places.places if place in outcomes]
        if report is not None:
            write_report(report, rows)
        if any(row.status == "spoken" for row in rows):
            rebuild_feed(settings, quiet=quiet)
    sums = totals(rows)
    spoken, unchanged, skipped, failed = (
        f"{sums[status]:g}" for status in ("spoken", "unchanged", "skipped", "failed")
    )
    say(f"{spoken} spoken, {unchanged} unchanged, {skipped} skipped, {failed} failed", err=True)
    if sums["failed"]:
        codes = {row.exit_code for row in rows if row.status == "failed"}
        raise click.exceptions.Exit(codes.pop() if len(codes) == 1 else 1)


class _Shown(Protocol):
    def outcome(self, outcome: Outcome) -> None: ...
    def progress(self, place: str, progress: Progress) -> None: ...
    def remark(self, sentence: str) -> None: ...


@contextlib.contextmanager
def _shown(total: int, *, quiet: bool) -> Iterator[_Shown]:
    if quiet or not sys.stderr.isatty():
        yield _BatchLines(total, quiet=quiet)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar, total)


class _BatchLines:
    """One line an article."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._total, self._quiet, self._done = total, quiet, 0

    def outcome(self, outcome: Outcome) -> None:
        self._done += 1
        if not self._quiet or outcome.status == "failed":
            show(f"[{self._done}/{self._total}] {line_of(outcome)}", err=True)
        if outcome.audio:
            click.echo(outcome.audio)

    def progress(self, place: str, progress: Progress) -> None:
        """Lines would tell too much of it."""

    def remark(self, sentence: str) -> None:
        """Also to one who wants no progress: the machines are gone."""
        remark("Warning", sentence)


class _Bar:
    """One bar for the archive, with what is being made."""

    def __init__(self, bar: Any, total: int) -> None:
        self._bar, self._count = bar, Counter[str]()
        self._task = bar.add_task("", total=total)

    def outcome(self, outcome: Outcome) -> None:
        self._count[outcome.status] += 1
        if outcome.status == "failed":
            self._print(line_of(outcome))
        if outcome.audio:
            # to a terminal above the bar, which a second stream would write into
            (self._print if sys.stdout.isatty() else click.echo)(outcome.audio)
        self._bar.advance(self._task)

    def remark(self, sentence: str) -> None:
        self._print(f"{label('Warning')}{colon()} {told(sentence)}")

    def _print(self, text: str) -> None:
        self._bar.console.print(showable(text, sys.stderr), markup=False, highlight=False, soft_wrap=True)

    def progress(self, place: str, progress: Progress) -> None:
        from rich.markup import escape

        failed = label(f"{self._count['failed']} failed") + " · " if self._count["failed"] else ""
        words = f"{failed}{Path(place).name}{colon()} {describe(progress)}"[:100]
        self._bar.update(self._task, description=escape(showable(words, sys.stderr)))


def line_of(outcome: Outcome) -> str:
    """« spoken PLACE (3.2 s) », « failed PLACE: why »"""
    if outcome.status in ("failed", "skipped"):
        why = f"{told(outcome.reason)} {told(outcome.hint)}"
        return f"{label(outcome.status)} {outcome.place}{colon()} {why}".rstrip()
    return f"{label(outcome.status)} {outcome.place} ({decimal(outcome.seconds)} s)"
