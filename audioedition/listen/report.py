"""What was heard, as findings of the check: in sentences, with paragraph and time. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.check.findings import Finding
from audioedition.listen.judge import Remark
from audioedition.model import Cue


def findings_of(remarks: Sequence[Remark], cues: Sequence[Cue]) -> tuple[Finding, ...]:
    return tuple(_finding(remark, cues[remark.sentence]) for remark in remarks)


def _finding(remark: Remark, cue: Cue) -> Finding:
    return Finding(
        kind=remark.kind,
        severity="alarm" if remark.alarm else "note",
        message=describe_remark(remark),
        start_ms=remark.start_ms,
        end_ms=remark.end_ms,
        paragraph=cue.paragraph,
        sentence=cue.sentence,
    )


def describe_remark(remark: Remark) -> str:
    """One sentence for the person."""
    instead = f", « {remark.heard} » was heard" if remark.heard else ""
    words = f"« {remark.words} »"
    return {
        "missing": f"Missing words: {words}{instead}.",
        "repeated": f"Words said twice: {words}.",
        "swapped": f"Words in another place: {words}{instead}.",
        "doubtful": f"Doubtful name: {words}{instead}.",
        "unheard": f"Perhaps not clear: {words} was not made out, though there is sound.",
        "added": f"Perhaps too much: {words} was heard besides.",
    }[remark.kind]
