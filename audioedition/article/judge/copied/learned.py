"""Plain text: the judge that learned. It may drop what the rules keep, never keep what they drop.

It was taught by web pages: what the reader of pages keeps with certainty is the label of the same page's copied text
(benchmarks/learn_chrome.py, docs/extraction.md). A lost line is worse than a leak, so it is asked only where it proved
right on sites that it had not seen: behind the last paragraph, and for short lines amid the article.
"""

from __future__ import annotations

import json
import logging
import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from audioedition.article.judge.chronology import chronology
from audioedition.article.judge.copied.amid import entry
from audioedition.article.judge.copied.amounts import amounts
from audioedition.article.judge.copied.behind_text import answers_last, lists, people
from audioedition.article.judge.copied.closing import announced_entries, farewell, runs_on
from audioedition.article.judge.copied.crf import Weights, chances, strongest
from audioedition.article.judge.copied.facts import own_data
from audioedition.article.judge.copied.numbered import numbered_headings
from audioedition.article.judge.copied.strangers import long_words
from audioedition.article.judge.copied.traits import traits
from audioedition.article.judge.copied.turns import turns
from audioedition.article.judge.features import Line
from audioedition.article.judge.speech import reports
from audioedition.article.judge.verdict import Verdict, drop, drop_last_headings

WEIGHTS = "weights.json"
_BEHIND, _BEHIND_SENTENCE, _BEHIND_PARAGRAPH, _SHORT, _ENTRY = 0.3, 0.3, 0.1, 0.05, 0.01
"""A line is dropped when it is kept with no more than this chance: behind the last paragraph (a sentence, a whole
paragraph there), a short line amid the article, a list's entry. On sites not learnt from, 9 in 10 were chrome."""
_BEFORE, _MOST_BEFORE = 0.01, 6
"""Between the headline and the first sure paragraph, and of so few lines only: a data sheet has dozens there."""
_BEHIND_FEW = 0.02
"""The same of a sentence where there are too few sure paragraphs to say what the article is about."""
_RUNS_ON = 0.05
"""A sentence that follows the last sure paragraph with no chrome between stays for this chance: where nothing speaks
against it but that it is short and last, it is how the article ends."""
_SURE = 0.5
_SAID_WORDS = 3
_NEXT = 2
_ENOUGH = 3
"""So many sure paragraphs before one that stands behind them may be doubted."""
_RUN, _RUN_STAYS = 4, 3
_PICTURED = frozenset({"credit", "caption"})
_MOST_LINES = 2000
_GUESS = "navigation"
_QUOTES = re.compile(r"^\W{0,2}[«“\"„]")
_log = logging.getLogger(__name__)


def overrule(lines: Sequence[Line], verdicts: list[Verdict]) -> list[Verdict]:
    """``verdicts`` of the rules, less what the judge that learned holds for chrome.

    As they are where its weights are damaged, in a text with no chrome around it, and in one as long as a book.
    """
    weights = load_weights()
    around = any(not v.kept and v.rule != "no-words" for v in verdicts)
    if weights is None or not around or len(lines) > _MOST_LINES:
        return verdicts
    title = next((i for i, v in enumerate(verdicts) if v.role == "title"), None)
    told = traits(lines, verdicts, title)
    return drop_doubted(lines, verdicts, told, chances(weights, told), weights)


def drop_doubted(
    lines: Sequence[Line],
    verdicts: list[Verdict],
    told: Sequence[Sequence[str]],
    chance: Sequence[float],
    weights: Weights,
) -> list[Verdict]:
    """``verdicts`` without the lines whose ``chance`` of being kept is too small for where they stand.

    ``told``: the traits of every line, of which a drop's reason names the three strongest.
    """
    paragraphs = [i for i, v in enumerate(verdicts) if v.kept and lines[i].strong and chance[i] > _SURE]
    announced = {
        entry(line) for line, v in zip(lines, verdicts, strict=True) if v.rule == "table-of-contents"
    }
    many = len(paragraphs) >= _ENOUGH
    last = paragraphs[-1] if paragraphs else 0
    kept = [i for i, v in enumerate(verdicts) if v.kept]
    data = own_data(lines, kept) | amounts(lines, set(kept)).keys() | announced_entries(lines, set(kept))
    if kept and answers_last(lines, kept[0], kept[-1] - 1):
        data |= {kept[-1] - 1, kept[-1]}
    data |= chronology(lines).keys() | farewell(lines, verdicts)
    data |= turns(lines, kept).keys() | people(lines, kept) | lists(lines, kept) | numbered_headings(lines)
    out = list(verdicts)
    behind = range(paragraphs[0] + 1 if paragraphs else len(lines), len(lines))
    for i in (*(_between(lines, verdicts, paragraphs[0]) if many else ()), *behind):
        verdict = verdicts[i]
        asked = verdict.kept and verdict.role != "title" and i not in data
        asked = asked and entry(lines[i]) not in announced
        least = _BEFORE if i < paragraphs[0] else _least(lines, verdicts, i, last, many=many)
        if asked and chance[i] <= least:
            out[i] = drop(_kind(verdicts, i), f"learned: {', '.join(strongest(weights, told[i]))}")
    if many:
        for i in runs_on(lines, verdicts, last):
            out[i] = verdicts[i] if chance[i] > _RUNS_ON else out[i]
    _give_back_runs(lines, verdicts, out, range(last))
    _give_back(lines, verdicts, out, (last, last + _NEXT))
    drop_last_headings(out)
    return out


