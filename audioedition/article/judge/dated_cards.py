"""Plain text: cards that a date gives away."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.features import Line

_BEGUN, _DATE_CHARS, _SUMMARY_CHARS = 3, 8, 300
_LEAST_TITLE_WORDS, _MOST_TITLE_WORDS = 4, 30


def dated_cards(lines: Sequence[Line]) -> frozenset[int]:
    """Title, summary and date, or title and date, after the article has begun: cards that announce other articles."""
    found: set[int] = set()
    strong = 0
    for i, line in enumerate(lines):
        if line.rule is None and line.strong:
            strong += 1
        dated = line.rule is not None and line.rule.kind == "date" and line.rule.id != "reading-time"
        if not dated or strong < _BEGUN or len(line.text) < _DATE_CHARS:
            continue
        if _is_title(lines[i - 1]):
            found.add(i - 1)
        elif (
            lines[i - 1].rule is None and len(lines[i - 1].text) <= _SUMMARY_CHARS and _is_title(lines[i - 2])
        ):
            found.update((i - 2, i - 1))
    return frozenset(found)


def _is_title(line: Line) -> bool:
    return line.rule is None and not line.ends and _LEAST_TITLE_WORDS <= line.words <= _MOST_TITLE_WORDS
