"""The layer's decisions in letters, for voices that are given words: only where a voice was caught erring.

Pico was caught by comparing the sound of both spellings sample by sample (« président » against « préside » behind a
plural subject: 10 of 12 such verbs sound otherwise), espeak-ng by its phonemes; the respellings of names and of
ordinary words for espeak-ng (``spelt.tsv.xz``) were each read back by it when the dictionary was built. Services in
the cloud know their French and get the print.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from audioedition.script.pronounce.layer import Said, decide
from audioedition.script.pronounce.lookup import dictionary, spelt

PICO, ESPEAK = "pico", "espeak"
RESPELLED = frozenset({PICO, ESPEAK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelling:
    """One word given to the voice otherwise than it is written."""

    start: int
    """Where the word begins in the spoken text."""
    written: str
    spelt: str


def _plural_verb(said: Said) -> str:
    """« Ils président » is said like « il préside », which nobody reads as a noun."""
    return said.word.text[:-2] if said.tag == "V6" and "=" in (dictionary().find(said.word.key) or "") else ""


def _said(sounds: str, letters: str) -> Callable[[Said], str]:
    return lambda said: letters if said.sounds == sounds else ""


_PICO: dict[str, Callable[[Said], str]] = {
    "fils": lambda said: "fisse" if said.sounds == "fis" and said.tag[1:2] == "p" else "",
    "tous": _said("tus", "tousse"),
    "plus": _said("plys", "plusse"),
    "os": lambda said: "osse" if said.tag[1:2] == "s" else "",
    "fier": lambda said: "" if said.tag[0] in "VI" else "fière",
    "jean": _said("dʒin", "djine"),
    "jeans": _said("dʒin", "djine"),
}
_ESPEAK: dict[str, Callable[[Said], str]] = {
    "fils": _said("fil", "fil"),
    "plus": _said("plys", "plusse"),
    "est": _said("ɛst", "èste"),
    "os": _said("o", "ô"),
}
_BY_ENGINE = {PICO: _PICO, ESPEAK: _ESPEAK}


def respell(spoken: str, *, engine: str | None) -> tuple[Respelling, ...]:
    """What is to be put in the place of which words of a spoken text, in order; nothing for other engines."""
    if engine not in RESPELLED:
        return ()
    found = []
    for said in decide(spoken).words:
        if letters := _letters(said, engine):
            found.append(Respelling(start=said.word.start, written=said.word.text, spelt=letters))
    return tuple(found)


def _letters(said: Said, engine: str) -> str:
    if say := _BY_ENGINE[engine].get(said.word.key):
        return say(said)
    if said.word.key.endswith("ent") and (letters := _plural_verb(said)):
        return letters
    if engine != ESPEAK or said.word.joint == "-":
        return ""
    if said.spelt and said.spelt != said.word.key:
        return said.spelt
    if not said.sounds:
        return ""
    return spelt().find(f"{said.word.key}={said.sounds}") or ""


def put_in(spoken: str, respellings: tuple[Respelling, ...]) -> str:
    """The text with its respellings; capitals stay where they were."""
    parts, place = [], 0
    for one in respellings:
        letters = one.spelt.capitalize() if one.written[0].isupper() else one.spelt
        parts += [spoken[place : one.start], letters]
        place = one.start + len(one.written)
    return "".join([*parts, spoken[place:]])
