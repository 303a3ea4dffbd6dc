"""What a text is about, by its longer words: whether two pieces are of one subject. Pure.

A word is known by its first letters (« fusion », « fusionner »). Words that stand in articles on anything say nothing:
``common_words.txt`` has those of 15 % or more of the sites that something was learnt from, and is made by
benchmarks/learn_common_words.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from importlib.resources import files

from audioedition.article.judge.features import Line, words_of
from audioedition.article.judge.verdict import Verdict

COMMON = "common_words.txt"
_LONG_WORD, _STEM = 4, 6
_ENOUGH = 2000
"""Characters of a paragraph that say what it is about."""
_LEAST_PARAGRAPHS, _LEAST_OWN_WORDS = 8, 8
_LEAST_OF_HEAD = 0.2
"""Where fewer of the paragraphs say a word of the headline, it is a riddle or an image, and nothing follows from it."""
_HEADLINE_WORDS, _MOST_TURNS = 5, 30
_LEAST_SIDE, _LEAST_SIDE_CHARS, _LEAST_SIDE_WORDS = 0.15, 300, 100
"""A side of fewer words may share none with the other by chance."""
_AKIN_HEADING = 0.34
_LEAST_APART_WORDS, _LEAST_APART, _APART = 4, 30, 0.75


def stems(text: str) -> set[str]:
    """Its longer words, by their first letters."""
    return {w[:_STEM] for w in words_of(text[:_ENOUGH]) if len(w) > _LONG_WORD and not w.isdigit()}


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    return frozenset(files(__package__).joinpath(COMMON).read_text(encoding="utf-8").split())


def foreign_share(lines: Sequence[Line], told: Mapping[int, set[str]], head: Set[str]) -> float:
    """Share of the characters of whole paragraphs that say no word of the headline, nor one of any paragraph that does;
    0 where there are too few of them, or the headline says nothing of the text.

    ``told``: the stems of each line that is heard, headings left out; ``head``: those of headline, title, description.
    Common words are to be taken out of all of them before.
    """
    words = {i: own for i, own in told.items() if lines[i].strong}
    chars = _chars(lines, words)
    if len(words) < _LEAST_PARAGRAPHS:
        return 0.0
    akin = {i for i in words if words[i] & head}
    if _chars(lines, akin) < _LEAST_OF_HEAD * chars:
        return 0.0
    known = set(head).union(*(words[i] for i in akin))
    far = (i for i in words if len(words[i]) >= _LEAST_OWN_WORDS and not words[i] & known)
    return _chars(lines, far) / chars


def turn_at_heading(
    lines: Sequence[Line], verdicts: Sequence[Verdict], told: Mapping[int, set[str]], head: Set[str]
) -> float:
    """How little of one subject a text is on the two sides of one of its headings, 0 to 1, at the sharpest turn.

    A heading of a headline's length that says words of what stands above it is no turn; nor is any of very many.
    ``told``, ``head``: as above.
    """
    turns = [i for i, v in enumerate(verdicts) if v.role == "heading" and _is_headline(lines[i])]
    if not turns or len(turns) > _MOST_TURNS:
        return 0.0
    return max(_turn(lines, j, told, head) for j in turns)


def follows_apart(
    lines: Sequence[Line], verdicts: Sequence[Verdict], told: Mapping[int, set[str]], head: Set[str]
) -> bool:
    """A heading and all text below it stand in a container of their own, and share few words with what is above.

    Sections have containers too: of 300 pages read rightly none has a turn above .45 there. ``told``, ``head``: as
    above.
    """
    for j in (i for i, v in enumerate(verdicts) if v.role == "heading" and not lines[i].bullet):
        own, box = stems(lines[j].text) - common_words(), lines[j].block.ancestors[-2:-1]
        sides = [i for i in told if i < j], [i for i in told if i > j]
        if not own or not box or lines[j].words < _LEAST_APART_WORDS:
            continue
        above, below = (
            set(x).union(*(told[i] for i in side)) for x, side in zip((head, ()), sides, strict=True)
        )
        few = min(len(above), len(below))
        apart = not any(box[0] in lines[i].block.ancestors for i in sides[0]) and all(
            box[0] in lines[i].block.ancestors for i in sides[1]
        )
        least = max(_LEAST_SIDE_CHARS, _LEAST_SIDE * _chars(lines, told))
        if not apart or few < _LEAST_APART or min(_chars(lines, side) for side in sides) < least:
            continue
        if 1 - len(above & below) / few - 0.5 * len(own & above) / len(own) > _APART:
            return True
    return False


def _is_headline(line: Line) -> bool:
    return line.words >= _HEADLINE_WORDS and not line.bullet  # « 3. Berlin, pour ses marchés » is a list's


def _turn(lines: Sequence[Line], j: int, words: Mapping[int, set[str]], head: Set[str]) -> float:
    sides = [i for i in words if i < j], [i for i in words if i > j]
    least = max(_LEAST_SIDE_CHARS, _LEAST_SIDE * _chars(lines, words))
    if min(_chars(lines, side) for side in sides) < least:
        return 0.0
    above, below = set(head).union(*(words[i] for i in sides[0])), set().union(*(words[i] for i in sides[1]))
    own = stems(lines[j].text) - common_words()
    shared = len(own & above)
    few = min(len(above), len(below))
    if not own or shared > _AKIN_HEADING * len(own) or few < _LEAST_SIDE_WORDS:
        return 0.0
    return 1 - len(above & below) / few - 0.5 * shared / len(own)


def _chars(lines: Sequence[Line], which: Iterable[int]) -> int:
    return sum(len(lines[i].text) for i in which)
