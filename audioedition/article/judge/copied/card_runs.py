"""Plain text: cards of other articles, told by one shape that comes again and again below the article.

A day, a headline and a summary; a headline, who signs it and a summary; summaries cut to fit their boxes; behind « Sur
le même sujet », headlines with a paragraph each that has none of the article's words. One such card may be anything,
a row of them is a list of articles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from audioedition.article.judge.copied.strangers import long_words
from audioedition.article.judge.features import Line, is_cut_off
from audioedition.article.judge.live import is_hour, live_heads, live_stretch
from audioedition.article.judge.persons import NAME
from audioedition.article.judge.stamps import date_of, without_stamps

_TITLE_WORDS, _SUMMARY_CHARS = 30, 420
_LEAST_CARDS, _LEAST_DASHED, _LEAST_CUT, _LEAST_PAIRS = 2, 3, 3, 4
"""Two cards with a day or a name in the same place, three with a name behind a dash; three lines cut in a row; four
headlines with a paragraph each."""
_LABEL, _PUBLISHED = re.compile(r"[^\W\d_]{3,}"), re.compile(r"\bpubli|\bmis[e]? en ligne", re.I)
_BEGUN_CHARS = 300
"""So much must be said above the first card: a list at the top of a page may be the article's own."""
_CUT_WORDS = 12
_LEAST_ABOVE, _SHARED = 3, 0.15
"""Paragraphs of the article above, and what of their longer words the summaries of other articles may share with it."""
_AUTHORS = re.compile(rf"^[-–—] ?{NAME}(?:(?:, | et ){NAME}){{0,3}}$")
_LEAST_TIMED, _MOST_LINES = 3, 6
"""Three stamps, six lines apart at most."""
_BUTTON = re.compile(r"[.!?…»] ?(?:Lire (?:plus|la suite|l[’']article)|En savoir plus|Voir plus)\W*$")


def card_runs(lines: Sequence[Line]) -> frozenset[int]:
    """The lines of such cards, days and names among them."""
    begun = _begun(lines)
    found: set[int] = set()
    over = next((i for i in range(begun, len(lines)) if _closes(lines[i])), len(lines))
    found |= _runs(lines, over, _signed) | _runs(lines, begun, _dashed, least=_LEAST_DASHED)
    if not (live_heads(lines) or live_stretch(lines)):
        found |= _runs(lines, begun, _stamped) | _timed(lines, begun)
    found |= _cut(lines, over) | _read_on(lines, begun)
    return frozenset(found | _pairs(lines, begun))


def _begun(lines: Sequence[Line]) -> int:
    """The first line with enough said above it."""
    chars = 0
    for i, line in enumerate(lines):
        if chars >= _BEGUN_CHARS:
            return i
        if line.prose and line.rule is None:
            chars += len(line.text)
    return len(lines)


def _runs(
    lines: Sequence[Line],
    begun: int,
    card: Callable[[Sequence[Line], int], int],
    *,
    least: int = _LEAST_CARDS,
) -> set[int]:
    """Cards of one shape, one right under another. ``card``: how many lines the one that begins here has, or 0."""
    found: set[int] = set()
    i = begun
    while i < len(lines):
        ends = [i]
        while size := card(lines, ends[-1]):
            ends.append(ends[-1] + size)
        if len(ends) > least and _is_less(lines, range(i, ends[-1])):
            found.update(range(i, ends[-1]))
        i = max(i + 1, ends[-1])
    return found


def _is_less(lines: Sequence[Line], row: range) -> bool:
    """The row says less than what stands above it: else it may be the article, and that its menu."""
    return _said(lines, row) <= _said(lines, range(row.start))


def _said(lines: Sequence[Line], which: range) -> int:
    """Characters of its sentences."""
    return sum(len(lines[i].text) for i in which if lines[i].prose and lines[i].rule is None)


def _stamped(lines: Sequence[Line], i: int) -> int:
    """« Énergie - Publié le 3 mai 2026 », a headline, and perhaps its summary; not a chronology's bare day."""
    stamp = lines[i] if i < len(lines) else None
    if stamp is None or not _is_stamp(stamp) or date_of(stamp.text) is None:
        return 0
    if not _LABEL.search(without_stamps(stamp.text)) and not _PUBLISHED.search(stamp.text):
        return 0
    return 1 + _told(lines, i + 1)


def _signed(lines: Sequence[Line], i: int) -> int:
    """Behind « Sur le même sujet »: a headline, who signs it, a summary that does not name him, as a portrait would."""
    if i + 2 >= len(lines) or not _is_title(lines[i]) or not _is_summary(lines[i + 2]):
        return 0
    name = re.fullmatch(NAME, lines[i + 1].text.strip())
    if name is None or name[0].rsplit(" ", 1)[-1] in lines[i + 2].text:
        return 0
    return 3


