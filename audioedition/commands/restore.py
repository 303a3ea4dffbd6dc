"""``audioedition restore``."""

from __future__ import annotations

from pathlib import Path

import click

from audioedition.commands.console import say


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions.")
def command(file: Path, output: Path) -> None:
    """Put a backup FILE into a new folder of editions.

    Each file is checked first; from a damaged or altered backup nothing is put back. Settings beside the folder are
    put back only where there are none.
    """
    from audioedition.newsroom.backup import restore

    facts = restore(file, output)
    say(f"{facts.editions} editions, {facts.files} files, {facts.bytes / 1e6:.1f} MB are back in {output}.")
