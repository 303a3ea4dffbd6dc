"""From a sentence to the numbers that Supertonic takes: one a character, by the table that comes with it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from audioedition.errors import EngineError

UNKNOWN = -1
LANGUAGES = frozenset(
    "ar bg cs da de el en es et fi fr hi hr hu id it ja ko lt lv nl pl pt ro ru sk sl sv tr uk vi".split()
)
"""What Supertonic 3 was taught; ``na`` stands for any other."""

_SIGNS = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"',
        "–": "-", "—": "-", "‑": "-", "−": "-", "_": " ", "[": " ", "]": " ", "|": " ",
        "/": " ", "#": " ", "→": " ", "←": " ", "\\": " ", "<": " ", ">": " ",
    }
)  # fmt: skip
"""Marks as the network saw them when it learnt."""
_FOLDS = {
    "«": '"', "»": '"', "„": '"', "‹": '"', "›": '"',
    "œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d",
    "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ŋ": "ng", "…": "...", "·": "-", "€": " euros ",
    "‰": " pour mille ", "№": "numéro ",
}  # fmt: skip
"""For a table that lacks the character itself."""
_CLOSED = re.compile(r"[.!?;:,'\")\]}…»›。」』】〉》]$")
_INSIDE_QUOTES = re.compile(r'"([^"]*)"')
"""French leaves a blank inside its quotes."""
_BEFORE_MARK = re.compile(r"\s+([,.!?;:'])")


def prepare_text(text: str, *, language: str, table: Sequence[int]) -> str:
    """The text as the network takes it, every character in ``table``, between the marks of its language.

    "" when nothing can be said of it. Raises EngineError naming the first letter that the voice does not know.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_SIGNS)).translate(_SIGNS)
    known = "".join(_known(character, table) for character in decomposed)
    tidy = _BEFORE_MARK.sub(r"\1", " ".join(known.split()))
    tidy = _INSIDE_QUOTES.sub(lambda quoted: f'"{quoted[1].strip()}"', tidy)
    tidy = re.sub(r"([\"'])\1+", r"\1", tidy)
    if not any(character.isalnum() for character in tidy):
        return ""
    if not _CLOSED.search(tidy):
        tidy += "."
    code = language.lower().split("-")[0]
    code = code if code in LANGUAGES else "na"
    return f"<{code}>{tidy}</{code}>"


def number_text(prepared: str, table: Sequence[int]) -> list[int]:
    """Raises EngineError for a table that does not even hold the marks of the language."""
    numbers = [_number(character, table) for character in prepared]
    if UNKNOWN in numbers:
        strange = prepared[numbers.index(UNKNOWN)]
        raise EngineError(
            f"Supertonic's table of characters has no “{strange}”.",
            hint="Install the voice again with: audioedition voices install supertonic",
        )
    return numbers


def _known(character: str, table: Sequence[int]) -> str:
    """The character, what it is folded to, or nothing where it has no sound of its own."""
    if _number(character, table) != UNKNOWN:
        return character
    fold = _FOLDS.get(character)
    if fold is not None and all(_number(c, table) != UNKNOWN for c in fold):
        return fold
    if character.isspace():
        return " "
    other = character.swapcase()
    if other != character and len(other) == 1 and _number(other, table) != UNKNOWN:
        return other
    if unicodedata.category(character)[0] in "LN":
        raise EngineError(
            f"Supertonic does not know the character “{character}” (U+{ord(character):04X}).",
            hint="Correct the text, drop it with --drop REGEX, or choose another --voice.",
        )
    return ""  # an accent over a letter that is there, an emoji, a mark


def _number(character: str, table: Sequence[int]) -> int:
    place = ord(character)
    return table[place] if place < len(table) else UNKNOWN