def _dashed(lines: Sequence[Line], i: int) -> int:
    """A headline, a summary of any length that quotes nobody, and « - Ana Ruiz, Paul Ney »."""
    if i + 2 >= len(lines) or not _is_title(lines[i], least=2) or not lines[i + 1].prose:
        return 0
    if lines[i + 1].text[:1] in '«“"':
        return 0
    return 3 if _AUTHORS.match(lines[i + 2].text) else 0


def _told(lines: Sequence[Line], i: int) -> int:
    """How many lines a headline and its summary, if there is one, have; -1 where there is no headline."""
    if i >= len(lines) or not _is_title(lines[i]):
        return -1
    return 1 + (i + 1 < len(lines) and _is_summary(lines[i + 1]))


def _cut(lines: Sequence[Line], over: int) -> set[int]:
    """Behind « Sur le même sujet »: sentences cut by three points, three or more one under another."""
    found: set[int] = set()
    run: list[int] = []
    for i in range(over, len(lines) + 1):
        if i < len(lines) and lines[i].rule is None and _is_cut(lines[i]):
            run.append(i)
            continue
        if len(run) >= _LEAST_CUT:
            found.update(run)
        run = []
    return found


def _timed(lines: Sequence[Line], begun: int) -> set[int]:
    """Behind « Vous aimerez aussi »: a day or a reading time three times or more, as many lines from one to the next,
    and all from there to the last."""
    found: set[int] = set()
    for over in (i for i in range(begun, len(lines)) if _closes(lines[i])):
        stamps = [i for i in range(over + 1, len(lines)) if _is_stamp(lines[i])]
        run = stamps[:1]
        for i in stamps[1:]:
            if len(run) > 1 and i - run[-1] != run[-1] - run[-2]:
                break
            run.append(i)
        near = bool(run) and run[0] - over <= _MOST_LINES
        timed = near and len(run) >= _LEAST_TIMED and run[1] - run[0] <= _MOST_LINES
        if timed and _is_less(lines, range(over + 1, run[-1] + 1)):
            found.update(i for i in range(over + 1, run[-1] + 1) if lines[i].rule is None)
    return found


def _is_stamp(line: Line) -> bool:
    return line.rule is not None and line.rule.kind == "date" and not is_hour(line)


def _read_on(lines: Sequence[Line], begun: int) -> set[int]:
    """A headline, and under it a sentence that ends in « Lire plus » »."""
    found: set[int] = set()
    for i in range(begun + 1, len(lines)):
        summary = lines[i]
        said = summary.rule is None and summary.words >= _CUT_WORDS and _BUTTON.search(summary.text[-40:])
        if said and _is_title(lines[i - 1]):
            found.update((i - 1, i))
    return found


def _pairs(lines: Sequence[Line], begun: int) -> set[int]:
    """Behind « Sur le même sujet »: headlines with one paragraph each, four or more, that say next to none of the
    article's words; the text's own last sections say many."""
    over = next((i for i in range(begun, len(lines)) if _closes(lines[i])), len(lines))
    pairs: list[int] = []
    i = over + 1
    while i + 1 < len(lines):
        if _is_title(lines[i]) and lines[i + 1].strong and lines[i + 1].rule is None:
            pairs.append(i)
            i += 2
        else:
            i += 1
    if len(pairs) < _LEAST_PAIRS:
        return set()
    above = [line for line in lines[:over] if line.strong and line.rule is None]
    if len(above) < _LEAST_ABOVE:
        return set()
    said = {w for line in above for w in long_words(line)}
    own = [long_words(lines[i]) | long_words(lines[i + 1]) for i in pairs]
    if sum(len(words & said) for words in own) > _SHARED * sum(map(len, own)):
        return set()
    return {j for i in pairs for j in (i, i + 1)}


def _closes(line: Line) -> bool:
    rule = line.rule
    others = rule is not None and rule.kind in ("related", "most_read")
    return rule is not None and others and (rule.opens == "rest" or line.text.rstrip().endswith(":"))


def _is_cut(line: Line) -> bool:
    return line.words >= _CUT_WORDS and is_cut_off(line.text)


def _is_title(line: Line, *, least: int = 4) -> bool:
    asks = line.text.rstrip().endswith(("?", "…", "...", "»"))
    return line.rule is None and (not line.ends or asks) and least <= line.words <= _TITLE_WORDS


def _is_summary(line: Line) -> bool:
    return line.rule is None and line.prose and len(line.text) <= _SUMMARY_CHARS
