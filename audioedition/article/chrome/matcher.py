"""Many regular expressions over many short lines, quickly.

A union of 300 alternatives costs 3 ms a line in ``re``. Here each expression is asked only when the line begins
with a letter that it can begin with, or holds three letters in a row that it cannot do without (both are read off
the expression), and it is compiled at that moment. That is some 0.02 ms a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

_QUANTIFIER = re.compile(r"[?*+]|\{(\d*),?\d*\}")
_QUANTIFIERS = frozenset("?*+{")

_LEAST_LITERAL = 3
_BY_FREQUENCY = " esaitnrulodcmp'vqfbghjxyzwk"
_UNKNOWN = 40  # a sign that is not in that row (find gives -1) is rarer than all of it


@dataclass(slots=True)
class Expression:
    """One alternative of a pattern."""

    source: str
    needs: tuple[str, ...]
    """The line holds one of these, or the expression cannot match; empty = nothing is known."""
    letters: frozenset[str] | None
    """Characters of which the line begins with one, when the expression is bound to its beginning."""
    _compiled: re.Pattern[str] | None = field(default=None)

    def found_in(self, line: str) -> bool:
        for piece in self.needs:
            if piece in line:
                break
        else:
            if self.needs:
                return False
        if self._compiled is None:
            self._compiled = re.compile(self.source)
        return self._compiled.search(line) is not None


@lru_cache(maxsize=8192)
def _expressions(pattern: str) -> tuple[Expression, ...]:
    """A pattern's alternatives, read and compiled once: the books of all sites share most of their patterns."""
    return tuple(
        Expression(
            source,
            tuple(needed_pieces(source) or ()),
            first_letters(source[1:]) if source.startswith("^") else None,
        )
        for source in split_branches(pattern)
    )


class Matcher(Generic[T]):
    """The values of the patterns that are found in a line, in the order in which they were given."""

    def __init__(self, patterns: Iterable[tuple[str, T]]) -> None:
        self._patterns = tuple(patterns)
        self._ranked: list[tuple[Expression, T]] = []
        self._by_letter: dict[str, list[int]] = {}
        self._by_triple: dict[str, list[int]] = {}
        self._triples: frozenset[str] = frozenset()
        self._always: list[int] = []

    def _prepare(self) -> None:
        """At first use: a plain text never asks for the names of a page's elements."""
        for pattern, value in self._patterns:
            for expression in _expressions(pattern):
                rank = len(self._ranked)
                self._ranked.append((expression, value))
                if expression.letters is not None:
                    for letter in expression.letters:
                        self._by_letter.setdefault(letter, []).append(rank)
                elif expression.needs:
                    for triple in {_rarest_triple(piece) for piece in expression.needs}:
                        self._by_triple.setdefault(triple, []).append(rank)
                else:
                    self._always.append(rank)
        self._triples = frozenset(self._by_triple)

    def find_all(self, line: str) -> Iterator[T]:
        """Lazily, for mostly the first one is wanted."""
        if not self._ranked:
            self._prepare()
        asked = {*self._always, *self._by_letter.get(line[:1], ())}
        length = _LEAST_LITERAL
        for triple in self._triples.intersection(
            [line[i : i + length] for i in range(len(line) - length + 1)]
        ):
            asked.update(self._by_triple[triple])
        for rank in sorted(asked):
            expression, value = self._ranked[rank]
            if expression.found_in(line):
                yield value


def _rarest_triple(piece: str) -> str:
    """The three letters in a row of a piece that French uses least: fewer lines hold them."""
    triples = [piece[i : i + _LEAST_LITERAL] for i in range(len(piece) - _LEAST_LITERAL + 1)]
    return max(triples, key=lambda triple: sum(_BY_FREQUENCY.find(c) % _UNKNOWN for c in triple))


