"""A printed text in pieces of one language each: what is foreign in it, and what stands around. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audioedition.model import ForeignWords


def in_languages(text: str, foreign: Iterable[ForeignWords]) -> tuple[tuple[str, str | None], ...]:
    """(piece, its language or ``None``), in order; joined, the pieces give ``text``.

    Words are found in the order in which the page printed them; a text that stands within longer foreign words (a
    sentence of a quotation) is foreign as a whole.
    """
    pieces: list[tuple[str, str | None]] = []
    at = 0
    for words in foreign:
        if text.strip() and text.strip() in words.text:
            return ((text, words.language),)
        found = re.compile(rf"(?<!\w){re.escape(words.text)}(?!\w)").search(text, at)
        if found is None:
            continue
        pieces += [(text[at : found.start()], None), (found[0], words.language)]
        at = found.end()
    return tuple(piece for piece in (*pieces, (text[at:], None)) if piece[0])
