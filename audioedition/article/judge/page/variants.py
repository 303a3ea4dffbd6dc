"""A web page: the same passage for each place or kind of reader, of which the page shows one: that one is heard."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from audioedition.article.chrome import Box
from audioedition.article.judge.features import Line
from audioedition.article.judge.page.cards import shape_of
from audioedition.article.judge.page.containers import Container
from audioedition.article.judge.page.refrains import same_words

VARIANT = Box(
    id="variant-not-shown",
    kind="repeated",
    why="Le même passage pour un autre lieu ou un autre lecteur ; la page n’en montre qu’un.",
    names=(),
)
_STATE = re.compile(r"(?<![\w-])(?:is-)?(?:on|active|actif|current|selected|shown?|visible|open)(?![\w-])")
"""What a script adds to the one that is shown."""
_LEAST, _LEAST_WORDS = 3, 8
_SHARE = 0.6
"""Of the variants; in the others a name of several words (« Pas-de-Calais ») may part the sentence otherwise."""
_MOST_CHARS = 2_000


def find_variants(lines: Sequence[Line], containers: Mapping[int, Container]) -> dict[int, Box]:
    """The lines of the variants that are not shown: three elements or more of one shape, one behind another, each with
    a sentence of the same words but for names and numbers, and one of them marked as the shown one."""
    marked = [c for c in containers.values() if c.depth and _is_marked(c.name)]
    found: dict[int, Box] = {}
    for shown in marked:
        path = lines[shown.first].block.ancestors
        row = [
            c
            for c in containers.values()
            if c.depth == shown.depth
            and shape_of(c.name) == shape_of(shown.name)
            and lines[c.first].block.ancestors[c.depth - 1] == path[shown.depth - 1]
        ]
        if len(row) < _LEAST or sum(_is_marked(c.name) for c in row) != 1:
            continue
        if all(c.chars <= _MOST_CHARS for c in row) and _say_the_same(lines, row):
            found |= {i: VARIANT for c in row if c is not shown for i in range(c.first, c.last + 1)}
    return found


@lru_cache(maxsize=4096)
def _is_marked(name: str) -> bool:
    return _STATE.search(name) is not None


def _say_the_same(lines: Sequence[Line], row: Sequence[Container]) -> bool:
    said: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for container in row:
        for line in lines[container.first : container.last + 1]:
            if line.prose:
                said[same_words(line.text)].add(container.number)
    least = max(_LEAST, _SHARE * len(row))
    return any(len(where) >= least and len(words) >= _LEAST_WORDS for words, where in said.items())
