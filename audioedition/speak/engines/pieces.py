"""A passage that is too long for one run of a network, in pieces that are not. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

_CLAUSES = (re.compile(r"(?<=[.!?…]) "), re.compile(r"(?<=[;:—]) ?"), re.compile(r"(?<=,) "))
"""Where a long passage may be split, the best places first."""
_WORDS = re.compile(" ")


def split_passage(text: str, *, size: Callable[[str], int], most: int, easy: int) -> list[str]:
    """Pieces of ``size`` at most ``most``, and at most ``easy`` where there are clauses to split at, as even as may be.

    Between words only what would not fit, and a single word longer than that inside: nothing is ever dropped. Text
    or phonemes alike; ``size`` counts what the network counts (tokens, characters).
    """
    text = text.strip()
    length = size(text)
    if length <= easy or len(text) < 2:
        return [text] if text else []
    breaks = _CLAUSES if length <= most else (*_CLAUSES, _WORDS)
    cut = next((place for pattern in breaks if (place := _most_central(pattern, text))), None)
    if cut is None:
        if length <= most:
            return [text]
        cut = len(text) // 2
    return [
        piece
        for half in (text[:cut], text[cut:])
        for piece in split_passage(half, size=size, most=most, easy=easy)
    ]


def _most_central(pattern: re.Pattern[str], text: str) -> int | None:
    """The match's end that is nearest to the middle, none of the outer fifths."""
    length = len(text)
    places = (match.end() for match in pattern.finditer(text))
    return min(
        (place for place in places if 0.2 < place / length < 0.8),
        key=lambda place: abs(place - length / 2),
        default=None,
    )
