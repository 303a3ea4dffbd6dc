"""Listening to a whole edition, and what that adds to its report. An edge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from audioedition.check.findings import CheckReport
from audioedition.check.inspection import in_order
from audioedition.check.listen.report import findings_of
from audioedition.check.listen.session import FRAME_RATE, Hears, listen_to_cues
from audioedition.errors import AudioError
from audioedition.publish.folder.shelf import read_edition
from audioedition.sound.decode import opened_sound


def listen_to_edition(
    where: Path,
    report: CheckReport,
    *,
    ear: Hears,
    model: str,
    on_progress: Callable[[int, int], None] | None = None,
) -> CheckReport:
    """``report`` with what was heard. A file that cannot be decoded stays with what the check said of it.

    ``model`` is its name, for people. Raises PublishError when there is no edition.
    """
    shelved = read_edition(where)
    try:
        with opened_sound(shelved.audio_path, frame_rate=FRAME_RATE) as sound:
            remarks = listen_to_cues(sound, shelved.edition.cues, ear=ear, on_progress=on_progress)
    except AudioError:
        if report.passed:
            raise
        return report
    heard = findings_of(remarks, shelved.edition)
    return replace(report, listened=model, findings=in_order([*report.findings, *heard]))
