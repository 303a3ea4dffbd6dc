"""What stands where the article should: a wall that asks for consent, word that it is gone. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audioedition.article.judge.absence.words_of_absence import GONE
from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict
from audioedition.model import Doubt

_SHORT, _NEAR = 900, 2
_WEIGHT = 0.6


def doubts_of_instead(
    lines: Sequence[Line], verdicts: Sequence[Verdict], kept: Sequence[int], chars: int
) -> Iterator[Doubt]:
    """``kept``: the lines of the text, headings left out, of ``chars`` characters in all."""
    if not kept or chars >= _SHORT:
        return
    before, behind = (
        _reasons(verdicts, range(kept[0] - 1, -1, -1)),
        _reasons(verdicts, range(kept[-1] + 1, len(lines))),
    )
    if "cookie" in before and "cookie" in behind:
        yield Doubt(
            kind="instead",
            weight=_WEIGHT,
            text="The text stands amid a request for consent: the article is behind it.",
        )
    near = range(max(0, kept[0] - _NEAR), min(len(lines), kept[0] + 1))
    if any(GONE.search(lines[i].text) for i in near):
        yield Doubt(kind="instead", weight=_WEIGHT, text="The page says that its article is no longer there.")


def _reasons(verdicts: Sequence[Verdict], way: range) -> set[str]:
    """Why the nearest lines on that side were dropped, chrome of no meaning left out."""
    told = (verdicts[i].reason for i in way if not verdicts[i].kept)
    return {reason for reason, _ in zip(told, range(_NEAR), strict=False)}
