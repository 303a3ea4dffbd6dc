"""``audioedition stats``: podcast downloads from a web server's log."""

from __future__ import annotations

import json
import sys
from itertools import chain
from pathlib import Path

import click

from audioedition.commands.console import say
from audioedition.errors import UsageError


@click.command()
@click.argument("logs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="LOG...")
@click.option("-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions.")
@click.option(
    "--format", "kind", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
def command(logs: tuple[Path, ...], output: Path, kind: str) -> None:
    """Count podcast downloads in access logs.

    LOG is a file in the combined format (nginx, Apache) or in Caddy's JSON, also gzipped, or - for standard input;
    several are read in the order in which they are named, the oldest first. Counted as the IAB's guidelines say: one
    per listener and edition in 24 hours, a minute of sound at least, ranges joined, bots left out.
    """
    from audioedition.audience.figures import by_edition, to_csv, to_json
    from audioedition.audience.log_file import count_lines, log_lines
    from audioedition.publish.folder.shelf import read_shelf

    try:
        import crawleruseragents  # noqa: F401  # only whether it is there, before an hour's log is read
    except ImportError as error:
        raise UsageError(
            f"Counting downloads needs a package that is not installed: {error.name}.",
            hint="python -m pip install 'audioedition[serve]'",
        ) from error
    shelf = read_shelf(output, facts_only=True) if output.is_dir() else ()
    editions = {s.folder.name: s.edition for s in shelf if hasattr(s, "edition")}
    lines = chain.from_iterable(log_lines(path, stdin=sys.stdin.buffer) for path in logs)
    counted = count_lines(lines, editions=editions)
    rows = by_edition(counted.downloads, titles={name: e.title for name, e in editions.items()})
    if kind == "json":
        days = [
            {"day": key.day, "edition": key.edition, "downloads": number}
            for key, number in sorted(
                counted.downloads.items(), key=lambda item: (item[0].day, item[0].edition)
            )
        ]
        click.echo(json.dumps({"editions": [to_json(row) for row in rows], "days": days}, ensure_ascii=False))
    elif kind == "csv":
        click.echo(to_csv(rows), nl=False)
    else:
        for row in rows:
            click.echo(f"{row.downloads}\t{row.name}\t{row.title}")
    say(
        f"{counted.lines} lines, {counted.sound} answers of an MP3, {sum(counted.downloads.values())} downloads.",
        err=True,
    )
