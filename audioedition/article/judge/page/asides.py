"""A web page: small elements amid the article, judged as a whole: a picture's words with its credit, a shop's rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import HEADINGS, Line
from audioedition.article.judge.page.containers import Container, Layout, is_within
from audioedition.article.judge.verdict import Verdict, drop

_SMALL_CHARS, _LINES = 600, 8
_PRICE = re.compile(r"\d ?(?:€|euros?\b|\$|CHF\b|CAD\b|F ?CFA\b)|-\d{1,2} ?%")
_PRICED_WORDS, _LEAST_PRICED = 14, 2
_PICTURED = frozenset({"credit", "caption"})


def drop_asides(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict]) -> None:
    """Drop, in place, what a small element apart from the paragraphs gives away as a whole."""
    main = layout.containers.get(layout.main)
    priced = {i for i, x in enumerate(lines) if x.words <= _PRICED_WORDS and _PRICE.search(x.text)}
    for container in layout.containers.values():
        small = container.chars <= _SMALL_CHARS and 1 < container.last - container.first + 1 <= _LINES
        if not small or container.number == layout.main or (main is not None and _holds(container, main)):
            continue
        inside = range(container.first, container.last + 1)
        if not all(container.number in lines[i].block.ancestors for i in inside):
            continue
        if any(verdicts[i].role in ("title", "standfirst") for i in inside):
            continue
        _shop(lines, verdicts, inside, priced)
        _picture(lines, layout, verdicts, inside)


def _holds(container: Container, other: Container) -> bool:
    return container.first <= other.first and other.last <= container.last


def _shop(lines: Sequence[Line], verdicts: list[Verdict], inside: range, priced: set[int]) -> None:
    """Two rows or more that are a name and a price, and nothing that is a paragraph or a list's entry."""
    rows = len(priced.intersection(inside))
    if rows < _LEAST_PRICED or 2 * rows < len(inside):
        return
    bare = all(
        not lines[i].strong and lines[i].block.tag not in ("li", "td", "dd", "dt", "blockquote")
        for i in inside
    )
    if bare:
        for i in inside:
            if verdicts[i].kept and not lines[i].prose:
                verdicts[i] = drop("ad", "rows-of-prices")


def _picture(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict], inside: range) -> None:
    """A credit in it: the one text beside that is what the picture shows."""
    credited = [i for i in inside if verdicts[i].reason in _PICTURED]
    kept = [i for i in inside if verdicts[i].kept]
    if not credited or len(kept) != 1 or len(inside) > len(credited) + 1:
        return
    line = lines[kept[0]]
    named = any("figure" in lines[i].block.path or layout.box_of[i] is not None for i in credited)
    apart = not is_within(line.block, layout.main) or named
    told = line.strong and "trafilatura" in line.block.signals and "figure" not in line.block.path
    if apart and not told and line.block.tag not in HEADINGS and not line.block.signals & {"declared"}:
        verdicts[kept[0]] = drop("caption", "beside-its-credit")
