"""Words within a passage that its page declares to be of another language."""

from __future__ import annotations

import re

from audioedition.article.judge.features import FUNCTION_WORDS, Line, words_of
from audioedition.model import ForeignWords

_LEAST_WORDS = 5
_SENTENCES = re.compile(r"(?<=[.!?…]) (?=[«“\"A-ZÀ-Ý])")
_SURELY_FRENCH = 0.3
"""Share of little French words in a few: « on » alone is English too."""


def foreign_words(line: Line, text: str, language: str) -> tuple[ForeignWords, ...]:
    """Words of the piece that are declared to be of another language than the piece is; long French ones are not
    believed to be."""
    return tuple(
        ForeignWords(text=sentence, language=words.language)
        for words in line.block.foreign
        for sentence in _SENTENCES.split(words.text)
        if words.text in text
        and words.text != text
        and words.language.split("-")[0] != language.lower().split("-")[0]
        and not (language.startswith("fr") and _is_plainly_french(words.text))
    )


def _is_plainly_french(text: str) -> bool:
    pieces = [word.lower() for word in words_of(text)]
    french = sum(1 for piece in pieces if piece in FUNCTION_WORDS)
    return len(pieces) >= _LEAST_WORDS and french >= _SURELY_FRENCH * len(pieces)
