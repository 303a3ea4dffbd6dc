"""Which block of a page is the article's headline."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.features import HEADINGS, Line, words_of
from audioedition.article.judge.page.containers import Layout, is_within

_LEAST_LIKENESS = 0.34
_H1, _BELOW, _BOXED = 0.35, 0.3, 0.15
"""What being an h1, standing below the first paragraph, and standing in a box count, on a likeness of 0 to 1."""


def find_headline(lines: Sequence[Line], layout: Layout, title: str) -> int | None:
    """The heading most like what the page says of itself (``title``); ``None`` when there is none."""
    wanted = set(words_of(title))
    body = _first_paragraph(lines, layout)
    best, score = None, _LEAST_LIKENESS
    for i, line in enumerate(lines):
        if line.block.tag not in HEADINGS or "hidden" in line.block.signals:
            continue
        own = set(line.said)
        if not own:
            continue
        likeness = len(own & wanted) / max(1, len(own | wanted))
        if line.block.tag == "h1":
            likeness += _H1
        if i > body:
            likeness -= _BELOW
        box = layout.box_of[i]
        if box is not None and box.kind != "caption":
            likeness -= _BOXED
        if likeness > score:
            best, score = i, likeness
    return best if best is not None else _without_heading(lines, wanted, body)


def narrow_to_headline(lines: Sequence[Line], layout: Layout, headline: int | None) -> None:
    """On a page with several articles, each an ``article`` with an h1: the one under our headline is the body."""
    if headline is None or lines[headline].block.tag != "h1":
        return
    own = _article_around(lines[headline], layout)
    others = {
        _article_around(line, layout)
        for i, line in enumerate(lines)
        if i != headline and line.block.tag == "h1" and is_within(line.block, layout.main)
    } - {own, None}
    if (
        own is None
        or layout.main in lines[headline].block.ancestors[lines[headline].block.ancestors.index(own) :]
    ):
        return
    if any(layout.containers[n].prose for n in others if n is not None) and layout.containers[own].prose:
        layout.main, layout.alone = own, True


def _article_around(line: Line, layout: Layout) -> int | None:
    """The innermost ``article`` element around a line."""
    for number in reversed(line.block.ancestors):
        if layout.containers[number].name.split(" ", 1)[0] == "article":
            return number
    return None


def _first_paragraph(lines: Sequence[Line], layout: Layout) -> int:
    for i, line in enumerate(lines):
        if line.prose and is_within(line.block, layout.main) and layout.box_of[i] is None:
            return i
    return len(lines)


def _without_heading(lines: Sequence[Line], wanted: set[str], body: int) -> int | None:
    """On pages without headings: a short line above the body whose words all stand in the page's title."""
    for i in range(min(body, len(lines))):
        own = set(lines[i].said)
        if len(own) >= 3 and own <= wanted and len(own) >= 0.4 * len(wanted):
            return i
    return None
