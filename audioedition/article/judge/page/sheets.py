"""A web page: the sheet behind an article that says what kind of thing it is: « Collection : », « Production : »."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.stamps import date_of
from audioedition.article.judge.verdict import Verdict, drop

_LEAST, _LABEL_WORDS, _VALUE_WORDS = 4, 6, 8


def drop_sheets(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, four labels or more behind the last paragraph, each with a colon at its end and one short value
    at most below, where half of the values are not heard or are days: labels without them say nothing. Their heading
    goes too."""
    last = max((i for i, v in enumerate(verdicts) if v.kept and lines[i].strong), default=len(lines))
    i = last + 1
    while i < len(lines):
        labels, end = _sheet(lines, i)
        if len(labels) >= _LEAST:
            unheard = sum(j + 1 in labels or _says_nothing(lines, verdicts, j + 1) for j in labels)
            if 2 * unheard >= len(labels):
                above = next((j for j in range(labels[0] - 1, last, -1) if verdicts[j].kept), None)
                heads = above is not None and verdicts[above].role == "heading"
                for j in (*range(labels[0], end), *((above,) if heads and above is not None else ())):
                    if verdicts[j].kept:
                        verdicts[j] = drop("navigation", "sheet-of-labels")
        i = max(end, i + 1)


def _says_nothing(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    """The value is not heard, or a number or a day."""
    return i >= len(lines) or not verdicts[i].kept or not lines[i].words or date_of(lines[i].text) is not None


def _sheet(lines: Sequence[Line], start: int) -> tuple[list[int], int]:
    """The labels that stand from ``start`` on with no more than one line between, and where the last value ends."""
    labels: list[int] = []
    i = start
    while i < len(lines):
        line = lines[i]
        if line.text.rstrip().endswith(":") and 1 <= line.words <= _LABEL_WORDS:
            labels.append(i)
        elif not labels or i - 1 != labels[-1] or line.words > _VALUE_WORDS:
            break
        i += 1
    return labels, i
