"""One page of PDFium -> its lines: letters that follow each other on one baseline, without wide gaps."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from ctypes import byref, c_double, c_float, c_void_p, cast, create_string_buffer
from dataclasses import dataclass
from typing import Any

from audioedition.fetch.documents.pdf.set_line import CALL, CALL_END, SetLine

_GAP = 1.1
"""Of the size of its letters: a wider one may part two columns or cells."""
_RAISED, _RAISED_SIZE = 0.2, 0.8
_BOLD = re.compile(r"bold|black|heavy|semibd|demi|-bd\b", re.IGNORECASE)
_MAX_LETTERS = 60_000
"""Of one page: twice a broadsheet's."""
_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
_HYPHENS = str.maketrans(dict.fromkeys("\x02\ufffe", "\u00ad"))
"""What PDFium makes of a hyphen at a line's end."""
_WORD = re.compile("[^\\s\u00ad]+\u00ad?")
"""PDFium ends no line behind a hyphen."""
_MAY_BE_CALL = re.compile(r"[^\W\d]{2}[.,»”)]?\d")


@dataclass(slots=True)
class _Run:
    """Letters of one size, without a blank."""

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


def lines_of(page: Any) -> tuple[SetLine, ...]:
    """In the order of the file. Rotated letters (watermarks, margins) are left out."""
    text_page = page.get_textpage()
    try:
        return tuple(_joined(_Letters(text_page).runs()))
    finally:
        text_page.close()


class _Letters:
    """PDFium's functions, with places for what they answer made once a page: a page has thousands of letters."""

    def __init__(self, text_page: Any) -> None:
        import pypdfium2.raw as raw

        self._raw, self._page, self._text_page = raw, text_page.raw, text_page
        self._count = min(text_page.count_chars(), _MAX_LETTERS)
        self._four = [c_double() for _ in range(4)]
        self._places = [byref(place) for place in self._four]
        self._hands: dict[int, _Hand] = {}

    def runs(self) -> Iterator[_Run]:
        """Words of one text object, parted by its own blanks, are one; a raised figure behind a word is another."""
        text, last, begun, around = self._text(), -1, -1, 0
        for word in _WORD.finditer(text):
            start = word.start()
            thing = self._raw.FPDFText_GetTextObject(self._page, start)
            address = cast(thing, c_void_p).value or 0
            if begun >= 0 and (address != around or not self._is_own_blank(text, last + 1, start)):
                yield from self._spans(text, begun, last + 1)
                begun = -1
            begun, around = (start if begun < 0 else begun), address
            last = word.end() - 1
        if begun >= 0:
            yield from self._spans(text, begun, last + 1)

    def _is_own_blank(self, text: str, blank: int, start: int) -> bool:
        """One blank that stands in the file: PDFium puts in others where letters stand far apart."""
        return (
            start == blank + 1
            and text[blank] == " "
            and not self._raw.FPDFText_IsGenerated(self._page, blank)
        )

    def _spans(self, text: str, start: int, end: int) -> Iterator[_Run]:
        blank = start == 0 or text[start - 1].isspace()
        for part in self._parts(text[start:end], start):
            yield from self._run(part, start, start + len(part) - 1, blank)
            start, blank = start + len(part), False

    def _text(self) -> str:
        """One sign a letter, so that places in it are numbers of letters."""
        text: str = self._text_page.get_text_range(0, self._count)
        if len(text) != self._count:  # signs without a letter are left out there
            codes = (self._raw.FPDFText_GetUnicode(self._page, i) for i in range(self._count))
            text = "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)
        return text.translate(_HYPHENS)

    def _parts(self, word: str, start: int) -> Iterator[str]:
        """Cut where the size of its letters changes."""
        if not _MAY_BE_CALL.search(word):
            yield word
            return
        sizes = [self._raw.FPDFText_GetFontSize(self._page, start + i) for i in range(len(word))]
        begun = 0
        for i in range(1, len(word) + 1):
            if i == len(word) or sizes[i] != sizes[i - 1]:
                yield word[begun:i]
                begun = i

    def _run(self, letters: str, first: int, last: int, after_blank: bool) -> Iterator[_Run]:
        """Nothing, where the letters do not stand upright."""
        thing = self._raw.FPDFText_GetTextObject(self._page, first)
        address = cast(thing, c_void_p).value or 0
        hand = self._hands.get(address)
        if hand is None:
            hand = self._hands[address] = _hand(self._raw, thing)
        if not hand.upright:
            return
        left, baseline = self._answers(self._raw.FPDFText_GetCharOrigin, first, 2)
        _, right = self._answers(self._raw.FPDFText_GetCharBox, last, 4)
        text = letters.translate(_LIGATURES)
        yield _Run(text, left, right, baseline, hand.size, hand.bold, after_blank)

    def _answers(self, function: Any, index: int, count: int) -> tuple[float, float]:
        function(self._page, index, *self._places[:count])
        return self._four[0].value, self._four[1].value


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


def _joined(runs: Iterator[_Run]) -> Iterator[SetLine]:
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
    last = line[-1]
    size = max(line[0].size, last.size)
    beside = -0.4 * size <= run.left - last.right <= _GAP * size
    return beside and abs(run.baseline - line[0].baseline) <= 0.55 * size


def _line(runs: list[_Run]) -> SetLine:
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
    return SetLine(
        text="".join(pieces),
        left=runs[0].left,
        right=max(run.right for run in runs),
        baseline=baseline,
        size=size,
        bold=all(run.bold for run in runs),
    )
