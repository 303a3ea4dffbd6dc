"""The text stands where it is not read: in a document that is shown by a viewer, under pictures. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict
from audioedition.model import Doubt, Page

_SHORT, _VERY_SHORT = 1200, 400
_OFFERED = re.compile(
    r"\b(?:télécharge[rz]?|consulte[rz]?|lire|voir|ouvrir|afficher)\b.{0,60}\b(?:pdf|document)\b|\(pdf\b",
    re.I,
)
_OFFER_CHARS, _NEAR = 100, 5
_LEAST_CAPTIONS, _CAPTIONS, _CAPTION_WORDS = 600, 1.0, 12
_WEIGHT = 0.55


def doubts_of_elsewhere(
    page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], kept: Sequence[int], chars: int
) -> Iterator[Doubt]:
    """``kept``: the lines of the text, headings left out, of ``chars`` characters in all."""
    if not kept:
        return
    behind = range(kept[0], min(len(lines), kept[-1] + 1 + _NEAR))
    offered = any(
        len(lines[j].text) < _OFFER_CHARS and _OFFERED.search(lines[j].text)
        for j in behind
        if not lines[j].prose
    )
    if (chars < _SHORT and page.documents) or (chars < _VERY_SHORT and offered):
        yield Doubt(
            kind="elsewhere",
            weight=_WEIGHT,
            text="Beside this short text stands a document, which is not read.",
        )
    captions = [
        len(line.text)
        for line, v in zip(lines, verdicts, strict=True)
        if v.reason == "caption" and line.words >= _CAPTION_WORDS
    ]
    if len(captions) >= 3 and sum(captions) > max(_LEAST_CAPTIONS, _CAPTIONS * chars):
        yield Doubt(
            kind="elsewhere",
            weight=_WEIGHT,
            text="The captions, which are not read, say more than the text "
            f"({sum(captions)} characters beside {chars}).",
        )
