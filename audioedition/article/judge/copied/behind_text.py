"""Plain text: what ends an article and is no sentence: an answer of a word to its last question, who took part."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.persons import NAME

_PERSON = re.compile(rf"^{NAME}, (?:[a-zà-ÿœ]|[A-ZÀ-Ý][a-zà-ÿœ]+ (?:de|du|des|à|en)\b)")
_PEOPLE_WORDS, _LEAST_PEOPLE, _MOST_PEOPLE, _ENTRY_WORDS = 5, 2, 15, 30
_BETWEEN = frozenset({"related", "embed", "ad", "caption", "credit"})
_LEAST_ENTRIES, _LIST_WORDS, _ANNOUNCING_WORDS = 2, 5, 8
_LEAST_QUESTIONS, _ANSWER_WORDS = 3, 12


def end_of_text(lines: Sequence[Line], start: int, end: int) -> int:
    """The article's ``end``, moved behind a last question with its short answer, lists in a row or a list of those who
    took part."""
    end = end + 2 if answers_last(lines, start, end) else end
    end = end_of_lists(lines, start, end)
    listed = people_at(lines, end) or people_at(lines, end + 1, above=end)
    return listed.stop if listed else end


def people(lines: Sequence[Line], inside: Collection[int]) -> frozenset[int]:
    """The lists of persons among the lines ``inside`` the article, each with the line that announces it."""
    found: set[int] = set()
    for i in inside:
        if i not in found:
            found.update(people_at(lines, i))
    return frozenset(found) & frozenset(inside)


def people_at(lines: Sequence[Line], i: int, *, above: int | None = None) -> range:
    """« Les invités : » and two lines or more of « Ana Ruiz, hydrologue » that begin at ``i``; else an empty range.

    ``above``: a line between the article and them, which must be one that stands amid articles as often.
    """
    over = lines[above].rule if above is not None and above < len(lines) else None
    if i >= len(lines) or (above is not None and (over is None or over.kind not in _BETWEEN)):
        return range(0)
    head = lines[i]
    if head.rule is not None or not head.text.rstrip().endswith(":") or not 1 <= head.words <= _PEOPLE_WORDS:
        return range(0)
    j = i + 1
    while j < len(lines) and j - i <= _MOST_PEOPLE and _is_person(lines[j]):
        j += 1
    return range(i, j) if j - i > _LEAST_PEOPLE else range(0)


def end_of_lists(lines: Sequence[Line], start: int, end: int) -> int:
    """Where the lists end that stand at the article's ``end``: « Pour les aides : » and its entries, « Contre la
    fraude : » and its own. Two of one kind in a row, the first of which may be within the article, are the article's
    though no entry has a full stop; ``end`` where there are no two.
    """
    first = end - 1
    while first > start and lines[first].rule is None and not _announces_list(lines[first]):
        first -= 1
    within = first > start and _list_at(lines, first) == end
    row = lists_at(lines, first if within else end)
    return max(end, row.stop)


def lists_at(lines: Sequence[Line], i: int) -> range:
    """Two lists or more in a row that begin at ``i``, with the lines that announce them; else an empty range."""
    found, begin = 0, i
    while (end := _list_at(lines, i)) > i:
        found, i = found + 1, end
    return range(begin, i) if found > 1 else range(0)


def lists(lines: Sequence[Line], inside: Collection[int]) -> frozenset[int]:
    """The lists in a row among the lines ``inside`` the article."""
    found: set[int] = set()
    for i in inside:
        if i not in found:
            found.update(lists_at(lines, i))
    return frozenset(found) & frozenset(inside)


def _list_at(lines: Sequence[Line], i: int) -> int:
    """The end of the list that the line ``i`` announces: two entries or more, which no rule names, of five words or
    more and half as long as the first or longer; ``i`` where there is none."""
    if i + 1 >= len(lines) or not _announces_list(lines[i]):
        return i
    least = max(_LIST_WORDS, lines[i + 1].words / 2)
    j = i + 1
    while (
        j < len(lines) and lines[j].rule is None and lines[j].words >= least and not _announces_list(lines[j])
    ):
        j += 1
    return j if _LEAST_ENTRIES < j - i <= _MOST_PEOPLE else i


def _announces_list(line: Line) -> bool:
    return line.rule is None and line.text.rstrip().endswith(":") and 1 <= line.words <= _ANNOUNCING_WORDS


def _is_person(line: Line) -> bool:
    return (
        line.rule is None
        and not line.strong
        and line.words <= _ENTRY_WORDS
        and _PERSON.match(line.text) is not None
    )


def answers_last(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether the line at ``end`` is the last question of an article of questions, each with its answer below, and the
    next its answer, however short: « Qui l’a écrit ? », « Maria Costa »."""
    asked = [
        i
        for i in range(start, end - 1)
        if _asks(lines[i]) and lines[i + 1].rule is None and lines[i + 1].prose and not _asks(lines[i + 1])
    ]
    if len(asked) < _LEAST_QUESTIONS or 3 * len(asked) < end - start or end + 1 >= len(lines):
        return False
    question, answer = lines[end], lines[end + 1]
    answers = answer.rule is None and 1 <= answer.words <= _ANSWER_WORDS and not _asks(answer)
    return _asks(question) and answers


def _asks(line: Line) -> bool:
    return line.rule is None and line.text.rstrip().endswith("?") and not line.strong
