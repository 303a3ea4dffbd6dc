"""A web page: prose that was dropped and may be the article's, as a reason to doubt. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from audioedition.article.judge.features import FUNCTION_WORDS, Line, words_of
from audioedition.article.judge.speech import address
from audioedition.article.judge.subject import stems
from audioedition.article.judge.verdict import Verdict
from audioedition.model import Doubt, Page

_PLACE = frozenset(
    {
        "outside_article", "related", "navigation", "most_read", "paywall", "ad", "newsletter", "share",
        "embed",
    }
)  # fmt: skip
"""Reasons of place, box or phrase; comments, notes, captions and what was said before should be dropped."""
_UNREAD = frozenset({"hidden", "table"})
_NOT_ITS_OWN = frozenset({"repeated-siblings", "said-before", "headline-again"})
_MENU = "navigation"
"""Above the article its entries may say what they lead to, in whole sentences."""
_SOME_LINK = 0.2
_SPOKEN = 2
_OF_THE_HOUSE = re.compile(
    r"\b(?:cookies?|traceurs?|données|stockage|consent\w+|rgpd|finalités?|navigateur)\b", re.IGNORECASE
)
_SAME_WORDS = 0.25
_AMID, _AKIN, _HIDDEN = 0.12, 0.17, 0.1
"""Shares of all prose, kept and left out: on pages read rightly one of 208 had more."""
_LEAST_CHARS = 250
_BEGINNING = 60
_MANY, _MUCH, _FRENCH = 3, 0.5, 0.2
"""Whole paragraphs that are hidden, and say half as much as what is read: a tab's, a window's, or folded away."""
_WEIGHT = 0.55


def prose_left_out(
    page: Page,
    lines: Sequence[Line],
    verdicts: Sequence[Verdict],
    told: Mapping[int, set[str]],
    head: Set[str],
) -> Iterator[Doubt]:
    """Whole paragraphs that speak to nobody and bear next to no link, dropped for where they stand.

    ``told``: the ``stems`` of each line that is heard, headings left out, in order; ``head``: those of headline, title
    and description.
    """
    left = [i for i, v in enumerate(verdicts) if not v.kept and _is_told(lines[i], v)]
    if not told or not (left or page.unseen):
        return
    chars, first, last = _chars(lines, told), min(told), max(told)
    said = set[str]().union(*told.values())
    placed = [
        i for i in left if verdicts[i].reason in _PLACE and not (i < first and verdicts[i].reason == _MENU)
    ]
    amid = _chars(lines, [i for i in placed if first < i < last])
    akin = _chars(lines, [i for i in placed if _is_akin(lines[i], head, said)])
    unread = _chars(
        lines, [i for i in left if verdicts[i].reason in _UNREAD and _is_akin(lines[i], head, said)]
    )
    unread += _not_shown(page, lines, chars, head, said)
    if _is_much(amid, chars, _AMID):
        yield Doubt(
            kind="left_out",
            weight=_WEIGHT,
            text=f"Paragraphs between those that were kept were left out ({amid} characters beside {chars}).",
        )
    elif _is_much(akin, chars, _AKIN):
        yield Doubt(
            kind="left_out",
            weight=_WEIGHT,
            text=f"Paragraphs on the same subject were left out ({akin} characters beside {chars}).",
        )
    if _is_much(unread, chars, _HIDDEN):
        yield Doubt(
            kind="left_out",
            weight=_WEIGHT,
            text="Paragraphs on the same subject are hidden on the page or set in a table, and are not read "
            f"({unread} characters beside {chars}).",
        )


def _not_shown(page: Page, lines: Sequence[Line], chars: int, head: Set[str], said: Set[str]) -> int:
    """Characters of the paragraphs that are in no block and said nowhere else on the page: of those that speak of the
    same; of all, where they are many."""
    shown = {line.block.text[:_BEGINNING] for line in lines} if page.unseen else set()
    told = [text for text in page.unseen if text[:_BEGINNING] not in shown and _is_prose(text)]
    length = sum(map(len, told))
    if len(told) >= _MANY and length > _MUCH * chars:
        return length
    return sum(len(text) for text in told if _says_same(stems(text), head, said))


def _is_prose(text: str) -> bool:
    french = sum(map(FUNCTION_WORDS.__contains__, words := words_of(text)))
    return (
        french >= _FRENCH * len(words)
        and address(text) < _SPOKEN
        and len(_OF_THE_HOUSE.findall(text)) < _SPOKEN
    )


def _is_told(line: Line, verdict: Verdict) -> bool:
    return (
        line.strong
        and line.block.link_density <= _SOME_LINK
        and verdict.rule not in _NOT_ITS_OWN
        and (verdict.reason in _PLACE or verdict.reason in _UNREAD)
        and address(line.text) < _SPOKEN
        and len(_OF_THE_HOUSE.findall(line.text)) < _SPOKEN
    )


def _is_akin(line: Line, head: Set[str], said: Set[str]) -> bool:
    """It says a word of the headline, or every fourth of its own is the article's too."""
    return _says_same(stems(line.text), head, said)


def _says_same(own: Set[str], head: Set[str], said: Set[str]) -> bool:
    return bool(own & head) or len(own & said) >= _SAME_WORDS * len(own)


def _is_much(left: int, chars: int, share: float) -> bool:
    return left >= _LEAST_CHARS and left > share * (left + chars)


def _chars(lines: Sequence[Line], which: Iterable[int]) -> int:
    return sum(len(lines[i].text) for i in which)
