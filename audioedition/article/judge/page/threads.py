"""A web page: readers' comments. Three elements or more that are named so, each with who writes above what he writes.

They are told before anything is weighed: under a short article they are most of the page's prose, and then a name alone
would be taken for mistaken (``containers.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audioedition.article.chrome import Box, Phrasebook
from audioedition.article.judge.features import HEADINGS, Line
from audioedition.article.judge.page.containers import Container, boxes_named

_LEAST_VOICES, _WRITER_WORDS = 3, 8
_OUTSIDE_CHARS = 60
"""So much prose must stand above them: a page of nothing else is judged as it is."""


def find_threads(
    lines: Sequence[Line], containers: Mapping[int, Container], book: Phrasebook
) -> dict[int, Box]:
    """The lines from the first comment on that stand in elements named as comments, each with that name's box."""
    named = {
        c.number: box
        for c in containers.values()
        if c.depth
        and c.name.split(" ", 1)[0] not in ("html", "body", "main")
        and (box := next((b for b in boxes_named(c.name, book.boxes) if b.kind == "comments"), None))
    }
    voices = [containers[number] for number in named if _is_voice(lines, containers[number])]
    if len(voices) < _LEAST_VOICES:
        return {}
    first = min(c.first for c in voices)
    above = sum(len(line.text) for line in lines[:first] if line.prose and line.rule is None)
    if above < _OUTSIDE_CHARS:
        return {}
    return {
        i: named[number]
        for i in range(first, len(lines))
        if (number := next((n for n in lines[i].block.ancestors if n in named), None)) is not None
    }


def _is_voice(lines: Sequence[Line], container: Container) -> bool:
    """Who writes, in a few words that are no heading and no hour, then what he writes."""
    inside = lines[container.first : container.last + 1]
    writer = inside[0]
    named = writer.words <= _WRITER_WORDS and not writer.ends and writer.block.tag not in HEADINGS
    digits = any(c.isdigit() for c in writer.text)
    return named and not digits and any(line.words > _WRITER_WORDS for line in inside[1:])
