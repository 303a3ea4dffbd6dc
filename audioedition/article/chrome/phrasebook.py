"""All rules in force, arranged so that a line finds its own quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from audioedition.article.chrome.branches import holds_one, pieces_of
from audioedition.article.chrome.folding import fold, plain_spaces
from audioedition.article.chrome.matcher import Matcher
from audioedition.article.chrome.rules import Box, ChromeRule

_QUOTED = re.compile(r"^(?:«[^«»]+»|“[^“”]+”|\"[^\"]+\")$")
_LONG = 70
_ADDRESS = re.compile(r"\b(?:vous|votre|vos|je|j'|mes?|mon|ma|nos|notre|nous)\b|\w{3,}ez\b")


class Tail(NamedTuple):
    """What a ``tail`` rule cuts off a line's end."""

    pattern: re.Pattern[str]
    needs: frozenset[str]
    """One of these stands in the line, or nothing is cut."""
    rule: ChromeRule


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All rules in force, arranged for quick lookup."""

    lines: dict[str, ChromeRule]
    patterns: Matcher[ChromeRule]
    texts: Matcher[ChromeRule]
    rules: tuple[ChromeRule, ...]
    longest: int
    """A line longer than this is judged by no rule."""
    longest_text: int
    """A line longer than this is judged by none of ``texts``."""
    boxes: Matcher[Box]
    tails: tuple[Tail, ...] = ()

    def cut_tail(self, text: str) -> tuple[str, tuple[tuple[str, ChromeRule], ...]]:
        """The line without what a ``tail`` rule finds at its end, and what was cut, by which rule."""
        cut: list[tuple[str, ChromeRule]] = []
        for tail in self.tails:
            if not holds_one(tail.needs, text):
                continue
            rule = tail.rule
            hit = tail.pattern.search(text, max(0, len(text) - rule.max_chars))
            if hit and text[: hit.start()].strip():
                cut.append((text[hit.start() :].strip(), rule))
                text = text[: hit.start()].rstrip()
        return text, tuple(cut)

    def find(self, text: str, folded: str | None = None, *, whole_only: bool = False) -> ChromeRule | None:
        """The rule that names this line as chrome, if one does: whole lines first, then (or not) patterns."""
        length = len(text)
        if length > self.longest:
            return None
        text = plain_spaces(text)
        folded = fold(text) if folded is None else folded
        if not folded:
            return None
        quoted = bool(_QUOTED.match(text))  # somebody's words: a heading, or one of its words again
        rule = self.lines.get(folded) or self.lines.get(folded.rstrip(" ?!…."))
        if (rule and not quoted) or whole_only:
            return rule

        def short_enough(rule: ChromeRule) -> bool:
            return length <= rule.max_chars

        patterns = () if quoted else self.patterns.find_all(folded, wanted=short_enough)
        texts = () if length > self.longest_text else self.texts.find_all(text, wanted=short_enough)
        for rule in chain(patterns, texts):
            if rule.address and length > _LONG and not speaks_to_reader(folded):
                continue
            return rule
        return None


def speaks_to_reader(folded: str) -> bool:
    """« vous », « votre », « je »: as chrome does, and prose seldom."""
    return bool(_ADDRESS.search(folded))


def arrange(entries: Iterable[ChromeRule | Box], *, then: Phrasebook | None = None) -> Phrasebook:
    """Rules as a phrasebook; of two that name the same line, the first wins. ``then``: rules that come after these."""
    entries = tuple(entries)
    if then is None:
        then = _EMPTY
    elif not entries:
        return then
    rules = tuple(e for e in entries if isinstance(e, ChromeRule))
    lines: dict[str, ChromeRule] = {}
    for rule in rules:
        if rule.match == "line":
            for phrase in _folded(rule.phrases):
                lines.setdefault(phrase, rule)
    return Phrasebook(
        {**then.lines, **lines},
        Matcher(((p, r) for r in rules if r.match == "pattern" for p in r.phrases), then=then.patterns),
        Matcher(((p, r) for r in rules if r.match == "text" for p in r.phrases), then=then.texts),
        (*rules, *then.rules),
        max((then.longest, *(r.max_chars for r in rules))),
        max((then.longest_text, *(r.max_chars for r in rules if r.match == "text"))),
        Matcher(
            ((n, replace(e, names=(n,))) for e in entries if isinstance(e, Box) for n in e.names),
            then=then.boxes,
        ),
        (
            *(Tail(re.compile(p), pieces_of(p), r) for r in rules if r.match == "tail" for p in r.phrases),
            *then.tails,
        ),
    )


_EMPTY = Phrasebook({}, Matcher(()), Matcher(()), (), 0, 0, Matcher(()))


@lru_cache(maxsize=4096)
def _folded(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(phrase.replace("{n}", "0")) for phrase in phrases)
