"""Editions that were taken back: what is remembered of them, so that their addresses can say so, and their files, so
that it can be undone. An edge.

One small file an edition in ``OUTPUT/.audioedition/withdrawn``, called by its folder and its id, for another article
may take the folder's name: it outlives the service's state, and ``watch`` leaves it too. A folder of that name that
stands again goes before it. What the edition held lies in ``withdrawn/files`` until it is put back, its article has an
edition again, or ``prune`` removes it.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from audioedition.errors import PublishError, UsageError
from audioedition.model import StoredEdition
from audioedition.publish.folder.shelf import read_edition, read_shelf
from audioedition.publish.folder.writer import (
    OWN_FOLDER,
    find_folder,
    kept_folder,
    known_ids,
    own_file,
    put_back,
    set_aside,
    staging_edition,
)
from audioedition.system.files import write_atomically

Reason = Literal["deleted", "gone"]
"""A person or program asked for it; the article's own page answers 410."""
_BEFORE_ID = "~"
"""In the name of a record, which was the folder's name alone before files were kept; in no folder's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    name: str
    """Of the folder that it had."""
    id: str
    """The edition's."""
    withdrawn_at: str
    """ISO 8601, UTC."""
    reason: Reason
    title: str = ""
    """Empty where it was withdrawn before its files were kept."""
    identity: str = ""
    """So."""

    @property
    def number(self) -> str:
        """Of its id: no other edition has it."""
        return self.id.rpartition(":")[2]


class NotRestorable(UsageError):
    """What was withdrawn cannot be put back: its files are gone, or its article has an edition again."""


def withdraw_edition(output: Path, *, edition_id: str, at: datetime, reason: Reason) -> Withdrawn | None:
    """Take MP3, page and all beside them away and remember it; ``None`` when there is no such edition.

    Remembered first: a run that is killed in between leaves an edition, never a hole without an answer. Raises
    PublishError when the folder cannot be written.
    """
    folder = find_folder(output, edition_id=edition_id)
    if folder is None:
        return None
    title = identity = ""
    with contextlib.suppress(PublishError):  # a damaged one can be taken back too
        edition = read_edition(folder, facts_only=True).edition
        title, identity = edition.title, edition.identity
    kept = Withdrawn(
        name=folder.name,
        id=edition_id,
        withdrawn_at=at.isoformat(timespec="seconds"),
        reason=reason,
        title=title,
        identity=identity,
    )
    path = _home(output) / f"{kept.name}{_BEFORE_ID}{kept.number}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, json.dumps(asdict(kept)).encode())
    set_aside(output, edition_id=edition_id)
    return kept


def restore_edition(output: Path, withdrawn: Withdrawn) -> Path:
    """The folder that stands again, under its former address where no other edition took it meanwhile.

    Raises NotRestorable (its files were removed, or its article has an edition again), PublishError.
    """
    kept = kept_folder(output, edition_id=withdrawn.id)
    if not kept.is_dir():
        raise NotRestorable(
            f"The files of “{withdrawn.title or withdrawn.name}” are no longer kept.",
            hint="Make the edition again, from its article.",
        )
    read_edition(kept)  # what is damaged does not come back
    folder = put_back(output, name=withdrawn.name, edition_id=withdrawn.id)
    if folder is None:
        raise NotRestorable(
            f"The article of “{withdrawn.title}” has an edition again.",
            hint="Withdraw that one first, if the former one is to come back.",
        )
    for path in _records(output):
        if withdrawn.name == _name_of(path) and (found := _read(path)) and found.id == withdrawn.id:
            path.unlink(missing_ok=True)
    return folder


def forget_files(output: Path, withdrawn: Withdrawn) -> int:
    """Remove what is kept of it for good, and where it came from; its addresses go on saying 410. The bytes that are
    free again. Raises PublishError."""
    kept = kept_folder(output, edition_id=withdrawn.id)
    if not kept.is_dir():
        return 0
    freed = bytes_of(kept)
    with staging_edition(output, edition_id=withdrawn.id) as place:
        os.rename(kept, place.staging / "removed")  # by one rename: half of an edition is never put back
        if place.folder is None:
            own_file(output, "origins", edition_id=withdrawn.id).unlink(missing_ok=True)
    return freed


def withdrawn_editions(output: Path, *, also_made_again: bool = False) -> Iterator[Withdrawn]:
    """The last one first. ``also_made_again``: those too whose articles have an edition again."""
    stand = set() if also_made_again else set(known_ids(output).values())
    known = {kept.id: kept for kept in sorted(filter(None, map(_read, _records(output))), key=_by_time)}
    yield from sorted((kept for kept in known.values() if kept.id not in stand), key=_by_time, reverse=True)


def digests_with(output: Path, *, edition_id: str) -> Iterator[StoredEdition]:
    """Those in which an article is heard, also one that was withdrawn: its sentences are part of their sound.

    Without their sentences. Raises PublishError when the folder cannot be listed.
    """
    for found in read_shelf(output, facts_only=True):
        if isinstance(found, StoredEdition) and edition_id in {member.id for member in found.edition.members}:
            yield found


def read_withdrawn(output: Path, name: str) -> Withdrawn | None:
    """What stood in a folder of that name, if it was taken back: of several the last one whose files are kept. Each is
    also known by its ``number``. ``name`` holds no slash."""
    called = (path for path in _records(output) if name in path.stem.split(_BEFORE_ID))
    found = [kept for kept in map(_read, called) if kept is not None]
    return max(found, key=lambda kept: (is_kept(output, kept), _by_time(kept)), default=None)


def address_of(output: Path, withdrawn: Withdrawn) -> str:
    """What leads to it: its folder's name, or its number where another edition has that name."""
    first = None if (output / withdrawn.name).is_dir() else read_withdrawn(output, withdrawn.name)
    return withdrawn.name if first is not None and first.id == withdrawn.id else withdrawn.number


def is_kept(output: Path, withdrawn: Withdrawn) -> bool:
    """Whether it can be put back."""
    return kept_folder(output, edition_id=withdrawn.id).is_dir()


def bytes_of(folder: Path) -> int:
    """That its removal frees; a sound under several names counts once."""
    facts = (path.stat() for path in folder.rglob("*") if path.is_file())
    return sum({(found.st_dev, found.st_ino): found.st_size for found in facts}.values())


def _home(output: Path) -> Path:
    return output / OWN_FOLDER / "withdrawn"


def _records(output: Path) -> list[Path]:
    return sorted(_home(output).glob("*.json"))


def _name_of(path: Path) -> str:
    return path.stem.partition(_BEFORE_ID)[0]


def _by_time(kept: Withdrawn) -> tuple[str, str]:
    return kept.withdrawn_at, kept.name


def _read(path: Path) -> Withdrawn | None:
    try:
        content = json.loads(path.read_bytes())
        reason = next(known for known in get_args(Reason) if known == content["reason"])
        return Withdrawn(
            name=_name_of(path),
            id=str(content["id"]),
            withdrawn_at=str(content["withdrawn_at"]),
            reason=reason,
            title=str(content.get("title", "")),
            identity=str(content.get("identity", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return None
