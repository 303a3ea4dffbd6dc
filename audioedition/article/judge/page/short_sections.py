"""A page of very short sections (briefs, dates, a horoscope, a few questions) holds no running text, and is an article.

Its markup tells it from a list of links: one element declared to be the article holds the headline, then headings,
each with a little text under it that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from audioedition.article.judge.features import Line

_DECLARED = ("article", "main")
SECTION_HEADINGS = ("h2", "h3", "h4")
_LEAST_SECTIONS = 3
_LINKED = 0.2
_LONGEST = 2
"""Short texts under one heading: more are a menu."""


class _Element(Protocol):
    number: int
    name: str
    depth: int
    chars: int
    linked: float


def short_sections(containers: Mapping[int, _Element], lines: Sequence[Line]) -> int:
    """The number of the deepest such element; 0 when there is none. For pages without any running text."""
    declared = sorted(
        (c for c in containers.values() if c.name.split(" ", 1)[0] in _DECLARED), key=lambda c: -c.depth
    )
    for element in declared:
        within = [line for line in lines if element.number in line.block.ancestors]
        if element.linked <= _LINKED * max(1, element.chars) and _are_sections(within):
            return element.number
    return 0


def _are_sections(lines: Sequence[Line]) -> bool:
    tags = [line.block.tag for line in lines]
    if tags.count("h1") != 1:
        return False
    sections: list[list[Line]] = []
    for line in lines[tags.index("h1") + 1 :]:
        if line.block.tag in SECTION_HEADINGS:
            sections.append([])
        elif sections:
            sections[-1].append(line)
    told = [section for section in sections if 0 < len(section) <= _LONGEST]
    plain = all(
        line.rule is None and line.block.link_density <= _LINKED for section in told for line in section
    )
    return plain and len(told) >= _LEAST_SECTIONS and 4 * len(told) >= 3 * len(sections)
