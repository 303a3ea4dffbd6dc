"""Copied text: single lines amid the article that show or lead elsewhere: a caption with its credit in brackets, a
picture that names itself, and an order to read another publication.

Each wants two signs besides standing without a full stop beside a paragraph: a bracket at its end that says who took
the picture; a picture and where in it; an order and the kind of what is to be read, in a line too long for a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.figures import names_itself
from audioedition.article.judge.verdict import Verdict, drop

_CREDITED = re.compile(
    r"\((?:DR|D\. ?R\.|(?:[Cc]rédits? )?[Pp]hotos? (?:de |par |: )[^()]{3,60}|[Cc]rédits? photos?\b[^()]{0,60})\)$"
)
_ORDER = re.compile(
    r"^\W{0,3}(?:Lire|Relire|Lisez|Écouter|Écoutez|Voir) (?:aussi |également )?(?:l[ea] |l[’']|les |notre |nos )"
    r"(?:flash presse|communiqué|dossier|article|entretien|interview|reportage|portrait|enquête|tribune|rapport)s?\b"
)
_LEAST_ORDER_WORDS, _CAPTION_WORDS = 9, 24


def drop_bracketed(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """In place."""
    for i, verdict in enumerate(verdicts):
        line = lines[i]
        if (
            not verdict.kept
            or verdict.role == "title"
            or line.text.rstrip(' »"”')[-1:] in (".", "!", "…", ":")
        ):
            continue
        if line.block.blank_before == 0 or not _beside_paragraph(lines, verdicts, i):
            continue
        short = line.words <= _CAPTION_WORDS
        if short and _CREDITED.search(line.text):
            verdicts[i] = drop("credit", "credit-in-brackets")
        elif short and names_itself(line.text):
            verdicts[i] = drop("caption", "picture-that-names-itself")
        elif line.words >= _LEAST_ORDER_WORDS and _ORDER.match(line.text):
            verdicts[i] = drop("related", "order-to-read")


def _beside_paragraph(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    return any(0 <= j < len(lines) and verdicts[j].kept and lines[j].prose for j in (i - 1, i + 1))
