"""What a check finds: alarms break a promise, notes are for an attentive ear. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["alarm", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    kind: str
    """``file``, ``tags``, ``chapters``, ``text``, ``times``, ``sound``, ``loudness``, ``watermark``; of listening:
    ``missing``, ``repeated``, ``swapped``, ``doubtful``, ``added``."""
    severity: Severity = "alarm"
    message: str
    """A sentence for the person."""
    start_ms: int | None = None
    """Where in the sound, when it has a place there."""
    end_ms: int | None = None
    paragraph: int | None = None
    """Index into the edition's paragraphs."""
    sentence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """All that was found in one edition, in the order of the sound."""

    title: str
    audio: str
    """Path of the MP3."""
    sentences: int
    """How many the edition has."""
    listened: str | None = None
    """Name of the model that listened; ``None`` when nobody did."""
    findings: tuple[Finding, ...]

    @property
    def alarms(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity == "alarm")

    @property
    def notes(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity == "note")

    @property
    def passed(self) -> bool:
        return not self.alarms
