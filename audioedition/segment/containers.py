"""Where on a page the article stands: containers of blocks, the boxes among them, and the one that holds the body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from audioedition.chrome import Box, Phrasebook
from audioedition.model import Block
from audioedition.segment.features import Line

_MAIN_SHARE = 0.8
"""Of the page's prose: the deepest element that holds so much is the article's body."""
_BOX_SHARE = 0.4
"""An element with more of the prose than this is no box, whatever it is called."""
_LINK_HEAVY = 0.5
_EXEMPT = ("html", "body", "main", "article")
"""Their classes describe the page (« single-post comments-open »), not a box on it."""


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
    """Characters of running French, weighted."""
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
    box_of: dict[int, Box | None] = field(default_factory=dict)
    """By block position: the box that it stands in."""


def lay_out(
    lines: Sequence[Line], book: Phrasebook, body: frozenset[tuple[str, ...]] = frozenset()
) -> Layout:
    """Find containers, boxes, and the main container of a page."""
    containers: dict[int, Container] = {}
    for i, line in enumerate(lines):
        names = line.block.path.split(" / ")
        for depth, number in enumerate(line.block.ancestors):
            container = containers.get(number)
            if container is None:
                container = containers[number] = Container(number, names[depth], depth, i, i)
            container.last = i
            container.chars += len(line.text)
            container.linked += line.block.link_density * len(line.text)
    known: dict[str, tuple[Box, ...]] = {"": ()}
    for container in containers.values():
        tag = container.name.split(" ", 1)[0]
        if tag in _EXEMPT:
            continue
        if container.name not in known:
            known[container.name] = tuple(book.boxes.find_all(container.name))
        container.boxes = known[container.name]
    layout = Layout(containers)
    _weigh(layout, lines, trusted=True)
    if not layout.total:
        _weigh(layout, lines, trusted=False)
    for i, line in enumerate(lines):
        layout.box_of[i] = _box_around(layout, line, book, known)
    layout.main = _main(layout, lines)
    return layout


def _weigh(layout: Layout, lines: Sequence[Line], *, trusted: bool) -> None:
    """Sum up prose per container. ``trusted``: only of blocks that stand in no box of chrome."""
    for line in lines:
        block = line.block
        if not line.prose or block.link_density > _LINK_HEAVY or "hidden" in block.signals:
            continue
        if trusted and (line.rule or any(_is_chrome(layout.containers[n]) for n in block.ancestors)):
            continue
        weight = len(line.text) * (2.0 if "trafilatura" in block.signals else 1.0)
        layout.total += weight
        for number in block.ancestors:
            layout.containers[number].prose += weight


def _is_chrome(container: Container) -> bool:
    return any(b.strength == "strong" and not b.short and b.kind in _NEVER_BODY for b in container.boxes)


_NEVER_BODY = frozenset({"comments", "cookies", "newsletter", "most_read"})


def _box_around(
    layout: Layout, line: Line, book: Phrasebook, known: dict[str, tuple[Box, ...]]
) -> Box | None:
    """The innermost element around a block that is a box: named so, and without the better part of the article."""
    for number in reversed(line.block.ancestors):
        container = layout.containers[number]
        box = _box(layout, container, line)
        if box:
            return box
    inline = line.block.path.split(" / ")[len(line.block.ancestors) :]
    for name in inline:
        if line.block.link_density > 0.9 or len(line.text) < 160:
            if name not in known:
                known[name] = tuple(book.boxes.find_all(name))
            for box in known[name]:
                if box.kind in ("byline", "date", "credit", "caption") and box.strength == "strong":
                    return box
    return None


def _box(layout: Layout, container: Container, line: Line) -> Box | None:
    if not container.boxes or (layout.total and container.prose > _BOX_SHARE * layout.total):
        return None
    for box in container.boxes:
        if box.short and (container.prose > 0 or container.chars > 300):
            continue
        if box.strength == "weak" and container.link_density < _LINK_HEAVY:
            continue
        return box
    return None


def _main(layout: Layout, lines: Sequence[Line]) -> int:
    """The deepest container that holds most of the prose; 0 when the page holds none."""
    if not layout.total:
        return 0
    holding = [c for c in layout.containers.values() if c.prose >= _MAIN_SHARE * layout.total]
    return max(holding, key=lambda c: c.depth).number if holding else 0


def is_within(block: Block, number: int) -> bool:
    return number in block.ancestors
