"""A web page: cards of other articles. Three or more elements of one shape, each a title with at most one short text.

They are recognised before anything is weighed: however much prose they hold, a list of cards is no article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from audioedition.article.judge.features import HEADINGS, Line, is_cut_off, words_of
from audioedition.article.judge.live import is_hour
from audioedition.article.judge.page.containers import Container
from audioedition.article.judge.stamps import date_of

_LEAST_CARDS = 3
_LINK = 0.8
_TITLE_WORDS = 30
_TEXT_CHARS, _CARD_CHARS, _CARD_LINES = 420, 800, 9
_OUTSIDE_CHARS = 60
"""So much prose must stand outside of the cards: a page of nothing else is a list, and is judged as it is."""
_MOST_LINKED = 1.5
_DECLARED_SHARE = 0.5
_MIXED_SHARE = 0.3
_SHARED_WORDS = 2
_LONG_WORD = 4
_HOUR = re.compile(r"^\W*\d{1,2} ?[h:] ?(?:\d{2})?\b")
_NUMBERED = re.compile(r"([^\W\d_]{3,}) (?:n° ?|#)?(\d{1,4})\b")
_DIGITS = re.compile(r"\d+")


def find_cards(
    lines: Sequence[Line], containers: Mapping[int, Container], *, about: str = ""
) -> frozenset[int]:
    """The lines that stand in cards. ``about``: the page's title and description, which cards do not speak of."""
    told = {w for w in words_of(about) if len(w) > _LONG_WORD}
    numbered = _numbered(about)
    found: set[int] = set()
    own = sum(len(x.text) for x in lines if x.prose and x.rule is None and x.block.link_density <= _LINK)
    for group in _groups(lines, containers):
        inside = [i for c in group for i in range(c.first, c.last + 1)]
        linked = [i for i in inside if _is_text(lines[i]) and _is_linked(lines[i])]
        if linked and (
            _MOST_LINKED * len(linked) < len(group)
            or not all(_is_stamped(lines, c) for c in group)
            or sum(len(lines[i].text) for i in linked) > own
        ):
            continue  # some sections with a link each, or a page that is a list of such entries
        if _are_cards(lines, containers, group, inside, told - _of_series(lines, group, numbered)):
            found.update(inside)
    outside = sum(
        len(line.text)
        for i, line in enumerate(lines)
        if i not in found and line.rule is None and line.words >= 8 and line.block.link_density < _LINK
    )
    return frozenset(found) if outside >= _OUTSIDE_CHARS else frozenset()


def _groups(lines: Sequence[Line], containers: Mapping[int, Container]) -> Iterator[list[Container]]:
    """Three or more card-like elements of one shape at one depth, under parents of one shape."""
    alike: dict[tuple[int, str, str], list[Container]] = defaultdict(list)
    for container in containers.values():
        if container.depth and _is_card(lines, container):
            parent = containers[lines[container.first].block.ancestors[container.depth - 1]]
            alike[container.depth, shape_of(parent.name), shape_of(container.name)].append(container)
    for group in alike.values():
        if len(group) >= _LEAST_CARDS:
            yield group


@lru_cache(maxsize=1024)
def shape_of(name: str) -> str:
    """A tag and the first word of its classes: « li carte 3 active » is « li carte »."""
    words = _DIGITS.sub("", name).split()
    return " ".join(words[:2])


def _is_card(lines: Sequence[Line], container: Container) -> bool:
    """A title, and at most one text that is short."""
    count = container.last - container.first + 1
    if not 2 <= count <= _CARD_LINES or container.chars > _CARD_CHARS:
        return False
    inside = lines[container.first : container.last + 1]
    head = next((line for line in inside if _is_title(line)), None)
    if head is not None and head.block.link_density <= _LINK and _bears_hour(lines, container):
        return False  # an entry of a live page; a dispatch of that hour would be a link
    texts = [line for line in inside if _is_text(line)]
    if (
        head is not None
        and head.block.tag not in HEADINGS
        and texts
        and texts[0].block.position < head.block.position
    ):
        return False  # an entry and its address: « Ligne d’écoute… », « Site de l’association »
    short = all(len(line.text) <= _TEXT_CHARS for line in texts)
    return head is not None and len(texts) <= 1 and short


