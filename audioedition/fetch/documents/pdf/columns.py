"""The order in which the lines of a sheet are read: columns one after the other, between what stands across them. Pure.

A gutter is a place that hardly any line crosses while full lines stand on both of its sides at the same heights: so the
cells of a table, whose words do not fill their column, make none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from audioedition.fetch.documents.pdf.set_line import SetLine, Sheet

_LEAST_LINES = 3
_MOST_CROSSING = 0.25
_LEAST_LETTERS = 16
_MOST_COLUMNS_DEEP = 4
_SLACK = 1.0
_CELL_EDGE = 3.0


def reading_order(sheet: Sheet) -> Sheet:
    """The sheet's lines as they are read, each with the number of its column."""
    ordered: list[SetLine] = []
    for column, lines in enumerate(_columns(list(sheet.lines), 0)):
        ordered += (replace(line, column=column) for line in _rows(lines))
    return Sheet(lines=tuple(ordered), width=sheet.width, height=sheet.height)


def _columns(lines: list[SetLine], depth: int) -> list[list[SetLine]]:
    gutter = _gutter(lines) if depth < _MOST_COLUMNS_DEEP else None
    if gutter is None:
        return [lines] if lines else []
    columns: list[list[SetLine]] = []
    across: list[SetLine] = []
    zone: list[SetLine] = []
    for line in sorted(lines, key=lambda x: -x.baseline):
        if not zone and across and _closes(across[-1], line):
            across.append(line)
        elif _crosses(line, gutter):
            if zone:
                columns += [across] * bool(across) + _zone(zone, gutter, depth)
                across, zone = [], []
            across.append(line)
        else:
            zone.append(line)
    return columns + [across] * bool(across) + _zone(zone, gutter, depth)


def _crosses(line: SetLine, gutter: float) -> bool:
    return line.left < gutter - _SLACK and line.right > gutter + _SLACK


def _closes(above: SetLine, line: SetLine) -> bool:
    """The short last line of what goes across: under it, in its letters."""
    near = 0 <= above.baseline - line.baseline <= 1.7 * above.size
    return (
        near and abs(above.size - line.size) < 0.05 * above.size and abs(above.left - line.left) < above.size
    )


def _zone(lines: list[SetLine], gutter: float, depth: int) -> list[list[SetLine]]:
    """What stands between two lines that go across: the left side, then the right one."""
    left = [line for line in lines if line.right <= gutter + _SLACK]
    right = [line for line in lines if line.right > gutter + _SLACK]
    return _columns(left, depth + 1) + _columns(right, depth + 1)


def _gutter(lines: Sequence[SetLine]) -> float | None:
    """The best place to part the lines in two; ``None`` where they are one column."""
    best: tuple[int, float] | None = None
    found: float | None = None
    for x in sorted({round(line.right + _SLACK, 1) for line in lines}):
        left = [line for line in lines if line.right <= x]
        right = [line for line in lines if line.left >= x]
        crossing = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < _LEAST_LINES or crossing > _MOST_CROSSING * len(lines):
            continue
        if not _beside(left, right) or not (_is_filled(left) and _is_filled(right)):
            continue
        next_left = min(line.left for line in right)
        score = (crossing, -(next_left - x))
        if best is None or score < best:
            best, found = score, (x + next_left) / 2
    return found


def _beside(left: Sequence[SetLine], right: Sequence[SetLine]) -> bool:
    """At the same heights, for the better part of the shorter side."""
    bottom = max(min(x.baseline for x in left), min(x.baseline for x in right))
    top = min(max(x.baseline for x in left), max(x.baseline for x in right))
    shared = [sum(bottom <= x.baseline <= top for x in side) for side in (left, right)]
    return min(shared) >= _LEAST_LINES


def _is_filled(lines: Sequence[SetLine]) -> bool:
    """Whether most rows hold as many letters as a narrow column of running text; a table's cells hold fewer."""
    rows: Counter[int] = Counter()
    for line in lines:  # the words of a justified line may stand far apart
        rows[round(line.baseline)] += len(line.text)
    return len(rows) >= _LEAST_LINES and median(rows.values()) >= _LEAST_LETTERS


def _rows(lines: Sequence[SetLine]) -> list[SetLine]:
    """From top to bottom; what stands on one baseline as one line that knows its cells."""
    rows: list[list[SetLine]] = []
    for line in sorted(lines, key=lambda x: (-x.baseline, x.left)):
        last = rows[-1] if rows else None
        if last is not None and abs(last[0].baseline - line.baseline) <= 0.35 * min(last[0].size, line.size):
            last.append(line)
        else:
            rows.append([line])
    sets = [sorted(row, key=lambda x: x.left) for row in rows]
    tabular = [
        any(_aligned(row, sets[k]) for k in (n - 1, n + 1) if 0 <= k < len(sets))
        for n, row in enumerate(sets)
    ]
    return [_row(row, tabular=is_row) for row, is_row in zip(sets, tabular, strict=True)]


def _aligned(row: Sequence[SetLine], other: Sequence[SetLine]) -> bool:
    """As many cells, at the same left or right edges: rows of a table, not words of justified lines."""
    return len(row) == len(other) > 1 and all(
        abs(a.left - b.left) <= _CELL_EDGE or abs(a.right - b.right) <= _CELL_EDGE
        for a, b in zip(row, other, strict=True)
    )


def _row(cells: list[SetLine], *, tabular: bool) -> SetLine:
    if len(cells) == 1:
        return cells[0]
    sizes = [cell.size for cell in cells for _ in cell.text]
    return SetLine(
        text=" ".join(cell.text for cell in cells),
        left=cells[0].left,
        right=max(cell.right for cell in cells),
        baseline=cells[0].baseline,
        size=median(sizes),
        bold=all(cell.bold for cell in cells),
        cells=tuple(cells) if tabular else (),
    )
