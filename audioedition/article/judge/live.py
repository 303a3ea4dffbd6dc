"""The shape of a live page: heads that begin with an hour, each followed by what happened then."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import HEADINGS, Line

_HEAD = re.compile(r"^\W{0,3}(?:[01]?\d|2[0-3]) ?[h:] ?[0-5]\d ?(?:[-–—:·|.,]\s*)?(?=[«“\"A-ZÀ-Ý0-9])")
_LEAST_HEADS = 3
_HOUR_ALONE = re.compile(r"^\W*(?:[01]?\d|2[0-3]) ?[h:] ?(?:[0-5]\d)?\W*$")
_WORDS = 25
_NEAR = 4
_HOUR = re.compile(r"(\d{1,2}) ?[h:] ?(\d\d)?")
_LEAST_SHARE = 0.6
_COMMENTS, _PICTURED = (
    frozenset({"comment_form", "comments"}),
    frozenset({"caption", "credit", "embed", "date"}),
)


def live_heads(lines: Sequence[Line]) -> frozenset[int]:
    """« 11 h 20 – Le préfet parle », three times or more, each with prose close below: the headings of a live page.

    An hour alone is none, nor is a link to a dispatch of that hour.
    """
    heads = [
        i
        for i, line in enumerate(lines)
        if _HEAD.match(line.block.text)
        and 4 <= len(line.block.text.split()) <= _WORDS
        and line.block.link_density < 0.5
        and not line.strong
        and _followed(lines, i)
    ]
    return frozenset(heads) if len(heads) >= _LEAST_HEADS else frozenset()


def titled_posts(lines: Sequence[Line]) -> frozenset[int]:
    """A page: the headings right under an hour alone, three or more of them with prose below: titles of posts, whatever
    they begin with (« EN IMAGES - Le toit arraché »)."""
    heads = [
        i
        for i in range(1, len(lines))
        if lines[i].block.tag in HEADINGS[1:] and is_hour(lines[i - 1]) and _followed(lines, i)
    ]
    return frozenset(heads) if len(heads) >= _LEAST_HEADS else frozenset()


def is_hour(line: Line) -> bool:
    """Nothing but an hour: « 19 h 48 », in an element of its own."""
    return len(line.block.text) <= 10 and _HOUR_ALONE.match(line.block.text) is not None


def live_posts(lines: Sequence[Line], within: range) -> int:
    """How many posts of a live page stand there: an hour in an element of its own and prose close below that is no link
    to elsewhere. Three are a live page; a list of dispatches holds hours and links."""
    hours = [i for i in within if is_hour(lines[i])]
    if not hours:
        return 0
    ends = [*hours[1:], within.stop]
    return sum(
        any(line.prose and line.block.link_density < 0.5 for line in lines[i + 1 : min(end, i + 1 + _NEAR)])
        for i, end in zip(hours, ends, strict=True)
    )


def live_stretch(lines: Sequence[Line]) -> range:
    """Copied text: from the first hour of a live page to the end of what stands under the last; empty where it is none.

    Hours on lines of their own that only fall, or only rise, most of them with prose below: a list of dispatches has
    headlines there, and readers' comments stand behind a heading that says so.
    """
    hours = _ordered([i for i, line in enumerate(lines) if is_hour(line)], lines)
    if len(hours) < _LEAST_HEADS:
        return range(0)
    told = [
        i for i, end in zip(hours, [*hours[1:], len(lines)], strict=True) if _tells(lines, range(i + 1, end))
    ]
    if len(told) < max(_LEAST_HEADS, _LEAST_SHARE * len(hours)):
        return range(0)
    last = told[-1]
    if any(
        line.rule is not None and line.rule.kind in _COMMENTS and line.rule.opens == "rest"
        for line in lines[:last]
    ):
        return range(0)
    end = last + 1
    for j in range(last + 1, len(lines)):
        rule = lines[j].rule
        if rule is not None and rule.kind not in _PICTURED:
            break
        if rule is None and (lines[j].prose or lines[j].ends):
            end = j + 1
    return range(hours[0], end)


def _ordered(hours: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The longest stretch of them, one after another, that only falls or only rises."""
    best: list[int] = []
    for sign in (1, -1):
        run: list[int] = []
        for i in hours:
            if run and sign * (_minutes(lines[i]) - _minutes(lines[run[-1]])) < 0:
                run = []
            run = [*run, i]
            best = max(best, run, key=len)
    return best


def _minutes(line: Line) -> int:
    found = _HOUR.search(line.block.text)
    return 60 * int(found[1]) + int(found[2] or 0) if found else 0


def _tells(lines: Sequence[Line], post: range) -> bool:
    """Prose close below the hour."""
    return any(lines[j].prose and lines[j].rule is None for j in post[:_NEAR])


def _followed(lines: Sequence[Line], i: int) -> bool:
    """Prose stands below before the next head."""
    for line in lines[i + 1 : i + 1 + _NEAR]:
        if _HEAD.match(line.block.text) and not line.strong:
            return False
        if line.prose or (line.ends and line.words >= 8):
            return True
    return False
