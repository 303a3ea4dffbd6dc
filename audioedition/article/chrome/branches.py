"""What can be read off a regular expression without running it: its alternatives, what they need, how they begin."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

FLAGS = re.compile(r"\(\?[aiLmsux]+\)")
"""They hold for all of a pattern, and change what its letters mean."""
_QUANTIFIER = re.compile(r"([?*+]|\{(\d*),?\d*\})[?+]?")
_QUANTIFIERS = frozenset("?*+{")
_HEXADECIMALS = {"x": 2, "u": 4, "U": 8}
_NUMBERED_OR_NAMED = re.compile(r"\\(?:\d{1,3}|N\{[^}]*\})")
"""What a group found again, an octal number, a character's name."""
_END = ("end", "", False)
_LETTERS = re.compile(r"[^\\\[().^$?*+{]+(?![?*+{])")
"""As many as none of them is one of its own, optional or repeated."""
_BRACKETS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
"""What parts and groups alternatives; what is escaped, and a class, is passed over."""
_PLAIN = re.compile(r"[^\\\[\]().^$?*+{}]+")
"""Nothing but letters, and alternatives of them."""
BEGINNING_CHARS = 3
"""So many characters of a beginning are told, at most."""
_MOST_BEGINNINGS, _MOST_MEMBERS = 400, 80
LEAST_LITERAL = 3
RARE_SIGN = re.compile(r"[^\w\s.,;:!?'’()«»–-]")
"""Prose holds none of these."""


def split_branches(pattern: str) -> list[str]:
    """The alternatives that stand outside every bracket: ``a|(b|c)`` gives ``a`` and ``(b|c)``."""
    branches, depth, start = [], 0, 0
    for sign in _BRACKETS.finditer(pattern):
        if sign[0] == "(":
            depth += 1
        elif sign[0] == ")":
            depth -= 1
        elif sign[0] == "|" and depth == 0:
            branches.append(pattern[start : sign.start()])
            start = sign.end()
    return [*branches, pattern[start:]]


def needed_pieces(branch: str) -> frozenset[str]:
    """Literal pieces of which a line must hold one that an alternative matches; none when that cannot be told."""
    best: frozenset[str] = frozenset()
    most = 0
    run = ""
    for kind, value, optional in (*_items(branch), _END):
        if kind == "letter" and not optional:
            run += value
            continue
        candidates = [frozenset({run})] if run else []
        run = ""
        if kind == "group" and not optional:
            inner = [needed_pieces(b) for b in split_branches(value)]
            if all(inner):
                candidates.append(frozenset[str]().union(*inner))
        elif kind == "class" and not optional and all(map(RARE_SIGN.match, value)):
            candidates.append(frozenset(value))
        for candidate in candidates:
            if (telling := _telling(candidate)) > most:
                best, most = candidate, telling
    return best


def pieces_of(pattern: str) -> frozenset[str]:
    """As ``needed_pieces``, of a pattern of several alternatives."""
    pieces = [] if FLAGS.match(pattern) else [needed_pieces(branch) for branch in split_branches(pattern)]
    return frozenset[str]().union(*pieces) if all(pieces) else frozenset()


def holds_one(pieces: Collection[str], text: str) -> bool:
    """Whether one stands in the text; where there is none anything may be found in it."""
    return not pieces or any(map(text.__contains__, pieces))


def _telling(pieces: frozenset[str]) -> int:
    """The longer the shortest of them, the fewer lines hold one; a rare sign counts for three letters."""
    return min(len(piece) + 2 * (RARE_SIGN.search(piece) is not None) for piece in pieces)


def beginnings(branch: str) -> frozenset[str] | None:
    """What a match can begin with, some characters of it; ``None`` when it may be anything, or nothing."""
    done: set[str] = set()
    pieces = {""}
    for kind, value, optional in _items(branch):
        if kind == "letter":
            following = {value}
        elif kind == "class":
            following = set(value)
        elif kind == "group":
            branches = split_branches(value)
            following = set(branches) if _PLAIN.fullmatch(value) else set()
            if not following:  # what stands behind it is not looked at
                inner = [beginnings(b) for b in branches]
                if None not in inner:
                    done |= {p + q for p in pieces for known in inner if known for q in known}
                    pieces = pieces if optional else set()
                break
        else:
            break
        longer = {p + q for p in pieces for q in following}
        if len(longer) > _MOST_BEGINNINGS:
            break
        longer |= pieces if optional else set()
        done |= {p for p in longer if len(p) >= BEGINNING_CHARS}
        pieces = longer - done
        if not pieces:
            break
    found = frozenset(p[:BEGINNING_CHARS] for p in done | pieces)
    return None if "" in found else found


@lru_cache(maxsize=1024)
def _items(branch: str) -> tuple[tuple[str, str, bool], ...]:
    """(``letter``: one or more | ``class`` | ``group`` | ``other`` | ``again``, its text, whether it may be missing);
    zero-width signs left out. ``again``: what stands before it may come more than once."""
    items: list[tuple[str, str, bool]] = []
    i = 0
    while i < len(branch):
        c = branch[i]
        if letters := _LETTERS.match(branch, i):
            items.append(("letter", letters[0], False))
            i = letters.end()
            continue
        kind, value, end = "letter", c, i + 1
        if c == "\\":
            value, end = branch[i + 1], i + 2
            if value in _HEXADECIMALS:
                end += _HEXADECIMALS[value]
                value = chr(int(branch[i + 2 : end], 16))
            elif value.isdigit() or value == "N":
                told = _NUMBERED_OR_NAMED.match(branch, i)
                kind, end = "other", told.end() if told else end
            elif value.isalnum():
                kind = "zero" if value in "bBAZ" else "other"
        elif c == "[":
            end = _class_end(branch, i) + 1
            value = _members(branch[i + 1 : end - 1])
            kind = "class" if value else "other"
        elif c == "(":
            end = _group_end(branch, i) + 1
            kind, value = _group(branch[i + 1 : end - 1])
        elif c == ".":
            kind = "other"
        elif c in "^$":
            kind = "zero"
        optional = again = False
        # asked of each letter of two thousand patterns at every start: most are followed by none
        quantifier = _QUANTIFIER.match(branch, end) if branch[end : end + 1] in _QUANTIFIERS else None
        if quantifier:
            end = quantifier.end()
            optional = quantifier[1] in "?*" or quantifier[2] in ("", "0")
            again = quantifier[1] != "?"
        if kind != "zero":
            items.append((kind, value, optional))
            if again:
                items.append(("again", "", True))
        i = end
    return tuple(items)


def _members(content: str) -> str:
    """The characters of a class, where they are told one by one or by short ranges; empty where not."""
    if content.startswith("^") or "\\" in content or len(content) > _MOST_MEMBERS:
        return ""
    members: list[str] = []
    i = 0
    while i < len(content):
        last = content[i + 2 : i + 3] if content[i + 1 : i + 2] == "-" else ""
        members += map(chr, range(ord(content[i]), ord(last or content[i]) + 1))
        i += 3 if last else 1
    return "".join(members) if len(members) <= _MOST_MEMBERS else ""


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
    depth = 0
    for sign in _BRACKETS.finditer(pattern, start):
        if sign[0] == "(":
            depth += 1
        elif sign[0] == ")":
            depth -= 1
            if depth == 0:
                return sign.start()
    raise ValueError(f"unbalanced brackets in {pattern!r}")
