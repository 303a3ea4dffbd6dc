"""Running heads, feet and numbers of pages: what comes again at the edge of sheet after sheet. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from audioedition.fetch.documents.pdf.set_line import SetLine, Sheet

_EDGE = 0.14
"""Of the sheet's height, above and below."""
_LINES_LOOKED_AT = 3
_SAME_HEIGHT = 6.0
_NUMBER = re.compile(
    r"(?:page|p\.|n°)?\s*[-–—|•·]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:[-–—|•·]|(?:/|sur|de|of)\s*\d{1,4})?",
    re.IGNORECASE,
)
_LEAST_SHEETS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningLine:
    text: str
    kind: Literal["running-head", "page-number"]


def split_running(sheets: tuple[Sheet, ...]) -> tuple[tuple[Sheet, ...], tuple[RunningLine, ...]]:
    """The sheets without them, and what was taken."""
    places: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    edges = [_edges(sheet) for sheet in sheets]
    for number, lines in enumerate(edges):
        for line in lines:
            places[_key(line, sheets[number])].append((number, line.baseline))
    taken: list[RunningLine] = []
    kept = []
    for sheet, lines in zip(sheets, edges, strict=True):
        gone: set[int] = set()
        for line in lines:
            if _NUMBER.fullmatch(line.text.strip()) and _is_outermost(line, sheet):
                taken.append(RunningLine(text=line.text, kind="page-number"))
            elif _comes_again(places[_key(line, sheet)], len(sheets)):
                taken.append(RunningLine(text=line.text, kind="running-head"))
            else:
                continue
            gone.add(id(line))
        kept.append(replace(sheet, lines=tuple(line for line in sheet.lines if id(line) not in gone)))
    return tuple(kept), tuple(taken)


def _edges(sheet: Sheet) -> list[SetLine]:
    """The outermost lines of a sheet that stand in its margins."""
    ordered = sorted(sheet.lines, key=lambda x: -x.baseline)
    heights = sorted({round(x.baseline) for x in ordered}, reverse=True)
    if not heights:
        return []
    outer = {*heights[:_LINES_LOOKED_AT], *heights[-_LINES_LOOKED_AT:]}
    low, high = _EDGE * sheet.height, (1 - _EDGE) * sheet.height
    return [x for x in ordered if round(x.baseline) in outer and not low < x.baseline < high]


def _key(line: SetLine, sheet: Sheet) -> tuple[str, str]:
    side = "top" if line.baseline > sheet.height / 2 else "bottom"
    return side, re.sub(r"\d+", "#", " ".join(line.text.lower().split()))


def _comes_again(places: list[tuple[int, float]], sheets: int) -> bool:
    """On two sheets of few, on a twentieth of many (left and right pages differ, and chapters), at one height."""
    at = places[0][1]
    same = {number for number, baseline in places if abs(baseline - at) <= _SAME_HEIGHT}
    return len(same) >= max(_LEAST_SHEETS, sheets // 20)


def _is_outermost(line: SetLine, sheet: Sheet) -> bool:
    heights = [x.baseline for x in sheet.lines]
    nearby = 0.6 * line.size
    return line.baseline >= max(heights) - nearby or line.baseline <= min(heights) + nearby
