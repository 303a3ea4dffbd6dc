"""How long the page says that its text is, beside how long what was kept is: a reason to doubt. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict
from audioedition.model import Doubt, Page

_READING = re.compile(
    r"\b(?:lecture|lire)\D{0,25}?(\d{1,3})(?:\s?[-–à]\s?\d{1,3})?\s?(?:min|mn)"
    r"|\b(\d{1,3})\s?(?:min|mn)\w*\s+(?:de\s+)?lecture\b",
    re.IGNORECASE,
)
"""« Temps de lecture : 5 min », « Lecture 2-3 min », « 4 mn de lecture »: the least that is said."""
_READING_CHARS = 80
_LEAST_MINUTES, _MOST_MINUTES = 3, 60
_FEW, _MANY = 110, 700
"""Words a minute: pages read rightly say times for 140 to 483, and round them up: one minute less may be meant."""
_LEAST_WORDS, _LESS, _MORE = 150, 0.6, 2.5
_LEAST_CHARS, _SHARE = 600, 0.6
_WEIGHT = 0.55


def doubts_of_length(
    page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], chars: int
) -> Iterator[Doubt]:
    """The text, the number of words or the time of reading that the page states, against ``chars`` that were kept."""
    less = less_than_declared(chars, len(page.body_text))
    words = sum(line.words for line, v in zip(lines, verdicts, strict=True) if v.kept)
    minutes = _minutes(lines, verdicts)
    if less is not None:
        yield less
    elif page.declared_words >= _LEAST_WORDS and words < _LESS * page.declared_words:
        yield Doubt(
            kind="less_than_declared",
            weight=_WEIGHT,
            text=f"The page says that its text has {page.declared_words} words; {words} were found.",
        )
    elif minutes and words < _FEW * (minutes - 1):
        yield Doubt(
            kind="less_than_declared",
            weight=_WEIGHT,
            text=f"The page says that it is read in {minutes} minutes; only {words} words were found.",
        )
    if page.declared_words >= _LEAST_WORDS and words > _MORE * page.declared_words:
        yield Doubt(
            kind="another_text",
            weight=_WEIGHT,
            text=f"The page says that its text has {page.declared_words} words; {words} were kept.",
        )
    elif minutes and words > _MANY * minutes:
        yield Doubt(
            kind="another_text",
            weight=_WEIGHT,
            text=f"The page says that it is read in {minutes} minutes; {words} words were kept.",
        )


def less_than_declared(chars: int, declared_chars: int) -> Doubt | None:
    """Of a page whose JSON-LD has a much longer text than was found."""
    if declared_chars < _LEAST_CHARS or chars >= _SHARE * declared_chars:
        return None
    share = round(100 * chars / declared_chars)
    return Doubt(
        kind="less_than_declared",
        weight=0.6,
        text=f"Only {share} % of the text that the page declares was found on it.",
    )


def _minutes(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> int:
    """As the page states them in a line that is no text of it; 0 where it does not, or states what cannot be."""
    for line, verdict in zip(lines, verdicts, strict=True):
        if not verdict.kept and len(line.text) < _READING_CHARS and (found := _READING.search(line.text)):
            minutes = int(found[1] or found[2])
            return minutes if _LEAST_MINUTES <= minutes <= _MOST_MINUTES else 0
    return 0
