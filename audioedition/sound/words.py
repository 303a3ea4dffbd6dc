"""From the words that were spoken to the words that stand in print: « 12,5 % » is heard as five. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from audioedition.model import SpokenWord

_BLANKS = re.compile(r"\S+")
_OPENING = frozenset("«“„‟‹([{¡¿–—-•*§#")
"""A sign alone that belongs to what follows; any other one belongs to what stands before."""
_GROUPED = re.compile(r"(?:^|\D)\d{1,3}$")
_THOUSANDS = re.compile(r"^\d{3}(?!\d)")
_SPELT = re.compile(r"[^\W\d_a-zà-ÿœ]{2}|^[^\W\d_]\.?$")
"""An acronym, wherever it stands in the word: « l’ONU »."""
_POINT_INSIDE = re.compile(r"(?<=\w)[./](?=\w)")
_DIGIT, _ZERO, _CAPITAL, _SIGN, _POINT = 6, 3, 3, 8, 5
"""About how many letters a figure, a letter that is spelt, a sign (« % ») and a point within a word take when they are
said."""
_MOST_SPOKEN = 24
"""Spoken words for one printed one: « 1 234 567,89 » takes thirteen, a long address more."""
_ABBREVIATED = 3
"""Letters of a unit, at most."""
_UNLIKE, _ALTERED, _EACH_MORE, _SILENT, _COMMA = 2, 6, 4, 8, 4
"""Costs, in letters: of words that differ at all, and of plain ones; of each further spoken word for one plain one; of
a printed word that is not heard; of a comma on one side alone."""
_HOPELESS = 60
"""What costs so much more than the best way so far is not followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedText:
    """A printed word and where it is heard."""

    text: str
    start_frame: int
    end_frame: int


def shift_words(
    words: Sequence[SpokenWord], frames: int, *, within: int, scale: float = 1.0
) -> tuple[SpokenWord, ...]:
    """The words of a clip that was cut or resampled: times ``scale``, moved by ``frames``, held in 0 … ``within``."""

    def held(position: int) -> int:
        return min(max(0, round(position * scale) + frames), within)

    return tuple(
        replace(word, start_frame=held(word.start_frame), end_frame=held(word.end_frame)) for word in words
    )


def time_words(printed: str, spoken: Sequence[SpokenWord]) -> tuple[TimedText, ...]:
    """The printed words with the times of the spoken ones; () when nothing is spoken.

    Every character of ``printed`` but blanks stands in exactly one word, in order. The two rows are matched so that
    equal words meet and the rest is about as long as it would take to say; what is not heard (a footnote's call, a
    stray sign) goes with its neighbour.
    """
    spans = _unit_spans(printed)
    if not spans or not spoken:
        return ()
    units = [printed[start:end] for start, end in spans]
    timed: list[TimedText] = []
    begins: int | None = None
    for (start, end), (first, last) in zip(spans, _match(units, [word.text for word in spoken]), strict=True):
        if first < last:
            heard = (spoken[first].start_frame, spoken[last - 1].end_frame)
            text = printed[start if begins is None else begins : end]
            timed.append(TimedText(text=text, start_frame=heard[0], end_frame=heard[1]))
            begins = None
        elif timed:
            before = timed[-1].text
            timed[-1] = replace(timed[-1], text=printed[printed.rindex(before, 0, start) : end])
        else:
            begins = start if begins is None else begins
    return tuple(timed)


def printed_units(text: str) -> tuple[str, ...]:
    """What is printed as one word: between blanks, signs with their word, groups of figures together."""
    return tuple(text[start:end] for start, end in _unit_spans(text))


def _unit_spans(text: str) -> list[tuple[int, int]]:
    spans: list[list[int]] = []
    opening: int | None = None
    for match in _BLANKS.finditer(text):
        start, end, word = match.start(), match.end(), match.group()
        bare = not any(character.isalnum() for character in word)
        if bare and (set(word) <= _OPENING or not spans):
            opening = start if opening is None else opening
        elif spans and opening is None and (bare or _goes_on(text[spans[-1][0] : spans[-1][1]], word)):
            spans[-1][1] = end
        else:
            spans.append([start if opening is None else opening, end])
            opening = None
    if opening is not None:  # signs at the very end, or nothing but signs
        spans = [*spans[:-1], [spans[-1][0] if spans else opening, len(text.rstrip())]]
    return [(start, end) for start, end in spans]


