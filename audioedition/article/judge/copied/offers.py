"""Plain text: what stands above a button and is for it: an offer's name and pitch, a poll's question, marked headlines
with their summaries under « À lire aussi »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from audioedition.article.judge.copied.pressed import OFFERS
from audioedition.article.judge.copied.strangers import long_words
from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict, drop

_BUTTON_WORDS, _PITCH_WORDS, _NAME_WORDS, _SHARED, _OPINION_WORDS = 6, 20, 9, 1, 4
_ANSWERS = re.compile(r"^Oui[ \t/|·]*Non(?![a-z])[^.!?,]{0,60}$")
"""« Oui » and « Non » in one line, or in two; somebody who answers says « Oui. »."""
_SUBSCRIBES = re.compile(
    r"^\W*(?:je\b|j[’']|[sm][’'](?:abonn|inscri)|abonne|inscri|(?:la )?recevoir|essayer|profite)", re.I
)
"""« Partager ce post », which some themes have beside it, is no offer."""
_MARK = re.compile(r"^([»›>▶►→]) ?(?=\S)")
_LEAST_MARKED = 2


def drop_offers(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Drop, in place, such lines among those ``inside`` the article."""
    told = {w for i in inside if verdicts[i].kept and lines[i].strong for w in long_words(lines[i])}
    for i in inside:
        if i - 2 in inside and _is_button(lines[i], verdicts[i]) and _is_offer(lines, verdicts, i, told):
            for j in (i - 2, i - 1):
                verdicts[j] = drop(verdicts[i].reason, "offer-above-its-button")
        asks = verdicts[i].kept and lines[i].text.rstrip().endswith("?")
        if asks and (answers := _answers(lines, i + 1)):
            for j in (i, *answers):
                if j in inside and verdicts[j].kept:
                    verdicts[j] = drop("embed", "question-of-a-poll")
        if verdicts[i].reason == "related" and i + 1 in inside and (mark := _MARK.match(lines[i + 1].text)):
            _drop_marked(lines, verdicts, range(i + 1, inside.stop), mark[1])


def _answers(lines: Sequence[Line], i: int) -> range:
    """The answers of a poll that begin at ``i``; empty when none do."""
    texts = [line.text.strip() for line in lines[i : i + 3]]
    if texts and _ANSWERS.match(texts[0]):
        return range(i, i + 1)
    if texts[:2] != ["Oui", "Non"]:
        return range(0)
    third = len(texts) > 2 and not lines[i + 2].ends and lines[i + 2].words <= _OPINION_WORDS
    return range(i, i + (3 if third else 2))


def _is_button(line: Line, verdict: Verdict) -> bool:
    short = line.rule is not None and line.words <= _BUTTON_WORDS and not line.ends
    return short and verdict.reason in OFFERS and _SUBSCRIBES.match(line.text) is not None


def _is_offer(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int, told: set[str]) -> bool:
    """Its name, no sentence, and one short sentence, which say next to none of the article's rarer words."""
    name, pitch = lines[i - 2], lines[i - 1]
    if not (verdicts[i - 2].kept and verdicts[i - 1].kept) or verdicts[i - 2].role == "title":
        return False
    formed = not name.ends and name.words <= _NAME_WORDS and pitch.ends and pitch.words <= _PITCH_WORDS
    said = (set(long_words(name)) | set(long_words(pitch))) & told
    return formed and name.rule is None and not pitch.strong and len(said) <= _SHARED


def _drop_marked(lines: Sequence[Line], verdicts: list[Verdict], behind: range, mark: str) -> None:
    """Headlines with one sign before each, and under each one sentence at most: all of them were announced. What
    follows on the last is a summary too where all others have one, and it is no whole paragraph."""
    marked: list[int] = []
    for j in behind:
        if lines[j].text.startswith(mark):
            marked.append(j)
        elif not marked or j - 1 != marked[-1]:
            break
    if len(marked) < _LEAST_MARKED:
        return
    end = marked[-1] + 1
    summed = all(b - a == 2 for a, b in pairwise(marked))
    if summed and end in behind and not lines[end].strong:
        end += 1
    for j in range(marked[0], end):
        if verdicts[j].kept:
            verdicts[j] = drop("related", "marked-headlines")
