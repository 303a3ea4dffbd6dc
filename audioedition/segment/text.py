"""Plain text: which lines are the article, when no tag helps. Density, position, neighbours and phrases decide.

The body is the stretch of lines with the greatest sum of weights: paragraphs count for it, menus, lists of
headlines and phrases of chrome against it. A box in its midst is outweighed by what follows; a menu after it is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from audioedition.chrome import fold
from audioedition.segment.features import FOOTNOTE, Line, beside_chrome, words_of
from audioedition.segment.verdict import Verdict, drop, drop_by, keep

_LEAST_BODY_CHARS = 300
"""Less text than this before a « comments » heading: it is a button at the top, not the article's end."""
_MENU_RUN = 4
"""So many short lines, one upon another, without full stop, dash or colon before them: a menu."""
_HEADLINE_WORDS = 60
_CLEARLY, _SLACK = 1.3, 3.0
_KEY_CHARS = 400
_LOOK_ABOVE = 25
_HEADING, _BARE = -0.4, -0.9
"""Weight of a line without a full stop: right after a sentence it may be a heading; after another such line, it is
rather a menu's entry."""
_WARY = 6.0
_BOX_LINES = 3
_NAME_WORD = r"(?:[A-ZÀ-Ý][\w’'.-]*|de|du|d’|d'|le|la|van|von|ben|el|al)"
_NAME = re.compile(rf"^{_NAME_WORD}(?: (?:{_NAME_WORD}|et)){{1,4}}$")
_MARKER = re.compile(r"^(?:[-–•·●▪■◦‣*]|\d{1,2}[.)])\s+(?=\S)")
_LOWER_START = re.compile(r"^\W{0,3}[a-zà-ÿœ]")


@dataclass(frozen=True, slots=True)
class Span:
    """The article among the lines: the headline (or none), and the body from ``start`` to before ``end``."""

    headline: int | None
    start: int
    end: int


def judge_text(lines: Sequence[Line], *, title: str | None = None) -> list[Verdict]:
    """A verdict for each line, in order."""
    weights = weigh(lines)
    span = find_span(lines, weights, title)
    verdicts: list[Verdict] = []
    for i, line in enumerate(lines):
        if i == span.headline:
            verdicts.append(keep("title"))
        elif span.start <= i < span.end:
            verdicts.append(keep("body"))
        else:
            where = "before" if i < span.start else "after"
            verdicts.append(drop_by(line.rule) if line.rule else drop("navigation", f"{where}-the-article"))
    _judge_body(lines, verdicts, span)
    if not any(v.kept and v.role != "title" for v in verdicts):
        return _all_but_chrome(lines)
    return verdicts


def _all_but_chrome(lines: Sequence[Line]) -> list[Verdict]:
    """A text without a sentence (a list, a poem, a note): every line that no rule names is its body."""
    plain = [i for i, line in enumerate(lines) if line.rule is None or line.rule.where == "edge"]
    if all(lines[i].rule for i in plain):
        plain = []
    title = plain[0] if len(plain) > 1 and not _is_paragraph(lines[plain[0]]) else None
    verdicts: list[Verdict] = []
    for i, line in enumerate(lines):
        if i in plain or line.rule is None:
            verdicts.append(keep("title" if i == title else "body"))
        else:
            verdicts.append(drop_by(line.rule))
    return verdicts


# --- where the article stands --------------------------------------------------------------------------------


def weigh(lines: Sequence[Line]) -> list[float]:
    """How much each line speaks for being within the article (positive) or outside of it (negative)."""
    seen = Counter(
        line.text for line in lines if line.words
    )  # with its figures: « Passage 7 » is no « Passage 8 »
    boxed = {j for i in range(len(lines)) for j in _box(lines, i)}
    weights: list[float] = []
    for i, line in enumerate(lines):
        if line.rule is not None and line.rule.where != "edge":
            weights.append(-4.0 if line.rule.opens == "rest" else -1.0)
        elif not line.words:
            weights.append(0.0)
        elif i in boxed or FOOTNOTE.match(line.text) or (seen[line.text] >= 3 and line.words < 15):
            weights.append(-1.0)
        elif line.strong:
            weights.append(3.0 + min(2.0, len(line.text) / 400))
        elif line.words < 25 and line.text.endswith(("...", "…")):
            weights.append(-0.5)  # a headline or a summary, cut to fit its box
        elif line.prose:
            weights.append(1.5)
        elif line.ends and not line.text.endswith("?"):
            weights.append(0.5 if line.words >= 4 else 0.1)
        elif line.bullet and line.words >= 4:
            weights.append(0.2)
        else:
            alone = i == 0 or weights[-1] > 0
            weights.append(_HEADING if alone else _BARE)
    return weights


