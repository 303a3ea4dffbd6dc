"""A web page: the article's own lines in an element whose name says something else (« theme-skin » is no list of tags).

Content systems wrap each heading in an element of its own and call that as they like. An element that holds nothing
but one heading, with the article's paragraph right below, is no menu, no row of buttons, no stamp.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.chrome import Box
from audioedition.article.judge.features import HEADINGS, Line
from audioedition.article.judge.page.containers import Layout, is_within
from audioedition.article.judge.speech import address

_MAY_BE_MISTAKEN = frozenset({"navigation", "share", "date", "byline", "credit", "embed"})
_BARE_MAY_BE = frozenset({"navigation", "share"})
"""Of these a line that is no ``h2`` may be a heading too; a bare name or a date is rather a stamp."""
_MOST_WORDS, _SOME_LINK = 16, 0.3
_STAMPS_BETWEEN = 3
"""So far above may stand the paragraph before, a source or a poll between."""

_QUOTE_NAME = re.compile(r"(?<!block)quot|citation")
_CONTENT_BOXES = ("caption", "embed", "credit", "related", "newsletter", "comments")


def heads_misnamed(lines: Sequence[Line], layout: Layout, i: int, box: Box, *, body: Sequence[int]) -> bool:
    """Whether a line in a box is the article's heading. ``body``: its paragraphs, in order."""
    line = lines[i]
    named = line.block.tag in HEADINGS[1:]
    if not named and line.block.tag not in ("p", "div"):
        return False  # a button, a label, an entry
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


def outvotes(line: Line, box: Box) -> bool:
    """Whether a line is read though its box is called so: a name alone does not drop what the page declares as its
    text, nor a whole paragraph as a caption."""
    if box.kind == "caption" and line.block.tag == "blockquote":
        return line.prose or line.words > 1  # a quotation set in a « figure », and who said it
    if box.kind == "embed" and line.block.tag == "blockquote" and _QUOTE_NAME.search(line.block.path):
        return line.words >= 5  # « embed_quote »: the article's own quotation, set apart
    if box.kind == "paywall" and line.prose and line.rule is None and address(line.text) < 2:
        return line.block.link_density < 0.5  # the class of what subscribers read, not of the offer
    if box.kind == "caption":
        return line.strong and "in_p" in line.block.signals and "trafilatura" in line.block.signals
    declared = "declared" in line.block.signals and (line.prose or line.block.tag in HEADINGS)
    return declared and line.rule is None and box.kind not in _CONTENT_BOXES


def beside_first(lines: Sequence[Line], body: Sequence[int], i: int) -> bool:
    """In one element with the article's first paragraph. ``body``: its paragraphs, in order."""
    around = lines[i].block.ancestors[:-1]
    return bool(body) and lines[body[0]].block.ancestors[:-1] == around
