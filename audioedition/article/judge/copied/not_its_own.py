"""Plain text: the last look at what is kept, once every line has been judged: what stands around the article."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.copied.author_box import drop_author_box
from audioedition.article.judge.copied.before_first import drop_before_first
from audioedition.article.judge.copied.behind_closing import drop_behind_closing
from audioedition.article.judge.copied.bracketed import drop_bracketed
from audioedition.article.judge.copied.house import drop_house
from audioedition.article.judge.copied.last_questions import drop_last_questions
from audioedition.article.judge.copied.other_tongue import drop_other_tongue
from audioedition.article.judge.copied.repeated_box import drop_repeated_boxes
from audioedition.article.judge.copied.summaries import drop_summaries
from audioedition.article.judge.features import Line
from audioedition.article.judge.verdict import Verdict, drop_last_headings


def drop_not_its_own(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, what the page around says before and behind the article. Nothing where there is no page."""
    if all(v.kept for v in verdicts):
        return
    drop_other_tongue(lines, verdicts)
    drop_repeated_boxes(lines, verdicts)
    drop_before_first(lines, verdicts)
    drop_house(lines, verdicts)
    drop_summaries(lines, verdicts)
    drop_behind_closing(lines, verdicts)
    drop_last_questions(lines, verdicts)
    drop_bracketed(lines, verdicts)
    drop_author_box(lines, verdicts)
    drop_last_headings(verdicts)
