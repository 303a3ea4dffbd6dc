"""Where on a page the article stands: containers of blocks, the boxes among them, and the one that holds the body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from audioedition.article.chrome import Box, Phrasebook
from audioedition.article.chrome.matcher import Matcher
from audioedition.article.judge.features import Line
from audioedition.article.judge.page.short_sections import short_sections
from audioedition.model import Block

_MAIN_SHARE = 0.8
_NOISE = 0.5
"""A character of links, or of what stands in a box, weighs so much against an element's being the body."""
_BOX_SHARE = 0.4
"""An element with more of the prose than this is no box, whatever it is called."""
_MISTAKEN_SHARE, _MISTAKEN_COMMENTS_SHARE = 0.5, 0.8
"""A name that would take more of the prose than this is mistaken on this page (« widget » around each paragraph)."""
_DISGUISE = "ad"
"""Where names of adverts take together most of what trafilatura kept, all of them are mistaken: an article dressed so,
that what blocks adverts may hide it."""
_VOUCHED_SHARE = 0.3
_LINK_HEAVY = 0.5
_SHORT_BOX_CHARS = 300
_EXEMPT = ("html", "body", "main", "article")
"""Their classes describe the page (« single-post comments-open »), not a box on it."""
_CONTRARY = re.compile(
    r"(?<!\S)(?:\S*[-_])?(?:no|non|not|sans|without|disabled?|hide|hidden|off|skip|has|with|avec)(?:[-_]\S*)?(?!\S)"
)
"""« pub-disable », « no-ads », « has-sidebar »: a class that says what is not there, or what may be."""
_CONTRARY_WORDS = frozenset(
    "no non not sans without disable disabled hide hidden off skip has with avec".split()
)
_NAME_CHARS = 300
"""Longer names are not remembered."""
_NEVER_BODY = frozenset({"comments", "cookie", "newsletter", "most_read"})


CARDS = Box(
    id="repeated-siblings",
    kind="related",
    why="Trois éléments de même forme ou plus, chacun un titre et un court texte : d'autres articles.",
    names=(),
)


@dataclass(slots=True)
class Container:
    """An element, seen over all blocks in it."""

    number: int
    name: str
    depth: int
    first: int
    last: int
    chars: int = 0
    linked: float = 0.0
    prose: float = 0.0
    """Characters of running French, doubled where trafilatura kept them."""
    running: float = 0.0
    """Characters of running French, whoever kept them."""
    noise: float = 0.0
    boxes: tuple[Box, ...] = ()

    @property
    def link_density(self) -> float:
        return self.linked / max(1, self.chars)


@dataclass(slots=True)
class Layout:
    """The page's containers by number, and the one that holds the article's body."""

    containers: dict[int, Container]
    main: int = 0
    total: float = 0.0
    box_of: list[Box | None] = field(default_factory=list)
    """By line: the box that it stands in."""
    sectioned: bool = False
    """True when the main container holds very short sections and no running text: their headings are its own."""
    alone: bool = False
    """True on a page with other articles too: nothing after the main container is ours."""
    carded: frozenset[int] = frozenset()
    """Lines that stand in cards of other articles."""
    trusting: bool = False
    """True when trafilatura kept nearly all of the main container's prose: what it left there is doubtful."""


def lay_out(
    lines: Sequence[Line],
    book: Phrasebook,
    *,
    containers: dict[int, Container] | None = None,
    carded: Mapping[int, Box] | None = None,
) -> Layout:
    """Find containers, boxes, and the main container of a page.

    ``containers``: as ``find_containers`` gives them; ``carded``: lines of other articles, each with what it stands in.
    """
    carded = carded or {}
    layout = Layout(find_containers(lines) if containers is None else containers, carded=frozenset(carded))
    for container in layout.containers.values():
        if container.name.split(" ", 1)[0] not in _EXEMPT:
            container.boxes = boxes_named(container.name, book.boxes)
    _unname_mistaken(layout, lines)
    _weigh(layout, lines, trusted=True)
    if not layout.total:
        _weigh(layout, lines, trusted=False)
    boxes = {n: box for n, c in layout.containers.items() if (box := _box(layout, c)) is not None}
    layout.box_of = [carded.get(i) or _box_around(boxes, line, book) for i, line in enumerate(lines)]
    layout.main = _main(layout, lines)
    if not layout.main:
        layout.main = short_sections(layout.containers, lines)
        layout.sectioned = bool(layout.main)
    layout.trusting = _is_trusting(layout, lines)
    return layout


def boxes_named(name: str, known: Matcher[Box]) -> tuple[Box, ...]:
    """The boxes that an element's name tells of."""
    if len(name) > _NAME_CHARS:
        return _find_boxes(name, known)
    return _remember_boxes(name, known)


def _find_boxes(name: str, known: Matcher[Box]) -> tuple[Box, ...]:
    words = name.replace("-", " ").replace("_", " ").split()
    meant = name if _CONTRARY_WORDS.isdisjoint(words) else _CONTRARY.sub(" ", name)
    # « video_block » is the same name as « video-block »
    spellings = dict.fromkeys((meant, meant.replace("_", "-")))
    return tuple(dict.fromkeys(box for spelling in spellings for box in known.find_all(spelling)))


_remember_boxes = lru_cache(maxsize=4096)(_find_boxes)
"""The pages of a site bear the same names, and « div » and « li » stand on all."""


def find_containers(lines: Sequence[Line]) -> dict[int, Container]:
    containers: dict[int, Container] = {}
    for i, line in enumerate(lines):
        chars, names = len(line.text), None
        linked = line.block.link_density * chars
        for depth, number in enumerate(line.block.ancestors):
            container = containers.get(number)
            if container is None:
                names = names or line.block.path.split(" / ")
                container = containers[number] = Container(number, names[depth], depth, i, i)
            container.last = i
            container.chars += chars
            container.linked += linked
    return containers


