"""What commands say to the person: in French where the person reads French. Programs get what they always got."""

from __future__ import annotations

import sys
from typing import IO, Any

import click

from audioedition.errors import AudioEditionError
from audioedition.system.messages.language import person_language

PLAIN = str.maketrans(
    {"’": "'", "œ": "oe", "Œ": "OE", "…": "...", "→": "->", "“": '"', "”": '"', "–": "-", "≤": "<="}
)
"""For terminals that are not UTF-8: these are what Latin-1 lacks."""


def told(sentence: str) -> str:
    """In the person's language; as it is where the catalogue lacks it."""
    if person_language() == "en":
        return sentence
    from audioedition.system.messages import translate  # here: English reads no catalogue

    return translate(sentence, "fr").text


def label(word: str) -> str:
    """A word that stands by itself: a state, a column's head. Not among the sentences, where the same word may be a
    setting's name or an article's title."""
    if person_language() == "en":
        return word
    from audioedition.system.messages import labels

    number, _, noun = word.partition(" ")
    if number.isdigit():  # « 3 alarms »; French counts none as it counts one
        key = f"{{}} {noun.removesuffix('s') if number == '0' else noun}"
        return labels().get(key, word).replace("{}", number)
    return labels().get(word, word)


def label_on_terminal(word: str) -> str:
    """One on standard output that programs read too: translated for a person only."""
    return label(word) if sys.stdout.isatty() else word


def say(sentence: str, *, err: bool = False) -> None:
    """A sentence on its own line, told."""
    show(told(sentence), err=err)


def remark(word: str, sentence: str, *, subject: str = "") -> None:
    """« Note: SUBJECT: sentence » on standard error."""
    where = f"{subject}{colon()} " if subject else ""
    show(f"{label(word)}{colon()} {where}{told(sentence)}", err=True)


def tell_of_damage() -> None:
    """Another voice than yesterday's is no small thing: why it was passed over is said."""
    from audioedition.speak.voices import damaged_voices

    for problem in damaged_voices():
        remark("Warning", str(problem))
        show(f"       {told(problem.hint)}", err=True)


def show(text: str, *, err: bool = False) -> None:
    """A line that is told already. A terminal in Latin-1 gets plainer signs instead of an error."""
    click.echo(showable(text, sys.stderr if err else sys.stdout), err=err)


def showable(text: str, stream: IO[Any]) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(PLAIN).encode(encoding, "replace").decode(encoding)
    return text


def colon() -> str:
    """Before what a line tells: French puts a space that does not break before it."""
    return ":" if person_language() == "en" else "\u00a0:"


def decimal(number: float, digits: int = 1) -> str:
    """« 3.2 », « 3,2 »"""
    text = f"{number:.{digits}f}"
    return text if person_language() == "en" else text.replace(".", ",")


def report_error(error: AudioEditionError, *, subject: str = "") -> None:
    """The sentence and the hint, on stderr."""
    remark("Error", str(error), subject=subject)
    if error.hint:
        show(f"       {told(error.hint)}", err=True)
