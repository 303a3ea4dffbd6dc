"""Plain text: where the article stands among the lines. The stretch with the greatest sum of weights is its body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from audioedition.article.judge.copied.closing import lost_its_stop
from audioedition.article.judge.copied.goes_on import goes_on
from audioedition.article.judge.copied.inserts import run_on_cards
from audioedition.article.judge.copied.of_others import of_others
from audioedition.article.judge.copied.own_headline import LOOK_ABOVE, content_words, echo, own_headline
from audioedition.article.judge.copied.title_lines import PARTED, headline_above, headlines, key_of
from audioedition.article.judge.features import FOOTNOTE, Line
from audioedition.article.judge.speech import address

_LEAST_BODY_CHARS = 300
"""Less text than this before a comments heading: it is a button at the top, not the article's end."""
_LIKE_TITLE = 0.1
_CLEARLY, _SLACK, _FORM_LINES = 1.3, 3.0, 40
"""By so much a stretch must outweigh the one under the first line to be taken in its place."""
_HEADING, _BARE = -0.4, -0.9
"""Weight of a line without a full stop: right after a sentence it may be a heading; after another such line, it is
rather a menu's entry."""
_WARY = 6.0
"""How much more such a line weighs after « Sur le même sujet »."""
_SPEAKS, _SPOKEN, _SPOKEN_CHARS = 3, -1.0, 600
"""A sentence that speaks to its reader as a publisher does is none of the article's, as far as its place goes."""
_HEAD_COST = -1.4
"""What stands between a headline and its first paragraph (byline, date, buttons, an offer) weighs no more than this."""
_BOX_LINES = 3
_LOWER_START = re.compile(r"^[a-zà-ÿœ][\w’'-]* [^|>]{3,}$")


@dataclass(frozen=True, slots=True)
class Span:
    """The article among the lines: the headline (or none), and the body from ``start`` to before ``end``."""

    headline: int | None
    start: int
    end: int


def weigh(lines: Sequence[Line]) -> list[float]:
    """How much each line speaks for being within the article (positive) or outside of it (negative)."""
    seen = Counter(
        line.text for line in lines if line.words
    )  # with its figures: « Passage 7 » is no « Passage 8 »
    boxed = {j for i in range(len(lines)) for j in box_after(lines, i)}
    carded = run_on_cards(lines) | of_others(lines).keys()
    weights: list[float] = []
    for i, line in enumerate(lines):
        if line.rule is not None and line.rule.where != "edge":
            weights.append(-4.0 if line.rule.opens == "rest" else -1.0)
        elif not line.words:
            weights.append(0.0)
        elif (
            i in boxed
            or i in carded
            or FOOTNOTE.match(line.text)
            or (seen[line.text] >= 3 and line.words < 15)
        ):
            weights.append(-1.0)
        elif line.names:
            weights.append(-0.2)  # schools, signatories: within the article or in a box under it
        elif line.words >= 8 and address(line.text[:_SPOKEN_CHARS]) >= _SPEAKS:
            weights.append(_SPOKEN)
        elif line.strong:
            weights.append(3.0 + min(2.0, len(line.text) / 400))
        elif line.words < 25 and line.text.endswith(("...", "…")):
            weights.append(-0.5)  # a headline or a summary, cut to fit its box
        elif line.prose:
            weights.append(1.5)
        elif i > 0 and lost_its_stop(line, lines[i - 1]) and weights[-1] > 0:
            weights.append(1.0)  # a paragraph that lost its full stop, or ends in an agency's initials
        elif line.ends and not line.text.endswith("?"):
            weights.append(0.5 if line.words >= 4 else 0.1)
        elif line.bullet and line.words >= 4:
            weights.append(0.2)
        elif line.text.rstrip().endswith(";") and i > 0 and weights[-1] > 0 and _lists(lines[i - 1]):
            weights.append(0.2)  # an entry of a list that a colon announced
        elif line.words >= 2 and _LOWER_START.match(line.text) and weights and weights[-1] > 0:
            weights.append(0.2)  # an entry of a list whose mark was not copied
        else:
            alone = i == 0 or weights[-1] > 0
            weights.append(_HEADING if alone else _BARE)
    return weights


def _lists(above: Line) -> bool:
    """It announces a list, or is an entry of one."""
    return above.text.rstrip().endswith((":", ";"))


def box_after(lines: Sequence[Line], i: int) -> range:
    """The few lines between « Auteur » and the next phrase of chrome: that box's content, prose or not."""
    rule = lines[i].rule
    if rule is None or rule.opens != "box":
        return range(0)
    for j in range(i + 1, min(i + _BOX_LINES + 2, len(lines))):
        following = lines[j].rule
        if following is not None and following.where != "edge":
            return range(i + 1, j)
    return range(i + 1, i + 1)


def find_span(lines: Sequence[Line], weights: Sequence[float], title: str | None) -> Span:
    """The headline that the heaviest stretch of lines follows, and that stretch.

    Where a page's title is not said again above the article, menus outweigh what follows the first line: then the
    heaviest stretch of all is the article, and the headline is looked for above it.
    """
    best, best_sum = Span(None, 0, 0), 0.0
    for head in headlines(lines, title):
        end, total = _heaviest(lines, weights, head + 1)
        span = Span(head, head + 1, end)
        if total > best_sum + 0.01 and not (_told(lines, best) > 1 and not _told(lines, span)):
            best, best_sum = span, total
    start, end, total = _heaviest_of_all(lines, weights)
    told = _tells_enough(lines, best, start) or _furniture_between(lines, best, start)
    if total > _CLEARLY * best_sum + _SLACK and not told:
        best = _under_its_headline(lines, best, start, end, title=title or lines[0].text)
    if title:
        return best
    best = _without_site(lines, best)
    headline = own_headline(lines, best.headline, range(best.start, best.end))
    return best if headline == best.headline or headline is None else Span(headline, headline + 1, best.end)


