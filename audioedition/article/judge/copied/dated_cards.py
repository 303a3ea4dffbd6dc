"""Plain text: cards that a date gives away, or a section's name above each."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.features import Line

_BEGUN, _DATE_CHARS, _SUMMARY_CHARS = 3, 8, 300
_LEAST_CARDS, _LABEL_WORDS = 3, 3
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


def kicked_cards(lines: Sequence[Line]) -> frozenset[int]:
    """A section's name, a headline, a summary, and so on, three times or more one after another, below a sentence:
    the headlines and summaries. At least half the names must be known as such (« Insolite »)."""
    found: set[int] = set()
    begun = next((i for i, line in enumerate(lines) if line.rule is None and line.prose), len(lines))
    i = begun + 1
    while i + 2 < len(lines):
        run = [i]
        while _is_kicked(lines, run[-1]):
            run.append(run[-1] + 3)
        cards = run[:-1]
        if len(cards) >= _LEAST_CARDS and 2 * sum(lines[j].rule is not None for j in cards) >= len(cards):
            found.update(k for j in cards for k in (j + 1, j + 2))
            i = run[-1]
        else:
            i += 1
    return frozenset(found)


def _is_kicked(lines: Sequence[Line], i: int) -> bool:
    if i + 2 >= len(lines):
        return False
    label, title, summary = lines[i : i + 3]
    named = label.rule is None or label.rule.kind == "navigation"
    bare = named and not label.ends and 1 <= label.words <= _LABEL_WORDS
    asks = title.text.rstrip().endswith("?")
    headed = (not title.ends or asks) and _LEAST_TITLE_WORDS <= title.words <= _MOST_TITLE_WORDS
    told = summary.rule is None and summary.prose and len(summary.text) <= _SUMMARY_CHARS
    return bare and headed and told


def _is_title(line: Line) -> bool:
    cut = line.text.rstrip().endswith(("…", "..."))
    return (
        line.rule is None and (cut or not line.ends) and _LEAST_TITLE_WORDS <= line.words <= _MOST_TITLE_WORDS
    )