def _goes_on(before: str, word: str) -> bool:
    """« 12 | 000 », « 1 234 | 567 », but not « 2024 | 300 »."""
    return bool(_GROUPED.search(before) and _THOUSANDS.match(word))


def _match(units: Sequence[str], spoken: Sequence[str]) -> list[tuple[int, int]]:
    """For each unit the spoken words ``[first, last)`` that say it; together they are all of them, in order."""
    left = _equal_ends(units, spoken)
    right = min(_equal_ends(units[::-1], spoken[::-1]), len(units) - left, len(spoken) - left)
    inner = _cheapest(units[left : len(units) - right], spoken[left : len(spoken) - right])
    shift = len(spoken) - len(units)
    return [
        *((n, n + 1) for n in range(left)),
        *((left + first, left + last) for first, last in inner),
        *((n + shift, n + shift + 1) for n in range(len(units) - right, len(units))),
    ]


def _equal_ends(units: Sequence[str], spoken: Sequence[str]) -> int:
    """How many words from the start are the same. The last is left: there must be units for all that is spoken."""
    equal = 0
    for unit, word in zip(units[:-1], spoken[:-1], strict=False):
        if fold(unit) != fold(word):
            break
        equal += 1
    return equal


def _cheapest(units: Sequence[str], spoken: Sequence[str]) -> list[tuple[int, int]]:
    folded = [fold(word) for word in spoken]
    infinite = float("inf")
    costs = [0.0] + [infinite] * len(spoken)
    steps: list[list[int]] = []
    for rank, unit in enumerate(units):
        priced = _Unit(unit)
        after = [infinite] * (len(spoken) + 1)
        came = [0] * (len(spoken) + 1)
        limit = min(costs) + _HOPELESS
        for at, cost in enumerate(costs):
            if cost > limit:
                continue
            # the last unit takes all that is left, however much that is
            last = len(spoken) if rank == len(units) - 1 else min(len(spoken), at + _MOST_SPOKEN)
            for to in range(at, last + 1):
                said = "".join(folded[at:to])
                total = cost + priced.cost(said, words=to - at, comma=to > at and spoken[to - 1][-1:] == ",")
                if total < after[to]:
                    after[to], came[to] = total, at
        costs = after
        steps.append(came)
    spans: list[tuple[int, int]] = []
    to = len(spoken)
    for came in reversed(steps):
        spans.append((came[to], to))
        to = came[to]
    return spans[::-1]


class _Unit:
    """A printed word, and what it costs to take other words for what it sounds like."""

    def __init__(self, unit: str) -> None:
        self._word = fold(unit)
        self._letters = expected_letters(unit)
        self._plain = _is_plain(unit)
        self._comma = unit[-1:] == ","

    def cost(self, said: str, *, words: int, comma: bool) -> float:
        if not words:
            return self._letters + _SILENT if self._letters else 0
        price = _COMMA if comma != self._comma else 0
        if self._word == said:
            return price
        if not self._plain:
            return price + abs(self._letters - len(said)) + _UNLIKE
        alike = _common(self._word, said) + _common(self._word[::-1], said[::-1])
        longer = max(len(self._word), len(said))
        if len(self._word) <= _ABBREVIATED and self._word[:1] == said[:1]:  # « h », « min », « km »
            longer = len(self._word) + 2
        return price + max(0, longer - alike) + _ALTERED + _EACH_MORE * (words - 1)


def _common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def fold(word: str) -> str:
    """Letters and figures alone, without accents, in small letters: « L’Été, » → « lete »."""
    plain = unicodedata.normalize("NFKD", word.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(character for character in plain if character.isalnum())


def expected_letters(unit: str) -> int:
    """About how long what is printed is when it is said, in letters."""
    spelt = _SPELT.search(unit) is not None
    letters = sum(_letters(character, spelt=spelt) for character in unit)
    return letters + _POINT * len(_POINT_INSIDE.findall(unit))


def _letters(character: str, *, spelt: bool) -> int:
    if character.isdigit():
        return _ZERO if character == "0" else _DIGIT
    if character.isalpha():
        return _CAPITAL if spelt and character.isupper() else 1
    return _SIGN if unicodedata.category(character)[0] == "S" or character in "%&@#" else 0


def _is_plain(unit: str) -> bool:
    """A word of letters that is not an acronym: it is said as it is printed, or nearly."""
    letters = [character for character in unit if character.isalnum()]
    return all(map(str.isalpha, letters)) and not (_SPELT.search(unit) or _POINT_INSIDE.search(unit))
