"""Plain text: lines of a box that the page shows more than once, and rows of files to take away.

« Besoin d’un avocat ? », « Trouver mon avocat », one under the other amid the article and once more behind it: a box of
the page. Headings come again in a table of contents, but there each stands above its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict, drop

_LEAST_LINES, _LEAST_WORDS = 2, 6
_MOST_CHARS, _LEAST_ADDRESS = 140, 2
_SIZE = re.compile(r"^\W*(?:[A-Z]{3,4}\W{1,4})?\d+(?:[.,]\d+)? ?(?:[KkMG]o|[KMG]B|octets)\W*$")
_TITLE_WORDS = range(2, 26)


def drop_repeated_boxes(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, two or more short lines that stand one under another and once more so outside the article, but
    only once in it; and the titles of files above their size."""
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role != "title"]
    if not kept:
        return
    texts = Counter(lines[i].text for i in range(kept[0], kept[-1] + 1))
    where: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if not kept[0] <= i <= kept[-1] and line.words and len(line.text) <= _MOST_CHARS:
            where.setdefault(line.text, []).append(i)
    i = 0
    while i < len(lines):
        once = texts[lines[i].text] == 1
        size = max((_alike(lines, verdicts, i, j) for j in where.get(lines[i].text, ())), default=0)
        if once and size >= _LEAST_LINES and sum(lines[k].words for k in range(i, i + size)) >= _LEAST_WORDS:
            for k in range(i, i + size):
                verdicts[k] = drop("ad", "box-of-the-page")
        i += max(1, size)
    _offers_again(lines, verdicts, kept)
    for i in range(len(lines) - 1):
        bare = verdicts[i].role == "heading" and lines[i].words in _TITLE_WORDS
        if verdicts[i].kept and bare and _SIZE.match(lines[i + 1].text):
            verdicts[i] = drop("related", "file-to-take-away")


def _offers_again(lines: Sequence[Line], verdicts: list[Verdict], kept: Sequence[int]) -> None:
    """Two short lines one under another, twice or more within the article, that speak to the reader: an offer. A
    refrain speaks to nobody."""
    pairs: dict[tuple[str, str], list[int]] = {}
    for i in kept:
        below = i + 1 < len(lines) and verdicts[i + 1].kept
        if below and len(lines[i].text) <= _MOST_CHARS and len(lines[i + 1].text) <= _MOST_CHARS:
            pairs.setdefault((lines[i].text, lines[i + 1].text), []).append(i)
    for texts, where in pairs.items():
        if len(where) > 1 and texts[0] != texts[1] and sum(map(address, texts)) >= _LEAST_ADDRESS:
            for i in (j for start in where for j in (start, start + 1)):
                verdicts[i] = drop("ad", "offer-again")


def _alike(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int, j: int) -> int:
    """How many lines from ``i`` on are kept, and said again from ``j`` on where none is."""
    size = 0
    while i + size < len(lines) and j + size < len(lines) and i + size != j:
        here = lines[i + size]
        free = verdicts[i + size].kept and verdicts[i + size].role != "title" and not verdicts[j + size].kept
        if not free or not here.words or len(here.text) > _MOST_CHARS or here.text != lines[j + size].text:
            break
        size += 1
    return size
