"""A web page: lines that look like chrome by themselves, and amid which the article plainly goes on.

A list within a sentence (« On y croise » / the entries / « pour ne citer que les plus bavards. »), and a question or an
intertitre that a readers' corner might bear as its name (« Qu'en pensez-vous ? », « Discussion »), where the very
element of the article's paragraphs holds paragraphs above it and two more below it. A question is only believed of an
article that asks another one.
"""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict, keep

_LEAST_ENTRIES, _MOST_ENTRIES = 2, 30
_NEAR = 8
"""So many lines below a question two paragraphs must stand."""
_LEAST_BELOW = 2
_LINKED = 0.3
_LEAST_WORDS = 6
"""Of the pieces of a sentence around a list, which may both lack their full stop."""
_READERS = frozenset({"comment_form", "reactions", "comments"})


def keep_amid_sentence(lines: Sequence[Line], i: int) -> Verdict | None:
    """An entry, be it a link, of a list that stands within a sentence: a paragraph right above, and one right below
    that begins with a small letter."""
    path = lines[i].block.ancestors
    if lines[i].block.tag != "li" or lines[i].rule is not None:
        return None
    first = last = i
    while first > 0 and _is_entry(lines[first - 1], path):
        first -= 1
    while last + 1 < len(lines) and _is_entry(lines[last + 1], path):
        last += 1
    if not first or last + 1 == len(lines) or not _LEAST_ENTRIES <= last - first + 1 <= _MOST_ENTRIES:
        return None
    above, below = lines[first - 1], lines[last + 1]
    told = all(x.words >= _LEAST_WORDS and x.rule is None and not _leads(x) for x in (above, below))
    beside = above.block.ancestors[:-1] == below.block.ancestors[:-1] == path[:-2]
    return keep("list") if told and beside and below.text[:1].islower() else None


def _leads(line: Line) -> bool:
    return line.block.link_density > _LINKED


def _is_entry(line: Line, path: tuple[int, ...]) -> bool:
    return line.block.tag == "li" and line.block.ancestors[:-1] == path[:-1]


def _asks(line: Line) -> bool:
    return line.text.rstrip().endswith("?")


def _asks_elsewhere(lines: Sequence[Line], i: int, beside: tuple[int, ...], body: Sequence[int]) -> bool:
    return any(
        j != i and lines[j].rule is None and lines[j].block.ancestors[:-1] == beside and _asks(lines[j])
        for j in range(body[0], body[-1] + 1)
    )


def goes_on_below(lines: Sequence[Line], i: int, body: Sequence[int]) -> bool:
    """Whether the name of a readers' corner is the article's own: a question, or a word that may be an intertitre, no
    link, in the element of a paragraph of the article above and of two whole ones below, with nothing of readers
    between. ``body``: the article's paragraphs, in order."""
    line = lines[i]
    if line.rule is None or line.rule.kind not in _READERS or _leads(line):
        return False
    if not body or not body[0] < i < body[-1] or line.rule.match != "line":
        return False
    beside = line.block.ancestors[:-1]
    if line.rule.kind != "reactions" and not (_asks(line) and _asks_elsewhere(lines, i, beside, body)):
        return False
    above = [j for j in body if i - _NEAR <= j < i and lines[j].block.ancestors[:-1] == beside]
    below: list[int] = []
    for j in range(i + 1, min(i + 1 + _NEAR, len(lines))):
        if lines[j].rule is not None or lines[j].block.ancestors[:-1] != beside:
            break
        if j in body and lines[j].strong:
            below.append(j)
    return bool(above) and len(below) >= _LEAST_BELOW
