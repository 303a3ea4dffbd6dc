"""A web page: of two stretches of prose, the one that explains the headline is the article."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.features import Line, words_of
from audioedition.article.judge.page.containers import Container, Layout, is_within

_HELD = 0.8
_LEAST_CHARS = 300
_LEAST_RIVAL, _MOST_OUTSIDE_VOUCHED = 0.25, 0.1
_AKIN = 0.34
"""Share of a rival's paragraphs that may have words in common with the article, by chance or as its neighbours."""
_AKIN_APART, _APART = 0.5, 0.8
"""The same where each of them stands in an element of its own, as dispatches and comments do."""
_LONG_WORD, _SHARED = 5, 2


def narrow_to_vouched(lines: Sequence[Line], layout: Layout, *, about: str) -> None:
    """Where the page's other prose is vouched for by nobody and speaks of other things, it is not the body's.

    Vouched: trafilatura kept it, or the page declares it. ``about``: the page's title and description.
    """
    prose = [
        i
        for i, line in enumerate(lines)
        if line.prose
        and line.rule is None
        and line.block.link_density <= 0.5
        and layout.box_of[i] is None
        and is_within(line.block, layout.main)
    ]
    vouched = [i for i in prose if lines[i].block.signals & {"trafilatura", "declared"}]
    held = _chars(lines, vouched)
    if held < _LEAST_CHARS:
        return
    near = _deepest(lines, layout, vouched, _HELD * held)
    if near is None or near.number == layout.main:
        return
    outside = [i for i in prose if i > near.last]
    known = [i for i in outside if lines[i].block.signals & {"trafilatura", "declared"}]
    if _chars(lines, outside) < _LEAST_RIVAL * held or _chars(lines, known) > _MOST_OUTSIDE_VOUCHED * held:
        return
    told = {w for w in words_of(about) if len(w) >= _LONG_WORD}
    for i in vouched:
        told |= _long(lines[i])
    akin = sum(len(_long(lines[i]) & told) >= _SHARED for i in outside)
    apart = len({lines[i].block.ancestors[-2:-1] for i in outside}) >= _APART * len(outside)
    if akin <= (_AKIN_APART if apart else _AKIN) * len(outside):
        layout.main, layout.alone = near.number, True


def _chars(lines: Sequence[Line], which: Sequence[int]) -> int:
    return sum(len(lines[i].text) for i in which)


def _long(line: Line) -> set[str]:
    return {w for w in line.said if len(w) >= _LONG_WORD}


def _deepest(lines: Sequence[Line], layout: Layout, which: Sequence[int], least: float) -> Container | None:
    """The deepest container within the main one that holds so many characters of these lines."""
    weight: dict[int, int] = {}
    for i in which:
        ancestors = lines[i].block.ancestors
        for number in ancestors[ancestors.index(layout.main) :]:
            weight[number] = weight.get(number, 0) + len(lines[i].text)
    holding = [layout.containers[n] for n, chars in weight.items() if chars >= least]
    return max(holding, key=lambda c: c.depth, default=None)
