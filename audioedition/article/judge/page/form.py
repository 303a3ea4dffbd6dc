"""A web page's block by its own form: a caption, a few bare words, or text of the article and in which role."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.features import HEADINGS, Line
from audioedition.article.judge.page.containers import Layout
from audioedition.article.judge.verdict import Verdict, drop, keep

_SOME_LINKS = 0.05
_BARE_WORDS, _ALL_BOLD = 12, 0.9
_CAPTION_CHARS = 350


def is_caption(line: Line, layout: Layout) -> bool:
    """The only words in a small element that holds a picture."""
    block = line.block
    if block.tag in HEADINGS or line.strong or (line.prose and "in_p" in block.signals):
        return False
    around = layout.containers[block.ancestors[-2] if len(block.ancestors) > 1 else block.ancestors[-1]]
    return (
        around.number != layout.main and around.chars <= _CAPTION_CHARS and around.prose <= len(line.text) * 2
    )


def drop_bare(line: Line, layout: Layout, *, between: bool = False) -> Verdict | None:
    """A few words without a full stop that trafilatura did not keep, and that stand in no paragraph. ``between``: right
    between two paragraphs in one element with it."""
    signals = line.block.signals
    if line.prose or line.ends or line.words > _BARE_WORDS or signals & {"trafilatura", "declared"}:
        return None
    if between and line.block.bold > _ALL_BOLD:
        return keep("heading")  # paragraphs parted by « br » have no elements of their own
    listed = line.block.tag in ("li", "dt", "dd", "blockquote") and not _among_links(line, layout)
    return None if listed or "in_p" in signals else drop("navigation", "bare-words")


def is_between(lines: Sequence[Line], i: int) -> bool:
    """A whole paragraph right above it and right below, all three in one element without one of their own."""
    beside = [lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    own = lines[i].block.ancestors
    return len(beside) == 2 and all(x.strong and x.rule is None and x.block.ancestors == own for x in beside)


def _among_links(line: Line, layout: Layout) -> bool:
    """In a list of which some entries are links, on a page that trafilatura reads well."""
    ancestors = line.block.ancestors
    around = layout.containers[ancestors[-2] if len(ancestors) > 1 else ancestors[-1]]
    return layout.trusting and around.link_density > _SOME_LINKS


def keep_by_form(line: Line) -> Verdict:
    """As an entry of a list, a quotation, a line in bold that heads what follows, or a paragraph."""
    block = line.block
    if block.tag in ("li", "dd", "dt"):
        return keep("list")
    if block.tag == "blockquote" or "blockquote" in block.path:
        return keep("quote")
    if block.bold > _ALL_BOLD and not line.ends and line.words <= 16 and "in_p" in block.signals:
        return keep("heading")
    return keep("body")