def _without_site(lines: Sequence[Line], span: Span) -> Span:
    """« Le bac ne passe plus – La Voix du Plateau », the page's title, gives way to « Le bac ne passe plus » below."""
    if span.headline is None or not PARTED.search(lines[span.headline].text):
        return span
    whole = key_of(lines[span.headline].text)
    for i in range(span.headline + 1, span.end):
        own = key_of(lines[i].text)
        said = lines[i].words >= 3 and len(whole) <= 2 * len(own) < 2 * len(whole) and lines[i].rule is None
        if said and (whole.startswith(own) or whole.endswith(own)):
            return Span(i, i + 1, span.end)
        if lines[i].prose:
            break
    return span


def _tells_enough(lines: Sequence[Line], under: Span, start: int) -> bool:
    """The stretch under the headline is an article though a heavier one follows: readers' comments, the site's terms.

    It holds two whole paragraphs, or one that says words of the headline again; under the page's title said a second
    time, two paragraphs are enough.
    """
    if under.headline is None or start < under.end:
        return False
    body = _body(lines, under)
    told = _told(lines, under)
    again = under.headline > 0 and key_of(lines[0].text).startswith(key_of(lines[under.headline].text))
    return (told >= 1 and (len(body) > 1 or told > 1)) or (again and len(body) > 1)


def _body(lines: Sequence[Line], span: Span) -> list[Line]:
    """Its whole paragraphs."""
    return [lines[i] for i in range(span.start, span.end) if lines[i].strong and lines[i].rule is None]


def _told(lines: Sequence[Line], span: Span) -> float:
    """How many of the headline's longer words its whole paragraphs say."""
    if span.headline is None:
        return 0.0
    said = Counter(w for line in _body(lines, span) for w in set(content_words(line)))
    return echo(lines[span.headline], said) * len(set(content_words(lines[span.headline])))


def _furniture_between(lines: Sequence[Line], under: Span, start: int) -> bool:
    """Between a headline with its standfirst and the heavier stretch below are buttons and forms, no menu: two lines of
    three are known by a phrase."""
    between = lines[under.end : start]
    known = sum(line.rule is not None for line in between)
    return under.headline is not None and len(between) <= _FORM_LINES and 3 * known >= 2 * len(between) > 0


def _heaviest_of_all(lines: Sequence[Line], weights: Sequence[float]) -> tuple[int, int, float]:
    """Kadane's stretch: where the sum of weights is greatest, wherever it begins."""
    best = (0, 0, 0.0)
    start = 0
    while start < len(lines):
        if weights[start] <= 0:
            start += 1
            continue
        end, total = _heaviest(lines, weights, start)
        if total > best[2]:
            best = (start, end, total)
        low, running = max(end, start + 1), 0.0
        for i in range(start, len(lines)):
            running += weights[i]
            if running < 0:
                low = i + 1
                break
        start = low
    return best


def _under_its_headline(lines: Sequence[Line], found: Span, start: int, end: int, *, title: str) -> Span:
    """The heaviest stretch with the headline above it. ``found``: the best under a known headline, which stays where
    the only headline above the stretch says nothing of the title and paragraphs stand above that too."""
    above, likeness = headline_above(lines, start, title)
    begin = above + 1 if above is not None else start
    lost = [i for i in range(found.start, begin) if lines[i].strong and lines[i].rule is None]
    if lost and likeness < _LIKE_TITLE and found.headline is not None and found.end >= end:
        return found
    return Span(above, begin, end)


def _heaviest(lines: Sequence[Line], weights: Sequence[float], start: int) -> tuple[int, float]:
    """Where the sum of weights from ``start`` on is greatest, and that sum; never beyond a comments heading.

    After « Sur le même sujet » and the like, headlines with their summaries look like headings with paragraphs;
    there a line without a full stop weighs more against, until three paragraphs in a row say that it was a box.
    """
    total = best = 0.0
    end = start
    chars = said = paragraphs = 0
    wary = False
    for i in range(start, len(lines)):
        line = lines[i]
        if line.rule is not None and line.rule.opens == "rest" and chars >= _LEAST_BODY_CHARS:
            if line.rule.kind == "comment_form" and goes_on(lines, i, said=said):
                total += _BARE
                continue
            if line.rule.kind == "comment_form":
                break
            wary = True
        elif line.rule is not None and line.rule.kind == "byline" and chars >= _LEAST_BODY_CHARS:
            wary = True  # signed: what follows is about the author or another text
        elif line.prose and line.rule is None:
            chars += len(line.text)
            said += 1
        paragraphs = paragraphs + 1 if line.strong and weights[i] > 0 else 0
        wary = wary and paragraphs < 3
        total += weights[i] * (_WARY if wary and weights[i] in (_HEADING, _BARE) else 1.0)
        if not chars and i < start + LOOK_ABOVE:
            total = max(total, _HEAD_COST)
        if total > best:
            best, end = total, i + 1
    return end, best
