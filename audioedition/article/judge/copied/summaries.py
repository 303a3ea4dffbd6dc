"""Plain text: the summary under another article's headline, where that headline has been told and the summary not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.copied.strangers import long_words
from audioedition.article.judge.features import Line
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict, drop, reason_at

_SAYS_AGAIN, _SHARED, _LEAST_WORDS = 2, 0.2, 6
"""So many longer words of that headline, one of them a name, and at most so much of the article's."""
_NAME = re.compile(r"(?<=[a-zà-ÿœ,«] )[A-ZÀ-Ý][\w-]{3,}")
_QUESTIONS, _FOR_THE_HOUSE = 2, 2
_ASKS = re.compile(r"^[^.!]*\?(?:\s+[^.!?]+\?)+\s*$")
_SIGNED = frozenset({"byline", "share", "related", "newsletter", "paywall", "ad"})


def drop_summaries(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, a sentence that says its dropped headline's words again and next to none of the article's; and a
    paragraph that only asks, under a question, right behind who signs or what closes the article."""
    kept = [i for i, v in enumerate(verdicts) if v.kept]
    strong = [i for i in kept if lines[i].strong]
    for i in kept:
        if not strong or i <= strong[0] or not lines[i].prose:
            continue
        if reason_at(verdicts, i - 1) == "related" and not lines[i - 1].ends:
            said = {w for j in kept if j != i and verdicts[j].kept for w in long_words(lines[j])}
            mine, head = long_words(lines[i]), long_words(lines[i - 1])
            strange = len(mine) >= _LEAST_WORDS and len(mine & said) <= _SHARED * len(mine)
            if strange and len(mine & head - said) >= _SAYS_AGAIN and _names(lines[i]) & _names(lines[i - 1]):
                verdicts[i] = drop("related", "summary-under-its-headline")
        elif _is_pitch(lines, verdicts, i):
            verdicts[i - 1] = verdicts[i] = drop("ad", "only-asks-behind-the-article")


def _names(line: Line) -> set[str]:
    """Words with a capital that begin no sentence."""
    return set(_NAME.findall(line.text))


def _is_pitch(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    """« Quelles clés pour demain ? », and below it nothing but questions, or questions that the house answers; then no
    more of the article."""
    heads = (
        verdicts[i - 1].kept and verdicts[i - 1].role != "title" and lines[i - 1].text.rstrip().endswith("?")
    )
    closed = reason_at(verdicts, i - 2) in _SIGNED and i + 1 < len(lines) and not verdicts[i + 1].kept
    text = lines[i].text
    asks = text.count("?") >= _QUESTIONS and (
        _ASKS.match(text) is not None or address(text) >= _FOR_THE_HOUSE
    )
    return heads and closed and asks