def _is_prose(line: Line) -> bool:
    return line.prose and line.block.link_density <= _LINK_HEAVY and "hidden" not in line.block.signals


def _unname_mistaken(layout: Layout, lines: Sequence[Line]) -> None:
    """Take off names that would drop the better part of what trafilatura kept, where they would drop prose.

    Of all prose, where trafilatura kept next to nothing: such names mislead it too.
    """
    prose = [line for i, line in enumerate(lines) if _is_prose(line) and i not in layout.carded]
    vouched = [line for line in prose if "trafilatura" in line.block.signals]
    if _chars(vouched) < _VOUCHED_SHARE * _chars(prose):
        vouched = prose
    for line in prose:
        for number in line.block.ancestors:
            layout.containers[number].running += len(line.text)
    taken: dict[Box, float] = defaultdict(float)
    dressed = 0
    for line in vouched:
        found = {b for n in line.block.ancestors for b in layout.containers[n].boxes if not b.short}
        for box in found:
            taken[box] += len(line.text)
        if any(box.kind == _DISGUISE and box.strength == "strong" for box in found):
            dressed += len(line.text)
    limits = {b: _MISTAKEN_COMMENTS_SHARE if b.kind == "comments" else _MISTAKEN_SHARE for b in taken}
    held = _chars(vouched)
    mistaken = {box for box, chars in taken.items() if chars > limits[box] * held}
    disguised = dressed > _MISTAKEN_SHARE * held
    for container in layout.containers.values():
        if (mistaken or disguised) and (container.running or container.link_density < _LINK_HEAVY):
            container.boxes = tuple(
                b for b in container.boxes if b not in mistaken and not (disguised and b.kind == _DISGUISE)
            )


def _chars(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _weigh(layout: Layout, lines: Sequence[Line], *, trusted: bool) -> None:
    """Sum up prose and noise per container. ``trusted``: only of blocks that stand in no box of chrome."""
    boxes = {number for number, container in layout.containers.items() if _is_chrome(container)}
    for i, line in enumerate(lines):
        block = line.block
        chrome = line.rule is not None or not boxes.isdisjoint(block.ancestors)
        if i in layout.carded:
            for number in block.ancestors:
                layout.containers[number].noise += len(line.text)
            continue
        if _is_prose(line) and not (trusted and chrome):
            weight = len(line.text) * (2.0 if "trafilatura" in block.signals else 1.0)
            layout.total += weight
            for number in block.ancestors:
                layout.containers[number].prose += weight
        elif chrome or block.link_density > _LINK_HEAVY:
            for number in block.ancestors:
                layout.containers[number].noise += len(line.text)


def _is_chrome(container: Container) -> bool:
    return any(b.strength == "strong" and not b.short and b.kind in _NEVER_BODY for b in container.boxes)


def _box_around(boxes: Mapping[int, Box], line: Line, book: Phrasebook) -> Box | None:
    """The innermost element around a block that is a box: named so, and without the better part of the article."""
    for number in reversed(line.block.ancestors):
        if number in boxes:
            return boxes[number]
    if line.block.link_density <= 0.9 and len(line.text) >= 160:
        return None
    for name in line.block.path.split(" / ")[len(line.block.ancestors) :]:
        for box in boxes_named(name, book.boxes):
            if box.kind in ("byline", "date", "credit", "caption") and box.strength == "strong":
                return box
    return None


def _box(layout: Layout, container: Container) -> Box | None:
    if not container.boxes or (layout.total and container.prose > _BOX_SHARE * layout.total):
        return None
    for box in container.boxes:
        if box.short and (container.prose > 0 or container.chars > _SHORT_BOX_CHARS):
            continue
        if box.strength == "weak" and container.link_density < _LINK_HEAVY:
            continue
        return box
    return None


def _main(layout: Layout, lines: Sequence[Line]) -> int:
    """The deepest container that holds most of the prose; within it, the one with the most prose for its noise.

    0 when the page holds no prose.
    """
    if not layout.total:
        return 0
    everything = layout.containers.values()
    holders = [c for c in everything if c.prose >= _MAIN_SHARE * layout.total]
    # none where the text that the page only declares stands beside as much that it shows: they share no element
    holding = max(holders, key=lambda c: c.depth) if holders else max(everything, key=lambda c: c.prose)
    within = [
        c
        for c in everything
        if holding.first <= c.first and c.last <= holding.last and c.depth >= holding.depth
    ]
    best = max(within, key=lambda c: (c.prose - _NOISE * c.noise, c.depth))
    while best.depth and best.name.split(" ", 1)[0] == "p":
        # one paragraph holds most lines, parted by « br »: those beside it are the article's too
        best = layout.containers[lines[best.first].block.ancestors[best.depth - 1]]
    return best.number


def _is_trusting(layout: Layout, lines: Sequence[Line]) -> bool:
    inside = [
        (len(line.text), "trafilatura" in line.block.signals)
        for line, box in zip(lines, layout.box_of, strict=True)
        if _is_prose(line) and box is None and line.rule is None and is_within(line.block, layout.main)
    ]
    total = sum(chars for chars, _ in inside)
    return total > 0 and sum(chars for chars, kept in inside if kept) >= _TRUSTED_SHARE * total


_TRUSTED_SHARE = 0.9


def is_within(block: Block, number: int) -> bool:
    """Whether the block stands in the container of that number."""
    return number in block.ancestors
