"""Numbers whose last consonant depends on what follows: six, dix, huit, vingt."""

from __future__ import annotations

from collections.abc import Callable

from audioedition.script.pronounce.liaison import begins_with_vowel
from audioedition.script.pronounce.place import Place


def _number(alone: str, consonant: str, vowel: str) -> Callable[[Place], str]:
    """Six, dix and huit lose their consonant before a noun's, and tie it to a noun's vowel."""

    def say(place: Place) -> str:
        follows = place.kind(1)[:1]
        if place.at + 1 < len(place.words) and place.words[place.at + 1].joint == "-":
            return (
                consonant
                if place.key(1).startswith("sept")
                else vowel
                if place.key(1).startswith(("huit", "neuv", "neuf"))
                else alone
            )
        if place.key(1) == "pour" and place.key(2) in {"cent", "mille"}:
            return consonant
        if (
            place.at + 1 >= len(place.words)
            or follows not in {"N", "A", "E", "M"}
            or place.key(1) == "virgule"
        ):
            return alone
        if place.key(1) in _MONTHS or (follows == "M" and not place.key(1).startswith(_COUNTED)):
            return alone  # « le six mai », « zéro six douze »
        return vowel if begins_with_vowel(place.words[place.at + 1]) else consonant

    return say


_COUNTED = ("cent", "mill", "demi", "dixième", "quart", "tiers")
_MONTHS = frozenset(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)


def _vingt(place: Place) -> str:
    """« quatre-vingt-onze » has no t, « vingt-deux » has one."""
    tens = place.key(-1) == "quatre" and place.word.joint == "-"
    behind = place.key(1)
    if tens:
        follows = place.kind(1)[:1]
        linked = place.at + 1 < len(place.words) and place.words[place.at + 1].joint != "-"
        if (
            place.word.key == "vingts"
            and linked
            and follows in {"N", "A"}
            and begins_with_vowel(place.words[place.at + 1])
        ):
            return "vɛ̃z"
        return "vɛ̃"
    if place.at + 1 < len(place.words) and place.words[place.at + 1].joint == "-" and behind != "mille":
        return "vɛ̃t"
    return "vɛ̃t" if behind == "et" and place.key(2) in {"un", "une", "onze", "unième"} else ""


def _quatre(place: Place) -> str:
    return "katʁə" if place.key(1) in {"vingt", "vingts", "vingtième", "vingtièmes"} else ""


NUMERALS: dict[str, Callable[[Place], str]] = {
    "six": _number("sis", "si", "siz"),
    "dix": _number("dis", "di", "diz"),
    "huit": _number("ɥit", "ɥi", "ɥit"),
    "vingt": _vingt,
    "vingts": _vingt,
    "quatre": _quatre,
}
"""Form → its sounds here, "" for espeak-ng's own."""
