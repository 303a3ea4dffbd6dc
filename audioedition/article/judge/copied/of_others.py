"""Plain text: the lines that others wrote or that announce what others wrote, told by shapes that come again."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.copied.card_runs import card_runs
from audioedition.article.judge.copied.dated_cards import dated_cards, kicked_cards
from audioedition.article.judge.copied.thread import thread
from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict, drop


def of_others(lines: Sequence[Line]) -> dict[int, Verdict]:
    """Cards of other articles and readers' messages: each line, and why it is not heard."""
    found: dict[int, Verdict] = {}
    for which, reason, name in (
        (frozenset(thread(lines)), "comments", "readers-thread"),
        (dated_cards(lines), "related", "dated-card"),
        (kicked_cards(lines), "related", "card-under-its-section"),
        (card_runs(lines), "related", "card-of-a-row"),
    ):
        found |= {i: drop(reason, name) for i in which if i not in found}
    return found
