"""A web page: other people's text among what was kept, as a reason to doubt. Pure.

An article above the headline or behind it, summaries under links, readers' answers, paragraphs of another subject.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from audioedition.article.judge.features import HEADINGS, Line
from audioedition.article.judge.subject import (
    common_words,
    follows_apart,
    foreign_share,
    stems,
    turn_at_heading,
)
from audioedition.article.judge.verdict import Verdict
from audioedition.model import Doubt, Page

_ABOVE_SHARE = 0.15
_LINKED, _LINKED_SHARE, _ALL_LINK = 3, 0.35, 0.9
_LEAST_TITLE_WORDS, _MOST_TITLE_WORDS = 3, 25
_ANSWERS, _ANSWERS_SHARE, _NAME_CHARS, _OF_ONE_ANSWER = 4, 0.3, 60, 2
_TURN, _FOREIGN_SHARE = 0.88, 0.25
"""Shares that at most one of 208 pages read rightly had more of."""
_LEAST_DECLARED, _DECLARED_SHARE = 25, 0.1
_WEIGHT = 0.55
_FAR = 0.3
"""Three of sixteen unseen pages, columns and letters, wander from their headline so far and are read rightly."""


def other_texts(
    lines: Sequence[Line],
    verdicts: Sequence[Verdict],
    told: Mapping[int, set[str]],
    *,
    title: int | None,
    head: Set[str],
) -> Iterator[Doubt]:
    """``told``: the stems of each line that is heard, headings left out, in order; ``head``: those of headline, title
    and description."""
    chars = _chars(lines, told)
    strong = [i for i in told if lines[i].strong]
    if title is not None:
        above = _chars(
            lines,
            (i for i in told if i < title and lines[i].prose and verdicts[i].role != "standfirst"),
        )
        if above > _ABOVE_SHARE * chars:
            yield _another(f"{round(100 * above / chars)} % of the text stands above the headline.")
    linked = sum(_is_link(lines, verdicts, i - 1) for i in strong)
    if linked >= _LINKED and linked > _LINKED_SHARE * len(strong):
        yield _another(
            f"{linked} of {len(strong)} paragraphs stand under a link: they may be summaries of other articles."
        )
    answers = _chars(lines, _answers(lines, strong))
    if answers > _ANSWERS_SHARE * _chars(lines, strong):
        yield _another(
            f"{round(100 * answers / chars)} % of the text stands in boxes of one shape, under a short line each: "
            "readers may be answering."
        )
    common = common_words()
    own, subject = {i: words - common for i, words in told.items()}, head - common
    if turn_at_heading(lines, verdicts, own, subject) > _TURN or follows_apart(lines, verdicts, own, subject):
        yield _another(
            "Behind one of its headings the text speaks of something else: another article may follow."
        )
    far = foreign_share(lines, own, subject)
    if far > _FOREIGN_SHARE:
        yield _another(
            f"{round(100 * far)} % of the text shares no word with what speaks of the headline.", weight=_FAR
        )


def another_declared(
    page: Page, lines: Sequence[Line], told: Mapping[int, set[str]], headline: Set[str]
) -> Iterator[Doubt]:
    """The text that the page declares shares next to no word with what it shows, headline and all: two articles."""
    common = common_words()
    declared = stems(page.body_text) - common
    shown = set(headline).union(*(told[i] for i in told if lines[i].block.path != "articlebody")) - common
    if min(len(declared), len(shown)) < _LEAST_DECLARED:
        return
    if len(declared & shown) < _DECLARED_SHARE * min(len(declared), len(shown)):
        yield _another(
            "The text that the page declares to be its article's is another than the one it shows."
        )


def _another(text: str, *, weight: float = _WEIGHT) -> Doubt:
    return Doubt(kind="another_text", weight=weight, text=text)


def _is_link(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    """A dropped line that is a link through and through, of a headline's length."""
    return (
        i >= 0
        and not verdicts[i].kept
        and lines[i].block.link_density >= _ALL_LINK
        and _LEAST_TITLE_WORDS <= lines[i].words <= _MOST_TITLE_WORDS
    )


def _answers(lines: Sequence[Line], strong: Sequence[int]) -> list[int]:
    """Whole paragraphs, one or two to an element and four such elements or more side by side, each under a short line
    that is neither heading nor sentence: who speaks."""
    beside: defaultdict[tuple[int, ...], int] = defaultdict(int)
    for line in lines:
        if line.strong:
            beside[line.block.ancestors[:-1]] += 1
    found = [i for i in strong if _is_answer(lines, i) and beside[_around(lines, i)] <= _OF_ONE_ANSWER]
    together = Counter(_around(lines, i)[:-1] for i in found)
    return [i for i in found if together[_around(lines, i)[:-1]] >= _ANSWERS]


def _around(lines: Sequence[Line], i: int) -> tuple[int, ...]:
    return lines[i].block.ancestors[:-1]


def _is_answer(lines: Sequence[Line], i: int) -> bool:
    around, who = _around(lines, i), lines[i - 1] if i else None
    if who is None or not around or who.block.ancestors[: len(around)] != around:
        return False
    return len(who.text) < _NAME_CHARS and not who.ends and who.block.tag not in HEADINGS


def _chars(lines: Sequence[Line], which: Iterable[int]) -> int:
    return sum(len(lines[i].text) for i in which)
