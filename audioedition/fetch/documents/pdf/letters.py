"""One page of PDFium -> its lines: letters that follow each other on one baseline, without wide gaps."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from ctypes import byref, c_double, c_float, create_string_buffer
from dataclasses import dataclass
from typing import Any

from audioedition.fetch.documents.pdf.line import CALL, CALL_END, Line

_GAP = 1.1
"""Of the size of its letters: a wider one may part two columns or cells."""
_RAISED, _RAISED_SIZE = 0.2, 0.8
_BOLD = re.compile(r"bold|black|heavy|semibd|demi|-bd\b", re.IGNORECASE)
_MAX_LETTERS = 60_000
"""Of one page: twice a broadsheet's."""
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)
_HYPHEN = 0x2
"""What PDFium makes of a hyphen at a line's end."""


@dataclass(slots=True)
class _Run:
    """Letters of one text object, without a blank."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    after_blank: bool


@dataclass(frozen=True, slots=True)
class _Hand:
    """How an object's letters are set."""

    size: float
    bold: bool
    upright: bool


def lines_of(page: Any) -> tuple[Line, ...]:
    """In the order of the file. Rotated letters (watermarks, margins) are left out."""
    text_page = page.get_textpage()
    try:
        return tuple(_joined(_runs(text_page)))
    finally:
        text_page.close()


def _runs(text_page: Any) -> Iterator[_Run]:
    import pypdfium2.raw as raw

    handle = text_page.raw
    count = min(text_page.count_chars(), _MAX_LETTERS)
    hands: dict[int, _Hand] = {}
    letters: list[str] = []
    start, own, blank = 0, 0, True
    hand: _Hand | None = None
    address = 0
    for i in range(count):
        code = raw.FPDFText_GetUnicode(handle, i)
        if code in (0x20, 0xA0, 0x0D, 0x0A, 0x09, 0x202F, 0x2009):
            if letters and hand is not None:
                yield _run(raw, handle, letters, start, i - 1, hand, blank)
                letters = []
            blank = True
            if code in (0xA0, 0x202F, 0x2009):
                continue
            continue
        thing = raw.FPDFText_GetTextObject(handle, i)
        own = _address(thing)
        if own != address or hand is None:
            if letters and hand is not None:
                yield _run(raw, handle, letters, start, i - 1, hand, blank)
                letters, blank = [], False
            address = own
            if own not in hands:
                hands[own] = _hand(raw, thing)
            hand = hands[own]
        if not hand.upright:
            continue
        if not letters:
            start = i
        letters.append("\u00ad" if code == _HYPHEN else chr(code) if code < 0x110000 else "\ufffd")
    if letters and hand is not None:
        yield _run(raw, handle, letters, start, count - 1, hand, blank)


def _address(thing: Any) -> int:
    import ctypes

    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _run(
    raw: Any, handle: Any, letters: list[str], first: int, last: int, hand: _Hand, after_blank: bool
) -> _Run:
    left, _ = _box(raw, handle, first)
    _, right = _box(raw, handle, last)
    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(handle, first, byref(x), byref(y))
    return _Run(
        "".join(letters).translate(_LIGATURES), min(left, x.value), right, y.value, hand.size, hand.bold, after_blank
    )


def _box(raw: Any, handle: Any, index: int) -> tuple[float, float]:
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    raw.FPDFText_GetCharBox(handle, index, byref(left), byref(right), byref(bottom), byref(top))
    return left.value, right.value


def _hand(raw: Any, thing: Any) -> _Hand:
    if not thing:
        return _Hand(10.0, False, True)
    size = c_float()
    raw.FPDFTextObj_GetFontSize(thing, byref(size))
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, byref(matrix))
    upright = abs(matrix.b) <= 0.1 * abs(matrix.a) + 1e-6 and matrix.a > 0
    scaled = size.value * math.hypot(matrix.c, matrix.d)
    name = create_string_buffer(200)
    font = raw.FPDFTextObj_GetFont(thing)
    length = raw.FPDFFont_GetBaseFontName(font, name, 200) if font else 0
    bold = bool(length) and _BOLD.search(name.value.decode("utf-8", "replace")) is not None
    return _Hand(round(scaled or 10.0, 1), bold, upright)


def _joined(runs: Iterator[_Run]) -> Iterator[Line]:
    """Runs side by side as one line."""
    line: list[_Run] = []
    for run in runs:
        if line and not _goes_on(line, run):
            yield _line(line)
            line = []
        line.append(run)
    if line:
        yield _line(line)


def _goes_on(line: list[_Run], run: _Run) -> bool:
    last, size = line[-1], max(r.size for r in line)
    beside = -0.4 * size <= run.left - last.right <= _GAP * size
    return beside and abs(run.baseline - line[0].baseline) <= 0.55 * size


def _line(runs: list[_Run]) -> Line:
    weights: dict[float, int] = {}
    for run in runs:
        weights[run.size] = weights.get(run.size, 0) + len(run.text)
    size = max(weights, key=lambda s: (weights[s], s))
    baseline = next(run.baseline for run in runs if run.size == size)
    pieces: list[str] = []
    for n, run in enumerate(runs):
        apart = n > 0 and (run.after_blank or run.left - runs[n - 1].right > 0.2 * size)
        raised = (
            n > 0
            and run.size <= _RAISED_SIZE * size
            and run.baseline - baseline >= _RAISED * size
            and run.text.strip("()[],").isdigit()
        )
        apart = apart and not (pieces and pieces[-1].endswith(CALL_END) and run.text[0] in ".,)…")
        text = f"{CALL}{run.text}{CALL_END}" if raised else run.text
        pieces.append(f" {text}" if apart and not raised else text)
    return Line(
        text="".join(pieces),
        left=runs[0].left,
        right=max(run.right for run in runs),
        baseline=baseline,
        size=size,
        bold=all(run.bold for run in runs),
    )
