"""A page: single lines that say by their own words that they are no text: a run of pointers, a picture that names
itself, the entries of a list of who made the broadcast."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.figures import names_itself
from audioedition.article.judge.verdict import Verdict, drop

_ORDERS = re.compile(
    r"(?:^|[^\w\s,;:.!?«»()'’\"-]\s?)(?:Lire|Relire|Voir|Revoir|Écouter|Lisez|Voyez|Écoutez) "
)
"""An order at the beginning or behind an ornament (« ☰ Lire notre entretien… »)."""
_LEAST_ORDERS, _LINKED = 2, 0.2
_LABELLED = re.compile(r"^[A-ZÀ-Ý][\w’' -]{3,30}\s?:\s[A-ZÀ-Ý][^.!?:]{3,80}$")
"""« Production : Odile Kermarec »."""


def drop_pointers(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """In place. Each wants two signs: two orders and links, a picture and where in it, a label and a fellow entry that
    is known for who made a page."""
    for i, verdict in enumerate(verdicts):
        line = lines[i]
        if not verdict.kept or verdict.role in ("title", "heading") or line.ends:
            continue
        if len(_ORDERS.findall(line.text)) >= _LEAST_ORDERS - (line.text[:1] == ",") and _leads(line):
            verdicts[i] = drop("related", "run-of-pointers")
        elif names_itself(line.text):
            verdicts[i] = drop("caption", "picture-that-names-itself")
        elif line.block.tag == "li" and _LABELLED.match(line.text) and _beside_maker(lines, verdicts, i):
            verdicts[i] = drop("legal", "who-made-the-broadcast")


def _leads(line: Line) -> bool:
    return line.block.link_density > _LINKED


def _beside_maker(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    """An entry near it in the same list was dropped as who made the page, and has a label as well."""
    among = lines[i].block.ancestors[:-1]
    return any(
        lines[j].block.ancestors[:-1] == among
        and verdicts[j].reason == "legal"
        and _LABELLED.match(lines[j].text) is not None
        for j in range(max(0, i - 3), min(len(lines), i + 4))
    )
