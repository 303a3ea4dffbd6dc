"""``audioedition review``: the articles that wait for a person, and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioedition.commands.console import colon, label, say, show, told
from audioedition.commands.editions_options import CONFIG, OUTPUT
from audioedition.errors import UsageError

if TYPE_CHECKING:
    from audioedition.produce.held import HeldArticle


@click.command()
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--publish", is_flag=True, help="Make its edition from the text that was held.")
@click.option("--drop", is_flag=True, help="Make no edition of it, now or when it changes.")
@OUTPUT
@CONFIG
def command(id_: str | None, publish: bool, drop: bool, output: Path | None, config: Path | None) -> None:
    """List doubtful articles that were held, look at one, publish or drop it.

    Without ID: one line per article that waits, its id, confidence, place and title. With ID alone: what would be
    heard, and why it was held. The beginning of an id is enough.
    """
    from audioedition.newsroom.settings import find_settings
    from audioedition.produce.held import decide_held, held_articles, require_held
    from audioedition.serve.held_jobs import tell_service

    if publish and drop:
        raise UsageError("--publish and --drop exclude each other.", hint="Give one of them.")
    settings = find_settings(config)
    folder = output or settings.output
    if id_ is None:
        if publish or drop:
            raise UsageError("Name the article.", hint="audioedition review lists what waits.")
        waiting = held_articles(folder)
        for held in waiting:
            show(f"{held.id}\t{held.confidence:.2f}\t{held.place}\t{held.title}")
        say(f"{len(waiting)} waiting for review", err=True)
        return
    held = require_held(folder, id_)
    if not publish and not drop:
        _show(held)
        return
    if drop:
        decide_held(folder, held, "drop")
        tell_service(folder, held, produced=None)
        _journal(folder, held, "dropped")
        say(f"Dropped: {held.title}", err=True)
        return
    from audioedition.newsroom.site_policy import options_of
    from audioedition.produce.produce import produce_edition

    produced = produce_edition(
        held.read,
        output=folder,
        options=options_of(settings.site_of(held.place)),
        access=settings.access(),
    )
    decide_held(folder, held, "publish")
    tell_service(folder, held, produced=produced)
    _journal(folder, held, "published", folder=produced.folder.name)
    show(str(produced.audio_path))


def _show(held: HeldArticle) -> None:
    for doubt in held.read.article.doubts:
        show(f"{label('Note')}{colon()} {told(doubt.text)}", err=True)
    show("\n".join(p.text for p in held.read.article.paragraphs))


def _journal(output: Path, held: HeldArticle, decision: str, *, folder: str | None = None) -> None:
    from audioedition.newsroom.journal import Journal

    Journal.of(output).write("reviewed", url=held.place, id=held.id, decision=decision, folder=folder)
