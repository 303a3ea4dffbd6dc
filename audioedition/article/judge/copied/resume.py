"""Plain text: the article goes on after a box in its midst. Losing its last paragraphs is worse than a leak.

The heaviest stretch of lines ends where a newsletter box, a video's title or an infobox of short lines outweighs the
few paragraphs that follow. Here those are won back, unless what stands between says that the article is over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from audioedition.article.judge.copied.inserts import run_on_cards
from audioedition.article.judge.copied.of_others import of_others
from audioedition.article.judge.copied.span import Span, box_after
from audioedition.article.judge.copied.strangers import long_words
from audioedition.article.judge.features import Line

_OVER = frozenset({"comment_form", "comments", "legal"})
"""After these kinds no article goes on."""
_AMID = frozenset({"ad", "newsletter", "embed", "credit", "caption", "date", "cookie", "navigation"})
"""Kinds that stand within an article as often as after it."""
_CARD_WORDS = 5
"""A line of so many words without a full stop, right above a sentence: a headline with its summary, perhaps."""
_AGAIN, _AGAIN_CLOSED = 2, 3
"""A whole paragraph under a heading that says so many of the article's rarer words again is the article's, no card;
behind a signature it must say more, and behind buttons, an offer or « Sur le même sujet » words tell nothing."""
_HEAD_LINES, _FORM_LINES, _LEAST_RUN = 6, 40, 2
_SAID_WORDS = 4
_LAST_WORDS = 6
_FAREWELL_WORDS = 8
"""So many short lines at most are the last words of a dialogue."""
_INITIAL = re.compile(r"^[A-ZÀ-Ý][\w-]* [A-ZÀ-Ý]\.$")
"""« Lucie B. » ends in a full stop and is no sentence."""
_FULL_STOP = re.compile(r"[.!][\s»”\"')\]*]*$")
"""Not a quotation mark alone: headlines end on a title in quotation marks."""


def resumed(lines: Sequence[Line], span: Span) -> Span:
    """``span``, its end moved behind the last paragraph that is still the article's."""
    if span.end and all(line.rule is None for line in lines[span.end :]):
        said = [i for i in range(span.end, len(lines)) if _FULL_STOP.search(lines[i].text[-12:])]
        return replace(span, end=said[-1] + 1 if said else span.end)  # no page around it
    span = replace(span, end=_behind_head(lines, span))
    end = _dialogue_end(lines, span.end) if span.end else 0
    boxed = {j for i in range(span.start, len(lines)) for j in box_after(lines, i)}
    boxed |= run_on_cards(lines) | of_others(lines).keys()
    while 0 < end < len(lines):
        further = _next_end(lines, range(span.start, end), boxed)
        if further == end:
            break
        end = _dialogue_end(lines, further)
    return replace(span, end=end)


def _behind_head(lines: Sequence[Line], span: Span) -> int:
    """Where a standfirst alone was found, a date or a byline close below it, then the page's buttons and forms: where
    the first whole paragraphs behind these, two or more one under another, that say its words, end."""
    said = [i for i in range(span.start, span.end) if lines[i].rule is None and lines[i].prose]
    close = lines[span.end : span.end + _HEAD_LINES]
    stamped = any(line.rule is not None and line.rule.kind in ("byline", "date") for line in close)
    if span.headline is None or len(said) != 1 or not stamped:
        return span.end
    told = long_words(lines[span.headline]) | long_words(lines[said[0]])
    for i in range(span.end, min(span.end + _FORM_LINES, len(lines))):
        run = i
        while run < len(lines) and lines[run].strong and lines[run].rule is None:
            run += 1
        if run - i >= _LEAST_RUN:
            again = [len(long_words(lines[j]) & told) for j in range(i, run)]
            return run if min(again) >= 1 and sum(again) >= _AGAIN_CLOSED else span.end
    return span.end


def _dialogue_end(lines: Sequence[Line], end: int) -> int:
    """« Et vous ? », « Peut-être. »: short sentences and questions that follow at once, with no chrome between."""
    last = i = end
    while i < len(lines) and i - end < _LAST_WORDS and lines[i].rule is None and lines[i].words:
        if _is_farewell(lines, i):
            return i + 2
        if not lines[i].ends or lines[i].text.endswith(("...", "…")):
            break
        i += 1
        if _FULL_STOP.search(lines[i - 1].text[-12:]):
            last = i
    return last


def _is_farewell(lines: Sequence[Line], i: int) -> bool:
    """« Des bises, » and a name: a letter's end."""
    here, name = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    closing = here.text.endswith(",") and here.words <= _FAREWELL_WORDS
    if not closing or name is None or name.rule is not None or not 1 <= name.words <= 3:
        return False
    return not name.ends or _INITIAL.search(name.text) is not None


def _next_end(lines: Sequence[Line], within: range, boxed: set[int]) -> int:
    """Where the article ends after one more stretch: up to the next mark that may close it; where ``within`` ends, if
    not at all."""
    end = within.stop
    closed = section = named = over = False
    i = end
    while i < len(lines) and not _says(lines, i, boxed):
        rule = lines[i].rule
        if rule is not None:
            if rule.kind in _OVER and rule.where != "edge":
                return end
            named = True
            section = section or rule.opens == "rest"
            closed = closed or section or rule.kind not in _AMID | {"related"}
            over = over or section or rule.kind not in _AMID | {"related", "byline"}
        i += 1
    said = []
    for j in range(i, len(lines)):
        rule = lines[j].rule
        if rule is not None and (rule.opens == "rest" or rule.kind not in _AMID | {"related"}):
            break
        if _says(lines, j, boxed):
            said.append(j)
    told = {w for j in within if lines[j].prose and lines[j].rule is None for w in long_words(lines[j])}
    least = _AGAIN_CLOSED if closed else _AGAIN
    again = {j for j in said if not over and lines[j].strong and len(long_words(lines[j]) & told) >= least}
    own = [j for j in said if j in again or not _is_summary(lines, j)]
    if not said or (named and not own):
        return end
    if closed and not (len(own) >= 2 and 2 * len(own) > len(said)):
        return end
    if section and len(own) < 3 and not any(lines[j].strong for j in own):
        return end
    return (own if named else said)[-1] + 1


def _says(lines: Sequence[Line], i: int, boxed: set[int]) -> bool:
    """A sentence that no phrase of chrome names, not cut to fit a box."""
    line = lines[i]
    if line.rule is not None or i in boxed or line.text.endswith(("...", "…", "?")):
        return False
    return line.prose or (line.words >= _SAID_WORDS and bool(_FULL_STOP.search(line.text[-12:])))


def _is_summary(lines: Sequence[Line], i: int) -> bool:
    """Right under a headline of its own."""
    above = lines[i - 1]
    return above.rule is None and not above.ends and above.words >= _CARD_WORDS
