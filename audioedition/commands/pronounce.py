"""``audioedition pronounce``: French lines in, their sounds out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from audioedition.commands.normalise import read_lines
from audioedition.model import LOCALES


@click.command()
@click.option("--voice", "voice_name", default="siwis", metavar="NAME", help="The voice that will say it.")
@click.option("--lexicon", type=click.Path(path_type=Path), help="The newsroom's own lexicon.toml.")
@click.option("--locale", type=click.Choice(LOCALES), default="fr-FR", help="Numerals as said there.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(("lines", "table")),
    default="lines",
    help="One line for one line, or a table: word, sounds, who decided.",
)
def command(voice_name: str, lexicon: Path | None, locale: str, shape: str) -> None:
    """Say how French lines will be pronounced.

    Reads standard input. Voices that take phonemes answer in IPA, the others with the spelling that they are given.
    """
    from audioedition.script.lexicon import newsroom_lexicon
    from audioedition.script.normalise import normalise_traced
    from audioedition.speak.pronounced import BY_PHONEMES, say_in_ipa, say_words, with_lexicon
    from audioedition.speak.voices import read_voice

    entries = newsroom_lexicon(lexicon)
    voice = with_lexicon(read_voice(voice_name), entries)
    for line in read_lines(sys.stdin.buffer):
        spoken = normalise_traced(line, locale=locale, lexicon=entries, voice=voice)
        if voice.engine not in BY_PHONEMES:
            _write(spoken.text)
        elif shape == "lines":
            _write(say_in_ipa(spoken.text, language=voice.language, sounds=voice.sounds))
        else:
            own = {f"lexicon:{entries.name}"} if entries else set()
            ours = {
                word.lower()
                for change in spoken.changes
                if change.rule in own
                for word in change.spoken.split()
            }
            for said in say_words(
                spoken.text, language=voice.language, lexicon=frozenset(ours), sounds=voice.sounds
            ):
                _write("\t".join((said.word, said.sounds, said.by, said.link)))
            _write("")


def _write(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()
