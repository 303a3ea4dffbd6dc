"""A web page: headings of the article in an element whose name says something else (« theme-skin » is no list of tags).

Content systems wrap each heading in an element of its own and call that as they like. An element that holds nothing
but one heading, with the article's paragraph right below, is no menu, no row of buttons, no stamp.
"""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.chrome import Box
from audioedition.article.judge.containers import Layout, is_within
from audioedition.article.judge.features import Line
from audioedition.article.judge.headline import HEADINGS

_MAY_BE_MISTAKEN = frozenset({"navigation", "share", "date", "byline", "credit", "embed"})
_BARE_MAY_BE = frozenset({"navigation", "share"})
"""Of these a line that is no ``h2`` may be a heading too; a bare name or a date is rather a stamp."""
_MOST_WORDS, _SOME_LINK = 16, 0.3
_STAMPS_BETWEEN = 3
"""So far above may stand the paragraph before, a source or a poll between."""


def heads_misnamed(lines: Sequence[Line], layout: Layout, i: int, box: Box, *, body: Sequence[int]) -> bool:
    """Whether a line in a box is the article's heading. ``body``: its paragraphs, in order."""
    line = lines[i]
    named = line.block.tag in HEADINGS[1:]
    if box.kind not in (_MAY_BE_MISTAKEN if named else _BARE_MAY_BE) or line.rule is not None:
        return False
    if not body or not body[0] < i < body[-1] or line.block.link_density > _SOME_LINK:
        return False
    if not 1 <= line.words <= _MOST_WORDS or line.text.rstrip().endswith((".", ",", ";")):
        return False
    above = named or any(j in body for j in range(i - _STAMPS_BETWEEN, i))
    return above and i + 1 in body and _alone(layout, lines, i)


def _alone(layout: Layout, lines: Sequence[Line], i: int) -> bool:
    """Every element around it up to the one that holds the paragraph below too holds nothing else."""
    below = set(lines[i + 1].block.ancestors)
    own = [layout.containers[n] for n in lines[i].block.ancestors if n not in below]
    return bool(own) and all(c.first == c.last == i for c in own) and is_within(lines[i].block, layout.main)
