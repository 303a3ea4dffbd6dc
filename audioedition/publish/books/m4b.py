"""``<slug>.m4b``: the edition as an audiobook, for players that know chapters in MP4 better than in MP3. An edge.

MP4 players take no MP3 inside: the sound is decoded and encoded once more, as AAC. Made on request only.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from audioedition.errors import AudioEditionError, AudioError, PublishError
from audioedition.model import Edition
from audioedition.publish.disclosure import disclosure_sentence, narrator
from audioedition.publish.folder.shelf import audio_problem, read_edition
from audioedition.publish.words import three_letters
from audioedition.sound.chapters import file_chapters
from audioedition.sound.encode import DURATION_TOLERANCE_MS, Tags, metadata_text, read_chapters
from audioedition.sound.loudness import measure_file
from audioedition.system.ffmpeg import run_ffmpeg
from audioedition.system.files import PREFIX

BIT_RATE_KBPS = 64
"""AAC, mono: as good as the MP3 that it is made from."""


def write_m4b(folder: Path) -> Path:
    """Write it beside the MP3 and return its path. Raises PublishError (edition, disk) and AudioError (ffmpeg, or
    a file that does not hold the chapters and the length that it should)."""
    shelved = read_edition(folder)
    if problem := audio_problem(shelved):
        raise PublishError(problem)
    edition = shelved.edition
    target = shelved.folder / f"{edition.slug}.m4b"
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=shelved.folder) as scratch:
            made = Path(scratch) / target.name
            _encode(shelved.audio_path, made, edition=edition, scratch=Path(scratch))
            _check(made, edition)
            os.replace(made, target)
    except OSError as error:
        raise PublishError(f"{target} cannot be written: {error.strerror}.") from error
    return target


def renew_m4b(folder: Path, *, slug: str) -> None:
    """Write it again for a new revision, where there is one: its address was published too. Raises as ``write_m4b``:
    then it is gone, for nobody is to hear there what was corrected."""
    if (path := folder / f"{slug}.m4b").is_file():
        try:
            write_m4b(folder)
        except AudioEditionError:
            path.unlink(missing_ok=True)
            raise


def _encode(source: Path, target: Path, *, edition: Edition, scratch: Path) -> None:
    metadata = scratch / "metadata"
    metadata.write_text(metadata_text(m4b_tags(edition), edition.chapters), encoding="utf-8")
    run_ffmpeg(
        [
            *("-i", str(source), "-f", "ffmetadata", "-i", str(metadata)),
            *("-map", "0:a", "-map_metadata", "1", "-map_chapters", "1"),
            *("-c:a", "aac", "-b:a", f"{BIT_RATE_KBPS}k", "-ac", "1"),
            # MP4 keeps the language with the track: « und » where it is not said
            *("-metadata:s:a:0", f"language={three_letters(edition.language)}"),
            *("-movflags", "+faststart", "-brand", "M4B ", "-f", "ipod", "-y", str(target)),
        ]
    )


def m4b_tags(edition: Edition) -> Tags:
    """Audiobook players read the narrator in « composer », and sort by « media_type » 2."""
    return Tags(
        title=edition.title,
        artist=edition.byline or edition.site or "audioedition",
        album=edition.title,
        date=(edition.published or edition.created_at)[:10],
        language=three_letters(edition.language),
        extra={
            "genre": "Audiobook",
            "media_type": "2",
            "composer": narrator(edition.voice, edition.language),
            "comment": disclosure_sentence(edition.voice, edition.language),
            **({"description": edition.edited.summary} if edition.edited.summary else {}),
        },
    )


def _check(path: Path, edition: Edition) -> None:
    _, duration_ms = measure_file(path)
    if abs(duration_ms - edition.duration_ms) > DURATION_TOLERANCE_MS:
        raise AudioError(
            f"The M4B lasts {duration_ms} ms instead of {edition.duration_ms}: the disk may be full."
        )
    found, expected = len(read_chapters(path)), len(file_chapters(edition.chapters))
    if found != expected:
        raise AudioError(f"The M4B holds {found} chapters instead of {expected}.")
