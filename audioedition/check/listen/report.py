"""What was heard, as findings of the check: in sentences, with paragraph and time. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from audioedition.check.findings import Finding
from audioedition.check.listen.judge import Remark
from audioedition.model import Cue, Edition


def findings_of(remarks: Sequence[Remark], edition: Edition) -> tuple[Finding, ...]:
    """One finding a remark (``Remark.sentence`` is the index of the cue). A paragraph in another language is heard
    by a French ear: what it makes of it is a note at most."""
    return tuple(_finding(remark, edition.cues[remark.sentence], edition) for remark in remarks)


def _finding(remark: Remark, cue: Cue, edition: Edition) -> Finding:
    known = cue.paragraph is not None and cue.paragraph < len(edition.paragraphs)
    foreign = known and edition.paragraphs[cue.paragraph or 0].language not in (None, edition.language)
    return Finding(
        kind=remark.kind,
        severity="alarm" if remark.alarm and not foreign else "note",
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
        "doubtful": f"Doubtful name: {words}{instead}."
        if remark.words[:1].isupper()
        else f"Doubtful word: {words}{instead}.",
        "unheard": f"Perhaps not clear: {words} was not made out, though there is sound.",
        "added": f"Perhaps too much: {words} was heard besides.",
    }[remark.kind]
