"""Plain text: which lines are the article, when no tag helps. Position, neighbours and phrases decide."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.segment.features import Line
from audioedition.segment.verdict import Verdict, drop, drop_by, keep

_LEAST_BODY_CHARS = 300
"""Less text than this before a « rest » heading: it is a button at the top, not the article's end."""


def judge_text(lines: Sequence[Line], *, title: str | None = None) -> list[Verdict]:
    """A verdict for each line, in order."""
    head = find_headline(lines, title)
    end = find_end(lines, head)
    verdicts: list[Verdict | None] = [None] * len(lines)
    for i, line in enumerate(lines):
        if i < head:
            verdicts[i] = drop_by(line.rule) if line.rule else drop("navigation", "before-headline")
        elif i >= end:
            verdicts[i] = drop_by(line.rule) if line.rule else drop("after_article", "after-end")
    if head < len(lines):
        verdicts[head] = keep("title")
        _judge_body(lines, verdicts, head + 1, end)
    return [v or drop("navigation", "unplaced") for v in verdicts]


def find_headline(lines: Sequence[Line], title: str | None) -> int:
    """Where the article's headline stands: given, or repeated from the page's title, or the first line."""
    wanted = title or (lines[0].text if lines else "")
    if title is None and lines and lines[0].prose and len(lines[0].text) > 250:
        return len(lines)  # no headline at all: the text begins with its first paragraph
    key = _key(wanted)
    if len(key) >= 8:
        for i in range(0 if title else 1, len(lines)):
            other = _key(lines[i].text)
            if len(other) >= 8 and (key.startswith(other) or other.startswith(key)):
                if len(other) >= 0.5 * len(key) and any(x.prose for x in lines[i + 1 : i + 60]):
                    return i
    for i, line in enumerate(lines):
        if line.rule is None and line.words >= 2:
            return i
    return 0


def _key(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def find_end(lines: Sequence[Line], head: int) -> int:
    """The first line after the article: a heading that opens what is no article, or what follows the last sentence."""
    chars = 0
    end = len(lines)
    for i in range(head + 1, len(lines)):
        line = lines[i]
        if line.rule is None and line.prose:
            chars += len(line.text)
        elif line.rule is not None and line.rule.opens == "rest" and chars >= _LEAST_BODY_CHARS:
            if line.rule.kind == "comments" or not _resumes(lines, i + 1):
                end = i
                break
    while end > head + 1 and not _may_end(lines[end - 1]):
        end -= 1
    return end


def _may_end(line: Line) -> bool:
    return line.rule is None and (
        line.prose or (line.ends and line.words >= 4) or (line.bullet and line.words >= 4)
    )


def _resumes(lines: Sequence[Line], start: int) -> bool:
    """True when the article goes on after a box in its midst: paragraphs, one upon another, before the next heading."""
    strong = other = 0
    for line in lines[start:]:
        if line.rule is not None and line.rule.opens == "rest":
            break
        if line.rule is None and line.strong:
            strong += 1
        elif line.words < 25:
            other += 1
    return strong >= 3 and strong >= other


def _judge_body(lines: Sequence[Line], verdicts: list[Verdict | None], start: int, end: int) -> None:
    last = max((i for i in range(start, end) if lines[i].rule is None and lines[i].prose), default=start)
    first = next((i for i in range(start, end) if lines[i].rule is None and lines[i].prose), end)
    listing = False
    for i in range(start, end):
        line = lines[i]
        rule = line.rule
        if rule is not None and not (rule.where == "edge" and first < i < last):
            verdicts[i] = drop_by(rule)
            listing = rule.opens != "nothing"
            continue
        if line.prose or line.words >= 14:
            verdicts[i] = keep("body")
            listing = False
            continue
        if listing and not line.ends:
            verdicts[i] = drop("related", "listed-under-heading")
            continue
        if i < first:
            verdicts[i] = drop("navigation", "before-first-sentence")
            continue
        verdicts[i] = keep("body" if line.ends else "list" if line.bullet else "heading")
        listing = False
