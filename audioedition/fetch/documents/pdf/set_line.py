"""The vocabulary of a PDF's sheets: lengths in points (1/72 inch), from the left and from the bottom."""

from __future__ import annotations

from dataclasses import dataclass

CALL, CALL_END = "\x0e", "\x0f"
"""Around a raised figure in ``SetLine.text``: a note's call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """Words that stand beside each other: a line of a column, or a cell of a table."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """Of most of its letters."""
    bold: bool = False
    """All of it."""
    column: int = 0
    """Number of the column on its sheet, in reading order."""
    cells: tuple[SetLine, ...] = ()
    """Of a table's row: its cells, left to right; ``text`` is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    lines: tuple[SetLine, ...]
    width: float
    height: float
