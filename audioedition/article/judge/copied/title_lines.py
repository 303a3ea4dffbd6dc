"""Plain text: which lines may be the headline: the first, where it is said again, what stands above a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.chrome import fold
from audioedition.article.judge.copied.own_headline import LOOK_ABOVE
from audioedition.article.judge.features import Line, words_of
from audioedition.article.judge.speech import address

_HEADLINE_WORDS = 60
_KEY_CHARS = 400
_SHORT_KEY, _SAME_LINE, _SITE_WORDS = 16, 0.8, 4
PARTED = re.compile(r" [-–—|•·>/] |: ")
"""Where a page's title parts headline and site."""
_NO_TITLE = frozenset({"navigation", "date", "byline", "cookie"})
_SPOKEN_KINDS, _SPOKEN_TO = frozenset({"newsletter", "paywall", "legal"}), 2
"""« Nous respectons votre vie privée » is a dialog's first line."""


def headlines(lines: Sequence[Line], title: str | None) -> list[int]:
    """Lines that may be the headline: as wished, or the first, or where the first (a page's title) is said again."""
    if not lines:
        return []
    first = next((i for i, x in enumerate(lines) if x.words >= 2 and _may_open(x, i)), 0)
    found = [] if is_paragraph(lines[first]) else [first]
    wanted = key_of(title or lines[first].text)
    parted = bool(PARTED.search(title or lines[first].text))  # « La Voix du Plateau : Le bac ne passe plus »
    for i, line in enumerate(lines):
        other = key_of(line.text)
        part = wanted.startswith(other) or (parted and line.words > _SITE_WORDS and wanted.endswith(other))
        if i == first or len(other) < 8 or not (part or other.startswith(wanted)):
            continue
        if line.strong and len(wanted) < _SAME_LINE * len(other):
            continue  # a first paragraph that begins with the headline's words
        short = line.words >= 3 and len(other) >= _SHORT_KEY and part
        if short or min(len(other), len(wanted)) >= 0.5 * max(len(other), len(wanted)) or len(other) >= 25:
            found.append(i)
    if title and not found:
        return []
    return found


def _may_open(line: Line, i: int) -> bool:
    """The very first line is the page's title, whatever rule its words meet; a path to the article is not."""
    spoken = line.rule is not None and line.rule.kind in _SPOKEN_KINDS and address(line.text) >= _SPOKEN_TO
    return line.rule is None or (i == 0 and not spoken and line.rule.kind not in _NO_TITLE)


def headline_above(lines: Sequence[Line], start: int, title: str) -> tuple[int | None, float]:
    """Among the lines right above the first paragraph, the one most like the page's title, and how like; else the
    nearest."""
    wanted = set(words_of(title))
    best, score = None, 0.0
    for i in range(start, max(-1, start - LOOK_ABOVE), -1):
        line = lines[i]
        if line.rule is not None or not 3 <= line.words <= _HEADLINE_WORDS or is_paragraph(line):
            continue
        if line.strong or (i == start and line.prose and not line.text.endswith("?")):
            continue  # a paragraph is no headline, and would be lost as one
        own = set(words_of(line.text))
        likeness = len(own & wanted) / max(1, len(own | wanted)) + 0.01
        if likeness > score:
            best, score = i, likeness
    return best, score


def is_paragraph(line: Line) -> bool:
    """Too long for a headline, or two sentences: the text begins with its body."""
    return line.words > _HEADLINE_WORDS or (
        line.prose and len(re.findall(r"[.!?…]\s+[A-ZÀ-Ý«“]", line.text)) >= 2
    )


def key_of(text: str) -> str:
    return "".join(c for c in fold(text[:_KEY_CHARS]) if c.isalnum())
