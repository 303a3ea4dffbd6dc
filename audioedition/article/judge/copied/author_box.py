"""Copied text: the box of who wrote the article, behind its last paragraph: his name alone and one paragraph in which
he presents himself, and the labels under which the site files the article.

« Maud Kerellec », and below it « Férue de voile, j’écris pour ce site… ». A name alone is a signature as well as a
speaker's; that it heads the very last paragraph, that this one says « je » or begins with the name, that no other name
stands alone and that no paragraph of the article names him are the signs together. Whom the article quotes or
questions fails one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.chrome import fold
from audioedition.article.judge.features import Line
from audioedition.article.judge.persons import LIFE, NAME
from audioedition.article.judge.verdict import Verdict, drop

_QUESTIONS, _LEAST_PARAGRAPHS = 3, 3
_LABEL = re.compile(r"^(?:Auteure?|Autrice|Publié par|Écrit par|Rédigé par)\s?:?\s+", re.I)
_SPEAKS_OF_HIMSELF = re.compile(r"\b(?:je|mon|ma|mes|me)\b|\b[jm][’']", re.I)
_FILED = re.compile(
    r"^(?:Catégories?|Category|Categories|Rubriques?)\b.*\b(?:Étiquettes?|Tags|Mots-clés)\b|^Categor(?:y|ies)\s?:\s"
)
"""« Catégories Mer Étiquettes Voile »: two labels of one site's files in a line, or one in English with its colon."""
_FILED_WORDS = 14


def drop_author_box(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """In place: the name, its paragraph, and the labels right above them."""
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role != "title"]
    if len(kept) > _LEAST_PARAGRAPHS + 1 and _is_box(lines, verdicts, kept):
        for i in kept[-2:]:
            verdicts[i] = drop("byline", "box-of-the-author")
        kept = kept[:-2]
    if len(kept) > _LEAST_PARAGRAPHS and _is_filed(lines[kept[-1]]):
        verdicts[kept[-1]] = drop("tags", "where-it-is-filed")


def _is_filed(line: Line) -> bool:
    return line.words <= _FILED_WORDS and not line.ends and _FILED.search(line.text) is not None


def _is_box(lines: Sequence[Line], verdicts: Sequence[Verdict], kept: Sequence[int]) -> bool:
    at, below = kept[-2:]
    name = _LABEL.sub("", lines[at].text.strip())
    told = [i for i in kept[:-2] if lines[i].prose]
    if below != at + 1 or not re.fullmatch(NAME, name) or len(told) < _LEAST_PARAGRAPHS:
        return False
    if verdicts[below].role != "body" or not lines[below].prose:
        return False
    text = lines[below].text
    presents = text.startswith(name) and LIFE.match(text[len(name) :]) is not None
    if not presents and not (lines[below].ends and _SPEAKS_OF_HIMSELF.search(text)):
        return False
    others = any(re.fullmatch(NAME, lines[i].text.strip(" :.–—-")) and i != at for i in kept[:-2])
    asked = sum(lines[i].text.rstrip().endswith("?") for i in kept if not lines[i].prose) >= _QUESTIONS
    surname = fold(name).rsplit(" ", 1)[-1]
    title = next((lines[i].folded for i, v in enumerate(verdicts) if v.role == "title"), "")
    named = surname in title or any(surname in lines[i].folded for i in told)
    return not (others or asked or named)
