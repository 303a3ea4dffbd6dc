"""Plain text -> Page: a block per line, with the blank lines before it."""

from __future__ import annotations

import re

from audioedition.article.extract.bounds import Weight
from audioedition.article.extract.clean import clean_characters, one_line
from audioedition.article.extract.unwrap import unwrap
from audioedition.model import Block, Metadata, Page

_CUT_WORD = re.compile("\u00ad[ \\t]*(?:\\r\\n|\\n)[ \\t]*")
"""A soft hyphen at a line's end: the word goes on."""
_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_PARAGRAPH_END = re.compile(r"\r\n|[\n\r\f\u2029]")
"""Where a text has these, its other line ends (U+2028, a word processor's vertical tab) stand within a paragraph."""
_SOFT_BLANK = re.compile(r"(?:[\v\x85\u2028][ \t]*){2,}")
_QUOTE_MARK = re.compile(r"^>[ \t]?", re.MULTILINE)
_MOST_QUOTED = 3
"""Levels of a quoted mail."""


def text_page(text: str, *, url: str | None = None) -> Page:
    """Every non-empty line of a text as a block, in order. Lines that were broken at a column,
    or amid a sentence, are joined again.

    Raises ``ExtractionError`` for far more lines or characters than an article has.
    """
    weight = Weight()
    weight.add_text(len(text))
    groups: list[tuple[int, list[str]]] = []
    blank = 0
    fresh = True
    text = _without_quote_marks(clean_characters(_CUT_WORD.sub("", text)))
    for raw in _rows(text):
        lines = [line for piece in _LINE_END.split(raw) if (line := one_line(piece))]
        if not lines:
            blank += 1
            fresh = True
            continue
        if fresh or len(lines) > 1:
            groups.append((blank, []))
        groups[-1][1].extend(lines)
        fresh, blank = len(lines) > 1, 0
    blocks: list[Block] = []
    for (blank_before, _), pieces in zip(groups, unwrap([lines for _, lines in groups]), strict=True):
        for rank, piece in enumerate(pieces):
            weight.add_block()
            blocks.append(
                Block(text=piece, position=len(blocks), blank_before=blank_before if rank == 0 else 0)
            )
    return Page(metadata=Metadata(url=url), blocks=tuple(blocks), plain_text=True)


def _rows(text: str) -> list[str]:
    if not _PARAGRAPH_END.search(text.strip()):
        return _LINE_END.split(text)
    return _PARAGRAPH_END.split(_SOFT_BLANK.sub("\n\n", text))


def _without_quote_marks(text: str) -> str:
    """A mail quoted as a whole, « > » before each line, without its marks."""
    for _ in range(_MOST_QUOTED):
        lines = [line for line in _LINE_END.split(text) if line.strip()]
        if len(lines) < 2 or not all(line.startswith(">") for line in lines):
            break
        text = _QUOTE_MARK.sub("", text)
    return text
