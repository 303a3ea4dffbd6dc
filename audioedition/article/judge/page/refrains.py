"""A web page: a sentence that stands three times or more amid the article, if with another name each time, is chrome.

« Ce contenu vient de X et n’est pas affiché », « … de Y … »: the place of what a reader has not allowed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from audioedition.article.judge.features import Line
from audioedition.article.judge.page.containers import Container, Layout
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict, drop

_TIMES = 3
_LEAST_WORDS = 6
"""That are the same each time; fewer may be a heading that comes again."""
_BOX_CHARS, _SPEAKS = 900, 2
_TOKEN = re.compile(r"\w+")


def drop_refrains(lines: Sequence[Line], layout: Layout, verdicts: list[Verdict]) -> None:
    """Drop, in place, such sentences where they, or the small elements that they fill, speak to the reader."""
    begun: dict[str, list[int]] = defaultdict(list)
    for i, verdict in enumerate(verdicts):
        if verdict.role in ("body", "quote") and lines[i].ends and lines[i].words > _LEAST_WORDS:
            begun[lines[i].text.split(None, 1)[0]].append(i)
    said: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in (i for alike in begun.values() if len(alike) >= _TIMES for i in alike):
        said[same_words(lines[i].text)].append(i)
    again = [places for words, places in said.items() if len(places) >= _TIMES and _long(words)]
    every = {i for places in again for i in places}
    for places in again:
        if _apart(lines, verdicts, places, every) and all(
            _speaks(lines, layout, verdicts, i, every) for i in places
        ):
            for i in places:
                verdicts[i] = drop("repeated", "refrain")


def same_words(text: str) -> tuple[str, ...]:
    """Its words, numbers and names as « * »."""
    words = _TOKEN.findall(text)
    masked = ["*" if i and (w[:1].isupper() or w[:1].isdigit()) else w.lower() for i, w in enumerate(words)]
    return tuple(w for i, w in enumerate(masked) if w != "*" or masked[i - 1] != "*")


def _long(words: tuple[str, ...]) -> bool:
    return len(words) - words.count("*") >= _LEAST_WORDS


def _apart(
    lines: Sequence[Line], verdicts: Sequence[Verdict], places: Sequence[int], every: set[int]
) -> bool:
    """Something of the article stands between any two of them: no list, no table."""
    return all(
        any(verdicts[j].kept and lines[j].prose and j not in every for j in range(a + 1, b))
        for a, b in pairwise(places)
    )


def _speaks(
    lines: Sequence[Line], layout: Layout, verdicts: Sequence[Verdict], i: int, every: set[int]
) -> bool:
    box = _own_element(layout, lines[i])
    if box is None:
        return address(lines[i].text) >= _SPEAKS
    inside = range(box.first, box.last + 1)
    filled = all(j in every or not verdicts[j].kept for j in inside)
    return filled and sum(address(lines[j].text) for j in inside) >= _SPEAKS


def _own_element(layout: Layout, line: Line) -> Container | None:
    """The small element around it and its like, where it stands in one."""
    around = layout.containers[line.block.ancestors[-2]] if len(line.block.ancestors) > 1 else None
    return around if around and around.chars <= _BOX_CHARS and around.number != layout.main else None
