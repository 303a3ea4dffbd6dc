"""``check_edition``: read what stands in the folder, put every question, gather the answers. An edge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from audioedition.check.findings import CheckReport, Finding
from audioedition.check.marks import check_watermark
from audioedition.check.probe import broken_files, probe_sound
from audioedition.check.promises import check_promises
from audioedition.check.sound import check_sound
from audioedition.errors import AudioError
from audioedition.publish.folder.shelf import read_edition
from audioedition.sound.watermark.detect import DOUBTFUL
from audioedition.sound.watermark.weights import SCHEME
from audioedition.system.ffmpeg import find_ffmpeg


def check_edition(where: Path | str) -> CheckReport:
    """An edition (its folder, or its ``edition.json``) against its own promises.

    What is wrong with it stands in the report. Raises PublishError when there is no edition to read,
    AudioError when ffmpeg is missing.
    """
    shelved = read_edition(Path(where))
    edition, path = shelved.edition, shelved.audio_path
    find_ffmpeg()
    findings = list(check_promises(edition))
    for name, fault in broken_files(shelved.folder):
        findings.append(Finding(kind="file", message=f"{name} {fault}."))
    if not path.is_file():
        findings.append(Finding(kind="file", message=f"The MP3 {path.name} is missing."))
    else:
        try:
            facts = probe_sound(path)
        except AudioError as error:
            findings.append(Finding(kind="file", message=f"{path.name} cannot be checked: {error}"))
        else:
            findings += check_sound(edition, facts)
            findings += _check_mark(path, edition.audio.watermark)
    return CheckReport(
        title=edition.title,
        audio=str(path),
        sentences=len(edition.cues),
        findings=in_order(findings),
    )


def _check_mark(path: Path, promised: str) -> Iterator[Finding]:
    if not promised:
        return
    if promised != SCHEME:
        yield Finding(
            kind="watermark",
            severity="note",
            message=f"The watermark “{promised}” is not one that this version looks for.",
        )
        return
    mark = check_watermark(path)
    if mark.present is None:
        yield Finding(kind="watermark", severity="note", message=f"The promised watermark: {mark.message}")
    elif not mark.present or (mark.confidence or 0.0) < DOUBTFUL:
        yield Finding(kind="watermark", message="The watermark that this edition promises was not found.")


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """What concerns the whole first, then by time."""
    return tuple(sorted(findings, key=lambda f: (-1 if f.start_ms is None else f.start_ms, f.severity)))
