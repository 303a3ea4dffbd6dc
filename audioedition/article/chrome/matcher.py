"""Many regular expressions over many short lines, quickly.

A union of 300 alternatives costs 3 ms a line in ``re``. Here each expression is asked only when the line holds a
piece that it cannot do without, and begins with a letter that it can begin with (both are read off the expression),
and it is compiled at that moment. That is some 0.01 ms a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from audioedition.article.chrome.branches import (
    BEGINNING_CHARS,
    FLAGS,
    LEAST_LITERAL,
    RARE_SIGN,
    beginnings,
    holds_one,
    needed_pieces,
    split_branches,
)

T = TypeVar("T")

_RARITY = {letter: rank for rank, letter in enumerate(" esaitnrulodcmp'vqfbghjxyzwk")}
_MANY_PIECES = 4
_MOST_WORDS, _WORD_CHARS = 10_000, 40
_COMMON_SIGNS = frozenset(" .,;:'’-")
_UNKNOWN = 40  # a sign that is not in that row is rarer than all of it


@dataclass(slots=True)
class Expression:
    """One alternative of a pattern."""

    source: str
    needs: tuple[str, ...]
    """The line holds one of these, or the expression cannot match; empty = nothing is known."""
    begins: frozenset[str] | None
    """The line begins with one of these, when the expression is bound to its beginning and they are known."""
    _ask: Callable[[str], re.Match[str] | None] | None = field(default=None)

    def found_in(self, line: str) -> bool:
        """Of a line that holds one of what it needs."""
        if self.needs == (self.source,):
            return True  # it is nothing but that
        if self._ask is None:
            compiled = re.compile(self.source)
            # one that is bound to the line's beginning need not be tried at every other place
            self._ask = compiled.match if self.source.startswith("^") else compiled.search
        return self._ask(line) is not None


@lru_cache(maxsize=8192)
def _expressions(pattern: str) -> tuple[Expression, ...]:
    """A pattern's alternatives, read and compiled once: the books of all sites share most of their patterns."""
    if FLAGS.match(pattern):
        return (Expression(pattern, (), None),)
    return tuple(map(_expression, split_branches(pattern)))


def _expression(source: str) -> Expression:
    begins = beginnings(source[1:]) if source.startswith("^") else None
    needs = tuple(needed_pieces(source))
    # how the line begins is told already: to try the expression costs no more than to look for many pieces
    return Expression(source, () if begins is not None and len(needs) > _MANY_PIECES else needs, begins)


class Matcher(Generic[T]):
    """The values of the patterns that are found in a line, in the order in which they were given.

    ``then``: those that come after these; they are prepared once, however many matchers share them.
    """

    def __init__(self, patterns: Iterable[tuple[str, T]], *, then: Matcher[T] | None = None) -> None:
        self._patterns = tuple(patterns)
        self._then = then
        self._ranked: list[tuple[Expression, T]] = []
        self._by_beginning: dict[str, list[int]] = {}
        self._by_part: dict[str, dict[str, list[int]]] = {}
        """By a part of what is needed (three letters of a word, or a sign), by that: who needs it."""
        self._triples: frozenset[str] = frozenset()
        self._plain_words: set[str] = set()
        """Words that were seen, and hold none of these: most of a page's."""
        self._signs: frozenset[str] = frozenset()
        self._always: list[int] = []

    def _prepare(self) -> None:
        """At first use: a plain text never asks for the names of a page's elements."""
        for pattern, value in self._patterns:
            for expression in _expressions(pattern):
                self._index(expression, len(self._ranked))
                self._ranked.append((expression, value))
        self._signs = frozenset(part for part in self._by_part if len(part) == 1)
        self._triples = frozenset(self._by_part) - self._signs

    def _index(self, expression: Expression, rank: int) -> None:
        parts = {piece: _rarest_part(piece) for piece in expression.needs}
        if expression.begins is not None:
            for beginning in expression.begins:
                self._by_beginning.setdefault(beginning, []).append(rank)
        elif parts and all(parts.values()):
            for piece, part in parts.items():
                self._by_part.setdefault(part, {}).setdefault(piece, []).append(rank)
        else:
            self._always.append(rank)

    def find_all(self, line: str, *, wanted: Callable[[T], bool] | None = None) -> Iterator[T]:
        """Lazily, for mostly the first one is wanted. ``wanted``: whether a value would be of use at all."""
        if not self._ranked:
            self._prepare()
        holding, asked = self._holding(line), self._asked(line)
        for rank in sorted(holding | asked):
            expression, value = self._ranked[rank]
            if wanted is not None and not wanted(value):
                continue
            if (rank in holding or holds_one(expression.needs, line)) and expression.found_in(line):
                yield value
        if self._then is not None:
            yield from self._then.find_all(line, wanted=wanted)

    def _asked(self, line: str) -> set[int]:
        """Who may be found in the line, for all that its beginning tells."""
        asked = set(self._always)
        for length in range(1, BEGINNING_CHARS + 1):
            if ranks := self._by_beginning.get(line[:length]):
                asked.update(ranks)
        return asked

    def _holding(self, line: str) -> set[int]:
        """Whose pieces stand in the line."""
        holding: set[int] = set()
        if not self._by_part:
            return holding
        for part in self._triples_in(line) | self._signs.intersection(line):
            for piece, ranks in self._by_part[part].items():
                if piece in line:
                    holding.update(ranks)
        return holding

    def _triples_in(self, line: str) -> set[str]:
        found: set[str] = set()
        length = LEAST_LITERAL
        for word in {*line.split(" ")} - self._plain_words:
            own = self._triples.intersection([word[i : i + length] for i in range(len(word) - length + 1)])
            found |= own
            if not own and len(word) <= _WORD_CHARS:
                if len(self._plain_words) >= _MOST_WORDS:
                    self._plain_words.clear()
                self._plain_words.add(word)
        return found


@lru_cache(maxsize=4096)
def _rarest_part(piece: str) -> str:
    """Three letters of one of its words, else a sign, a capital, a number, of which a line of prose holds few; empty
    when there is none."""
    rarities = [_RARITY.get(c, _UNKNOWN) for c in piece]
    threes = [
        (sum(rarities[i : i + LEAST_LITERAL]), i)
        for i in range(len(piece) - LEAST_LITERAL + 1)
        if " " not in piece[i : i + LEAST_LITERAL]
    ]
    if threes:
        at = max(threes)[1]
        return piece[at : at + LEAST_LITERAL]
    signs = [c for c in piece if not c.islower() and c not in _COMMON_SIGNS]
    return max(signs, key=lambda c: RARE_SIGN.match(c) is not None, default="")
