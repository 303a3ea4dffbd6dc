"""Plain text: what is pressed amid an article: tabs that copying has glued into one line, a button above a player's
title, a button under the offer whose words it says again, the title of a post shown amid another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.copied.strangers import long_words
from audioedition.article.judge.features import Line, words_of
from audioedition.article.judge.stamps import MONTH
from audioedition.article.judge.verdict import Verdict, drop, reason_at

_GLUE = re.compile(r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Ý][a-zà-ÿ]{2})")
_TABS, _TAB_WORDS = 3, 4
_INFINITIVE = re.compile(r"^[A-ZÀ-Ý][a-zà-ÿ]+(?:er|ir|oir|re)\b")
_BUTTON_WORDS, _BOX_LINES = 5, 3
OFFERS = frozenset({"newsletter", "paywall"})
_POSTED = re.compile(rf"^[^.!?]{{3,60}} [·•|] (?:\d{{1,2}}(?:er)? )?{MONTH}\b[^.!?]{{0,12}}$", re.I)
"""« Hélène Morvan · 27 octobre 2024 »."""


def drop_pressed(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Drop, in place, such lines among those ``inside`` the article."""
    tabs: set[str] = set()
    for i in inside:
        if pieces := _tabs(lines, i):
            tabs.update(piece.strip() for piece in pieces)
            if verdicts[i].kept:
                verdicts[i] = drop("navigation", "tabs-glued")
    for i in inside:
        if not verdicts[i].kept or verdicts[i].role not in ("heading", "list"):
            continue
        if lines[i].text in tabs:
            verdicts[i] = drop("navigation", "tab")
        elif _above_a_player(lines, verdicts, i) or _under_an_offer(lines, verdicts, i):
            verdicts[i] = drop(reason_at(verdicts, i - 1) or "embed", "button-by-its-place")
        elif i + 1 < inside.stop and not verdicts[i + 1].kept and _POSTED.match(lines[i + 1].text):
            verdicts[i] = drop("related", "title-of-a-post")


def _tabs(lines: Sequence[Line], i: int) -> list[str]:
    """« Tous les messagesVos questionsActualiser »: the entries, where no sentence of the text is written so."""
    line = lines[i]
    pieces = _GLUE.split(line.text)
    if line.ends or line.prose or len(pieces) < _TABS or any(len(p.split()) > _TAB_WORDS for p in pieces):
        return []
    glued = {w for w in words_of(line.text) if w not in words_of(" ".join(pieces))}
    said = any(glued & set(words_of(other.text)) for other in lines if other.prose)
    return [] if said else pieces


def _above_a_player(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    """« Écouter » above the title of a recording."""
    alone = lines[i].words == 1 and _INFINITIVE.match(lines[i].text) is not None
    titled = i + 2 < len(lines) and verdicts[i + 1].kept and verdicts[i + 1].role == "heading"
    return alone and titled and reason_at(verdicts, i + 2) == "embed"


def _under_an_offer(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    """« Recevoir la lettre » under « La lettre du jeudi »: it says the offer's word, none of what follows."""
    line = lines[i]
    if (
        line.words > _BUTTON_WORDS
        or reason_at(verdicts, i - 1) not in OFFERS
        or not _INFINITIVE.match(line.text)
    ):
        return False
    offered = {
        w
        for j in range(max(0, i - _BOX_LINES), i)
        if reason_at(verdicts, j) in OFFERS
        for w in long_words(lines[j])
    }
    below = long_words(lines[i + 1]) if i + 1 < len(lines) else set()
    mine = long_words(line)
    return bool(mine & offered) and not mine & below
