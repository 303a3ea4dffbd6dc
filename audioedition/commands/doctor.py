"""``audioedition doctor``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions.")
@click.option(
    "--service", is_flag=True, help="Look at the service too: packages, state, queue, tokens, store."
)
@click.option("--store", metavar="DIR|URL", help="The store that the service is given.")
def command(output: Path, service: bool, store: str | None) -> None:
    """Check ffmpeg, voices, cache and disk, and say what to do."""
    from itertools import chain

    from audioedition.doctor import examine
    from audioedition.serve.doctor import examine_service

    ill = 0
    for finding in chain(examine(output), examine_service(output, store=store) if service else ()):
        sign = "ok  " if finding.works else "FAIL" if finding.needed else "--  "
        click.echo(f"{sign} {finding.subject:<18} {finding.words}")
        if finding.advice:
            click.echo(f"     {'':<18} → {finding.advice}")
        ill += finding.needed and not finding.works
    if ill:
        click.echo(f"\n{ill} things stand in the way of an edition.", err=True)
        raise click.exceptions.Exit(1)
