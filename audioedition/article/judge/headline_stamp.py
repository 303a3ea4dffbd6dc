"""Where it comes from and when, in a line under the headline that no phrase knows: by where it stands and its form."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.persons import is_verbless
from audioedition.article.judge.stamps import date_said, without_stamps
from audioedition.article.judge.verdict import Verdict, drop

_NEAR, _BESIDE, _SHORT, _AGAIN, _TITLE_WORDS = 3, 6, 14, 14, 4


def stamps_under_headline(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> dict[int, Verdict]:
    """The kept lines that are one, and why each is none of the article: « Valnature 18/11/2026 Anne Le Goff », the
    headline again with an agency and an hour. Several dated lines are a chronicle's headings, and stay."""
    title = next((line.folded for line, v in zip(lines, verdicts, strict=True) if v.role == "title"), "")
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role != "title"]
    dated = [i for i in kept if lines[i].words <= _SHORT and date_said(lines[i].text)]
    found: dict[int, Verdict] = {}
    for i in kept:
        if _says_again(lines[i], title):
            found[i] = drop("repeated", "headline-and-stamp")
        elif dated == [i] and _is_dated(lines[i]) and _is_under(verdicts, i):
            found[i] = drop("date", "stamp-under-the-headline")
    return found


def _is_under(verdicts: Sequence[Verdict], i: int) -> bool:
    """Nothing that is read stands between the headline, or the headline said again, and this line."""
    for j in range(i - 1, max(-1, i - 1 - _NEAR), -1):
        if verdicts[j].role == "title" or verdicts[j].rule == "headline-again":
            return True
        if verdicts[j].kept:
            break
    return False


def _is_dated(line: Line) -> bool:
    """A whole date and few words, none of a sentence."""
    date = date_said(line.text)
    rest = without_stamps(line.text.replace(date, " "))  # « … le 3 mai 2026 – modifié le 4 mai 2026 »
    beside, colon = len(rest.split()), ":" in rest
    return bool(date) and not line.ends and not colon and 0 < beside <= _BESIDE and is_verbless(line.text)


def _says_again(line: Line, title: str) -> bool:
    """The headline, and glued to it the agency and the hour."""
    if len(title.split()) < _TITLE_WORDS or not line.folded.startswith(title):
        return False
    rest = line.folded[len(title) :].split()
    return bool(rest) and len(rest) <= _AGAIN and not line.ends and bool(date_said(line.text))
