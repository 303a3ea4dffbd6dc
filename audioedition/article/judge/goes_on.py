"""Plain text: whether what seems to open the readers' comments stands amid the article."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.article.judge.features import Line

_FORM_BELOW, _TOLD_BELOW = 12, 3
"""So many lines below are looked at, and so many of them must be sentences."""


def goes_on(lines: Sequence[Line], i: int, *, said: int) -> bool:
    """« Qu’en pensez-vous ? » in the midst of an article, or a counter under its standfirst: sentences below, and
    nothing that a form or a thread has. ``said``: how many sentences stand above."""
    below = lines[i + 1 : i + 1 + _FORM_BELOW]
    told = sum(line.prose and line.rule is None for line in below)
    formed = any(x.rule is not None and x.rule.kind in ("comment_form", "date", "byline") for x in below)
    return (said <= 1 or lines[i].text.rstrip().endswith("?")) and told >= _TOLD_BELOW and not formed
