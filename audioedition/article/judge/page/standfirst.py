"""A web page: the lines that introduce the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line, words_of
from audioedition.article.judge.page.containers import Layout, is_within
from audioedition.article.judge.speech import address
from audioedition.model import Metadata

_STANDFIRST_NAME = re.compile(
    r"chapo|chapeau|stand-?first|\blead(?!er)|lede\b|intro|excerpt|sub-?title|sous-?titre|sub-?head(?!er)|\bdeck|accroche|"
    r"descriptif|article-?_*desc|summary|\bdescription|resume|\bdek|abstract"
)


def is_standfirst(
    meta: Metadata,
    lines: Sequence[Line],
    layout: Layout,
    i: int,
    *,
    headline: int | None,
    body: Sequence[int],
) -> bool:
    """Named so, in no box of chrome; or what the page gives as its description.

    ``body``: the article's paragraphs, as far as they are known.
    """
    line = lines[i]
    first = body[0] if body else len(lines)
    if headline is None or not headline < i <= first + 1 or line.words < 4:
        return False
    if line.rule is not None or line.block.link_density > 0.5 or line.block.tag == "figcaption":
        return False
    if address(line.text) >= 2 and not _tells(line, meta):
        return False
    within = is_within(line.block, layout.main)
    names = (name.partition(" ")[2] for name in line.block.path.split(" / ")[-4:])  # not the tag « summary »
    if (within or layout.box_of[i] is None) and any(_STANDFIRST_NAME.search(name) for name in names):
        return True
    described, own = set(words_of(meta.standfirst or "")), set(line.said)
    if min(len(described), len(own)) < 6 or (within and not _alone_above(lines, i, body)):
        return False
    return len(described & own) >= 0.8 * min(len(described), len(own))


def _tells(line: Line, meta: Metadata) -> bool:
    """It has longer words in common with the page's title and description."""
    about = {w for w in words_of(f"{meta.title or ''} {meta.standfirst or ''}") if len(w) > 3}
    return len(about & set(line.said)) >= 2


def _alone_above(lines: Sequence[Line], i: int, body: Sequence[int]) -> bool:
    """Set apart from the first paragraphs by its element: not one ``p`` among them."""
    following = next((j for j in body if j > i), None)
    if following is None:
        return False
    here, there = lines[i].block, lines[following].block
    return here.ancestors[:-1] != there.ancestors[:-1] or here.tag != there.tag or here.bold > 0.9
