"""Plain text: whether what seems to open the readers' comments stands amid the article."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.features import Line

_FORM_BELOW, _TOLD_BELOW = 12, 3
"""So many lines below are looked at, and so many of them must be sentences."""
_THREAD_BELOW = 25
_OF_THREADS = frozenset({"comment_form", "date", "byline"})


def goes_on(lines: Sequence[Line], i: int, *, said: int) -> bool:
    """« Qu’en pensez-vous ? » in the midst of an article, or a counter under its standfirst: sentences below, and
    nothing that a form or a thread has. ``said``: how many sentences stand above."""
    below = lines[i + 1 : i + 1 + _FORM_BELOW]
    told = sum(line.prose and line.rule is None for line in below)
    formed = any(x.rule is not None and x.rule.kind in _OF_THREADS for x in below)
    formed = formed and not (said <= 1 and _is_its_own_stamp(lines, i))
    return (said <= 1 or lines[i].text.rstrip().endswith("?")) and told >= _TOLD_BELOW and not formed


def _is_its_own_stamp(lines: Sequence[Line], i: int) -> bool:
    """Who signs and when, once, above the first sentence below: the article's, with buttons under its standfirst.
    In a thread each answer has its own."""
    near = range(i + 1, min(len(lines), i + 1 + _THREAD_BELOW))
    stamps = [j for j in near if (rule := lines[j].rule) is not None and rule.kind in _OF_THREADS]
    first = next((j for j in near if lines[j].prose and lines[j].rule is None), near.stop)
    kinds = [rule.kind for j in stamps if (rule := lines[j].rule) is not None]
    strong = sum(lines[j].strong and lines[j].rule is None for j in near)
    once = all(kinds.count(kind) <= 1 for kind in ("date", "byline")) and "comment_form" not in kinds
    return once and bool(stamps) and stamps[-1] < first and strong >= _TOLD_BELOW
