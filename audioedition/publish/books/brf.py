"""Braille cells -> BRF, the text that embossers and braille displays take: lines of 40 cells, sheets of 25 lines. Pure.

A cell is a character of Unicode's braille patterns (U+2800 to U+283F) here, and one of the 64 signs of North American
Braille Computer Code in the file: what every embosser knows, whatever the language of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

CELLS, LINES = 40, 25
"""Of A4 and of the usual embossing paper."""
BLANK, HYPHEN = "\u2800", "\u2824"
_NABCC = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
"""By the number of the pattern: its dots 1 to 6 as the bits 0 to 5."""
_INDENT, _HANGING = 2, 2

Form = Literal["title", "heading", "paragraph", "item"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrailleBlock:
    cells: str
    """Words parted by blank cells."""
    form: Form = "paragraph"


def brf_of(blocks: Sequence[BrailleBlock], *, numbers: Sequence[str]) -> bytes:
    """The file. ``numbers``: of the sheets, in cells; the last line of each sheet bears its own."""
    lines = _lines(blocks)
    sheets: list[bytes] = []
    number = iter(numbers)
    while sheet := _sheet(lines):
        own = next(number, "")
        filled = [*sheet, *[""] * (LINES - 1 - len(sheet)), own.rjust(CELLS, BLANK)]
        sheets.append("\r\n".join(_signs(line) for line in filled).encode("ascii"))
    return b"\r\n\f".join(sheets) + b"\r\n\f"


def sheets_needed(blocks: Sequence[BrailleBlock]) -> int:
    lines, count = _lines(blocks), 0
    while _sheet(lines):
        count += 1
    return count


def _sheet(lines: Iterator[str]) -> list[str]:
    """The lines of the next sheet; a blank one at its top says nothing."""
    first = next((line for line in lines if line), None)
    return [] if first is None else [first, *islice(lines, LINES - 2)]


def _lines(blocks: Sequence[BrailleBlock]) -> Iterator[str]:
    """Paragraphs begin in the third cell, entries hang, a heading stands between blank lines and is never the last line
    of its sheet but by chance of length."""
    for n, block in enumerate(blocks):
        words = [word for word in block.cells.split(BLANK) if word]
        if not words:
            continue
        if block.form == "title":
            yield from (line.center(CELLS, BLANK).rstrip(BLANK) for line in _wrapped(words, CELLS - 6, 0, 0))
            yield ""
        elif block.form == "heading":
            if n:
                yield ""
            yield from _wrapped(words, CELLS, 4, 4)
        elif block.form == "item":
            yield from _wrapped(words, CELLS, 0, _HANGING)
        else:
            yield from _wrapped(words, CELLS, _INDENT, 0)


def _wrapped(words: Sequence[str], width: int, first: int, following: int) -> Iterator[str]:
    """Words as lines; one that is longer than a line is broken with a hyphen."""
    line, used = BLANK * first, first
    for word in words:
        gap = 1 if used > len(line) - len(line.lstrip(BLANK)) and line.strip(BLANK) else 0
        if line.strip(BLANK) and used + gap + len(word) > width:
            yield line
            line, used, gap = BLANK * following, following, 0
        while used + gap + len(word) > width:
            room = width - used - gap - 1
            yield f"{line}{BLANK * gap}{word[:room]}{HYPHEN}"
            word = word[room:]
            line, used, gap = BLANK * following, following, 0
        line = f"{line}{BLANK * gap}{word}"
        used = len(line)
    if line.strip(BLANK):
        yield line


def _signs(line: str) -> str:
    return "".join(_NABCC[(ord(cell) - 0x2800) & 0x3F] for cell in line.rstrip(BLANK))