def _between(lines: Sequence[Line], verdicts: Sequence[Verdict], first: int) -> list[int]:
    """The kept lines between the headline and the ``first`` sure paragraph, where they are few; none that comes again,
    such as who speaks in an interview."""
    title = next((i for i, v in enumerate(verdicts[:first]) if v.role == "title"), None)
    if title is None:
        return []
    found = [i for i in range(title + 1, first) if verdicts[i].kept and not lines[i].strong]
    if len(found) > _MOST_BEFORE:
        return []
    again = Counter(line.folded for line, v in zip(lines, verdicts, strict=True) if v.kept)
    return [i for i in found if again[lines[i].folded] == 1]


def _is_said(line: Line) -> bool:
    """A sentence, or an entry of a list of them."""
    return line.prose or (line.ends and line.words >= _SAID_WORDS) or line.text.endswith((";", ","))


def _give_back(
    lines: Sequence[Line], verdicts: Sequence[Verdict], out: list[Verdict], near: tuple[int, int]
) -> None:
    """In place: a sentence right above one that stays, and its heading, stay too: a box does not end amid sentences."""
    heads = False
    for i in range(len(out) - 2, -1, -1):
        fell = verdicts[i].kept and not out[i].kept
        stays = out[i + 1].kept and _is_said(lines[i + 1])
        if fell and ((stays and _is_said(lines[i])) or (heads and not _is_said(lines[i]))):
            heads = _is_said(lines[i])
            out[i] = verdicts[i]
        else:
            heads = False
    for i in range(1, len(out)):
        above = lines[i - 1]
        fell = verdicts[i].kept and not out[i].kept and out[i - 1].kept
        answers = (
            above.text.endswith("?") and not above.strong and out[i - 1].role != "title" and lines[i].prose
        )
        if fell and (answers or (above.strong and _QUOTES.match(lines[i].text) and reports(lines[i].text))):
            out[i] = verdicts[i]
    title = next((i for i, v in enumerate(verdicts) if v.role == "title"), None)
    for i in range(len(out) - 1):
        heading = verdicts[i].role == "heading" and out[i + 1].kept and lines[i + 1].strong
        names = near[0] < i <= near[1] or (i < near[0] and _names_subject(lines, i, title))
        if heading and verdicts[i].kept and not out[i].kept and names:
            out[i] = verdicts[i]


def _names_subject(lines: Sequence[Line], i: int, title: int | None) -> bool:
    """A heading that says a longer word of the headline, which the paragraph right under it says too."""
    if title is None:
        return False
    return bool(long_words(lines[i]) & long_words(lines[title]) & long_words(lines[i + 1]))


def _give_back_runs(
    lines: Sequence[Line], verdicts: Sequence[Verdict], out: list[Verdict], amid: range
) -> None:
    """In place: a run of lines without a full stop ``amid`` the paragraphs is a list or is none. Where its first line
    stays, and one of three or what the headline says is in it, all of it stays: a box of others is doubted from its
    first line on. Pictures do not part it."""
    run: list[int] = []
    title = next((i for i, v in enumerate(verdicts) if v.role == "title"), None)
    subject = long_words(lines[title]) if title is not None else set()
    for i in [*amid, -1]:
        if i >= 0 and verdicts[i].kept and verdicts[i].role != "title" and not _is_said(lines[i]):
            run.append(i)
            continue
        if i >= 0 and (rule := lines[i].rule) is not None and rule.kind in _PICTURED:
            continue
        stays = [j for j in run if out[j].kept]
        opens = len(run) >= _RUN and run[0] in stays
        if opens and (_RUN_STAYS * len(stays) >= len(run) or long_words(lines[run[0]]) & subject):
            for j in run:
                out[j] = verdicts[j]
        run = []


def _least(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int, last: int, *, many: bool) -> float:
    """The chance of being kept that a line must have more of; below zero where it is not asked.

    ``last``: the last sure paragraph; ``many``: there are enough of them to doubt one that stands behind.
    """
    line = lines[i]
    said = _is_said(line)
    heads = i + 1 < len(lines) and verdicts[i + 1].kept and lines[i + 1].prose
    if i > last:
        if line.strong:
            return _BEHIND_PARAGRAPH if many else -1.0
        if said or heads:
            return _BEHIND_SENTENCE if many else _BEHIND_FEW
        return _BEHIND
    if said:
        return -1.0
    return _ENTRY if verdicts[i].role == "list" else _SHORT


def _kind(verdicts: Sequence[Verdict], i: int) -> str:
    """What most of the dropped lines around it are."""
    near = verdicts[max(0, i - 3) : i + 4]
    reasons = Counter(v.reason for v in near if not v.kept and v.reason not in ("date", "byline", "credit"))
    return reasons.most_common(1)[0][0] if reasons else _GUESS


@lru_cache(maxsize=1)
def weights_problem() -> str | None:
    """What is wrong with the weights, in a sentence; ``None`` when they can be used. Looked at once a run."""
    try:
        _read()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        return (
            f"{files(__package__).joinpath(WEIGHTS)} is damaged ({error}): the rules alone judged this text."
        )
    return None


@lru_cache(maxsize=1)
def load_weights() -> Weights | None:
    """What was learnt; ``None`` when the file is damaged, which is logged once and told with every article."""
    problem = weights_problem()
    if problem is not None:
        _log.warning(problem)
        return None
    return _read()


def _read() -> Weights:
    """Raises ``ValueError``, ``TypeError``, ``KeyError`` or ``OSError`` for what is no weights file."""
    table = json.loads(files(__package__).joinpath(WEIGHTS).read_text(encoding="utf-8"))
    return Weights(
        traits={str(k): _number(v) for k, v in table["traits"].items()},
        **{name: _number(table["transitions"][name]) for name in _TRANSITIONS},
    )


_TRANSITIONS = ("kept_kept", "kept_dropped", "dropped_kept", "dropped_dropped")


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no weight")
    return float(value)
