"""``audioedition publish``: everything that stands beside an edition's MP3, written again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from audioedition.commands.console import report_error, say
from audioedition.commands.extras import with_extras, write_extras
from audioedition.errors import AudioError, PublishError, UsageError

if TYPE_CHECKING:
    from audioedition.publish.books.braille import Grade


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="DIR...", type=click.Path(path_type=Path))
@click.option("--base-url", metavar="URL", help="Where DIR is served: for oEmbed and absolute addresses.")
@with_extras
def command(
    folders: tuple[Path, ...],
    base_url: str | None,
    m4b: bool,
    braille: Grade | None,
    certified_by: str | None,
    sign: tuple[Path, Path] | None,
) -> None:
    """Write transcripts, player page and embeds again, without speaking.

    DIR is an edition's folder, or a folder of editions. Everything is made from its edition.json; each folder is
    printed when it is done, and a damaged one does not stop the others.
    """
    from audioedition.publish.feed.feed import check_base_url
    from audioedition.publish.rebuild import find_editions, rebuild_folder

    if base_url:
        base_url = check_base_url(base_url)
        if len(folders) > 1:
            raise UsageError("--base-url is for one DIR.", hint="Publish them one by one.")
    editions = [found for folder in folders for found in find_editions(folder, base_url=base_url)]
    failures = 0
    for folder, address in editions:
        try:
            rebuild_folder(folder, base_url=address, certified_by=certified_by)
            write_extras(folder, m4b=m4b, braille=braille, sign=sign, base_url=address, again=True)
        except (PublishError, AudioError) as error:
            if len(editions) == 1:
                raise
            report_error(error)
            failures += 1
            continue
        click.echo(folder)
    if failures:
        say(f"{failures} of {len(editions)} editions could not be published.", err=True)
        raise click.exceptions.Exit(PublishError.exit_code)
