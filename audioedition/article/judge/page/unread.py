"""A web page: headings and captions of what is not read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict, drop

_ROWS_NEAR = 4


def drop_headings_of_unread(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """« Notes », « Références », a table's caption: what is left, in place, of that of which no line is read."""
    for i, (verdict, below) in enumerate(pairwise(verdicts)):
        if verdict.role == "heading" and below.reason in ("footnote", "table"):
            following = next((v for v in verdicts[i + 1 :] if v.reason != below.reason), None)
            if following is None or following.role in (None, "heading"):
                verdicts[i] = drop(below.reason, "heading-of-what-is-not-read")
        elif verdict.role == "list" and lines[i].block.path.rsplit(" / ", 1)[-1].startswith("caption"):
            rows = verdicts[i + 1 : i + 1 + _ROWS_NEAR]
            if any(v.reason == "table" for v in rows) and not any(v.role == "list" for v in rows):
                verdicts[i] = drop("table", "heading-of-what-is-not-read")
