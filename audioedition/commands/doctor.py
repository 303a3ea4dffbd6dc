"""``audioedition doctor``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions.")
def command(output: Path) -> None:
    """Check ffmpeg, voices, cache and disk, and say what to do."""
    from audioedition.doctor import examine

    ill = 0
    for finding in examine(output):
        sign = "ok  " if finding.works else "FAIL" if finding.needed else "--  "
        click.echo(f"{sign} {finding.subject:<18} {finding.words}")
        if finding.advice:
            click.echo(f"     {'':<18} → {finding.advice}")
        ill += finding.needed and not finding.works
    if ill:
        click.echo(f"\n{ill} things stand in the way of an edition.", err=True)
        raise click.exceptions.Exit(1)
