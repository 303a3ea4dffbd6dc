"""Plain text: what stands between the headline and the first paragraph, and is read by nobody.

A page that prints its headline twice has its menu, its widgets and its dialogs between the two. What speaks of the
reader's account or browser stands there too, between two lines of chrome.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.chrome import fold, speaks_to_reader
from audioedition.article.judge.features import Line
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict, drop

_STOPPED = re.compile(r"[.!…][\s»”\"')\]]*$")
_SPEAKS = 2
_HOUSE = frozenset({"paywall", "newsletter", "cookie", "legal"})
_LONG_WORDS = 25
"""A line of so many words is told, whatever it ends with."""
_SPEAKING = frozenset({"speaks-for-the-house", "dialog-before-the-article"})


def drop_before_first(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, all but sentences above the headline's second print; sentences to the reader beside an account's
    lines; and a few words between two that speak for the house."""
    first = next((i for i, v in enumerate(verdicts) if v.kept and _is_own(lines[i], v)), None)
    title = next((i for i, v in enumerate(verdicts) if v.role == "title"), None)
    if first is None:
        return
    begin = title + 1 if title is not None else 0
    again = max((i for i in range(begin, first) if verdicts[i].rule == "headline-again"), default=begin)
    questions = [i for i in range(begin, again) if verdicts[i].kept and lines[i].text.rstrip().endswith("?")]
    standfirst = len(questions) == 1 and lines[questions[0]].prose
    asked = questions[0] if standfirst else None
    for i in range(begin, first):
        if not verdicts[i].kept:
            continue
        beside = any(_is_house(lines, verdicts, j) for j in (i - 1, i + 1))
        if i < again and i != asked and not _is_told(lines[i]):
            verdicts[i] = drop("navigation", "above-the-headline-again")
        elif lines[i].prose and _is_spoken(lines[i]) and beside:
            verdicts[i] = drop("paywall", "dialog-before-the-article")
    for i in range(begin + 1, first):
        between = all(verdicts[j].rule in _SPEAKING for j in (i - 1, i + 1))
        if verdicts[i].kept and not lines[i].ends and between:
            verdicts[i] = drop("ad", "between-the-house-s-words")


def _is_told(line: Line) -> bool:
    return (line.prose and _STOPPED.search(line.text) is not None) or line.words >= _LONG_WORDS


def _is_spoken(line: Line) -> bool:
    return address(line.text) >= _SPEAKS and speaks_to_reader(fold(line.text))


def _is_own(line: Line, verdict: Verdict) -> bool:
    return line.strong and verdict.role != "title" and address(line.text) < _SPEAKS


def _is_house(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    if not 0 <= i < len(lines):
        return False
    return not verdicts[i].kept and lines[i].rule is not None and verdicts[i].reason in _HOUSE
