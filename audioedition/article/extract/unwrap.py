"""Plain text: lines that a program or a hand has broken are joined again, where their lengths say so. Pure.

Mail, terminals and old editors break lines at a column. There a line ends because the next word had no room left: that
is what is tested, line by line, so that a title, a heading or a paragraph's last line, behind which there was room,
stays a line of its own. In other texts a lone break amid a sentence is mended too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_LEAST_COLUMN, _MOST_COLUMN = 40, 120
_LEAST_FORCED, _FORCED_SHARE = 3, 0.4
"""So many lines, and such a share of them, end amid a sentence for want of room: the text is broken at a column."""
_RAGGED = 16
"""By so much a line that was broken by hand stays short of the column."""
_MOST_BROKEN = 0.2
"""Where more lines than that begin with a small letter, it is a poem's or a list's way."""
_LEAST_JOINED = 80
"""Characters of the two together: shorter ones are entries of a list."""
_OUTLIERS = 50
"""Of so many lines one may be longer than the column: an address has no place to be broken."""
_HYPHENATED_SHARE = 0.05
_WORD_CHARS = 40

_ENDS = re.compile(r"[.!?…:;»”\"')\]]$")
_SENTENCE_END = re.compile(r"[.!?…][\s»”\"')\]]*$")
_BULLET = re.compile(r"^(?:[-–—•·●▪■◦‣*>]|\d{1,3}[.)]|[a-z]\))\s+\S")
_SMALL_START = re.compile(r"^[«“\"(]?\s?[a-zà-ÿœæ]")
_BROKEN_WORD = re.compile(r"[^\W\d_]{2,}-$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# With none of these does a title, an entry or a sentence end.
_LEADING_WORDS = frozenset(
    (
        "à au aux ce ces cet cette chez contre dans de des dont du en entre et la le les leur leurs lors mais ne nos "
        "notre ou où par pour qu que qui quand sa sans selon ses si son sous sur un une vers vos votre avec afin ainsi "
        "est sont était étaient a ont avait avaient sera seront très plus"
    ).split()
)
_OPENING_WORDS = _LEADING_WORDS | frozenset(
    (
        "il elle ils elles on nous vous je j c d l s qu cela ceci celui celle ceux après avant depuis pendant malgré "
        "selon face outre hormis parmi grâce quant suite tandis alors lorsque puis enfin ensuite hier demain désormais "
        "aucun aucune plusieurs certains certaines deux trois quatre cinq six sept huit neuf dix près jusqu aujourd "
        "rien tout tous toute toutes chaque comme voici voilà car or donc ainsi cependant pourtant toutefois"
    ).split()
)
_OPENER = re.compile(r"[«“\"(—–-]{0,2}\s?([A-ZÀ-Ý][a-zà-ÿœ]*)(?:[’'](?=[a-zà-ÿœ])| (?=[a-zà-ÿœ\d]))")
_SENTENCE_WITHIN = re.compile(r"[a-zà-ÿœ»)][.!?…] [«“\"]?\s?[A-ZÀ-Ý]")


def unwrap(groups: Sequence[Sequence[str]]) -> list[list[str]]:
    """Each group's lines, those joined that belong together. ``groups``: lines between blank lines, each trimmed."""
    column = find_column(groups)
    lone = column is None and _breaks_are_rare(groups)
    hyphens = _Hyphens(groups)
    return [_join_group(lines, column, lone, hyphens) for lines in groups]


