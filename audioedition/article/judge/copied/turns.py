"""Plain text: who speaks, alone in a line above each of his turns, from the first of them to the last.

« Ah… », « Merci à vous. »: in a conversation that is written down so, a turn is said however short it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from audioedition.article.judge.features import Line
from audioedition.article.judge.persons import NAME
from audioedition.model import Role

_SPEAKER = re.compile(rf"^(?:{NAME}|[A-ZÀ-Ý][\w’'.-]{{1,30}})(?: ?:)?$")
_LEAST_TURNS, _LEAST_SPEAKERS, _LEAST_EACH = 8, 2, 2
_ANSWERED, _ALTERNATE = 0.8, 0.6
"""So many of the names have a turn under them, another speaker than the one before: a list of names has the next name
there, a comment its date, a refrain (« Comment ») itself."""


def turns(lines: Sequence[Line], inside: Collection[int]) -> dict[int, Role]:
    """Line -> role (« heading » for who speaks, « body » for the first line of what is said) among ``inside``."""
    names = [i for i in inside if _SPEAKER.match(lines[i].text) and lines[i].rule is None]
    often = {text for text, times in Counter(lines[i].text for i in names).items() if times >= _LEAST_EACH}
    heads = [i for i in names if lines[i].text in often]
    if len(heads) < _LEAST_TURNS or len(often) < _LEAST_SPEAKERS:
        return {}
    said = [
        i for i in heads if i + 1 < len(lines) and lines[i + 1].text not in often and _is_said(lines[i + 1])
    ]
    others = sum(lines[a].text != lines[b].text for a, b in pairwise(heads))
    if len(said) < _ANSWERED * len(heads) or others < _ALTERNATE * len(heads):
        return {}
    if sum(lines[i + 1].ends or lines[i + 1].strong for i in said) < _ANSWERED * len(said):
        return {}
    within = set(inside)
    roles: dict[int, Role] = dict.fromkeys(said, "heading")
    roles.update((i + 1, "body") for i in said if i + 1 in within)
    return roles


def turn_at(lines: Sequence[Line], end: int, start: int) -> int:
    """The ``end`` of what began at ``start``, moved behind a last turn that follows at once."""
    told = turns(lines, range(start, min(end + 2, len(lines))))
    return end + 2 if told.get(end) == "heading" and told.get(end + 1) == "body" else end


def _is_said(line: Line) -> bool:
    """Any words but a date, a button or an offer; a name that one speaker says of another looks like a byline."""
    return line.words > 0 and (line.rule is None or line.rule.kind == "byline") and not line.bullet
