"""Letters by their French names."""

from __future__ import annotations

import re
import unicodedata

LETTER_NAMES = {
    "a": "a", "b": "bé", "c": "cé", "d": "dé", "e": "euh", "f": "effe", "g": "gé", "h": "hache", "i": "i", "j": "ji",
    "k": "ka", "l": "elle", "m": "èm", "n": "enne", "o": "o", "p": "pé", "q": "cu", "r": "erre", "s": "esse",
    "t": "té", "u": "u", "v": "vé", "w": "double vé", "x": "ixe", "y": "i grec", "z": "zède",
}  # fmt: skip
"""« euh » and « èm »: espeak-ng reads « eu » as the participle (/y/) and « emme » as in « emmener » (/ɑ̃m/)."""


def spell(letters: str) -> str:
    """« SNCF » → « esse-enne-cé-effe »: names that French voices read alike."""
    plain = unicodedata.normalize("NFD", letters.lower())
    names = "-".join(LETTER_NAMES[letter] for letter in plain if letter in LETTER_NAMES)
    # hyphens make one breath of it; but « i-a » would glide into « ya » (espeak-ng)
    return re.sub(r"(?<![^\W\d_])([iou])-(?=[aeiou])", r"\1 ", names)
