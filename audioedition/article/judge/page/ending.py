"""A web page: what stands behind the last paragraph in the article's own container: who signs, where it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import HEADINGS, Line
from audioedition.article.judge.persons import NAME
from audioedition.article.judge.verdict import Verdict, drop

_TAIL = 8
_SIGNED = re.compile(rf"^[-–—•\s]*{NAME}(?:(?:,| et| avec|/) (?:{NAME}|[A-ZÀ-Ý]{{2,8}}))*\W*$")
_INITIALS = re.compile(r"^\W*[a-zA-Z]{2,5}(?:[-/][a-zA-Z]{2,6}){1,5}\W*$")
_SOURCE = re.compile(
    r"^\W*(?:sources?|crédits?|via|avec|d[’']après|adaptation|traduit|traduction|relecture)\b", re.I
)
_BRACKETED = re.compile(r"^[(\[].{3,200}[)\]]\.?$")
_NOTE_WORDS = 24
_BYLINE_WORDS = 9


def drop_ending(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, kept lines behind the last paragraph: a name, an agency's initials, a source, brackets.

    A list, a heading and whatever stands before the last paragraph are left alone.
    """
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role != "title"]
    for i in reversed(kept[2:][-_TAIL:]):
        line = lines[i]
        verdict = _signs(line) if verdicts[i].role in ("body", "heading") else None
        if verdict is None:
            return
        verdicts[i] = verdict


def _signs(line: Line) -> Verdict | None:
    text = line.text.strip()
    if line.strong or line.block.tag in HEADINGS:
        return None
    if line.words <= _BYLINE_WORDS and (_SIGNED.match(text) or _INITIALS.match(text)):
        return drop("byline", "signature-at-the-end")
    if line.words > _NOTE_WORDS:
        return None
    if _BRACKETED.match(text) and not line.ends:
        return drop("credit", "brackets-at-the-end")
    if _SOURCE.match(text) and (":" in text[:40] or not line.ends):
        return drop("credit", "source-at-the-end")
    return None
