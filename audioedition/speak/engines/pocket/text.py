"""From a sentence to pieces that Pocket TTS speaks in one go: few tokens, the marks that it was taught. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from audioedition.errors import EngineError
from audioedition.speak.engines.pieces import split_passage

Encode = Callable[[str], tuple[list[int], list[str]]]
"""Text -> numbers of its tokens, and the tokens as they are written in the vocabulary."""

FEW_WORDS = 4
"""So short a sentence is given two frames more to fade, and blanks before it when it does not come to an end."""
_GONE = str.maketrans(dict.fromkeys('"“”„«»‹›()[]{}', " "))
_SIGNS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        ":": ",",
        ";": ",",
        "–": ",",
        "—": ",",
        "‑": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
_BETWEEN_WORDS = re.compile(r"\s-\s")
_ROW = re.compile(r"[,\s]*,[,\s]*")
_AFTER_END = re.compile(r"([.!?…])\s*,")
_BEFORE_MARK = re.compile(r"\s+([.,…])")
"""The blank before « ? » and « ! » is French; its authors leave it."""
_ENDED = re.compile(r"[.!?…]$")
_BYTE = re.compile(r"<0x[0-9A-Fa-f]{2}>$")


def tidy_text(text: str) -> str:
    """Quotes and brackets gone, pauses as commas, a capital first and an end: "" when nothing can be said."""
    plain = _BETWEEN_WORDS.sub(", ", text.translate(_GONE).translate(_SIGNS))
    plain = _ROW.sub(", ", " ".join(plain.split()))
    plain = _BEFORE_MARK.sub(r"\1", _AFTER_END.sub(r"\1", plain)).strip(" ,-")
    if not any(character.isalnum() for character in plain):
        return ""
    return (plain[0].upper() + plain[1:]) if _ENDED.search(plain) else (plain[0].upper() + plain[1:] + ".")


def known_text(text: str, encode: Encode, *, unknown: frozenset[str]) -> str:
    """Every character one that has a token: else without its accent, else nothing for what has no sound.

    ``unknown``: tokens that stand for no character. Raises EngineError naming a letter or figure that has none.
    """

    def known(character: str) -> bool:
        return not any(token in unknown or _BYTE.match(token) for token in encode(character)[1])

    replaced: dict[int, str] = {}
    for character in dict.fromkeys(text):
        if character.isspace() or known(character):
            continue
        bare = unicodedata.normalize("NFKD", character)
        bare = "".join(c for c in bare if not unicodedata.combining(c))
        if bare and bare != character and all(known(c) for c in bare):
            replaced[ord(character)] = bare
        elif unicodedata.category(character)[0] in "LN":
            raise EngineError(
                f"Pocket TTS does not know the character “{character}” (U+{ord(character):04X}).",
                hint="Correct the text, drop it with --drop REGEX, or choose another --voice.",
            )
        else:
            replaced[ord(character)] = " "
    return text.translate(replaced) if replaced else text


def split_text(text: str, encode: Encode, *, most_tokens: int) -> list[str]:
    """Pieces of at most ``most_tokens``, each with a capital and an end of its own."""
    room = most_tokens - 2  # the mark at its end may come on top
    parts = split_passage(text, size=lambda part: len(encode(part)[0]), most=room, easy=room)
    return [tidy for part in parts if (tidy := tidy_text(part))]


def frames_after_end(text: str) -> int:
    """Frames of 80 ms that the network may fade in after it said that the sentence is over."""
    return 5 if len(text.split()) <= FEW_WORDS else 3
