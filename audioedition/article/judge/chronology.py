"""Dates that head what happened then: « 12 mars 1984 », four times or more, in order. They are the article's headings.

A list of other articles bears dates too: those fall from today, stand over links, and lie within a few weeks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from audioedition.article.judge.features import Line
from audioedition.article.judge.stamps import DAY, month_number
from audioedition.model import Role

_ALONE = re.compile(
    rf"^\W*(?:(?:{DAY} |en |vers |depuis |début |fin |mi-)?(?:(?P<day>\d{{1,2}})(?:er)? )?"
    r"(?:(?P<month>[^\W\d_]{3,9})\.? )?(?P<year>[12]\d{3})"
    r"|(?:les )?années (?P<decade>\d{2}|\d{4}))\W*$",
    re.I,
)
_CHARS = 30
_LEAST, _MOST_BETWEEN = 4, 4
_LEAST_YEARS = 1
_SOME_LINK = 0.5


def chronology(lines: Sequence[Line], *, falls: bool = False) -> dict[int, Role]:
    """The lines of a chronology, each with its role. ``falls``: it may begin with the latest date (on a page, where
    links tell other articles)."""
    dated = [(i, when) for i, line in enumerate(lines) if (when := date_alone(line)) is not None]
    labelled = {i for i, _ in dated if i > 0 and lines[i - 1].text.rstrip().endswith(":")}
    if len(labelled) > 1:  # « Publié le : », « Modifié le : »; one colon announces the chronology
        dated = [(i, when) for i, when in dated if i not in labelled]
    found: dict[int, Role] = {}
    for sign in (1, -1) if falls else (1,):
        run: list[tuple[int, tuple[int, int, int]]] = []
        for i, when in dated:
            follows = run and _entry(lines, run[-1][0], i) and _ordered(run[-1][1], when, sign)
            if run and not follows:
                found |= _read(lines, run)
                run = []
            run.append((i, when))
        found |= _read(lines, run)
    return found


def date_alone(line: Line) -> tuple[int, int, int] | None:
    """Year, month and day (0 where it says none) of a line that is nothing but a date of the past."""
    if len(line.text) > _CHARS or (m := _ALONE.match(line.text)) is None:
        return None
    if m["decade"]:
        return (int(m["decade"]) if len(m["decade"]) == 4 else 1900 + int(m["decade"])), 0, 0
    month = month_number(m["month"]) if m["month"] else 0
    if month is None or (m["day"] and not month):
        return None
    return int(m["year"]), month, int(m["day"] or 0)


def _ordered(before: tuple[int, int, int], after: tuple[int, int, int], sign: int) -> bool:
    if 0 in before or 0 in after:  # « 2019 », then « avril 2019 »
        return sign * (after[0] - before[0]) >= 0
    return after >= before if sign > 0 else after <= before


def _entry(lines: Sequence[Line], head: int, following: int) -> bool:
    """Between two dates stands what happened: a few lines, no links to elsewhere."""
    between = lines[head + 1 : following]
    return 1 <= len(between) <= _MOST_BETWEEN and all(x.block.link_density < _SOME_LINK for x in between)


def _read(lines: Sequence[Line], run: Sequence[tuple[int, tuple[int, int, int]]]) -> dict[int, Role]:
    if len(run) < _LEAST or abs(run[-1][1][0] - run[0][1][0]) < _LEAST_YEARS:
        return {}
    heads = [i for i, _ in run]
    longest = max(after - before - 1 for before, after in pairwise(heads))
    roles: dict[int, Role] = {}
    for i in range(heads[0], heads[-1]):
        if lines[i].rule is None or i in heads:
            roles[i] = "heading" if i in heads else "body"
    last = lines[heads[-1] + 1 : heads[-1] + 1 + longest]
    for i, line in enumerate(last, heads[-1] + 1):
        if line.rule is not None or line.block.link_density >= _SOME_LINK:
            break
        if i > heads[-1] + 1 and not (line.prose or line.ends):
            break
        roles[i] = "body"
    if heads[-1] + 1 in roles:
        roles[heads[-1]] = "heading"
    return roles
