"""Where each word of a sentence stands in its phonemes.

espeak-ng prints what stands between blanks as one group, so word and group nearly always pair off (all but 2 of our
239 benchmark sentences); it runs some words together (« parce que » → ``paʁskə``). Then the groups are matched with
the words said alone, whose phonemes are about as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_GROUP = re.compile(r"\S+")
_MARKS = ';:,.!?—…"()“”'
"""Around a group they are pauses, no part of the word."""
_MOST_JOINED = 4
"""Words in one group, or groups for one word."""
_JOINED = 1.0
"""Cost, in phonemes, of each word or group beyond the first."""

SayAlone = Callable[[str], str]
"""One word -> its phonemes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSpan:
    """One word and its place in the phonemes: from ``start`` to before ``end``."""

    text: str
    """As the engine was given it, its punctuation included."""
    start: int
    end: int


def find_words(text: str, phonemes: str, *, say_alone: SayAlone) -> tuple[WordSpan, ...]:
    """A span for each word of ``text`` that holds a letter or figure, in order; () when nothing is said.

    Spans follow one another without overlap; one may be empty where a word has no sound of its own.
    """
    words = [match.group() for match in _GROUP.finditer(text) if _is_said(match.group())]
    groups = [_bare(match) for match in _GROUP.finditer(phonemes) if _is_said(match.group())]
    if not words or not groups:
        return ()
    if len(words) == len(groups):
        return tuple(
            WordSpan(text=word, start=start, end=end)
            for word, (start, end) in zip(words, groups, strict=True)
        )
    lengths = [max(1, len(say_alone(word))) for word in words]
    return tuple(_span_matches(words, lengths, groups))


def _bare(group: re.Match[str]) -> tuple[int, int]:
    """Where a group stands without the punctuation around it."""
    found = group.group()
    start = group.start() + len(found) - len(found.lstrip(_MARKS))
    return start, group.end() - (len(found) - len(found.rstrip(_MARKS)))


def _is_said(group: str) -> bool:
    return any(character.isalnum() for character in group)


def _span_matches(words: list[str], lengths: list[int], groups: list[tuple[int, int]]) -> Iterator[WordSpan]:
    for (word, group), (next_word, next_group) in pairwise(_match(lengths, groups)):
        start, end = groups[group][0], groups[next_group - 1][1]
        whole, done = sum(lengths[word:next_word]), 0
        for rank in range(word, next_word):  # words in one group share it by their lengths
            first = start + (end - start) * done // whole
            done += lengths[rank]
            yield WordSpan(text=words[rank], start=first, end=start + (end - start) * done // whole)


def _match(lengths: list[int], groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The cheapest way through both rows: pairs of ranks at which a new match begins, the ends as the last pair."""
    sizes = [end - start for start, end in groups]
    least: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for word in range(len(lengths) + 1):
        for group in range(len(groups) + 1):
            if (word, group) not in least:
                continue
            cost = least[word, group][0]
            for more_words, more_groups in _steps(len(lengths) - word, len(groups) - group):
                after = (word + more_words, group + more_groups)
                differ = abs(sum(lengths[word : after[0]]) - sum(sizes[group : after[1]]))
                total = cost + differ + _JOINED * (more_words + more_groups - 2)
                if after not in least or total < least[after][0]:
                    least[after] = (total, (word, group))
    place = (len(lengths), len(groups))
    path = [place]
    while place != (0, 0):
        place = least[place][1]
        path.append(place)
    return path[::-1]


def _steps(words: int, groups: int) -> Iterator[tuple[int, int]]:
    """One word with one or several groups, or one group with several words; what is left at the end in one."""
    for several in range(1, _MOST_JOINED + 1):
        if several <= groups and words:
            yield 1, several
        if 1 < several <= words and groups:
            yield several, 1
    if words and groups:
        yield words, groups
