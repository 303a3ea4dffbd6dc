"""A web page that goes on with other articles below its own (« défilement infini »): those are told by their shape.

An element that repeats the article's own, or a heading of the headline's rank in the same column, with a date under it
and paragraphs below. The sections of one article have no dates of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from audioedition.article.chrome import Box
from audioedition.article.judge.features import HEADINGS, Line, words_of
from audioedition.article.judge.page.cards import shape_of
from audioedition.article.judge.page.containers import Container
from audioedition.article.judge.stamps import date_of

NEXT_ARTICLE = Box(
    id="next-article",
    kind="related",
    why="Un autre article à la suite, de la même forme : titre, date et paragraphes.",
    names=(),
)
_TITLE_WORDS, _LIKE_TITLE = 4, 0.5
_HEAD_LINES = 4
"""So near its heading an article bears its date."""
_LEAST_CHARS = 250
"""Of paragraphs, in the article and in each that follows."""
_LABELS = 2
"""Lines above a heading that go with it: its rubric, « Article suivant »."""


def find_next_articles(
    lines: Sequence[Line], containers: Mapping[int, Container], *, title: str
) -> dict[int, Box]:
    """The lines of the articles that follow the one of that title; none where the page does not say which that is."""
    head = _headline(lines, title)
    if head is None:
        return {}
    found: set[int] = set()
    own = [containers[n] for n in lines[head].block.ancestors[1:]]
    below = [c for c in containers.values() if c.first > head and c.depth]
    for around in own:
        if _chars(lines, range(head + 1, around.last + 1)) < _LEAST_CHARS:
            continue
        for other in _repeats(lines, below, around, head):
            if _is_article(lines, range(other.first, other.last + 1)):
                found.update(range(other.first, other.last + 1))
    return dict.fromkeys(found or _in_one_column(lines, containers, head), NEXT_ARTICLE)


def _headline(lines: Sequence[Line], title: str) -> int | None:
    """The heading that says the page's title; where two do, there is no telling."""
    wanted = set(words_of(title))
    if len(wanted) < _TITLE_WORDS:
        return None
    for i, line in enumerate(lines):
        own = set(line.said)
        if line.block.tag in ("h1", "h2") and len(own & wanted) >= _LIKE_TITLE * len(own | wanted):
            return i
    return None


def _repeats(
    lines: Sequence[Line], below: Sequence[Container], around: Container, head: int
) -> Iterator[Container]:
    """The elements below that are called as the one around the article, in the same element."""
    name = around.name.split(" ", 1)
    bare = len(name) < 2 and name[0] != "article"
    path = lines[around.first].block.ancestors
    parent = path[around.depth - 1]
    for other in below:
        if (
            other.depth == around.depth
            and other.first > max(head, around.last)
            and shape_of(other.name) == shape_of(around.name)
            and lines[other.first].block.ancestors[around.depth - 1] == parent
            and not (bare and not _heads_again(lines, other, head))
        ):
            yield other


def _heads_again(lines: Sequence[Line], other: Container, head: int) -> bool:
    """Its first heading is an h1, as the article's own."""
    tags = [x.block.tag for x in lines[other.first : other.last + 1] if x.block.tag in HEADINGS]
    return lines[head].block.tag == "h1" and tags[:1] == ["h1"]


def _is_article(lines: Sequence[Line], inside: range) -> bool:
    """A heading among its first lines, a date beside it, and paragraphs."""
    heads = (i for i in inside[:_HEAD_LINES] if lines[i].block.tag in HEADINGS[:3])
    at = next((i for i in heads if lines[i].words >= _TITLE_WORDS), None)
    return at is not None and _dated(lines, inside, at) and _chars(lines, inside) >= _LEAST_CHARS


def _dated(lines: Sequence[Line], inside: range, head: int) -> bool:
    """A line before the first paragraph that holds a day, and is no sentence; in an ``article`` who signs is enough."""
    named = any(name.split(" ", 1)[0] == "article" for name in lines[head].block.path.split(" / ")[1:])
    for i in range(max(inside.start, head - 1), min(head + 1 + _HEAD_LINES, inside.stop)):
        if lines[i].strong:
            return False
        if i == head or lines[i].prose:
            continue
        rule = lines[i].rule
        if date_of(lines[i].text) is not None or (named and rule is not None and rule.kind == "byline"):
            return True
    return False


def _in_one_column(lines: Sequence[Line], containers: Mapping[int, Container], head: int) -> Iterator[int]:
    """From the next heading called as the headline is, in the same element, on to that element's end."""
    block = lines[head].block
    named = block.path.split(" / ")[len(block.ancestors) - 1]
    if block.tag != "h1" and " " not in named:
        return
    column = containers[block.ancestors[-2]] if len(block.ancestors) > 1 else None
    if column is None:
        return
    for i in range(head + 1, column.last + 1):
        other = lines[i].block
        alike = other.tag == block.tag and other.ancestors[:-1] == block.ancestors[:-1]
        if not alike or shape_of(other.path.split(" / ")[len(other.ancestors) - 1]) != shape_of(named):
            continue
        inside = range(i, column.last + 1)
        if _chars(lines, range(head, i)) >= _LEAST_CHARS and _is_article(lines, inside):
            begin = i
            while begin > i - _LABELS and not lines[begin - 1].prose and not lines[begin - 1].ends:
                begin -= 1
            yield from range(begin, column.last + 1)
            return


def _chars(lines: Sequence[Line], inside: range) -> int:
    return sum(len(lines[i].text) for i in inside if lines[i].prose)
