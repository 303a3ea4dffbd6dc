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
from audioedition.segment.features import Line
from audioedition.segment.verdict import Verdict, drop, drop_by, keep

_LEAST_BODY_CHARS = 300
"""Less text than this before a « comments » heading: it is a button at the top, not the article's end."""
_MENU_RUN = 4
"""So many short lines, one upon another, without full stop, dash or colon before them: a menu."""
_HEADLINE_WORDS = 60
_NAME = re.compile(
    r"^(?:[A-ZÀ-Ý][\w’'.-]*|de|du|d’|d'|le|la|van|von|ben|el|al)(?: (?:[A-ZÀ-Ý][\w’'.-]*|de|du|d’|d'|le|la|van|von|ben|el|al|et))"
    r"{1,4}$"
)
_FOOTNOTE = re.compile(r"^\s*(?:\[ ?\d{1,3} ?\]|\(\d{1,3}\)|↑|\^ )\s*\S")
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
    return verdicts


# --- where the article stands --------------------------------------------------------------------------------


def weigh(lines: Sequence[Line]) -> list[float]:
    """How much each line speaks for being within the article (positive) or outside of it (negative)."""
    seen = Counter(line.folded for line in lines if line.words)
    weights: list[float] = []
    for line in lines:
        if line.rule is not None and line.rule.where != "edge":
            weights.append(-4.0 if line.rule.opens == "rest" else -1.0)
        elif seen[line.folded] >= 3 and line.words < 15:
            weights.append(-1.0)
        elif line.strong:
            weights.append(3.0 + min(2.0, len(line.text) / 400))
        elif line.prose:
            weights.append(1.5)
        elif line.ends and line.words >= 4 and not line.text.endswith("?"):
            weights.append(0.5)
        elif line.bullet and line.words >= 4:
            weights.append(0.2)
        else:
            weights.append(-0.7)
    return weights


def find_span(lines: Sequence[Line], weights: Sequence[float], title: str | None) -> Span:
    """The headline that the heaviest stretch of lines follows, and that stretch."""
    best, best_sum = None, float("-inf")
    for head in _headlines(lines, title):
        end, total = _heaviest(lines, weights, head + 1)
        if total > best_sum + 0.01:
            best, best_sum = Span(head, head + 1, end), total
    if best is None:
        end, _ = _heaviest(lines, weights, 0)
        return Span(None, 0, end)
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
    return "".join(c for c in fold(text) if c.isalnum())


def _heaviest(lines: Sequence[Line], weights: Sequence[float], start: int) -> tuple[int, float]:
    """Where the sum of weights from ``start`` on is greatest, and that sum; never beyond a comments heading."""
    total = best = 0.0
    end = start
    chars = 0
    for i in range(start, len(lines)):
        line = lines[i]
        if line.rule is not None and line.rule.kind == "comments" and line.rule.opens == "rest":
            if chars >= _LEAST_BODY_CHARS:
                break
        elif line.prose:
            chars += len(line.text)
        total += weights[i]
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
    _menus(lines, verdicts, inside)
    _standfirst(lines, verdicts, span, first)
    _dangling(verdicts, inside)


def _judge_line(lines: Sequence[Line], i: int, first: int, last: int, headline: str) -> Verdict:
    line = lines[i]
    amid = first < i < last
    if line.rule is not None and not (line.rule.where == "edge" and amid):
        return drop_by(line.rule)
    if line.folded and line.folded == headline:
        return drop("repeated", "headline-again")
    if _FOOTNOTE.match(line.text):
        return drop("footnote", "numbered-note")
    if not amid and not line.prose and _NAME.match(line.text):
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
    """The short lines under « À lire aussi » are headlines of other articles."""
    under = ""
    for i in inside:
        line = lines[i]
        if line.rule is not None and not verdicts[i].kept:
            under = line.rule.id if line.rule.opens != "nothing" else under
        elif line.prose or (line.ends and line.words >= 6 and not line.text.endswith("?")):
            under = ""
        elif under:
            verdicts[i] = drop("related", f"{under}:list")


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