def _box(lines: Sequence[Line], i: int) -> range:
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
    for head in _headlines(lines, title):
        end, total = _heaviest(lines, weights, head + 1)
        if total > best_sum + 0.01:
            best, best_sum = Span(head, head + 1, end), total
    start, end, total = _heaviest_of_all(lines, weights)
    if total > _CLEARLY * best_sum + _SLACK:
        head_above = _headline_above(lines, start, title or lines[0].text) if lines else None
        return Span(head_above, head_above + 1 if head_above is not None else start, end)
    return best


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
        low, running = end, 0.0
        for i in range(start, len(lines)):
            running += weights[i]
            if running < 0:
                low = i + 1
                break
        start = max(low, end, start + 1)
    return best


def _headline_above(lines: Sequence[Line], start: int, title: str) -> int | None:
    """Among the lines right above the first paragraph, the one most like the page's title; else the nearest."""
    wanted = set(words_of(title))
    best, score = None, 0.0
    for i in range(start, max(-1, start - _LOOK_ABOVE), -1):
        line = lines[i]
        if line.rule is not None or not 3 <= line.words <= _HEADLINE_WORDS or _is_paragraph(line):
            continue
        if i == start and line.prose:
            continue
        own = set(words_of(line.text))
        likeness = len(own & wanted) / max(1, len(own | wanted)) + 0.01
        if likeness > score:
            best, score = i, likeness
    return best


def _headlines(lines: Sequence[Line], title: str | None) -> list[int]:
    """Lines that may be the headline: as wished, or the first, or where the first (a page's title) is said again."""
    if not lines:
        return []
    first = next((i for i, x in enumerate(lines) if x.words >= 2 and (x.rule is None or i == 0)), 0)
    found = [] if _is_paragraph(lines[first]) else [first]
    wanted = _key(title or lines[first].text)
    for i, line in enumerate(lines):
        other = _key(line.text)
        if i == first or len(other) < 8 or not (wanted.startswith(other) or other.startswith(wanted)):
            continue
        if min(len(other), len(wanted)) >= 0.5 * max(len(other), len(wanted)) or len(other) >= 25:
            found.append(i)
    if title and not found:
        return []
    return found


def _is_paragraph(line: Line) -> bool:
    """Too long for a headline, or two sentences: the text begins with its body."""
    return line.words > _HEADLINE_WORDS or (
        line.prose and len(re.findall(r"[.!?…]\s+[A-ZÀ-Ý«“]", line.text)) >= 2
    )


def _key(text: str) -> str:
    return "".join(c for c in fold(text[:_KEY_CHARS]) if c.isalnum())


def _heaviest(lines: Sequence[Line], weights: Sequence[float], start: int) -> tuple[int, float]:
    """Where the sum of weights from ``start`` on is greatest, and that sum; never beyond a comments heading.

    After « Sur le même sujet » and the like, headlines with their summaries look like headings with paragraphs;
    there a line without a full stop weighs more against, until three paragraphs in a row say that it was a box.
    """
    total = best = 0.0
    end = start
    chars = paragraphs = 0
    wary = False
    for i in range(start, len(lines)):
        line = lines[i]
        if line.rule is not None and line.rule.opens == "rest" and chars >= _LEAST_BODY_CHARS:
            if line.rule.kind == "comment_form":
                break
            wary = True
        elif line.prose and line.rule is None:
            chars += len(line.text)
        paragraphs = paragraphs + 1 if line.strong and line.rule is None else 0
        wary = wary and paragraphs < 3
        total += weights[i] * (_WARY if wary and weights[i] in (_HEADING, _BARE) else 1.0)
        if total > best:
            best, end = total, i + 1
    return end, best


# --- line by line within it ----------------------------------------------------------------------------------


def _judge_body(lines: Sequence[Line], verdicts: list[Verdict], span: Span) -> None:
    inside = range(span.start, span.end)
    prose = [i for i in inside if lines[i].prose and lines[i].rule is None]
    first = prose[0] if prose else span.end
    last = prose[-1] if prose else span.start
    headline = lines[span.headline].folded if span.headline is not None else ""
    for i in inside:
        verdicts[i] = _judge_line(lines, i, first, last, headline)
    _listed_under_headings(lines, verdicts, inside)
    for i in inside:
        for j in _box(lines, i):
            if j < span.end and verdicts[j].kept:
                rule = lines[i].rule
                assert rule is not None
                verdicts[j] = drop(rule.kind, f"{rule.id}:box")
    _menus(lines, verdicts, inside)
    _lists(lines, verdicts, inside)
    _standfirst(lines, verdicts, span, first)
    _dangling(verdicts, inside)