def find_column(groups: Sequence[Sequence[str]]) -> int | None:
    """The length at which the lines were broken, in characters; ``None`` where they were not."""
    lines = [line for group in groups for line in group if len(line) <= _MOST_COLUMN]
    pairs = [
        (a, b)
        for group in groups
        for a, b in pairwise(group)
        if max(len(a), len(b)) <= _MOST_COLUMN and not _BULLET.match(b)
    ]
    total = sum(map(len, groups))
    if len(pairs) < _LEAST_FORCED or len(lines) < 0.5 * total:
        return None
    lengths = sorted(len(a) for a, _ in pairs)
    column = lengths[-1 - len(lengths) // _OUTLIERS]
    if column < _LEAST_COLUMN:
        return None
    forced = sum(not _ENDS.search(a) and is_forced(a, b, column) for a, b in pairs)
    return column if forced >= max(_LEAST_FORCED, _FORCED_SHARE * len(pairs)) else None


def is_forced(line: str, following: str, column: int) -> bool:
    """Whether the next line's first word had no room left on this one."""
    return len(line) + 1 + len(following.split(" ", 1)[0]) > column


def _breaks_are_rare(groups: Sequence[Sequence[str]]) -> bool:
    lines = sum(map(len, groups))
    broken = [sum(_is_amid(a, b) for a, b in pairwise(group)) for group in groups]
    counted = sum(n for n, group in zip(broken, groups, strict=True) if not _is_one_sentence(group))
    return any(broken) and counted <= max(1.0, _MOST_BROKEN * lines)


def _is_one_sentence(lines: Sequence[str]) -> bool:
    """Broken amid a sentence at each line, ended by its last one, and with a line that is too long for verse and for
    an entry: prose, however many paragraphs of the text are broken so."""
    return (
        max(map(len, lines)) >= _LEAST_JOINED
        and bool(_SENTENCE_END.search(lines[-1]))
        and all(_is_amid(a, b) for a, b in pairwise(lines))
    )


def _join_group(lines: Sequence[str], column: int | None, lone: bool, hyphens: _Hyphens) -> list[str]:
    joined: list[str] = []
    last = ""
    """The last line as it was printed: by its length the break is judged."""
    for line in lines:
        together = joined and (
            _belongs(last, line, column) if column is not None else lone and _is_amid(joined[-1], line)
        )
        if together:
            joined[-1] = hyphens.join(joined[-1], line)
        else:
            joined.append(line)
        last = line
    return joined


def _belongs(line: str, following: str, column: int) -> bool:
    if _BULLET.match(following):
        return False
    if is_forced(line, following, column):
        return bool(_ENDS.search(line)) or not _opens(following)
    if _ENDS.search(line):
        return False
    if _SMALL_START.match(following) or _leads_on(line):
        return True
    return len(line) >= column - _RAGGED and not _opens(following)


def _is_amid(line: str, following: str) -> bool:
    """The break stands within a sentence: what follows begins small, or the line ends with « de », « la »…"""
    if _ENDS.search(line) or _BULLET.match(following) or len(line) + len(following) < _LEAST_JOINED:
        return False
    if _SMALL_START.match(following) or _leads_on(line):
        return True
    if _opens(following):
        return False
    return bool(_SENTENCE_WITHIN.search(line)) or (line.endswith(",") and len(following) >= _LEAST_JOINED)


def _opens(line: str) -> bool:
    """« Après onze mois », « L’école »: a sentence begins; « Le Goff », « La Rochelle »: a name that goes on."""
    found = _OPENER.match(line)
    return found is not None and found[1].lower() in _OPENING_WORDS


def _leads_on(line: str) -> bool:
    last = re.split(r"[ \u00a0]", line)[-1].lower()
    return last in _LEADING_WORDS or last.endswith(("’", "'")) or _is_cut(line)


def _is_cut(line: str) -> bool:
    """Ends amid a word. Only its end is looked at: a search through 100,000 letters in a row would take hours."""
    return bool(_BROKEN_WORD.search(line[-_WORD_CHARS:]))


class _Hyphens:
    """How words are put together again that a line's end has cut."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        lines = [line for group in groups for line in group]
        cut = sum(_is_cut(line) for line in lines)
        self._typeset = cut > max(2, _HYPHENATED_SHARE * len(lines))
        self._words = {w.lower() for line in lines for w in _WORD.findall(line)} if cut else frozenset[str]()

    def join(self, line: str, following: str) -> str:
        if line.endswith(("’", "'")):
            return line + following
        if not _is_cut(line) or not following[:1].isalpha():
            return f"{line} {following}"
        head, tail = _WORD.findall(line[-_WORD_CHARS:])[-1], _WORD.match(following)
        assert tail is not None
        solid, hyphened = f"{head}{tail[0]}".lower(), f"{head}-{tail[0]}".lower()
        if following[0].isupper() or hyphened in self._words:
            return line + following
        return (line[:-1] if solid in self._words or self._typeset else line) + following
