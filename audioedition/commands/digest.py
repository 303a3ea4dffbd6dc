"""``audioedition digest``: many editions in one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioedition.commands.console import remark
from audioedition.commands.sound_options import also_option, formats_given

if TYPE_CHECKING:
    from audioedition.produce.digest.digest import DigestEntry


@click.command()
@click.argument("editions", nargs=-1, required=True, metavar="[RUBRIC=]EDITION...")
@click.option("--title", required=True, help="What the digest is called; it is spoken first.")
@click.option(
    "--intro", type=click.Path(path_type=Path), metavar="FILE", help="A jingle before all: WAV, FLAC, MP3…"
)
@click.option(
    "--between", type=click.Path(path_type=Path), metavar="FILE", help="A mark between the articles."
)
@click.option("--outro", type=click.Path(path_type=Path), metavar="FILE", help="A jingle after all.")
@also_option
@click.option("-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions.")
@click.option("--cache", type=click.Path(path_type=Path), help="Folder where clips are kept.")
@click.option("--force", is_flag=True, help="Make it again though nothing changed.")
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
def command(
    editions: tuple[str, ...],
    title: str,
    output: Path,
    cache: Path | None,
    force: bool,
    quiet: bool,
    also: str | None,
    **jingles: Path | None,
) -> None:
    """Join editions into one: the daily edition.

    EDITION is an edition's folder; RUBRIC= before it says under which heading its chapter stands. The order is kept.
    The same title on the same day is a new revision of the same digest. Prints the path of its MP3.
    """
    from audioedition.commands.progress import progress_shown
    from audioedition.produce.digest.digest import produce_digest
    from audioedition.produce.options import EditionOptions
    from audioedition.speak.clip_store import open_store

    with progress_shown(title, quiet=quiet) as on_progress:
        produced = produce_digest(
            [parse_entry(text) for text in editions],
            title=title,
            output=output,
            store=open_store(cache),
            force=force,
            options=EditionOptions(formats=formats_given(also), **jingles),  # type: ignore[arg-type]  # of files
            on_progress=on_progress,
        )
    for note in produced.notes:
        remark("Note", note)
    click.echo(produced.audio_path)


def parse_entry(text: str) -> DigestEntry:
    """« Politique=output/2026-… » or the path alone. A path that exists is a path, whatever is in its name."""
    from audioedition.produce.digest.digest import DigestEntry

    rubric, equals, path = text.partition("=")
    if not equals or Path(text).exists():
        return DigestEntry(edition=Path(text))
    return DigestEntry(edition=Path(path), rubric=rubric)
