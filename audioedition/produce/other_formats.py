"""Formats that an edition lacks, beside an MP3 that stands: encoded from the same clips. An edge."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from audioedition.model import AudioFile, Programme, Progress
from audioedition.produce.options import EditionOptions
from audioedition.produce.record import EditionRequest, encode_sound, encoding_of
from audioedition.publish.folder.facts import tag_values
from audioedition.publish.folder.shelf import stands_whole
from audioedition.publish.folder.writer import StagedEdition, keep_addresses, write_manifest
from audioedition.publish.rebuild import write_beside
from audioedition.sound.encode import Tags
from audioedition.sound.formats import FORMATS, SoundFormat, chosen_formats


def lacking_formats(options: EditionOptions, place: StagedEdition) -> tuple[SoundFormat, ...]:
    """Those that are wanted and do not stand there whole, beside the MP3."""
    if place.folder is None or place.edition is None:
        return ()
    there = {other.media_type for other in place.edition.audio.others if stands_whole(place.folder, other)}
    return tuple(one for one in chosen_formats(options.formats) if one.media_type not in there)


def add_formats(
    request: EditionRequest, programme: Programme, *, place: StagedEdition, formats: Sequence[SoundFormat]
) -> StagedEdition:
    """The same sound in those formats too, from the same clips. The MP3 stays as it is (it may be signed), and so does
    the revision: nothing was corrected. Returns the place with the edition as it is now. Raises AudioError and
    PublishError; then what stood before stands."""
    old = place.edition
    assert old is not None
    request.on_progress(Progress(stage="encode"))
    article, now = request.read.article, datetime.now(timezone.utc).isoformat()
    tags = Tags(**tag_values(article, facts=old.voice, today=now))
    encoding = dataclasses.replace(encoding_of(request.options), formats=formats)
    with tempfile.TemporaryDirectory(dir=place.staging) as scratch:
        made, _ = encode_sound(
            request, programme, Path(scratch) / old.audio.path, tags=tags, encoding=encoding
        )
        return show_formats(place, made, scratch=Path(scratch))


def show_formats(place: StagedEdition, made: AudioFile, *, scratch: Path) -> StagedEdition:
    """Move in what was made beside the MP3 in ``scratch``; the place with the edition as it is now."""
    folder, old = place.folder, place.edition
    assert folder is not None
    assert old is not None
    for other in made.others:
        os.replace(scratch / other.path, folder / other.path)
    fresh = {other.media_type for other in made.others}
    kept = [other for other in old.audio.others if other.media_type not in fresh]
    order = [one.media_type for one in FORMATS.values()]
    others = sorted([*kept, *made.others], key=lambda other: order.index(other.media_type))
    edition = dataclasses.replace(old, audio=dataclasses.replace(old.audio, others=tuple(others)))
    write_beside(folder, edition)
    write_manifest(folder, edition)
    keep_addresses(folder, edition)
    return dataclasses.replace(place, edition=edition)
