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
    for raw in _LINE_END.split(clean_characters(_CUT_WORD.sub("", text))):
        line = one_line(raw)
        if not line:
            blank += 1
            fresh = True
            continue
        if fresh:
            groups.append((blank, []))
        groups[-1][1].append(line)
        fresh, blank = False, 0
    blocks: list[Block] = []
    for (blank_before, _), pieces in zip(groups, unwrap([lines for _, lines in groups]), strict=True):
        for rank, piece in enumerate(pieces):
            weight.add_block()
            blocks.append(
                Block(text=piece, position=len(blocks), blank_before=blank_before if rank == 0 else 0)
            )
    return Page(metadata=Metadata(url=url), blocks=tuple(blocks), plain_text=True)
