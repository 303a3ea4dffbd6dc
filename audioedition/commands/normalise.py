"""``audioedition normalise``: printed lines in, spoken lines out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import click

from audioedition.model import LOCALES, Inclusive

INCLUSIVE = get_args(Inclusive)
INCLUSIVE_HELP = "How inclusive writing is said: both forms, the masculine alone, the letters."


@click.command()
@click.option("--locale", type=click.Choice(LOCALES), default="fr-FR", help="Numerals as said there.")
@click.option("--inclusive", type=click.Choice(INCLUSIVE), default="doublet", help=INCLUSIVE_HELP)
@click.option("--lexicon", type=click.Path(path_type=Path), help="The newsroom's own lexicon.toml.")
@click.option("--trace", is_flag=True, help="On standard error: every change and the rule that made it.")
def command(locale: str, inclusive: Inclusive, lexicon: Path | None, trace: bool) -> None:
    """Turn printed French lines into the words a newsreader would say.

    Reads standard input, writes standard output: one line for one line, at once, never more or fewer.
    """
    from audioedition.script.lexicon import newsroom_lexicon
    from audioedition.script.normalise import normalise_traced

    entries = newsroom_lexicon(lexicon)
    out = sys.stdout.buffer
    for number, line in enumerate(read_lines(sys.stdin.buffer), 1):
        spoken = normalise_traced(line, locale=locale, lexicon=entries, inclusive=inclusive)
        out.write(spoken.text.encode("utf-8", "replace") + b"\n")
        out.flush()
        if trace:
            for change in spoken.changes:
                click.echo(f"{number}\t{change.rule}\t{change.printed}\t{change.spoken}", err=True)
            for piece in spoken.unread:
                click.echo(f"{number}\tUNREAD\t{piece}\t", err=True)


def read_lines(stream: Iterable[bytes]) -> Iterable[str]:
    """Cut at line feeds only: U+2028 and form feeds stand within a line. What is not UTF-8 is read as cp1252."""
    for raw in stream:
        body = raw.removesuffix(b"\n").removesuffix(b"\r")
        try:
            yield body.decode("utf-8")
        except UnicodeDecodeError:
            yield body.decode("cp1252", "replace")
