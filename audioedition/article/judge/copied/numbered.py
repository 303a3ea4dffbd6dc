"""Plain text: an article's numbered headings (« 1. Introduction », « 2.1 Les sols »), each above its text.

Their numbers rise from the first to the last; so nothing that stands beside one of them, nor a phrase that it holds,
makes it chrome.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line

_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})[.)]? +(?=[A-ZÀ-Ý«“\"])")
_LEAST, _LEAST_TOPS, _WORDS, _MOST = 4, 3, 20, 200


def numbered_headings(lines: Sequence[Line]) -> frozenset[int]:
    """The longest stretch of them that begins with 1 and rises, each above a paragraph or above the next of them."""
    numbers: dict[int, tuple[int, ...]] = {}
    for i, line in enumerate(lines):
        found = _NUMBERED.match(line.text) if line.text[:1].isdigit() else None
        if found and not line.strong and line.words <= _WORDS:
            numbers[i] = tuple(int(n) for n in found[1].split("."))
    told: list[int] = []
    for i in reversed(numbers):  # a table of contents has no paragraph under its last entry
        below = i + 1 < len(lines) and lines[i + 1].strong and lines[i + 1].rule is None
        if below or (told and told[-1] == i + 1):
            told.append(i)
    told = told[::-1][:_MOST]
    best: dict[int, list[int]] = {}
    for i in told:
        before = [best[j] for j in best if numbers[j] < numbers[i] and numbers[i][0] <= numbers[j][0] + 1]
        if before or numbers[i] == (1,):
            best[i] = [*max(before, key=len, default=[]), i]
    chain = max(best.values(), key=len, default=[])
    tops = {numbers[i][0] for i in chain}
    return frozenset(chain) if len(chain) >= _LEAST and len(tops) >= _LEAST_TOPS else frozenset()
