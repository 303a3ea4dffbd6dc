"""``audioedition doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from audioedition.commands.console import label, say, show, told

SIGNS = ("ok", "FAIL", "--")


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default="output", help="Folder of editions.")
@click.option(
    "--service", is_flag=True, help="Look at the service too: packages, state, queue, tokens, store."
)
@click.option("--store", metavar="DIR|URL", help="The store that the service is given.")
def command(output: Path, service: bool, store: str | None) -> None:
    """Check ffmpeg, voices, cache and disk, and say what to do."""
    from itertools import chain

    from audioedition.produce.doctor import examine
    from audioedition.serve.doctor import examine_service

    ill = 0
    width = max(map(len, map(label, SIGNS)))
    for finding in chain(examine(output), examine_service(output, store=store) if service else ()):
        sign = "ok" if finding.works else "FAIL" if finding.needed else "--"
        show(f"{label(sign):<{width}} {_subject(finding.subject):<18} {_words(finding.words)}")
        if finding.advice:
            show(f"{'':<{width}} {'':<18} → {told(finding.advice)}")
        ill += finding.needed and not finding.works
    if ill:
        show("", err=True)
        say(f"{ill} things stand in the way of an edition.", err=True)
        raise click.exceptions.Exit(1)


def _subject(text: str) -> str:
    kind, _, name = text.partition(" ")
    return f"{label(kind)} {name}" if kind == "voice" else label(text)


def _words(text: str) -> str:
    """Told: a sentence, a word by itself, or a list of counts."""
    whole = label(told(text))
    return whole if whole != text else ", ".join(map(label, text.split(", ")))
