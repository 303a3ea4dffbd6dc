"""Paragraphs that sell, amid an article that tells: a reason to doubt. Pure.

A text that a house pays for stands in the same elements as the article's own, so no box and no name gives it away; but
it speaks to its reader (« vous », an order, the house, a means: ``speech.address``), and the article around it does
not. Of 478 pages read by eye or with gold, two are found, both rightly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from audioedition.article.judge.features import Line
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict
from audioedition.model import Doubt

_LEAST_CHARS = 80
_SPOKEN, _LOUD = 2, 3
_LEAST_OUTSIDE, _SPEAKING_OUTSIDE, _SPEAKING_WITHIN = 3, 0.1, 0.6
_SPEAKING = 0.34


def doubts_of_adverts(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> Iterator[Doubt]:
    """One where a section, or two paragraphs one after another, speak to the reader for the house, and no others."""
    sections: list[list[int]] = [[]]
    for line, verdict in zip(lines, verdicts, strict=True):
        if verdict.role == "heading":
            sections.append([])
        elif verdict.role in ("body", "quote") and len(line.text) > _LEAST_CHARS:
            sections[-1].append(address(line.text))
    told = [loud for section in sections for loud in section]
    if any(_sells(section, told) for section in sections) or _sells_amid(told):
        yield Doubt(
            kind="advert",
            weight=0.55,
            text="Some paragraphs speak to the reader as an advert does, and the rest of the text does not.",
        )


def _sells(section: Sequence[int], told: Sequence[int]) -> bool:
    """Most of a section speaks to its reader, and hardly a paragraph outside of it."""
    within = sum(loud >= _SPOKEN for loud in section)
    outside = len(told) - len(section)
    beside = sum(loud >= _SPOKEN for loud in told) - within
    speaks = within >= _SPOKEN and within >= _SPEAKING_WITHIN * len(section)
    return speaks and outside >= _LEAST_OUTSIDE and beside <= _SPEAKING_OUTSIDE * outside


def _sells_amid(told: Sequence[int]) -> bool:
    """Two paragraphs one after another that say « vous », give an order and name the house or a price."""
    loud = any(a >= _LOUD and b >= _LOUD for a, b in pairwise(told))
    return loud and sum(n >= _SPOKEN for n in told) <= _SPEAKING * len(told) + 1
