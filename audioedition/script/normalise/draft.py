"""A text on its way from printed to spoken, and the rules that move it on.

What a rule has said is closed: in the working text a mark stands in its place, so that no later rule reads
words as print. What stays open is printed French that is spoken as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from audioedition.model import Inclusive
from audioedition.script.normalise.numbers import Gender, cardinal
from audioedition.script.normalise.page import PageWords

if TYPE_CHECKING:
    from audioedition.script.lexicon import Lexicon

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
    lexicons: tuple[Lexicon, ...] = ()
    """The newsroom's first, then the house's."""
    voice: str | None = None
    """Name of the voice profile, for entries that hold for one voice."""
    engine: str | None = None
    page: PageWords = field(default_factory=PageWords)
    """What the page prints in small letters is a word in capitals too; what it spells out is a sigle."""
    inclusive: Inclusive = "doublet"
    """How inclusive writing is said: both forms, the masculine alone, or the letters as they stand."""

    def number(self, digits: str, *, gender: Gender = "m") -> str:
        return cardinal(digits, gender=gender, locale=self.locale)


Say = Callable[["re.Match[str]", Context], "str | None"]
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
    engines: frozenset[str] = frozenset()
    """Only for voices of these engines; empty = always."""
    open: bool = False
    """True: what it says is still print for the rules after it (typography)."""
    doubtful: Callable[[re.Match[str], Context], bool] | None = None
    """Whether what was said for a match is the likelier of two readings only: it is told (``unread``), not hidden."""

    figures: bool = field(init=False, default=False)
    """True when ``needs`` finds nothing in a text without a figure: most sentences are spared by that alone."""

    sign: str = field(init=False, default="")
    """A rare sign without which ``needs`` finds nothing."""

    def __post_init__(self) -> None:
        if self.needs is not None:
            object.__setattr__(self, "figures", _asks_a_figure(self.needs.pattern))
            object.__setattr__(self, "sign", _asked_sign(self.needs.pattern))

    def apply(self, draft: WorkingText, context: Context) -> None:
        if (self.figures and not draft.has_figures) or self.sign not in draft.text:
            return
        if self.engines and context.engine not in self.engines:
            return
        if self.needs is None or self.needs.search(draft.text):
            draft.replace(self._found(draft, context), rule=self.name, open_=self.open)

    def _found(self, draft: WorkingText, context: Context) -> Iterator[tuple[int, int, str | None]]:
        for match in self.pattern.finditer(draft.text):
            spoken = self.say(match, context)
            if (
                spoken is not None
                and MARK not in match[0]
                and self.doubtful
                and self.doubtful(match, context)
            ):
                draft.doubtful.append(_shown(match))
            yield match.start(), match.end(), spoken


_LEFT_OUT = re.compile(r"\(\?[i]\)|\\[uU][0-9a-fA-F]{4,8}|\(\?[:<=!]*[^()]*\)[?*]|\(\?<?[=!][^()]*\)")
"""Flags, escapes that hold figures, optional groups, and looks aside."""


def _asks_a_figure(pattern: str) -> bool:
    """Whether each alternative of ``pattern`` holds a figure that cannot be left out; ``False`` when unclear."""
    plain = _without_classes(pattern)
    if re.search(r"(?<!\\)[()]", plain):
        return False
    plain = re.sub(r"(?:\\d|.)\{0[^}]*\}|\{[1-9][^}]*\}", "", plain)
    return all(re.search(r"(?:\\d|[0-9])(?![*?{0-9])", part) for part in plain.split("|"))


def _without_classes(pattern: str) -> str:
    plain = re.sub(r"\[(?:0-9|\\d)\]", r"\\d", _LEFT_OUT.sub("", pattern))
    return re.sub(r"\[(?:\\.|[^\]\\])*\]", "_", plain)


def _asked_sign(pattern: str) -> str:
    """A sign that stands in every match of ``pattern``; empty where alternatives or groups leave it unclear."""
    plain = _without_classes(pattern)
    if re.search(r"(?<!\\)[()|]", plain):
        return ""
    found = re.search(r"(?:(?<!\\)([/&°%@#=§²³½€~<>:†\"'«»])|\\([\[\]{}()^$+*|/]))(?![*?]|\{0)", plain)
    return (found[1] or found[2]) if found else ""


_FIGURE = re.compile(r"[0-9]")


def _shown(match: re.Match[str]) -> str:
    """What was matched, and for a lone sign the figure behind it."""
    printed = match[0].strip(" ,;:(")
    return printed if re.search(r"\w", printed) else f"{printed} {match.string[match.end() :].split(' ')[0]}"


@dataclass(slots=True)
class WorkingText:
    """Lives within one call of ``normalise`` only."""

    text: str
    """Open text, a MARK for each closed piece."""
    closed: list[str] = field(default_factory=list)
    """Spoken words behind the marks, in order."""
    changes: list[Change] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    """Printed pieces of which another reading was possible."""
    has_figures: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.has_figures = _FIGURE.search(self.text) is not None

    def replace(
        self, found: Iterable[tuple[int, int, str | None]], *, rule: str, open_: bool = False
    ) -> None:
        """Close (or rewrite) the pieces of ``text`` given as (start, end, spoken), in order, not overlapping.

        Those with ``None``, those that would change nothing and those that hold a closed piece stay as they are.
        """
        parts: list[str] = []
        closed: list[str] = []
        at = used = 0
        for start, end, spoken in found:
            printed = self.text[start:end]
            if (
                spoken is None
                or not printed
                or start < at
                or MARK in printed
                or (open_ and spoken == printed)
            ):
                continue
            before = self.text[at:start]
            marks = before.count(MARK)
            closed += self.closed[used : used + marks]
            used += marks
            parts += [before, spoken if open_ else MARK]
            if not open_:
                closed.append(spoken)
            if spoken != printed:
                self.changes.append(Change(printed=printed, spoken=spoken, rule=rule))
            at = end
        if parts:
            self.text = "".join(parts) + self.text[at:]
            self.has_figures = _FIGURE.search(self.text) is not None
            self.closed = closed + self.closed[used:]

    def spoken(self) -> str:
        """Open text and closed words joined; a blank between letters of the one and the other."""
        pieces = self.text.split(MARK)
        out = [pieces[0]]
        last = pieces[0][-1:]
        for words, after in zip(self.closed, pieces[1:], strict=True):
            for piece in (words, after):
                if piece:
                    if last.isalnum() and piece[0].isalnum():
                        out.append(" ")
                    out.append(piece)
                    last = piece[-1]
        return "".join(out)
