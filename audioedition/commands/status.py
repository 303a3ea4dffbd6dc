"""``audioedition status``: which editions are out of date."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audioedition.fetch.addresses import Access

from pathlib import Path

import click

from audioedition.commands.access import with_access
from audioedition.commands.console import colon, label_on_terminal, say, show, told


@click.command()
@click.argument("output_dir", type=click.Path(path_type=Path), default="output")
@click.option("--offline", is_flag=True, help="Do not look at articles on the web.")
@with_access
@click.option("-q", "--quiet", is_flag=True, help="Only editions that are not current.")
def command(output_dir: Path, offline: bool, quiet: bool, access: Access) -> None:
    """List the editions whose article, lexicon, voice or sounds have changed since.

    One line per edition: its state (current, changed, unknown), a tab, its folder; below it, why. The exit code is 1
    when one has changed or is damaged, so that a scheduled job can make it again.
    """
    from audioedition.produce.status import check_editions

    counts = {"current": 0, "changed": 0, "unknown": 0}
    for found in check_editions(output_dir, offline=offline, access=access):
        counts[found.state] += 1
        if found.reasons or not quiet:
            show(f"{label_on_terminal(found.state)}\t{found.folder}")
        for reason in found.reasons:
            show(f"\t{label_on_terminal(reason.kind)}{colon()} {told(reason.text)}")
    say("{current} current, {changed} changed, {unknown} unknown".format(**counts), err=True)
    if counts["changed"]:
        raise SystemExit(1)
