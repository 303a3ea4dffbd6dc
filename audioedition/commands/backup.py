"""``audioedition backup``."""

from __future__ import annotations

from pathlib import Path

import click

from audioedition.commands.console import say


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions.")
def command(file: Path, output: Path) -> None:
    """Save a folder of editions with all its state in one FILE.

    Editions, queue, drafts, people, decisions, listening figures, feeds, lexicon, and the settings beside the folder.
    A running service may go on. Keep FILE safe: it holds digests of passwords and what is not published yet.
    """
    from audioedition.newsroom.backup import back_up

    facts = back_up(output, file)
    say(f"{facts.editions} editions, {facts.files} files, {facts.bytes / 1e6:.1f} MB are saved in {file}.")
