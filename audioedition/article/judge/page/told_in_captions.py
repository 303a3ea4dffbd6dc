"""A web page: a story told by its pictures, whose captions are all its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict, keep

_LEAST, _LEAST_CHARS = 3, 400
_MOST_OTHER = 0.25
"""Of what is kept beside them, in characters; the standfirst left out."""
_COUNT = re.compile(r"^\s*\d{1,3}\s?(?:/|sur)\s?\d{1,3}\s*[.:–-]?\s*")
"""« 3/7 »: which picture of how many."""
_CREDIT_WORDS = 8
_FRENCH, _SENTENCE_CHARS = 0.2, 80


def keep_captions(lines: Sequence[Line], verdicts: list[Verdict], *, headline: int | None) -> None:
    """Keep, in place, captions that are whole paragraphs below the headline, where next to nothing else is kept: as
    text, without their count and without the credit that each of them ends in."""
    if headline is None:
        return
    told = [
        i
        for i in range(headline + 1, len(lines))
        if verdicts[i].reason == "caption"
        and lines[i].french >= _FRENCH
        and len(lines[i].text) >= _SENTENCE_CHARS
    ]
    chars = sum(len(lines[i].text) for i in told)
    other = sum(len(lines[i].text) for i, v in enumerate(verdicts) if v.role in ("body", "quote", "list"))
    if len(told) < _LEAST or chars < _LEAST_CHARS or other > _MOST_OTHER * chars:
        return
    if len({lines[i].block.path for i in told}) > 1:
        return  # pictures of one row are set alike
    credit = _common_end([lines[i].text for i in told])
    for i in told:
        verdicts[i] = keep("body", text=_COUNT.sub("", lines[i].text).removesuffix(credit).rstrip())


def _common_end(texts: Sequence[str]) -> str:
    """The words behind a full stop that all of them end in."""
    pieces = [re.split(r"(?<=[.!?…»])\s+", text)[-1] for text in texts]
    end = pieces[0]
    same = all(piece == end for piece in pieces) and not end.endswith((".", "!", "?", "…", "»"))
    return end if same and len(end.split()) <= _CREDIT_WORDS else ""
