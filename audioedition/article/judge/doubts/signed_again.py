"""Another article behind one of the headings, by its own signature and date: a reason to doubt. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audioedition.article.judge.features import HEADINGS, Line
from audioedition.article.judge.persons import NAME
from audioedition.article.judge.stamps import date_said
from audioedition.article.judge.verdict import Verdict
from audioedition.model import Doubt

_NEAR, _LEAST_WORDS, _LEAST_CHARS, _SHARE = 3, 5, 250, 0.15
_SIGNED_CHARS, _BESIDE_CHARS = 90, 40
_SOURCE = re.compile(r"\bsources?\b|\bdonnées\b", re.I)
_NAMED = re.compile(rf"^(?:par |de )?{NAME}\s*[·|,–—-]")


def doubts_of_next(lines: Sequence[Line], verdicts: Sequence[Verdict], *, live: bool) -> Iterator[Doubt]:
    """A heading of a headline's length with a signature or a full date close below, and text of its own behind.

    ``live``: a live page's posts are signed and dated.
    """
    if live:
        return
    kept = [i for i, v in enumerate(verdicts) if v.kept]
    title = next((i for i, v in enumerate(verdicts) if v.role == "title"), -1)
    body = [i for i in kept if i > title and verdicts[i].role in ("body", "quote", "list", "standfirst")]
    chars = sum(len(lines[i].text) for i in body)
    heads = [i for i in kept if i > title and _is_head(lines, verdicts, i)]
    opened = [h for h in heads if any(i < h for i in body) and _is_signed(lines, verdicts, h)]
    opened += [i for i in range(len(lines)) if _signs_itself(lines[i]) and _is_amid(lines, body, i)]
    if not body or not any(
        _is_stamp(lines[i], verdicts[i]) for i in range(title + 1, _first_strong(lines, body))
    ):
        return  # the only signature is the article's own, wherever it stands
    for head in opened[:1]:
        behind = sum(len(lines[i].text) for i in body if i > head)
        if behind >= _LEAST_CHARS and behind > _SHARE * chars:
            yield Doubt(
                kind="another_text",
                weight=0.55,
                text="Behind one of its headings stand a signature or a date again: another article may follow.",
            )


def _first_strong(lines: Sequence[Line], body: Sequence[int]) -> int:
    return next((i for i in body if lines[i].strong), len(lines))


def _is_stamp(line: Line, verdict: Verdict) -> bool:
    return verdict.reason in ("byline", "date") or (len(line.text) < _SIGNED_CHARS and _is_dated(line.text))


def _is_amid(lines: Sequence[Line], body: Sequence[int], i: int) -> bool:
    """Whole paragraphs stand above and below."""
    return (
        sum(lines[j].strong for j in body if j < i) >= 2 and sum(lines[j].strong for j in body if j > i) >= 2
    )


def _is_head(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    return verdicts[i].role == "heading" and lines[i].words >= _LEAST_WORDS


def _is_signed(lines: Sequence[Line], verdicts: Sequence[Verdict], head: int) -> bool:
    for j in range(head + 1, min(len(lines), head + 1 + _NEAR)):
        line, verdict = lines[j], verdicts[j]
        if line.prose or line.block.tag in HEADINGS:
            return False
        short = len(line.text) < _SIGNED_CHARS
        if short and (verdict.reason == "byline" or _is_dated(line.text)):
            return True
    return False


def _is_dated(text: str) -> bool:
    """A full date and little else: « Anne Morel · 9 mai 2024 », not « Source : Insee, comptes du 1er mai 2024 »."""
    date = date_said(text)
    return bool(date) and len(text) - len(date) < _BESIDE_CHARS and not _SOURCE.search(text)


def _signs_itself(line: Line) -> bool:
    """In copied text: a name and a full date on one line."""
    text = line.text.strip()
    return len(text) < _SIGNED_CHARS and not line.prose and _is_dated(text) and bool(_NAMED.match(text))
