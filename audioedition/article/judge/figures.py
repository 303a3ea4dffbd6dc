"""What belongs to a picture that is not there to be seen: the titles of numbered figures, their units and sources, and
where an extract comes from. The same of a web page and of copied text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict, drop

_KINDS = (
    r"figures?|fig\.?|graphiques?|graphes?|tableaux?|cartes?|sch[ée]mas?|diagrammes?|infographies?"
    r"|illustrations?|photos?"
)
_TITLE = re.compile(rf"^\W*(?:{_KINDS})\s?(?:n°\s?)?\d{{1,2}}\s?[.:–—-]\s?\S", re.I)
_MENTION = re.compile(rf"(?:(?<=[\w,;.«(]\s)|(?<=\())(?:{_KINDS})(?:\sn°)?\s?\d{{1,2}}\b", re.I)
_UNIT = re.compile(
    r"^(?:\([^()]{3,110}\)\.?|(?:(?:en|indices?|base|taux|milliers?|millions?|milliards?|unité\s?:|échelle\s?:)\b"
    r"[^.!?]{1,70}))$",
    re.I,
)
_NOTE = re.compile(
    r"^\W{0,3}(?:sources?|lecture|note de lecture|champ|notes?|données|légende|clé de lecture)\s?:|^prévisions\b",
    re.I,
)
_SOURCE = re.compile(r"^\W{0,3}sources?\s?:\s?\S", re.I)
_EXTRACT = re.compile(r"^\W{0,3}extraits? (?:de |du |des |d[’'])", re.I)
_PICTURE = re.compile(
    r"^(?:Une |La |L[’']|Sur (?:la |cette ))?(?:[Pp]hoto|[Ii]mage|[Pp]ortrait|[Vv]ue|[Cc]liché)(?:graphie)?"
    r" (?:de|du|d[’'])"
)
_WHERE = re.compile(
    r"\((?:[^()]{0,20} )?(?:à (?:droite|gauche)|au (?:centre|milieu)|en (?:haut|bas))\b[^()]{0,30}\)"
)
_NOTES, _NOTE_WORDS, _TITLE_WORDS, _EXTRACT_WORDS = 4, 30, 50, 25


def drop_figures(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, such lines among those that are kept."""
    titles = {
        i: found
        for i, line in enumerate(lines)
        if _is_kept(verdicts, i) and (found := _TITLE.match(line.text)) and line.words <= _TITLE_WORDS
    }
    if titles:
        told = any(
            _MENTION.search(line.text) for i, line in enumerate(lines) if line.prose and i not in titles
        )
        noted = any(_notes(lines, verdicts, i) for i in titles)
        for i in titles if told or noted else ():
            for j in (i, *_notes(lines, verdicts, i)):
                verdicts[j] = drop("caption", "numbered-figure")
    for i, line in enumerate(lines):
        if not _is_kept(verdicts, i) or line.prose:
            continue
        if _SOURCE.match(line.text) and line.words <= _NOTE_WORDS:
            verdicts[i] = drop("credit", "source-of-figures")
        elif _is_extract(lines, verdicts, i):
            verdicts[i] = drop("caption", "extract-from")


def names_itself(text: str) -> bool:
    """A picture's words that say so, and where in it: « Une photo d’Ana Ruiz (à droite) avec sa fille »."""
    return _PICTURE.match(text) is not None and _WHERE.search(text) is not None


def _is_kept(verdicts: Sequence[Verdict], i: int) -> bool:
    return verdicts[i].kept and verdicts[i].role not in ("title", "standfirst")


def _notes(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> list[int]:
    """The lines right under a figure's title that say its unit, its source and how it is read."""
    found: list[int] = []
    for j in range(i + 1, min(i + 1 + _NOTES, len(lines))):
        line = lines[j]
        own = _NOTE.match(line.text) or (not line.prose and _UNIT.match(line.text))
        if not _is_kept(verdicts, j) or not own or line.words > _NOTE_WORDS:
            break
        found.append(j)
    return found


def _is_extract(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    """« Extrait du journal diffusé jeudi »: what a film or a quotation was taken from, no quotation under it."""
    line = lines[i]
    if (
        not _EXTRACT.match(line.text)
        or line.words > _EXTRACT_WORDS
        or line.text.rstrip().endswith((":", "?"))
    ):
        return False
    below = lines[i + 1].text if i + 1 < len(lines) and verdicts[i + 1].kept else ""
    return bool(below) and below.lstrip()[:1] not in '«“"—–-'
