"""Lines in reading order -> paragraphs, headings, lists, rows and notes, by their places and sizes. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from audioedition.fetch.documents.pdf.hyphens import join_lines, words_in
from audioedition.fetch.documents.pdf.set_line import CALL, CALL_END, SetLine, Sheet

Kind = Literal["text", "heading", "small", "item", "row", "note"]

_LARGER, _SMALLER = 1.12, 0.9
_LONGEST_HEADING = 160
_INDENT, _SHORT = 0.8, 0.88
_WIDE_GAP = 1.35
BULLET = re.compile(r"(?:[•●▪■◦‣\ue000-\uf8ff]|[*–—-](?=\s)|\d{1,2}[.)](?=\s))\s*")
"""Signs of other fonts have no letters of their own (U+E000 to U+F8FF)."""
_NOTE = re.compile(rf"(?:{CALL}\d{{1,3}}{CALL_END}|\d{{1,3}}|[*†‡])[.)]?\s*(?=[«“A-ZÀ-Ý])")
_ENDS = re.compile(r"[.!?…:;»”\")]\s*$")
_ENDS_SENTENCE = re.compile(r"[.!?…](?:\s?[»”\")])*\s*$")
_LOW_ON_SHEET = 0.45


@dataclass(slots=True)
class Piece:
    """One block, while its lines are gathered."""

    kind: Kind
    lines: list[SetLine] = field(default_factory=list)
    text: str = ""
    size: float = 0.0
    bold: bool = False
    sheet: int = 0


def blocks_of(sheets: Sequence[Sheet]) -> tuple[Piece, ...]:
    """Of all sheets: a paragraph that a column or a page ends goes on in the next."""
    usual = _usual_size(sheets)
    known = words_in(line.text for sheet in sheets for line in sheet.lines)
    leading = _leading(sheets, usual)
    pieces: list[Piece] = []
    for number, sheet in enumerate(sheets):
        columns = _edges(sheet)
        for line in sheet.lines:
            _place(pieces, line, _kind(line, sheet, usual), number, usual, leading, columns[line.column])
    for piece in pieces:
        piece.text = _joined(piece.lines, known)
    return tuple(_with_continued(pieces, known))


def _usual_size(sheets: Sequence[Sheet]) -> float:
    weights: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 10.0


def _leading(sheets: Sequence[Sheet], usual: float) -> float:
    """The usual distance between two lines of running text."""
    steps: Counter[float] = Counter()
    for sheet in sheets:
        for above, below in zip(sheet.lines, sheet.lines[1:], strict=False):
            step = above.baseline - below.baseline
            if above.column == below.column and above.size == below.size == usual and 0.8 * usual < step:
                steps[round(step, 1)] += 1
    return steps.most_common(1)[0][0] if steps else 1.25 * usual


def _edges(sheet: Sheet) -> dict[int, tuple[float, float]]:
    """Left and right of each column."""
    found: dict[int, tuple[float, float]] = {}
    for line in sheet.lines:
        left, right = found.get(line.column, (line.left, line.right))
        found[line.column] = (min(left, line.left), max(right, line.right))
    return found


def _kind(line: SetLine, sheet: Sheet, usual: float) -> Kind:
    if len(line.cells) > 1:
        return "row"
    if _begins_item(line.text):
        return "item"
    if line.size <= _SMALLER * usual:
        low = line.baseline < _LOW_ON_SHEET * sheet.height
        return "note" if low and _NOTE.match(line.text) else "small"
    if line.size >= _LARGER * usual:
        return "heading"
    short = len(line.text) <= _LONGEST_HEADING
    return "heading" if line.bold and short and not line.text.rstrip().endswith((".", ";", ",")) else "text"


def _begins_item(text: str) -> bool:
    found = BULLET.match(text)
    return found is not None and found.end() < len(text)


def _place(
    pieces: list[Piece],
    line: SetLine,
    kind: Kind,
    sheet: int,
    usual: float,
    leading: float,
    edges: tuple[float, float],
) -> None:
    last = pieces[-1] if pieces else None
    if last is not None and _goes_on(last, line, kind, sheet, usual, leading, edges):
        last.lines.append(line)
        return
    pieces.append(Piece(kind, [line], size=line.size, bold=line.bold, sheet=sheet))


def _goes_on(
    piece: Piece,
    line: SetLine,
    kind: Kind,
    sheet: int,
    usual: float,
    leading: float,
    edges: tuple[float, float],
) -> bool:
    above = piece.lines[-1]
    same_column = piece.sheet == sheet and above.column == line.column
    if kind == "row" or piece.kind == "row" or kind in ("item", "note"):
        return False
    if not same_column:
        return False
    step = above.baseline - line.baseline
    room = _WIDE_GAP * max(leading * max(line.size, above.size) / usual, 0.9 * line.size)
    if step > room or step < 0:
        return False
    if piece.kind == "heading" or kind == "heading":
        return piece.kind == kind and abs(piece.size - line.size) < 0.05 * usual and piece.bold == line.bold
    if piece.kind in ("note", "small") or kind == "small":
        return kind == "small" and abs(piece.size - line.size) < 0.05 * usual
    return not _begins(piece, above, line, edges)


def _begins(piece: Piece, above: SetLine, line: SetLine, edges: tuple[float, float]) -> bool:
    """Whether a line of running text begins a paragraph: it is indented, or the one above was left unfilled."""
    left, right = edges
    width = right - left
    indented = line.left - above.left > _INDENT * line.size and len(piece.lines) > 1
    if piece.kind == "item":
        return above.left - line.left > _INDENT * line.size or (
            above.left - line.left > 1.0 and _ENDS.search(above.text) is not None and len(piece.lines) > 1
        )
    if len(piece.lines) == 1 and line.left - above.left > _INDENT * line.size:
        indented = True
    unfilled = above.right < left + _SHORT * width and _ENDS_SENTENCE.search(above.text) is not None
    return (indented and _ENDS_SENTENCE.search(above.text) is not None) or unfilled


def _joined(lines: Sequence[SetLine], known: frozenset[str]) -> str:
    done: list[str] = []
    tail = ""
    for line in lines:
        words = line.text.strip()
        if tail:
            joined = join_lines(tail, words, known=known)
            done.append(joined[: len(joined) - len(words)])
        tail = words
    return "".join((*done, tail))


def _with_continued(pieces: Sequence[Piece], known: frozenset[str]) -> Iterator[Piece]:
    """Running text that a column's or a page's end broke, across the notes and captions that stand between."""
    waiting: Piece | None = None
    beside: list[Piece] = []
    for piece in pieces:
        if waiting is None:
            if _is_open(piece):
                waiting = piece
            else:
                yield piece
        elif piece.kind in ("note", "small", "row") and len(beside) < 6:
            beside.append(piece)
        elif piece.kind == "text" and _moved_on(waiting, piece):
            waiting.text = join_lines(waiting.text, piece.text, known=known)
            waiting.lines += piece.lines
            waiting.sheet = piece.sheet
            if not _is_open(waiting):
                yield waiting
                yield from beside
                waiting, beside = None, []
        else:
            yield waiting
            yield from beside
            beside = []
            waiting = piece if _is_open(piece) else None
            if waiting is None:
                yield piece
    if waiting is not None:
        yield waiting
        yield from beside


def _is_open(piece: Piece) -> bool:
    ends = _ENDS if piece.kind == "item" else _ENDS_SENTENCE
    return piece.kind in ("text", "item") and ends.search(piece.text) is None


def _moved_on(piece: Piece, following: Piece) -> bool:
    """In another column or on another sheet."""
    above, line = piece.lines[-1], following.lines[0]
    return piece.sheet != following.sheet or above.column != line.column or above.baseline < line.baseline