def split_branches(pattern: str) -> list[str]:
    """The alternatives that stand outside every bracket: ``a|(b|c)`` gives ``a`` and ``(b|c)``."""
    branches, depth, start, i = [], 0, 0, 0
    while i < len(pattern):
        c = pattern[i]
        if c == "\\":
            i += 1
        elif c == "[":
            i = _class_end(pattern, i)
        elif c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
        elif c == "|" and depth == 0:
            branches.append(pattern[start:i])
            start = i + 1
        i += 1
    return [*branches, pattern[start:]]


def needed_pieces(branch: str) -> frozenset[str] | None:
    """Literal pieces of which a matching line must hold one; ``None`` when that cannot be told."""
    best: frozenset[str] | None = None
    run = ""
    for kind, value, optional in [*_items(branch), ("end", "", False)]:
        if kind == "letter" and not optional:
            run += value
            continue
        candidates = [frozenset({run})] if len(run) >= _LEAST_LITERAL else []
        run = ""
        if kind == "group" and not optional:
            inner = [needed_pieces(b) for b in split_branches(value)]
            if all(inner):
                candidates.append(frozenset(piece for pieces in inner if pieces for piece in pieces))
        for candidate in candidates:
            if best is None or min(map(len, candidate)) > min(map(len, best)):
                best = candidate
    return best


def first_letters(branch: str) -> frozenset[str] | None:
    """The characters that a match can begin with; ``None`` when any, or none, may."""
    letters: set[str] = set()
    for kind, value, optional in _items(branch):
        if kind == "letter":
            letters.add(value)
        elif kind == "group":
            for inner in split_branches(value):
                found = first_letters(inner)
                if found is None:
                    return None
                letters |= found
        else:
            return None
        if not optional:
            return frozenset(letters)
    return None


def _items(branch: str) -> list[tuple[str, str, bool]]:
    """(``letter`` | ``group`` | ``other``, its text, whether it may be missing); zero-width signs left out."""
    items: list[tuple[str, str, bool]] = []
    i = 0
    while i < len(branch):
        c = branch[i]
        kind, value, end = "letter", c, i + 1
        if c == "\\":
            value, end = branch[i + 1], i + 2
            if value == "x":
                value, end = chr(int(branch[i + 2 : i + 4], 16)), i + 4
            elif value.isalnum():
                kind = "zero" if value in "bBAZ" else "other"
        elif c == "[":
            kind, end = "other", _class_end(branch, i) + 1
        elif c == "(":
            end = _group_end(branch, i) + 1
            kind, value = _group(branch[i + 1 : end - 1])
        elif c == ".":
            kind = "other"
        elif c in "^$":
            kind = "zero"
        optional = False
        # asked of each letter of two thousand patterns at every start: most are followed by none
        quantifier = _QUANTIFIER.match(branch, end) if branch[end : end + 1] in _QUANTIFIERS else None
        if quantifier:
            end = quantifier.end()
            optional = quantifier[0][0] in "?*" or (quantifier[1] in ("", "0") and quantifier[0] != "+")
            if kind == "letter" and not optional:  # « a+ »: the letter is there, but the run is broken
                items.append((kind, value, False))
                kind, value = "other", ""
                optional = True
        if kind != "zero":
            items.append((kind, value, optional))
        i = end
    return items


def _group(content: str) -> tuple[str, str]:
    if content.startswith("?:"):
        return "group", content[2:]
    if content.startswith("?"):
        return "zero", ""
    return "group", content


def _class_end(pattern: str, start: int) -> int:
    i = start + 1
    if pattern[i : i + 1] == "^":
        i += 1
    if pattern[i : i + 1] == "]":  # standing first it is itself a member
        i += 1
    while pattern[i] != "]":
        i += 2 if pattern[i] == "\\" else 1
    return i


def _group_end(pattern: str, start: int) -> int:
    depth, i = 0, start
    while i < len(pattern):
        c = pattern[i]
        if c == "\\":
            i += 1
        elif c == "[":
            i = _class_end(pattern, i)
        elif c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
            if depth == 0:
                return i
        i += 1
    raise ValueError(f"unbalanced brackets in {pattern!r}")
