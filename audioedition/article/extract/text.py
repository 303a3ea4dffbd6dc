"""Plain text -> Page: a block per line, with the blank lines before it."""

from __future__ import annotations

import re

from audioedition.article.extract.bounds import Weight
from audioedition.article.extract.clean import clean_characters, one_line
from audioedition.model import Block, Metadata, Page

_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…:;»”\"')\]]$")


def text_page(text: str, *, url: str | None = None) -> Page:
    """Every non-empty line of a text as a block, in order. Hard-wrapped paragraphs are joined again.

    Raises ``ExtractionError`` for far more lines or characters than an article has.
    """
    weight = Weight()
    weight.add_text(len(text))
    groups: list[tuple[int, list[str]]] = []
    blank = 0
    fresh = True
    for raw in _LINE_END.split(clean_characters(text)):
        line = one_line(raw)
        if not line:
            blank += 1
            fresh = True
            continue
        if fresh:
            groups.append((blank, []))
        groups[-1][1].append(line)
        fresh, blank = False, 0
    wrapped = _is_hard_wrapped([lines for _, lines in groups])
    blocks: list[Block] = []
    for blank_before, lines in groups:
        pieces = [" ".join(lines)] if wrapped else lines
        for rank, piece in enumerate(pieces):
            weight.add_block()
            blocks.append(
                Block(text=piece, position=len(blocks), blank_before=blank_before if rank == 0 else 0)
            )
    return Page(metadata=Metadata(url=url), blocks=tuple(blocks), plain_text=True)


def _is_hard_wrapped(groups: list[list[str]]) -> bool:
    """True when paragraphs were broken at a column (mail, RFC style): most inner lines are long, of about
    one length, and end in the midst of a sentence."""
    inner = [line for lines in groups if len(lines) > 1 for line in lines[:-1]]
    if len(inner) < 6 or len(inner) < 0.5 * sum(len(lines) for lines in groups):
        return False
    longest = max(map(len, inner))
    if not 40 <= longest <= 120:
        return False
    full = sum(1 for line in inner if len(line) >= longest - 16 and not _SENTENCE_END.search(line))
    return full >= 0.6 * len(inner)
