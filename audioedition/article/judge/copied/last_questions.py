"""Plain text: a row of questions at the end that nobody answers: titles of other pages (« Questions du moment »)."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict, drop

_LEAST = 3


def drop_last_questions(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, three or more last lines that all ask, between two lines that are not the article's. An essay may
    end on questions, but right under its paragraphs."""
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role != "title"]
    run: list[int] = []
    for i in reversed(kept):
        if lines[i].strong or not lines[i].text.rstrip().endswith("?") or (run and i != run[-1] - 1):
            break
        run.append(i)
    above = run[-1] - 1 if run else -1
    if len(run) >= _LEAST and len(run) < len(kept) and above >= 0 and not verdicts[above].kept:
        for i in run:
            verdicts[i] = drop("related", "questions-that-nobody-answers")
