"""Plain text: boxes in the article's midst that their neighbours give away, and the table of its contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from audioedition.article.judge.features import Line
from audioedition.article.judge.stamps import date_of
from audioedition.article.judge.verdict import Verdict, drop

_BOX_KINDS = frozenset({"newsletter", "cookie", "paywall"})
_NUMBER = re.compile(r"^\W*(?:(?:0\.)*0|[ivx]+)?[.)]?\W+")
_NEAR, _FEW, _PLAN_WORDS = 3, 3, 5
FACT = re.compile(r"^\d|\w ?: \S")
"""« 16 glaciers », « Longueur : 48 mètres »: an entry of an infobox, not of a menu."""
_CARD_WORDS, _HEADLINE_WORDS = 4, 4


def contents(lines: Sequence[Line]) -> frozenset[int]:
    """Entries of a table of contents: short lines or questions in a row, each a heading further down, with its text.

    With the line above them, when a rule knows it (« Sommaire ») or it is a word or two (« Plan »). Two sections may
    bear one heading. No entries are what a sentence announces (« Quatre éléments la composent : »), wherever it comes
    again, and two or three lines that stand one under another again further down (who said a quotation, and to whom).
    """
    first = lines[0].folded if lines else ""
    headings: dict[str, int] = {}
    for i in range(len(lines) - 1):
        if _may_head(lines[i]) and lines[i].words and not lines[i + 1].rule:
            headings[entry(lines[i])] = i
    found: set[int] = set()
    told: set[str] = set()
    run: list[int] = []
    for i in range(len(lines) + 1):
        if i < len(lines) and _may_be_entry(lines[i], first) and headings.get(entry(lines[i]), -1) > i + 1:
            run.append(i)
            continue
        if len(run) >= 2 and all(headings[entry(lines[j])] > run[-1] for j in run):
            entries = {entry(lines[j]) for j in run}
            heads = sorted({headings[e] for e in entries})
            close = sum(b - a < 2 for a, b in pairwise(heads))  # « Questions » right above the first of them
            parted = len(heads) > 1 and close <= (len(heads) // 4 if len(run) > _FEW else 0)
            alone = len(run) > _FEW or all(entry(lines[h + 1]) not in entries for h in heads)
            if run[0] > 0 and lines[run[0] - 1].prose and lines[run[0] - 1].text.endswith(":"):
                told |= entries
            times = Counter(entry(lines[j]) for j in run)
            if parted and alone and not entries <= told and _have_headings(lines[run[-1] + 1 :], times):
                found.update(run)
                above = run[0] - 1
                if above >= 0 and (lines[above].rule is not None or _is_plan(lines[above], len(run))):
                    found.add(above)
        run = []
    return frozenset(found)


def _may_be_entry(line: Line, first: str) -> bool:
    """No sentence, and nothing that opens what readers write, nor the day and hour of it: « 9 commentaires », a name
    and « 3 mai 2021 à 9 h 12 » come again with every answer. Nor the headline below the path that leads to it, which
    the page's title, its ``first`` line, begins with."""
    comments = line.rule is not None and line.rule.opens == "rest" and line.rule.kind == "comment_form"
    headline = line.words >= _HEADLINE_WORDS and first.startswith(line.folded)
    return _may_head(line) and not comments and not headline and date_of(line.text) is None


def _have_headings(below: Sequence[Line], times: Counter[str]) -> bool:
    """An entry that is said twice among the others has two headings below."""
    twice = {e: n for e, n in times.items() if n > 1}
    if not twice:
        return True
    found = Counter(entry(line) for line in below)
    return all(found[e] >= n for e, n in twice.items())


def _may_head(line: Line) -> bool:
    return not line.prose or (line.text.endswith("?") and not line.strong)


def _is_plan(line: Line, entries: int) -> bool:
    """« Plan », « Dans ce dossier »: so few words right above three entries or more."""
    return entries > 2 and 1 <= line.words <= _PLAN_WORDS and not line.ends


def infoboxes(lines: Sequence[Line]) -> frozenset[int]:
    """« En savoir plus » over figures and facts (« 1995 Année d’inauguration »): the article's own."""
    found: set[int] = set()
    for i, line in enumerate(lines):
        if line.rule is None or not line.rule.linked or line.rule.match != "line":
            continue
        j = i + 1
        while j < len(lines) and lines[j].rule is None and not lines[j].strong and FACT.search(lines[j].text):
            j += 1
        if j - i > 2:
            found.update(range(i, j))
    return frozenset(found)


def entry(line: Line) -> str:
    """A line as a table of contents and its heading both say it: without their number."""
    return _NUMBER.sub("", line.folded)


def drop_boxes(
    lines: Sequence[Line], verdicts: list[Verdict], inside: range, *, listed: Collection[int] = ()
) -> None:
    """A line between two phrases of one kind of box is that box's text; a film's title has its length below it.

    ``listed``: the entries of a table of contents: the heading right under it is no card's title for being said twice.
    """
    for i in inside:
        if not verdicts[i].kept or verdicts[i].role == "title":
            continue
        line = lines[i]
        above = lines[i - 1].rule if i > 0 else None
        below = lines[i + 1].rule if i + 1 < len(lines) else None
        same = above is not None and below is not None and above.kind == below.kind
        if below is not None and same and below.kind in _BOX_KINDS and not line.strong:
            verdicts[i] = drop(below.kind, f"{below.id}:around")
        elif _is_film(lines, i) or _said_near(lines, i, listed):
            verdicts[i] = drop("embed", "title-of-a-film")


def _is_film(lines: Sequence[Line], i: int) -> bool:
    """One or two lines without a full stop over one that is only a length (« 1:47 », « Durée : 2 min »)."""
    line = lines[i]
    if line.prose or line.ends or line.rule is not None:
        return False
    if i + 1 < len(lines) and _LENGTH.match(lines[i + 1].text):
        return True
    tight = i + 2 < len(lines) and lines[i + 1].block.blank_before == 0 < line.block.blank_before
    return tight and bool(_LENGTH.match(lines[i + 2].text)) and not lines[i + 1].ends


_LENGTH = re.compile(
    r"^\W*(?:dur[ée]e ?:? ?)?(?:\d{1,2}[:'’′]\d{2}(?::\d{2})?|\d{1,3} ?(?:min|mn|minutes?)(?: ?\d{1,2} ?s?)?)\W*$",
    re.I,
)


def _said_near(lines: Sequence[Line], i: int, listed: Collection[int]) -> bool:
    """Said twice within a few lines: a card's picture and its title."""
    line = lines[i]
    if line.prose or line.words < _CARD_WORDS:
        return False
    near = range(max(0, i - _NEAR), min(len(lines), i + _NEAR + 1))
    again = any(j != i and j not in listed and lines[j].text.lower() == line.text.lower() for j in near)
    return again and not _heads_next(lines, i)


def _heads_next(lines: Sequence[Line], i: int) -> bool:
    """Between two whole paragraphs, said once before: the heading that the article's summary has named."""
    beside = 0 < i < len(lines) - 1 and all(lines[j].strong and lines[j].rule is None for j in (i - 1, i + 1))
    named = [j for j, line in enumerate(lines) if line.folded == lines[i].folded]
    return beside and len(named) == 2 and named[1] == i
