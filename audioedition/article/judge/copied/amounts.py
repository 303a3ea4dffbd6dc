"""Plain text: a list of amounts, as of a recipe: « 250 g de châtaignes », « 2 poireaux », « sel, poivre ».

Its lines are no sentences and begin with numbers, so they look like ranks, counts of shares or prices.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from audioedition.article.judge.features import Line
from audioedition.model import Role

_AMOUNT = re.compile(
    r"^\W{0,3}(?:(?:env(?:iron|\.)|un peu moins de|une? bonne?) )?"
    r"(?:\d+(?:[.,/]\d+)?(?: ?(?:à|-|–|ou|/) ?\d+)?|[½¼¾⅓⅔]|(?:une?|deux|trois|quatre|quelques)(?= ))"
    r"(?! ?(?:h|min)\b| ?[€%])",
    re.I,
)
_MEASURE = re.compile(
    r"(?:\d|[½¼¾⅓⅔]) ?(?:mg|g|kg|ml|cl|dl|l|mm|cm|m|m²|m2|m³|m3)\b"
    r"|\b(?:grammes?|kilos?|litres?|mètres?|c(?:uill[eè]res?|\.) ?(?:à|a) ?(?:soupe|café|s\.?|c\.?)|cuill[eè]r[eé]es?"
    r"|cas|cac|pincées?|gousses?"
    r"|branches?|brins?|tranches?|sachets?|verres?|tasses?|bottes?|feuilles?|noix|filets?|poignées?|bo[îi]tes?"
    r"|bocal|paquets?|rouleaux?|planches?|vis)\b",
    re.I,
)
_WORDS, _LEAST, _LEAST_MEASURED, _REST_WORDS, _HEADING_WORDS = 16, 4, 2, 6, 4


def amounts(lines: Sequence[Line], inside: Collection[int]) -> dict[int, Role]:
    """The lines of such lists among those ``inside`` the article, with their roles: ``list``, ``heading`` for the short
    line above a list, or below it and above a sentence, ``body`` for the sentences right behind."""
    found: dict[int, Role] = {}
    for i in sorted(inside):
        if i in found or not _is_amount(lines[i]):
            continue
        end = i
        while end in inside and (_is_amount(lines[end]) or _is_rest(lines, end, i)):
            end += 1
        run = [j for j in range(i, end) if _is_amount(lines[j])]
        if (
            len(run) < _LEAST
            or sum(_MEASURE.search(lines[j].text) is not None for j in run) < _LEAST_MEASURED
        ):
            continue
        found |= dict.fromkeys(range(i, end), "list")
        if i - 1 in inside and _is_heading(lines[i - 1]):
            found[i - 1] = "heading"
        step = end
        if end in inside and _is_heading(lines[end]) and end + 1 in inside and lines[end + 1].prose:
            found[end], step = "heading", end + 1
        while step in inside and lines[step].prose and lines[step].ends and lines[step].rule is None:
            found[step] = "body"  # what is done with them
            step += 1
    return found


def _is_amount(line: Line) -> bool:
    short = line.rule is None and not line.ends and 1 <= line.words <= _WORDS
    return short and _AMOUNT.match(line.text) is not None


def _is_rest(lines: Sequence[Line], i: int, start: int) -> bool:
    """« Sel et poivre », « Huile pour la friture » within a list or at its end: no heading of what follows."""
    line = lines[i]
    short = i > start and line.rule is None and not line.ends and not line.prose and line.words <= _REST_WORDS
    return short and i + 1 < len(lines) and not lines[i + 1].prose and not line.text.endswith(":")


def _is_heading(line: Line) -> bool:
    return line.rule is None and not line.ends and not line.prose and 1 <= line.words <= _HEADING_WORDS
