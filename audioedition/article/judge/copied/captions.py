"""Plain text: what a picture shows, told by what stands beside it: the photographer's name above or below, a name with
« (à droite) », a source in brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.persons import NAME
from audioedition.article.judge.verdict import Verdict, drop, reason_at

_NAMED = re.compile(rf"^{NAME}$")
_WHERE = re.compile(
    r"^[A-ZÀ-Ý«][^.!?]{2,90}\((?:assise?s? |debout )?(?:(?:ici |tout )?à (?:droite|gauche)|au (?:centre|milieu))\b"
)
"""« Ana Ruiz (à droite) », above a credit."""
_SOURCED = re.compile(r"[\w.!?»] \((?!AFP|ATS|AP|DPA|EFE|SDA)[A-ZÀ-Ý][A-ZÀ-Ý’'& -]{3,30}\)$")
"""An agency signs what it tells so."""
_OF_A_SITE = re.compile(
    r"^.{25,} [-–—|] (?:(?:Le |La |Les |L[’'])[A-ZÀ-Ý][\w-]+(?: [A-ZÀ-Ý][\w-]+)?|[A-ZÀ-Ý0-9]{2,}[\w+]*(?: [A-Z0-9]\w*)?"
    r"|France (?:\d|Info|Culture|Inter)|\w[\w-]+\.(?:fr|com|tv|org|be|ch|ca))$"
)
"""« Le moulin rouvre après onze ans de silence - La Vallée »: a film's or another page's title, with its site."""
_WORK = re.compile(
    r"^[A-ZÀ-Ý«][^.!?]{3,100}, [A-ZÀ-Ý][^.!?;:]{3,60} \((?:vers )?1\d{3}[-–](?:vers )?[12]\d{3}\)"
    r"(?:, [^.!?]{3,80})?$"
)
"""« Les Tricheurs (détail), Valentin de Boulogne (1591-1632) »: a picture, its painter and when he lived."""
_LEAST_TIMES, _CAPTION_CHARS, _SHOWN_WORDS, _TITLE_WORDS = 2, 200, 18, 6


def drop_captions(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Drop, in place, such lines among those ``inside`` the article."""
    for i in _signed(lines, verdicts, inside):
        verdicts[i] = drop("credit", "name-of-a-photographer")
        verdicts[i + 1] = drop("caption", "under-a-credit")
    for i in inside:
        if not verdicts[i].kept or verdicts[i].role == "title":
            continue
        line = lines[i]
        placed = _WHERE.match(line.text) is not None and reason_at(verdicts, i + 1) in ("credit", "caption")
        among = 0 < i < len(lines) - 1 and lines[i - 1].strong and lines[i + 1].strong
        sourced = among and not line.prose and line.words <= _SHOWN_WORDS and _SOURCED.search(line.text)
        below = i + 1 < len(lines) and (lines[i + 1].prose or not lines[i + 1].words)
        beside = below and i > 0 and (lines[i - 1].prose or verdicts[i - 1].role in ("title", "heading"))
        shown = beside and not line.ends and _WORK.match(line.text)
        titled = beside and not line.ends and line.words >= _TITLE_WORDS and _OF_A_SITE.match(line.text)
        if placed or sourced:
            verdicts[i] = drop("caption", "where-in-the-picture" if placed else "source-in-brackets")
        elif shown or titled:
            verdicts[i] = (
                drop("caption", "work-and-its-author") if shown else drop("embed", "title-with-its-site")
            )


def _signed(lines: Sequence[Line], verdicts: Sequence[Verdict], inside: range) -> list[int]:
    """One name, twice or more right above one short sentence, blank lines around each pair, paragraphs above: who took
    the pictures. In a conversation answers are long, and another one speaks between."""
    pairs = [
        i
        for i in range(inside.start + 1, inside.stop - 2)
        if all(verdicts[j].kept and verdicts[j].role != "title" for j in (i, i + 1))
        and _NAMED.match(lines[i].text)
        and _stands_alone(lines, i)
        and not lines[i + 1].strong
        and lines[i + 1].ends
        and len(lines[i + 1].text) <= _CAPTION_CHARS
    ]
    times = Counter(lines[i].text for i in pairs)
    alone = Counter(line.text for line in lines)
    names = [name for name, n in times.items() if n >= _LEAST_TIMES and n == alone[name]]
    return [i for i in pairs if lines[i].text == names[0]] if len(names) == 1 == len(times) else []


def _stands_alone(lines: Sequence[Line], i: int) -> bool:
    """The two lines at ``i``, with blank lines above and below and none between, under a whole paragraph."""
    gaps = [lines[j].block.blank_before > 0 for j in (i, i + 1, i + 2)]
    return gaps == [True, False, True] and lines[i - 1].strong
