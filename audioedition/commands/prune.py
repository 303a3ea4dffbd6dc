"""``audioedition prune``."""

from __future__ import annotations

import time
from pathlib import Path

import click

from audioedition.commands.console import label, say, show
from audioedition.commands.editions_options import CONFIG, OUTPUT


@click.command()
@OUTPUT
@CONFIG
@click.option("--cache", type=click.Path(path_type=Path), help="Folder where clips are kept.")
@click.option("--yes", is_flag=True, help="Remove it; without this option it is only listed.")
def command(output: Path | None, config: Path | None, cache: Path | None, yes: bool) -> None:
    """Remove what need not be kept: clips long unused, old names of sounds, files of withdrawn editions…

    How long each stays is said under [retention] in audioedition.toml. No edition is touched, but those on readers'
    shelves that were neither added nor heard for as long as [shelf] says.
    """
    from audioedition.newsroom.prune import remove_spent, spent_files
    from audioedition.newsroom.settings import find_settings
    from audioedition.serve.shelf.leaving import remove_stale, stale_items
    from audioedition.speak.clip_store import open_store

    settings, now = find_settings(config), time.time()
    freed, count = 0, 0
    clips = open_store(cache).folder
    folder = output or settings.output
    for stale in stale_items(folder, limits=settings.shelf, now=now):
        if yes:
            remove_stale(folder, stale)
        else:
            show(f"{label('article of a reader')}\t{stale.bytes}\t{stale.folder}")
        freed += stale.bytes
        count += 1
    for spent in spent_files(folder, clips=clips, retention=settings.retention, now=now):
        if not yes:
            show(f"{label(spent.kind)}\t{spent.bytes}\t{spent.path}")
        elif not remove_spent(spent, output=folder):
            continue
        freed += spent.bytes
        count += 1
    if yes:
        say(f"{count} files are removed, {freed / 1e6:.1f} MB are free again.", err=True)
    else:
        say(f"{count} files need not stay, {freed / 1e6:.1f} MB; --yes removes them.", err=True)
