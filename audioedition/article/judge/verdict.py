"""The judgement on a block, and how judgements become an article and its ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audioedition.article.chrome import ChromeRule
from audioedition.model import Role


@dataclass(frozen=True, slots=True)
class Verdict:
    """A block is kept with a role, or dropped with a reason and the rule that decided."""

    role: Role | None
    reason: str = ""
    rule: str = ""
    text: str | None = None
    """What is heard in place of the line's text: a list's entry without its dash."""

    @property
    def kept(self) -> bool:
        return self.role is not None


def keep(role: Role, *, text: str | None = None) -> Verdict:
    return Verdict(role, text=text)


def drop(reason: str, rule: str) -> Verdict:
    return Verdict(None, reason, rule)


def drop_by(rule: ChromeRule) -> Verdict:
    return Verdict(None, rule.kind, rule.id)


def reason_at(verdicts: Sequence[Verdict], i: int) -> str:
    """Why the line of that place was dropped; empty when it is kept or when there is none."""
    return "" if not 0 <= i < len(verdicts) or verdicts[i].kept else verdicts[i].reason


def drop_last_headings(verdicts: list[Verdict], inside: range | None = None) -> None:
    """In place: a heading at the end, when what stood under it is gone (« Les articles les plus lus »), announces
    nothing. ``inside``: of these lines alone."""
    for i in reversed(range(len(verdicts)) if inside is None else inside):
        if verdicts[i].kept and verdicts[i].role != "heading":
            return
        if verdicts[i].kept:
            verdicts[i] = drop("navigation", "heading-without-text")
