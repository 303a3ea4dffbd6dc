"""Plain text: what stands before or behind a French article in another language: a widget's words, a grant's notice.

A sentence is another language's where it has little words that French has not, and next to none of French. Amid the
article it may be quoted, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line, words_of
from audioedition.article.judge.verdict import Verdict, drop

_OF_OTHERS = frozenset(
    (
        # English, Spanish, Italian, Portuguese, German, Dutch; none of them is a word of French
        "the of and to in is are be it that this with for from by your you how more what we our they have has all any "
        "el los las del con para por una como su sus más y o esta este las permiten "
        "di che per della dei gli sono anche questo nel do da dos das não uma pelo "
        "der die das und ist von zu den im für auf mit nicht het een van voor zijn niet"
    ).split()
)
# « que », « a », « un », « il » are words of its neighbours as well
_OF_FRENCH = frozenset(
    (
        "le l les des d du au aux dans par pour sur avec sans sous qu qui ne n pas plus s ce c cette ces cet ses "
        "leur elle ils elles nous vous je j sont été être ont avait mais où donc comme dont même très après avant "
        "depuis selon et à est une"
    ).split()
)
_LEAST_TELLING, _TIMES = 2, 3
"""So many of their little words, and so many times as many as French ones."""
_BESIDE_WORDS = 8
_QUOTED = re.compile(r"[«»“”\"]")
_REFERENCE = re.compile(r"\b(?:1[89]|20)\d\d\b|\bdoi\b", re.I)
"""A year: a title in a bibliography."""
_FRENCH_SIGNS = re.compile(r"[éèêëàâçîïôûùœ]", re.I)


def drop_other_tongue(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, sentences of another language before the first French paragraph and behind the last, and the
    short lines among them that have nothing French."""
    strange = {i for i, v in enumerate(verdicts) if v.kept and v.role != "title" and _is_strange(lines[i])}
    own = [i for i, v in enumerate(verdicts) if v.kept and lines[i].strong and i not in strange]
    if not strange or not own:
        return
    for edge in (range(own[0]), range(own[-1] + 1, len(lines))):
        found = strange & set(edge)
        for i in sorted(found):
            for step in (-1, 1):
                j = i + step
                while j in edge and (
                    not verdicts[j].kept or j in found or _may_go_with(lines[j], verdicts[j])
                ):
                    found.add(j)
                    j += step
        for i in found:
            if verdicts[i].kept:
                verdicts[i] = drop("navigation", "of-another-language")


def _is_strange(line: Line) -> bool:
    if _QUOTED.search(line.text) or _REFERENCE.search(line.text):
        return False
    said = words_of(line.text)
    theirs = sum(word in _OF_OTHERS for word in said)
    ours = sum(word in _OF_FRENCH for word in said)
    return theirs >= _LEAST_TELLING and theirs >= _TIMES * ours


def _may_go_with(line: Line, verdict: Verdict) -> bool:
    """A few words without one that is French."""
    french = any(word in _OF_FRENCH for word in words_of(line.text)) or _FRENCH_SIGNS.search(line.text)
    return (
        verdict.role != "title"
        and line.words <= _BESIDE_WORDS
        and not french
        and not _QUOTED.search(line.text)
    )
