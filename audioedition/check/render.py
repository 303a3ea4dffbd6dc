"""A report for people (table) and for machines (JSON). Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from audioedition.check.findings import CheckReport, Finding
from audioedition.check.marks import MarksReport
from audioedition.check.moments import clock

Words = Callable[[str], str]


def report_to_json(report: CheckReport) -> dict[str, Any]:
    """For ``json.dumps``: every field (times in milliseconds), whether it passed, how many alarms and notes."""
    return {
        "passed": report.passed,
        "alarms": len(report.alarms),
        "notes": len(report.notes),
        **asdict(report),
    }


def render_table(report: CheckReport, *, told: Words = str, label: Words = str) -> str:
    """One line a finding: severity, time, paragraph, kind, sentence; a closing line that sums up. ``told`` and
    ``label`` put a sentence, and a word by itself, into the reader's language."""
    rows = [
        (
            label(finding.severity.upper()),
            clock(finding.start_ms),
            _place(finding, opening=label("opening")),
            label(finding.kind),
            told(finding.message),
        )
        for finding in report.findings
    ]
    widths = [max(map(len, column), default=0) for column in list(zip(*rows, strict=True))[:4]]
    lines = ["  ".join([*(c.ljust(w) for c, w in zip(row[:4], widths, strict=True)), row[4]]) for row in rows]
    looked_at = label(_count(report.sentences, "sentence"))
    if report.listened:
        looked_at += ", " + told(f"heard by {report.listened}")
    verdict = label("OK" if report.passed else "FAILED")
    found = f"{label(_count(len(report.alarms), 'alarm'))}, {label(_count(len(report.notes), 'note'))}"
    colon = label(":")
    lines.append(f"{verdict}{colon} {report.title} ({looked_at}){colon} {found}.")
    return "\n".join(lines)


def marks_to_json(report: MarksReport) -> dict[str, Any]:
    """For ``json.dumps``: whether anything marks the sound, and every mark."""
    return {"marked": report.marked, **asdict(report)}


def render_marks(report: MarksReport, *, told: Words = str, label: Words = str) -> str:
    """One line a mark: there or not, its kind, its words; a closing line that sums up."""
    # « spoken » is an article's state elsewhere (« lu »): as a kind of mark it is another word in French
    kinds = {"spoken": "speech"}
    rows = [
        (label(_STATE[mark.present]), label(kinds.get(mark.kind, mark.kind)), told(mark.message))
        for mark in report.marks
    ]
    widths = [max(map(len, column)) for column in list(zip(*rows, strict=True))[:2]]
    lines = ["  ".join([*(c.ljust(w) for c, w in zip(row[:2], widths, strict=True)), row[2]]) for row in rows]
    there = sum(mark.present is True for mark in report.marks)
    lines.append(f"{report.audio}{label(':')} {label(_count(there, 'mark'))}.")
    return "\n".join(lines)


_STATE = {True: "PRESENT", False: "ABSENT", None: "UNKNOWN"}


def _place(finding: Finding, *, opening: str) -> str:
    if finding.paragraph is None:
        return "-" if finding.sentence is None else f"{opening}.{finding.sentence + 1}"
    number = f"§{finding.paragraph + 1}"
    return number if finding.sentence is None else f"{number}.{finding.sentence + 1}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