def _is_title(line: Line) -> bool:
    named = line.block.tag in HEADINGS[1:] or line.block.link_density > _LINK
    return named and 2 <= line.words <= _TITLE_WORDS


def _bears_hour(lines: Sequence[Line], container: Container) -> bool:
    """An hour in an element of its own, in it or right before it."""
    return any(is_hour(line) for line in lines[max(0, container.first - 1) : container.last + 1])


def _is_text(line: Line) -> bool:
    cut = is_cut_off(line.text)  # that may be a link whole
    return not _is_title(line) and line.words >= 10 and (cut or not _is_linked(line))


def _is_stamped(lines: Sequence[Line], container: Container) -> bool:
    """Who wrote it or when, in a line of its own."""
    stamped = (x.rule for x in lines[container.first : container.last + 1])
    return any(rule is not None and rule.kind in ("date", "byline") for rule in stamped) or any(
        date_of(x.text) is not None for x in lines[container.first : container.last + 1] if not x.prose
    )


def _is_linked(line: Line) -> bool:
    return line.block.link_density > _LINK


def _are_cards(
    lines: Sequence[Line],
    containers: Mapping[int, Container],
    group: Sequence[Container],
    inside: Sequence[int],
    told: set[str],
) -> bool:
    """Not the sections of an article: those stand among its paragraphs, are its declared text, or speak of it."""
    texts = [i for i in inside if _is_text(lines[i])]
    if len(texts) < 2:
        return False  # nothing in them would be taken for prose
    if sum("declared" in lines[i].block.signals for i in texts) > _DECLARED_SHARE * len(texts):
        return False
    if any(lines[i].block.tag == "h1" for i in inside) or _mixed(lines, containers, group, inside):
        return False
    if sum(is_cut_off(lines[i].text) for i in texts) >= max(_LEAST_CARDS, 0.8 * len(group)):
        return True  # each cut where its card was full
    linked = sum(
        any(_is_title(x) and x.block.link_density > _LINK for x in lines[c.first : c.last + 1]) for c in group
    )
    if linked >= 0.6 * len(group):
        return True
    heads = [next(i for i in range(c.first, c.last + 1) if _is_title(lines[i])) for c in group]
    if any(_HOUR.match(lines[i].text) or lines[i].text.rstrip().endswith("?") for i in heads):
        return False  # a live page's entries, questions and answers
    if all(_bears_hour(lines, c) for c in group):
        return False  # a live page's entries, the hour in an element of its own
    spoken = Counter(w for c in group for w in _words(lines, c) & told)
    return len(texts) >= 0.8 * len(group) and not any(n >= 2 for n in spoken.values()) and bool(told)


def _numbered(text: str) -> set[tuple[str, str]]:
    """« épisode 12 »: a word and the number behind it."""
    return {(word.lower(), number) for word, number in _NUMBERED.findall(text)}


def _of_series(lines: Sequence[Line], group: Sequence[Container], numbered: set[tuple[str, str]]) -> set[str]:
    """Words that number the page's text and, otherwise, most of these elements: « Épisode 11 » is another episode."""
    if not numbered:
        return set()
    heads = [
        _numbered(next(line.text for line in lines[c.first : c.last + 1] if _is_title(line))) - numbered
        for c in group
    ]
    return {word for word, _ in numbered if 2 * sum(any(w == word for w, _ in h) for h in heads) > len(heads)}


def _words(lines: Sequence[Line], container: Container) -> set[str]:
    return {w for line in lines[container.first : container.last + 1] for w in line.said}


def _mixed(
    lines: Sequence[Line],
    containers: Mapping[int, Container],
    group: Sequence[Container],
    inside: Sequence[int],
) -> bool:
    """Paragraphs stand among them: the element around holds prose of its own between or after the first of them."""
    within = set(inside)
    for number, members in groupby(group, key=lambda c: lines[c.first].block.ancestors[c.depth - 1]):
        cards = list(members)
        between = [
            len(lines[i].text)
            for i in range(cards[0].first, cards[-1].last + 1)
            if i not in within and lines[i].strong and number in lines[i].block.ancestors
        ]
        own = sum(len(lines[i].text) for c in cards for i in range(c.first, c.last + 1))
        if sum(between) > _MIXED_SHARE * own:
            return True
    return False
