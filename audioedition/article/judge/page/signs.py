"""A web page: who signs it, where its lines say the name of the byline again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.persons import NAME
from audioedition.article.judge.verdict import Verdict, drop

_ALONE = re.compile(rf"^{NAME}$")
_LINE_WORDS, _NAME_WORDS = 6, 4
_FROM = re.compile(r"^[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+){1,2}, (?:depuis|à|au|en) [A-ZÀ-Ý][^.!?,]{1,30}$")


def bylines_of(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> str:
    """The words of the lines that were dropped as bylines or as dated ones, a bar between two."""
    told = (i for i, v in enumerate(verdicts) if v.reason in ("byline", "date"))
    return " | ".join(" ".join(lines[i].said) for i in told)


def is_signed(line: Line, bylines: str) -> bool:
    """A name that the bylines (``bylines_of``) say too, alone in its line."""
    named = 2 <= line.words <= _NAME_WORDS and not line.ends and line.text[:1].isupper()
    return named and f" {' '.join(line.said)} " in f" {bylines.replace('|', ' ')} "


def drop_signatures(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """In place: the line of the byline again, below the article; its last line, where that is one of the bylines'
    names, or a name and where it writes from (« Junior Mabiala, depuis Loukéla »); and a name alone between a whole
    paragraph and a heading that is known to stand behind articles (« Pour aller plus loin »)."""
    whole = {lines[i].folded.removeprefix("par ") for i, v in enumerate(verdicts) if v.reason == "byline"}
    for i, verdict in enumerate(verdicts):
        line = lines[i]
        own = verdict.kept and verdict.role != "title" and not line.prose
        if own and 2 <= line.words <= _LINE_WORDS and line.folded in whole:
            verdicts[i] = drop("byline", "byline-again")
        elif own and verdict.role == "body" and _ALONE.match(line.text) and _closes(lines, verdicts, i):
            verdicts[i] = drop("byline", "signs-above-the-references")
    strong = max((i for i, v in enumerate(verdicts) if v.kept and lines[i].strong), default=len(lines))
    last = next((i for i in range(len(lines) - 1, strong, -1) if verdicts[i].kept), None)
    if last is not None and (
        is_signed(lines[last], bylines_of(lines, verdicts)) or _FROM.match(lines[last].text)
    ):
        verdicts[last] = drop("byline", "signs-the-article")


def _closes(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    if not 0 < i < len(lines) - 1:
        return False
    above, below = lines[i - 1], lines[i + 1]
    told = above.strong and above.ends and verdicts[i - 1].kept
    return told and below.rule is not None and below.rule.kind == "related" and not below.prose
