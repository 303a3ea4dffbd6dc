"""Paragraphs in several near-identical variants, of which a script would show one: a reason to doubt. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict
from audioedition.model import Doubt

_LEAST_WORDS, _ALIKE, _MOST = 15, 0.5, 300
_LEAST_SHARE, _LEAST = 0.15, 2
_LIKE_LENGTH = 0.6
"""What is much shorter than what it repeats is a quotation set apart."""


def doubts_of_variants(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> Iterator[Doubt]:
    """Paragraphs of which most words stand, in their order, in another one."""
    told = [lines[i] for i, v in enumerate(verdicts) if v.kept and v.role in ("body", "quote", "list")]
    chars = sum(len(line.text) for line in told)
    long = [line for line in told if line.words >= _LEAST_WORDS][:_MOST]
    pairs = [frozenset(zip(line.said, line.said[1:], strict=False)) for line in long]
    seen: dict[tuple[str, str], set[int]] = {}
    again: set[int] = set()
    for i, own in enumerate(pairs):
        shared: dict[int, int] = {}
        for pair in own:
            for j in seen.setdefault(pair, set()):
                shared[j] = shared.get(j, 0) + 1
            seen[pair].add(i)
        if any(
            n >= _ALIKE * min(len(own), len(pairs[j]))
            and min(len(own), len(pairs[j])) >= _LIKE_LENGTH * max(len(own), len(pairs[j]))
            for j, n in shared.items()
        ):
            again.add(i)
    length = sum(len(long[i].text) for i in again)
    if len(again) >= _LEAST and length > _LEAST_SHARE * chars:
        yield Doubt(
            kind="said_twice",
            weight=0.55,
            text=f"{len(again)} paragraphs say nearly what another says: variants of which the page shows one.",
        )
