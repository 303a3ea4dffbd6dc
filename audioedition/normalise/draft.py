"""A text on its way from printed to spoken, and the rules that move it on.

What a rule has said is closed: in the working text a mark stands in its place, so that no later rule reads
words as print. What stays open is printed French that is spoken as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from audioedition.normalise.numbers import Gender, cardinal

MARK = "\ue000"
"""Private use: taken out of every printed text first, so it can only be ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one rule did."""

    printed: str
    spoken: str
    """Empty when nothing is said for it (a footnote call)."""
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every rule may know beside its match."""

    locale: str = "fr-FR"

    def number(self, digits: str, *, gender: Gender = "m") -> str:
        return cardinal(digits, gender=gender, locale=self.locale)


Say = Callable[[re.Match[str], Context], "str | None"]
"""From a match to its spoken words; ``None`` declines and leaves the match to later rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    name: str
    kind: str
    """The class of the test table that it serves (``money``, ``roman``…)."""
    pattern: re.Pattern[str]
    say: Say
    examples: tuple[tuple[str, str], ...]
    """(printed, spoken) pairs; each one is a test."""
    source: str = ""
    needs: re.Pattern[str] | None = None
    """A quick look that spares most sentences the pattern itself."""
    open: bool = False
    """True: what it says is still print for the rules after it (typography)."""


@dataclass(slots=True)
class Draft:
    """Lives within one call of ``normalise`` only."""

    text: str
    """Open text, a MARK for each closed piece."""
    closed: list[str] = field(default_factory=list)
    """Spoken words behind the marks, in order."""
    changes: list[Change] = field(default_factory=list)

    def apply(self, rule: Rule, context: Context) -> None:
        if rule.needs is not None and not rule.needs.search(self.text):
            return
        parts: list[str] = []
        closed: list[str] = []
        at = 0
        used = 0
        for match in rule.pattern.finditer(self.text):
            printed = match[0]
            if not printed or MARK in printed:
                continue
            spoken = rule.say(match, context)
            if spoken is None or spoken == printed:
                continue
            before = self.text[at : match.start()]
            marks = before.count(MARK)
            closed += self.closed[used : used + marks]
            used += marks
            parts.append(before)
            if rule.open:
                parts.append(spoken)
            else:
                parts.append(MARK)
                closed.append(spoken)
            self.changes.append(Change(printed=printed, spoken=spoken, rule=rule.name))
            at = match.end()
        if parts:
            self.text = "".join(parts) + self.text[at:]
            self.closed = closed + self.closed[used:]

    def spoken(self) -> str:
        """Open text and closed words joined; a blank between letters of the one and the other."""
        pieces = self.text.split(MARK)
        out = [pieces[0]]
        for words, after in zip(self.closed, pieces[1:], strict=True):
            out.append(_gap(out[-1] if out[-1] else (out[-2] if len(out) > 1 else ""), words) + words)
            out.append(_gap(words, after) + after)
        return "".join(out)


def _gap(left: str, right: str) -> str:
    return " " if left and right and left[-1].isalnum() and right[0].isalnum() else ""
