"""A web page: what stands outside of the main container and is yet the article's."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.features import HEADINGS, Line
from audioedition.article.judge.page.containers import Layout
from audioedition.article.judge.speech import address

_ADOPTED_AFTER = 12
"""So many blocks after the main container a paragraph may still be the article's."""
_LEAST_ADOPTED = 2
_NEAR = 8
_CARD = "repeated-siblings"
_LINKED, _ALL_LINK, _LEAST_CARDS = 0.1, 0.9, 2
_LONG, _SHARED = 5, 2
"""Letters of a word that tells, and how many such words an inset's paragraph has in common with the article."""
_CLOSING = frozenset(
    {"related", "most_read", "comment_form", "comments", "reactions", "paywall", "newsletter", "share"}
)


def is_adopted(lines: Sequence[Line], layout: Layout, i: int, *, headline: int | None) -> bool:
    """A paragraph in no box that trafilatura kept, or that stands between headline and main container; a short item
    beside such ones."""
    line = lines[i]
    if layout.box_of[i] is not None or line.rule is not None:
        return False
    if i in _box_behind(lines, layout, i):
        return True
    if not line.prose:
        return _is_item_of_adopted(lines, layout, i, headline)
    main = layout.containers.get(layout.main)
    first, end = (main.first, main.last) if main else (0, len(lines))
    first = headline if headline is not None else first
    last = end if layout.alone else end + _ADOPTED_AFTER
    if i > end and (i in _signed_cards(lines, end) or _is_of_cards(lines, layout, i)):
        return False
    if i > end and not line.strong and any(_closes(lines, layout, j) for j in range(end + 1, i)):
        return False
    return first < i <= last and (
        "trafilatura" in line.block.signals or _leads_in(lines, layout, i, headline)
    )


def _signed_cards(lines: Sequence[Line], end: int) -> frozenset[int]:
    """Behind the article, the summaries of others: each under a heading that is a link and above who signs it, two of
    them at least. One alone may be its last paragraph, under « À lire aussi » and above its own signature."""
    found = {i for i in range(end + 1, len(lines) - 1) if _is_signed_card(lines, i)}
    return frozenset(found) if len(found) >= _LEAST_CARDS else frozenset()


def _is_of_cards(lines: Sequence[Line], layout: Layout, i: int) -> bool:
    """In an element that opens with a heading, right above one of the same name and rank that was told as a card: the
    first of their row, be it that it says the headline's words."""
    for number in lines[i].block.ancestors[:-1]:
        own = layout.containers[number]
        if own.first >= i or own.last + 1 >= len(lines) or not own.depth:
            continue
        below = lines[own.last + 1].block.ancestors
        if len(below) <= own.depth or below[: own.depth] != lines[i].block.ancestors[: own.depth]:
            continue
        box = layout.box_of[own.last + 1]
        headed = lines[own.first].block.tag in HEADINGS[1:]
        alike = layout.containers[below[own.depth]].name == own.name and " " in own.name
        if headed and alike and box is not None and box.id == _CARD:
            return True
    return False


def _is_signed_card(lines: Sequence[Line], i: int) -> bool:
    title, signed = lines[i - 1].block, lines[i + 1].rule
    headed = title.tag in HEADINGS[1:] and title.link_density > _ALL_LINK
    return headed and signed is not None and signed.kind == "byline"


def _box_behind(lines: Sequence[Line], layout: Layout, i: int) -> range:
    """The element right behind the main one, beside it, where it is a heading and whole paragraphs that say words of
    the article, bear no links and address nobody: its inset, set below the signature."""
    none, main = range(0), layout.containers.get(layout.main)
    if main is None or layout.alone or not main.last < i <= main.last + _NEAR or not main.depth:
        return none
    path = lines[i].block.ancestors
    there = lines[main.first].block.ancestors
    if len(path) <= main.depth + 1 or path[: main.depth] != there[: main.depth]:
        return none
    box = layout.containers[path[main.depth]]
    inside = range(box.first, box.last + 1)
    if box.first != main.last + 1 or not _LEAST_ADOPTED < len(inside) <= _NEAR:
        return none
    head, below = lines[box.first], [lines[j] for j in inside[1:]]
    plain = all(
        x.rule is None and x.block.link_density < _LINKED and layout.box_of[j] is None
        for j, x in zip(inside, [head, *below], strict=True)
    )
    if head.block.tag not in HEADINGS[1:] or not plain:
        return none
    if not all(x.prose and address(x.text) < 2 for x in below) or not any(x.strong for x in below):
        return none
    said = {w[:6] for x in lines[main.first : main.last + 1] if x.prose for w in x.said if len(w) > _LONG}
    akin = [len({w[:6] for w in x.said if len(w) > _LONG} & said) >= _SHARED for x in below]
    return inside if 2 * sum(akin) >= len(akin) else none


def _is_item_of_adopted(lines: Sequence[Line], layout: Layout, i: int, headline: int | None) -> bool:
    """A short sentence in a list of which two others or more are the article's: its points in brief."""
    line = lines[i]
    if line.block.tag != "li" or not line.ends or line.block.link_density > 0.3:
        return False
    among = line.block.ancestors[:-1]
    others = (
        j for j in _near(lines, i) if j != i and lines[j].block.ancestors[:-1] == among and lines[j].prose
    )
    return sum(is_adopted(lines, layout, j, headline=headline) for j in others) >= _LEAST_ADOPTED


def heads_adopted(lines: Sequence[Line], layout: Layout, i: int, *, headline: int | None) -> bool:
    """A heading above the main container that opens a box of the article's own: all that stands below it there is
    adopted (« L’essentiel » over its points)."""
    line, main = lines[i], layout.containers.get(layout.main)
    if _asks_adopted(lines, layout, i, headline):
        return True
    if main is None or headline is None or not headline < i < main.first - _LEAST_ADOPTED:
        return False
    bare = line.rule is None and layout.box_of[i] is None and line.block.link_density < 0.5
    if line.block.tag not in HEADINGS[1:] or not bare:
        return False
    box = layout.containers[line.block.ancestors[-2]] if len(line.block.ancestors) > 1 else main
    below = range(i + 1, box.last + 1)
    return (
        box.first == i
        and _LEAST_ADOPTED <= len(below) <= _NEAR
        and box.last < main.first
        and all(is_adopted(lines, layout, j, headline=headline) for j in below)
    )


def _asks_adopted(lines: Sequence[Line], layout: Layout, i: int, headline: int | None) -> bool:
    """A question set as a heading, no link, which with its answers fills an element, all of them adopted: one of those
    most often asked, unfolded behind the article."""
    line = lines[i]
    bare = line.rule is None and layout.box_of[i] is None and line.block.link_density < _LINKED
    if line.block.tag not in HEADINGS[1:] or not bare or not line.text.rstrip().endswith("?"):
        return False
    if i + 1 == len(lines):
        return False
    shared = [n for n in lines[i].block.ancestors if n in lines[i + 1].block.ancestors]
    box = layout.containers[shared[-1]] if shared else None
    if box is None or box.first != i or box.last - i > _NEAR or "details" not in box.name:
        return False
    return all(is_adopted(lines, layout, j, headline=headline) for j in range(i + 1, box.last + 1))


def _near(lines: Sequence[Line], i: int) -> range:
    return range(max(0, i - _NEAR), min(len(lines), i + _NEAR + 1))


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
