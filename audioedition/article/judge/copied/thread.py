"""Plain text: what readers write under an article, told by the shape of a thread where no phrase names it.

Who wrote, on which day at which hour, and what; or one and the same name (« Anonyme ») over every answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.live import is_hour
from audioedition.article.judge.speech import address
from audioedition.article.judge.stamps import date_of, without_stamps

_LEAST_MESSAGES, _LEAST_SAYING, _LEAST_ALIKE = 3, 2, 5
"""So many stamped messages are a thread, or so many under « Ana Ruiz a dit : »; so many under one name."""
_MOST_LINES = 25
"""No more lines than this stand between two stamps."""
_LEAST_PARAGRAPHS, _NEAR, _SPEAKS_AS_HOUSE = 3, 4, 2
_NAME_WORDS, _STAMP_WORDS = 4, 8
_HOUR = re.compile(r"\b\d{1,2} ?(?:h|:|heures?) ?\d{0,2}\b")
_SPEAKS = re.compile(
    r"\b(?:je|j[’']ai|moi|mon|ma|mes|bonjour|bonsoir|merci|vous|votre|tu|ton|ta|cordialement|salut|bravo)\b",
    re.I,
)
_SAYS = re.compile(r" (?:dit|a dit|a écrit|écrit|a répondu|says|said) ?:$")
_GREETS = re.compile(r"\b(?:bonjour|bonsoir|merci|cordialement|bravo|salut|bien à vous)\b", re.I)
_LEAST_GREETINGS = 0.3
_PERSONAL = re.compile(r"\b(?:je|j[’']|moi|mon|ma|mes|bonjour|merci|bravo)\b|^(?:oui|non)\b", re.I)
_SPEAK_SHARE, _PERSONAL_SHARE = 0.5, 0.3
_CLOSES = frozenset({"related", "byline", "share", "comment_form", "reactions"})


def thread(lines: Sequence[Line]) -> range:
    """The lines from a thread's first name to the text's end; empty where there is none."""
    begun = _begun(lines)
    starts = [i for i in (_stamped(lines, begun), _alike(lines, begun)) if i is not None]
    return range(min(starts), len(lines)) if starts else range(0)


def _begun(lines: Sequence[Line]) -> int:
    """The first line behind three whole paragraphs, no more than a few lines from one to the next: a page's menu may
    hold sentences too."""
    run: list[int] = []
    for i, line in enumerate(lines):
        if line.strong and line.rule is None and address(line.text) < _SPEAKS_AS_HOUSE:
            run = [*run, i] if run and i - run[-1] <= _NEAR else [i]
            if len(run) == _LEAST_PARAGRAPHS:
                return i + 1
    return len(lines)


def _stamped(lines: Sequence[Line], begun: int) -> int | None:
    """Three or more lines of a day and an hour beside a name, no two names in a row the same at every one, and most of
    what stands under them says « je », « vous » or « bonjour ». A chronicle's days have no names beside them."""
    stamps = [
        i for i in range(begun, len(lines)) if _is_stamp(lines[i]) and _name_beside(lines, i) is not None
    ]
    while len(stamps) >= _LEAST_SAYING:
        run = [stamps[0]]
        for i in stamps[1:]:
            if i - run[-1] > _MOST_LINES:
                break
            run.append(i)
        names = {lines[j].folded for i in run if (j := _name_beside(lines, i)) is not None}
        says = sum(
            _SAYS.search(lines[j].text) is not None for i in run for j in (i - 1, i + 1) if j < len(lines)
        )
        if (
            (len(run) >= _LEAST_MESSAGES or says >= _LEAST_SAYING)
            and len(names) > 1
            and _speak(lines, run)
            and _greets(lines, run)
        ):
            first = _name_beside(lines, run[0])
            return min(run[0], first if first is not None else run[0])
        stamps = stamps[len(run) :]
    return None


def _speak(lines: Sequence[Line], stamps: Sequence[int]) -> bool:
    ends = [*stamps[1:], min(stamps[-1] + _MOST_LINES, len(lines))]
    said = [
        any(_SPEAKS.search(line.text) for line in lines[i + 1 : end])
        for i, end in zip(stamps, ends, strict=True)
    ]
    return sum(said) >= _SPEAK_SHARE * len(said)


def _greets(lines: Sequence[Line], stamps: Sequence[int]) -> bool:
    """A form, « Répondre », « dit : » or greetings among them: a diary's entries have days, hours and places too."""
    among = lines[max(0, stamps[0] - _MOST_LINES) : stamps[-1] + _MOST_LINES]
    formed = any(x.rule is not None and x.rule.kind in ("comment_form", "reactions") for x in among)
    greeted = sum(_GREETS.search(x.text) is not None for x in lines[stamps[0] : stamps[-1] + _MOST_LINES])
    return formed or greeted >= _LEAST_GREETINGS * len(stamps) or any(_SAYS.search(x.text) for x in among)


def _is_stamp(line: Line) -> bool:
    """A whole date and an hour, little else: « 16 novembre 2016 at 14 h 17 min »."""
    short = len(line.text.split()) <= _STAMP_WORDS and not line.prose and not is_hour(line)
    return short and date_of(line.text) is not None and _HOUR.search(without_day(line.text)) is not None


def without_day(text: str) -> str:
    """What is left of a stamp to look for an hour in: all that stands behind the year."""
    return re.split(r"\b\d{4}\b|/\d{2}\b", text, maxsplit=1)[-1]


def _name_beside(lines: Sequence[Line], i: int) -> int | None:
    """The short line above or below that can be who writes."""
    return next((j for j in (i - 1, i + 1) if 0 <= j < len(lines) and _may_be_name(lines[j])), None)


def _may_be_name(line: Line) -> bool:
    if _SAYS.search(line.text) and line.words <= _NAME_WORDS + 4:
        return True
    bare = not line.ends and not line.text.rstrip().endswith((",", ":", ";"))
    named = line.rule is None or line.rule.kind in ("byline", "comment_form")
    return bare and named and 1 <= line.words <= _NAME_WORDS and bool(without_stamps(line.text).strip())


def _alike(lines: Sequence[Line], begun: int) -> int | None:
    """One short line five times or more, one message between each and the next, few of which ask: an interview's label
    stands between questions. Only right behind what closes an article: amid it, a photographer's name comes so often.
    """
    closed = False
    for i in range(begun, len(lines)):
        rule = lines[i].rule
        closed = (closed and not (lines[i].strong and rule is None)) or (
            rule is not None and rule.kind in _CLOSES
        )
        if not closed or not _may_be_name(lines[i]):
            continue
        run = [i]
        while (below := _again(lines, run[-1])) is not None:
            run.append(below)
        messages = [lines[j - 1] for j in run[1:]]
        asked = sum(line.text.rstrip().endswith("?") for line in messages)
        personal = sum(_PERSONAL.search(line.text) is not None for line in messages)
        if len(run) >= _LEAST_ALIKE and 2 * asked < len(run) and personal >= _PERSONAL_SHARE * len(messages):
            return i
    return None


def _again(lines: Sequence[Line], i: int) -> int | None:
    """The same line, one or two lines below."""
    alike = (j for j in (i + 2, i + 3) if j < len(lines) and lines[j].folded == lines[i].folded)
    return next(alike, None)
