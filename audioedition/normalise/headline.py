"""Headlines in capitals: words are words again, known acronyms stay, so that no voice spells PARIS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audioedition.normalise.draft import Context, Draft
from audioedition.normalise.ranks import roman_value
from audioedition.normalise.tables.rank_words import RULERS

_CAPITALS = re.compile(r"(?<![\w&.])[A-ZÀ-ÝŒÆ]{2,40}(?:['-][A-ZÀ-ÝŒÆ]{2,40})*(?![\w&])(?!\.[A-Z])")
_VOWEL = re.compile("[AEIOUYÀ-Ý]")
_RULER = frozenset(name.upper() for name in RULERS)


def is_headline(text: str) -> bool:
    """Three words or more in capitals, and hardly a lower-case letter."""
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return len(letters) >= 8 and capitals >= 0.8 * len(letters) and len(_CAPITALS.findall(text)) >= 2


def lower_headline(draft: Draft, context: Context) -> None:
    if is_headline(draft.text):
        draft.replace(_words(draft.text, context), rule="headline", open_=True)


def _words(text: str, context: Context) -> Iterator[tuple[int, int, str | None]]:
    previous = ""
    for match in re.finditer(r"[^\W\d_]+", text):
        word = match[0]
        glued = (
            text[max(0, match.start() - 1) : match.start()].isdecimal()
            or text[match.end() : match.end() + 1].isdecimal()
        )
        known = any(lexicon.find_word(word) is not None for lexicon in context.lexicons)
        numeral = previous in _RULER and roman_value(word) is not None
        letters_only = len(word) <= 6 and not _VOWEL.search(word)
        if len(word) > 1 and word.isupper() and not known and not letters_only and not glued and not numeral:
            yield match.start(), match.end(), word.capitalize()
        previous = word
