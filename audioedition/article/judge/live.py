"""The shape of a live page: heads that begin with an hour, each followed by what happened then."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line

_HEAD = re.compile(r"^\W{0,3}(?:[01]?\d|2[0-3]) ?[h:] ?[0-5]\d ?(?:[-–—:·|.,]\s*)?(?=[«“\"A-ZÀ-Ý0-9])")
_LEAST_HEADS = 3
_HOUR_ALONE = re.compile(r"^\W*(?:[01]?\d|2[0-3]) ?[h:] ?(?:[0-5]\d)?\W*$")
_WORDS = 25
_NEAR = 4


def live_heads(lines: Sequence[Line]) -> frozenset[int]:
    """« 11 h 20 – Le préfet parle », three times or more, each with prose close below: the headings of a live page.

    An hour alone is none, nor is a link to a dispatch of that hour.
    """
    heads = [
        i
        for i, line in enumerate(lines)
        if _HEAD.match(line.block.text)
        and 4 <= len(line.block.text.split()) <= _WORDS
        and line.block.link_density < 0.5
        and not line.strong
        and _followed(lines, i)
    ]
    return frozenset(heads) if len(heads) >= _LEAST_HEADS else frozenset()


def is_hour(line: Line) -> bool:
    """Nothing but an hour: « 19 h 48 », in an element of its own."""
    return len(line.block.text) <= 10 and _HOUR_ALONE.match(line.block.text) is not None


def live_posts(lines: Sequence[Line], within: range) -> int:
    """How many posts of a live page stand there: an hour in an element of its own and prose close below that is no link
    to elsewhere. Three are a live page; a list of dispatches holds hours and links."""
    hours = [i for i in within if is_hour(lines[i])]
    if not hours:
        return 0
    ends = [*hours[1:], within.stop]
    return sum(
        any(line.prose and line.block.link_density < 0.5 for line in lines[i + 1 : min(end, i + 1 + _NEAR)])
        for i, end in zip(hours, ends, strict=True)
    )


def _followed(lines: Sequence[Line], i: int) -> bool:
    """Prose stands below before the next head."""
    for line in lines[i + 1 : i + 1 + _NEAR]:
        if _HEAD.match(line.block.text) and not line.strong:
            return False
        if line.prose or (line.ends and line.words >= 8):
            return True
    return False
