"""A web page: what stands outside of the main container and is yet the article's."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.containers import Layout
from audioedition.article.judge.features import Line
from audioedition.article.judge.headline import HEADINGS
from audioedition.article.judge.speech import address

_ADOPTED_AFTER = 12
"""So many blocks after the main container a paragraph may still be the article's."""
_CLOSING = frozenset(
    {"related", "most_read", "comment_form", "comments", "reactions", "paywall", "newsletter", "share"}
)


def is_adopted(lines: Sequence[Line], layout: Layout, i: int, *, headline: int | None) -> bool:
    """A paragraph in no box that trafilatura kept, or that stands between headline and main container."""
    line = lines[i]
    if layout.box_of[i] is not None or not line.prose or line.rule is not None:
        return False
    main = layout.containers.get(layout.main)
    first, end = (main.first, main.last) if main else (0, len(lines))
    first = headline if headline is not None else first
    last = end if layout.alone else end + _ADOPTED_AFTER
    if i > end and not line.strong and any(_closes(lines, layout, j) for j in range(end + 1, i)):
        return False
    return first < i <= last and (
        "trafilatura" in line.block.signals or _leads_in(lines, layout, i, headline)
    )


def _leads_in(lines: Sequence[Line], layout: Layout, i: int, headline: int | None) -> bool:
    """A whole paragraph between headline and main container, within the element that holds both."""
    line, main = lines[i], layout.containers.get(layout.main)
    if main is None or headline is None or not headline < i < main.first or not line.strong:
        return False
    above, there = lines[headline].block.ancestors, lines[main.first].block.ancestors
    common = next((n for n in reversed(there) if n in above), None)
    spoken = line.block.link_density > 0.3 or address(line.text) >= 2 or "picture" in line.block.signals
    return common in line.block.ancestors and not spoken


def _closes(lines: Sequence[Line], layout: Layout, j: int) -> bool:
    """A phrase or a box of chrome below the main container: a short summary under it is another article's."""
    rule, box = lines[j].rule, layout.box_of[j]
    return (rule is not None and rule.kind in _CLOSING) or (box is not None and box.kind in _CLOSING)


def heads_main(lines: Sequence[Line], layout: Layout, i: int, *, headline: int | None) -> bool:
    """A heading right above the main container, in the element that holds it, below the headline."""
    line, main = lines[i], layout.containers.get(layout.main)
    if main is None or headline is None or not headline < i == main.first - 1:
        return False
    around = lines[main.first].block.ancestors[main.depth - 1 : main.depth]
    beside = line.block.ancestors[-2:-1]
    bare = line.rule is None and layout.box_of[i] is None and line.block.link_density < 0.5
    return line.block.tag in HEADINGS[1:] and bare and around == beside != ()
