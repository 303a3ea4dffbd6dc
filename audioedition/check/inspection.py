"""``check_edition``: read what stands in the folder, put every question, gather the answers. An edge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from audioedition.check.findings import CheckReport, Finding
from audioedition.check.marks import check_watermark
from audioedition.check.probe import broken_files, probe_sound, read_tags
from audioedition.check.promises import check_promises
from audioedition.check.sound import DURATION_TOLERANCE_MS, check_level, check_sound
from audioedition.errors import AudioError
from audioedition.model import Edition, OtherSound
from audioedition.publish.folder.shelf import read_edition
from audioedition.sound.formats import OPUS
from audioedition.sound.loudness import measure_file
from audioedition.sound.watermark.detect import DOUBTFUL
from audioedition.sound.watermark.weights import SCHEME
from audioedition.system.ffmpeg import find_ffmpeg
from audioedition.system.files import sha256_of


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
    for other in edition.audio.others:
        findings += check_other(shelved.folder / other.path, other, edition)
    return CheckReport(
        title=edition.title,
        audio=str(path),
        sentences=len(edition.cues),
        findings=in_order(findings),
    )


def check_other(path: Path, other: OtherSound, edition: Edition) -> Iterator[Finding]:
    """A format beside the MP3: whole, as long and as loud, saying the same of itself."""
    if not path.is_file():
        yield Finding(kind="file", message=f"{path.name} is missing.")
        return
    size_bytes = path.stat().st_size
    if size_bytes != other.size_bytes:
        yield Finding(
            kind="file", message=f"{path.name} has {size_bytes} bytes instead of {other.size_bytes}."
        )
    elif sha256_of(path) != other.sha256:
        yield Finding(kind="file", message=f"{path.name} was altered: its checksum does not hold.")
    try:
        heard, duration_ms = measure_file(path)
        tags = read_tags(path, of_stream=path.suffix == OPUS.ending)
    except AudioError as error:
        yield Finding(kind="file", message=f"{path.name} cannot be checked: {error}")
        return
    if abs(duration_ms - edition.duration_ms) > DURATION_TOLERANCE_MS:
        yield Finding(
            kind="file", message=f"{path.name} lasts {duration_ms} ms instead of {edition.duration_ms}."
        )
    yield from check_level(edition, heard, name=path.name)
    if not tags.get("comment"):
        yield Finding(
            kind="tags", message=f"{path.name} lacks the tag “comment”, where the synthetic voice is named."
        )
    yield from _check_mark(path, edition.audio.watermark)


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
