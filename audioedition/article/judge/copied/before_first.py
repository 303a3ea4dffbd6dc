"""Plain text: what stands between the headline and the first paragraph, and is read by nobody.

A page that prints its headline twice has its menu, its widgets and its dialogs between the two. What speaks of the
reader's account or browser stands there too, between two lines of chrome.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.chrome import fold, speaks_to_reader
from audioedition.article.judge.copied.amid import FACT
from audioedition.article.judge.features import Line
from audioedition.article.judge.speech import address, speaks_of_itself
from audioedition.article.judge.stamps import date_of, without_stamps
from audioedition.article.judge.verdict import Verdict, drop

_STOPPED = re.compile(r"[.!…][\s»”\"')\]]*$")
_SPEAKS = 2
_HOUSE = frozenset({"paywall", "newsletter", "cookie", "legal"})
_BUTTONS = _HOUSE | {"share", "ad", "comment_form"}
_LEAST_CHROME, _BUTTON_WORDS = 3, 8
"""Three such lines between headline and first paragraph are a row; so few words among them are one more."""
_STAMPS, _HEAD_LINES = frozenset({"date", "byline", "share"}), 40
_STAMPED_WORDS = 14
_ENDS_IN_DAY = re.compile(
    r" [-–—|•·/\\\\] (?:le )?(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}(?:er)? \w{3,9} \d{4})\W*$", re.I
)
_SMALL = frozenset({"le", "la", "les", "de", "du", "des", "d", "l", "et", "à", "par", "en"})
_LONG_WORDS = 25
"""A line of so many words is told, whatever it ends with."""
_SPEAKING = frozenset({"speaks-for-the-house", "dialog-before-the-article"})


def drop_before_first(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """Drop, in place, all but sentences above the headline's second print; sentences to the reader beside an account's
    lines; and a few words between two that speak for the house."""
    first = _first(lines, verdicts)
    title = next((i for i, v in enumerate(verdicts) if v.role == "title"), None)
    if first is None:
        return
    begin = title + 1 if title is not None else 0
    again = max((i for i in range(begin, first) if verdicts[i].rule == "headline-again"), default=begin)
    questions = [i for i in range(begin, again) if verdicts[i].kept and lines[i].text.rstrip().endswith("?")]
    standfirst = len(questions) == 1 and lines[questions[0]].prose
    asked = questions[0] if standfirst else None
    chrome = [i for i in range(begin, first) if _is_chrome(lines, verdicts, i)]
    amid = range(chrome[0], chrome[-1]) if len(chrome) >= _LEAST_CHROME else range(0)
    for i in range(begin, first):
        if not verdicts[i].kept:
            continue
        dropped = i + 1 < len(lines) and not verdicts[i - 1].kept and not verdicts[i + 1].kept
        alone = not lines[i].strong and (i in amid or dropped)
        beside = any(_is_house(lines, verdicts, j) for j in (i - 1, i + 1))
        if i < again and i != asked and not _is_told(lines[i]):
            verdicts[i] = drop("navigation", "above-the-headline-again")
        elif _is_dialog(lines[i], beside=beside or alone, amid=alone and i in amid):
            verdicts[i] = drop("paywall", "dialog-before-the-article")
        elif i in amid and not _heads(lines, verdicts, i) and not _STOPPED.search(lines[i].text):
            verdicts[i] = drop("navigation", "among-buttons-before-the-article")
        elif date_of(lines[i].text) is not None and _is_stamped(lines[i]):
            verdicts[i] = drop("date", "stamp-before-the-article")
    for i in range(begin + 1, first):
        between = all(verdicts[j].rule in _SPEAKING for j in (i - 1, i + 1))
        if verdicts[i].kept and not lines[i].ends and between:
            verdicts[i] = drop("ad", "between-the-house-s-words")


def _first(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> int | None:
    """The article's first paragraph: the second one where a date, a name or buttons part it from the first, the
    standfirst."""
    own = [i for i, v in enumerate(verdicts) if v.kept and _is_own(lines[i], v)][:2]
    if len(own) < 2:
        return own[0] if own else None
    parted = {verdicts[i].reason for i in range(own[0] + 1, own[1]) if not verdicts[i].kept} & _STAMPS
    return own[1] if parted and own[1] - own[0] <= _HEAD_LINES else own[0]


def _heads(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    """Too long for a button's words, a fact (« Cuisson : 40 minutes »), or right above a sentence that is heard."""
    fact = FACT.search(lines[i].text) is not None
    return fact or lines[i].words > _BUTTON_WORDS or (verdicts[i + 1].kept and lines[i + 1].prose)


def _is_chrome(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    """A button, an offer, a form's line; no stamp or credit, which stand above a standfirst as well."""
    return not verdicts[i].kept and verdicts[i].reason in _BUTTONS


def _is_stamped(line: Line) -> bool:
    """« 17 mars 2015 \\ 15h45 », « La Gazette 18/11/2022 Paul Ney », « Phares - Ana Ruiz - 26 octobre 2023 »: a day
    beside names, or behind a rule at the line's end."""
    rest = without_stamps(line.text)
    plain = [w for w in re.findall(r"[^\W\d_]+", rest) if w[0].islower() and w not in _SMALL]
    short = line.words <= _STAMPED_WORDS and not _STOPPED.search(line.text)
    return short and (not plain or _ENDS_IN_DAY.search(line.text) is not None)


def _is_told(line: Line) -> bool:
    return (line.prose and _STOPPED.search(line.text) is not None) or line.words >= _LONG_WORDS


def _is_dialog(line: Line, *, beside: bool, amid: bool) -> bool:
    """It speaks to the reader ``beside`` an account's lines, or of this very page ``amid`` a row of buttons."""
    spoken = beside and (line.prose or line.ends) and _is_spoken(line)
    return spoken or (amid and line.ends and speaks_of_itself(line.text))


def _is_spoken(line: Line) -> bool:
    return address(line.text) >= _SPEAKS and speaks_to_reader(fold(line.text))


def _is_own(line: Line, verdict: Verdict) -> bool:
    return line.strong and verdict.role != "title" and address(line.text) < _SPEAKS


def _is_house(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    if not 0 <= i < len(lines):
        return False
    return not verdicts[i].kept and lines[i].rule is not None and verdicts[i].reason in _HOUSE
