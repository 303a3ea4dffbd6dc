"""Copied text: the people of a house, shown behind an article as cards: a name, what he does, the button to his page.

« Roseline Aubert », « Roseline accompagne … », « Voir le profil », and so again: the sentence begins with the name
above it, and the same button stands under each. An article about several people has none under their paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.persons import NAME
from audioedition.article.judge.verdict import Verdict, drop

_BUTTONS = frozenset({"navigation", "related", "repeated"})
"""An advertisement, a share bar or a credit stands under an article's own paragraphs too."""
_CARDS, _NEAR, _BUTTON_WORDS = 2, 2, 5


def drop_people_cards(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """In place: each name and what is said of its bearer, where two such cards and more end with one button."""
    found = list(_cards(lines, verdicts))
    buttons = Counter(lines[told + 1].folded for _, told in found)
    cards = [card for card in found if buttons[lines[card[1] + 1].folded] >= _CARDS]
    shown = {i for card in cards for i in card}
    last = max(
        (i for i, v in enumerate(verdicts) if v.kept and lines[i].strong and i not in shown), default=-1
    )
    for i in shown:
        if last < cards[0][0] and verdicts[i].kept and verdicts[i].role != "title":
            verdicts[i] = drop("related", "people-of-the-house")


def _cards(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> Iterator[tuple[int, int]]:
    """The places of a name and of what is said of its bearer, read or not; right behind, a short line that is not."""
    for i, line in enumerate(lines):
        if not re.fullmatch(NAME, line.text.strip()):
            continue
        for told in range(i + 1, min(i + 2 + _NEAR, len(lines) - 1)):
            below = lines[told + 1]
            button = (
                verdicts[told + 1].reason in _BUTTONS and 0 < below.words <= _BUTTON_WORDS and not below.ends
            )
            if button and lines[told].text.startswith(f"{line.text.split()[0]} "):
                yield i, told
                break
