"""Plain text: the article's own data: line-ups, a match's facts, who took part.

They are no sentences and share few words with the article, so they look like chrome; but they say its names again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line

_WITHIN = re.compile(r"(?<=[\wà-ÿ,;’'] )[A-ZÀ-Ý][a-zà-ÿœ]{2,}(?:-[A-ZÀ-Ý][a-zà-ÿœ]+)*")
"""A capital amid a sentence: a name."""
_NAME = re.compile(r"\b[A-ZÀ-Ý][a-zà-ÿœ]{2,}(?:-[A-ZÀ-Ý][a-zà-ÿœ]+)*")
_LABEL = re.compile(r"(?:^|\. |\()[^:;.(]{2,60} ?: ?(?=\S)")
_PARTS, _LABELS = 2, 2
_LEAST, _MOST = 2, 12
_HEADING_WORDS = 8
_ENOUGH = 2000


def names_said(lines: Sequence[Line]) -> frozenset[str]:
    """The names that lines say amid their sentences."""
    return frozenset(name for line in lines for name in _WITHIN.findall(line.text[:_ENOUGH]))


def data_at(lines: Sequence[Line], start: int, known: frozenset[str]) -> range:
    """The data that begin at ``start``, with their heading: two lines or more of « Label : a, b, c », of which at least
    half say a name that the article ``known``; an empty range when none begin there."""
    i = start + (start < len(lines) and _is_heading(lines[start]))
    begin = i
    while i < len(lines) and i - begin < _MOST and _is_datum(lines[i]):
        i += 1
    said = sum(any(name in known for name in _NAME.findall(lines[j].text)) for j in range(begin, i))
    return range(start, i) if i - begin >= _LEAST and 2 * said >= i - begin else range(0)


def own_data(lines: Sequence[Line], inside: Sequence[int]) -> frozenset[int]:
    """Every line of the article's data among the lines ``inside`` it."""
    labelled = [i for i in inside if _is_datum(lines[i])]
    if len(labelled) < _LEAST:
        return frozenset()
    known = names_said([lines[i] for i in inside if lines[i].prose])
    within = frozenset(inside)
    found: set[int] = set()
    for i in labelled:
        if i not in found:
            above = i - 1 if i - 1 in within and _is_heading(lines[i - 1]) else i
            found.update(data_at(lines, above, known))
    return frozenset(found) & within


def _is_datum(line: Line) -> bool:
    """« Buts : Petit (63e), Belkacem », « Coup d’envoi : 21 h. Arbitre : M. Quéméner »: no headline."""
    if line.rule is not None or line.strong:
        return False
    labels = len(_LABEL.findall(line.text[:_ENOUGH]))
    return labels >= _LABELS or (labels > 0 and sum(line.text.count(c) for c in ",;(") >= _PARTS)


def _is_heading(line: Line) -> bool:
    return line.rule is None and not line.ends and 1 <= line.words <= _HEADING_WORDS and ":" not in line.text
