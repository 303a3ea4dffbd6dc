"""What a newsroom need not keep for ever: clips that nothing used for long, old names of sounds, the files of editions
that were taken back. An edge."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from audioedition.model import StoredEdition
from audioedition.newsroom.retention import Retention
from audioedition.publish.folder.shelf import read_shelf
from audioedition.publish.folder.withdrawn import (
    Withdrawn,
    bytes_of,
    forget_files,
    withdrawn_editions,
)
from audioedition.publish.folder.writer import kept_folder
from audioedition.sound.formats import ENDINGS, beside_mp3
from audioedition.system.files import PREFIX
from audioedition.system.moments import moment_of

TEMPORARY_S = 86_400.0
"""What a killed run left behind is older than this; no run takes a day for one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """A file that need not stay."""

    path: Path
    kind: Literal["clip", "old sound", "leftover", "withdrawn"]
    bytes: int
    """That its removal frees: 0 for one of several names of one sound."""
    withdrawn: Withdrawn | None = None
    """Whose files these are, where ``path`` is their folder."""


def spent_files(output: Path, *, clips: Path, retention: Retention, now: float) -> Iterator[Spent]:
    """``clips``: the folder of the clip store; ``now``: seconds since the epoch. Raises PublishError."""
    if retention.clips_s is not None:
        for path in sorted(clips.glob("*/*.clip")):
            with contextlib.suppress(OSError):
                facts = path.stat()
                if facts.st_mtime < now - retention.clips_s:
                    yield Spent(path=path, kind="clip", bytes=facts.st_size)
    for path in sorted(
        {*output.glob(f"*/{PREFIX}*"), *output.glob(f"{PREFIX}*"), *clips.glob(f"*/{PREFIX}*")}
    ):
        with contextlib.suppress(OSError):
            facts = path.stat()
            if path.is_file() and facts.st_mtime < now - TEMPORARY_S:
                yield Spent(path=path, kind="leftover", bytes=facts.st_size)
    if retention.withdrawn_s is not None:
        yield from _withdrawn(output, before=now - retention.withdrawn_s)
    if retention.old_sounds_s is not None:
        for stored in read_shelf(output, facts_only=True):
            if isinstance(stored, StoredEdition):
                yield from _old_sounds(stored, before=now - retention.old_sounds_s)


def _withdrawn(output: Path, *, before: float) -> Iterator[Spent]:
    """What editions held that were taken back so long ago: it can be put back no longer."""
    for withdrawn in withdrawn_editions(output, also_made_again=True):
        kept, since = kept_folder(output, edition_id=withdrawn.id), moment_of(withdrawn.withdrawn_at)
        if kept.is_dir() and since is not None and since < before:
            yield Spent(path=kept, kind="withdrawn", bytes=bytes_of(kept), withdrawn=withdrawn)


def _old_sounds(stored: StoredEdition, *, before: float) -> Iterator[Spent]:
    """The edition's sound under the names that it had, where its last revision is older than ``before``."""
    edition = stored.edition
    made = moment_of(edition.revisions[-1].created_at) if edition.revisions else None
    if made is None or made >= before:
        return
    old = {revision.audio for revision in edition.revisions} - {edition.audio.path}
    old |= {beside_mp3(name, ending) for name in old for ending in ENDINGS}
    for name in sorted(old):
        path = stored.folder / name
        with contextlib.suppress(OSError):
            facts = path.stat()
            yield Spent(path=path, kind="old sound", bytes=facts.st_size if facts.st_nlink == 1 else 0)


def remove_spent(spent: Spent, *, output: Path) -> bool:
    """Whether it is gone by this call: another process may have been quicker, or need it again."""
    if spent.withdrawn is not None:
        return bool(forget_files(output, spent.withdrawn))
    try:
        spent.path.unlink()
    except OSError:
        return False
    return True