def _judge_line(lines: Sequence[Line], i: int, first: int, last: int, headline: str) -> Verdict:
    line = lines[i]
    amid = first < i < last
    if line.rule is not None and (line.rule.where != "edge" or not amid or beside_chrome(lines, i)):
        return drop_by(line.rule)
    if line.folded and line.folded == headline:
        return drop("repeated", "headline-again")
    if FOOTNOTE.match(line.text):
        return drop("footnote", "numbered-note")
    if not line.prose and _NAME.match(line.text) and (not amid or _beside_stamp(lines, i)):
        return drop("byline", "name-at-the-edge")
    if _beside_credit(lines, i) and not line.strong:
        return drop("caption", "beside-a-credit")
    if line.prose or line.words >= 14:
        return keep("body")
    if i < first and not line.ends:
        return drop("navigation", "before-first-sentence")
    if line.bullet or _LOWER_START.match(line.text) or line.text.endswith((";", ",")):
        return keep("list")
    return keep("body" if line.ends or line.text.endswith(":") else "heading")


def _beside_stamp(lines: Sequence[Line], i: int) -> bool:
    """Next to a date or to buttons, a name is the author's."""
    beside = (lines[j].rule for j in (i - 1, i + 1) if 0 <= j < len(lines))
    return any(rule is not None and rule.kind in ("date", "share", "byline") for rule in beside)


def _beside_credit(lines: Sequence[Line], i: int) -> bool:
    """Printed right under or above a credit, without a blank line between: the picture's caption."""
    for j, blank in ((i - 1, lines[i].block.blank_before), (i + 1, None)):
        if not 0 <= j < len(lines):
            continue
        gap = lines[j].block.blank_before if blank is None else blank
        rule = lines[j].rule
        if gap == 0 and rule is not None and rule.kind == "credit":
            return True
    return False


def _listed_under_headings(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """The short lines under « À lire aussi » are headlines of other articles.

    A last one, set apart by a blank line that did not part the others, is the article's own next heading.
    """
    under, listed, blank = "", 0, 0
    for i in inside:
        line = lines[i]
        if line.rule is not None and not verdicts[i].kept:
            if line.rule.opens != "nothing":
                under, listed = line.rule.id, 0
        elif line.prose or (line.ends and line.words >= 6 and not line.text.endswith("?")):
            under = ""
        elif under:
            gap = line.block.blank_before
            resumes = i + 1 in inside and lines[i + 1].prose and lines[i + 1].rule is None
            if listed and resumes and gap > blank:
                under = ""
                continue
            verdicts[i] = drop("related", f"{under}:list")
            blank = gap if not listed else blank
            listed += 1


def _menus(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Runs of short lines that no sentence announces."""
    run: list[int] = []
    for i in [*inside, -1]:
        if i >= 0 and (not verdicts[i].kept or verdicts[i].role == "heading"):
            run.append(i)
            continue
        kept = [j for j in run if verdicts[j].kept]
        before = run[0] - 1 if run else -1
        announced = before >= 0 and lines[before].text.rstrip().endswith(":")
        short = sum(lines[j].words for j in kept) <= 6 * len(kept)
        if len(kept) >= _MENU_RUN and not announced and short:
            for j in kept:
                verdicts[j] = drop("navigation", "run-of-short-lines")
        run = []


def _lists(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Two or more lines in a row with a dash, a bullet or a number: entries of a list, heard without the sign.

    Not the em dash: it opens a line of dialogue.
    """
    run: list[tuple[int, str]] = []
    for i in [*inside, -1]:
        marker = _MARKER.match(lines[i].text) if i >= 0 and verdicts[i].kept else None
        if marker:
            run.append((i, lines[i].text[marker.end() :]))
            continue
        if i >= 0 and not verdicts[i].kept:
            continue
        if len(run) >= 2:
            for j, text in run:
                verdicts[j] = keep("list", text=text)
        run = []


def _standfirst(lines: Sequence[Line], verdicts: list[Verdict], span: Span, first: int) -> None:
    """The first sentence is the standfirst when a byline, a date or buttons part it from the next."""
    if span.headline is None or first >= span.end or len(lines[first].text) > 600:
        return
    following = next((i for i in range(first + 1, span.end) if verdicts[i].kept), None)
    between = range(first + 1, following) if following is not None else range(0)
    if any(verdicts[i].reason in ("byline", "date", "share", "credit", "caption") for i in between):
        verdicts[first] = keep("standfirst")


def _dangling(verdicts: list[Verdict], inside: range) -> None:
    for i in reversed(inside):
        if verdicts[i].kept and verdicts[i].role != "heading":
            return
        if verdicts[i].kept:
            verdicts[i] = drop("navigation", "heading-without-text")
