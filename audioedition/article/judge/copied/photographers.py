"""Copied text: a picture's credit that is nothing but its photographer's name, and the caption right below it.

« Lucas Morvent », a blank line above, and below without one a sentence: a page prints so what it shows. It is told from
a heading by a credit that names him (« © Lucas Morvent »), or by standing so twice in a text that parts its paragraphs
by blank lines; from a speaker by nobody's asking.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.chrome import fold
from audioedition.article.judge.features import Line
from audioedition.article.judge.persons import NAME
from audioedition.article.judge.verdict import Verdict, drop

_CREDIT_WORDS, _QUESTIONS, _TIMES = 6, 3, 2


def drop_photographers(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """In place: names alone that are credits, and the sentence tied to each."""
    title = next((lines[i].folded for i, v in enumerate(verdicts) if v.role == "title"), "")
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role not in ("title", "list")]
    if sum(lines[i].text.rstrip().endswith("?") for i in kept) >= _QUESTIONS:
        return
    named = _credited(lines, verdicts)
    alone = [i for i in kept if re.fullmatch(NAME, lines[i].text.strip()) and lines[i].folded not in title]
    above = [lines[i].folded for i in alone if _captions(lines, verdicts, i)]
    for i in alone:
        name = lines[i].folded
        if name in named or (above.count(name) >= _TIMES and len(set(above)) == 1):
            verdicts[i] = drop("credit", "photographer-again")
            if _captions(lines, verdicts, i):
                verdicts[i + 1] = drop("caption", "under-a-photographer")


def _credited(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> frozenset[str]:
    """The names in the lines that were dropped as credits."""
    return frozenset(
        fold(name)
        for i, v in enumerate(verdicts)
        if v.reason == "credit" and lines[i].words <= _CREDIT_WORDS
        for name in re.findall(NAME, lines[i].text)
    )


def _captions(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    """Right below stands one sentence, tied to it and to nothing else."""
    if i + 1 >= len(lines) or not verdicts[i + 1].kept or lines[i + 1].strong:
        return False
    return lines[i].block.blank_before > 0 and _is_tied(lines, i + 1) and not _is_tied(lines, i + 2)


def _is_tied(lines: Sequence[Line], i: int) -> bool:
    """No blank line above it."""
    return i < len(lines) and lines[i].block.blank_before == 0
