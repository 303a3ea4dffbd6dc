"""Editions that were taken back: what is remembered of them, so that their addresses can say so. An edge.

One small file an edition in ``OUTPUT/.audioedition/withdrawn``: it outlives the service's state, and ``watch`` leaves
it too. A folder of that name that stands again goes before it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from audioedition.publish.folder.writer import OWN_FOLDER, find_folder, remove_edition
from audioedition.system.files import write_atomically

Reason = Literal["deleted", "gone"]
"""A person or program asked for it; the article's own page answers 410."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    name: str
    """Of the folder that it had."""
    id: str
    """The edition's."""
    withdrawn_at: str
    """ISO 8601, UTC."""
    reason: Reason


def withdraw_edition(output: Path, *, edition_id: str, at: datetime, reason: Reason) -> Withdrawn | None:
    """Take MP3, page and all beside them away and remember it; ``None`` when there is no such edition.

    Remembered first: a run that is killed in between leaves an edition, never a hole without an answer. Raises
    PublishError when the folder cannot be written.
    """
    folder = find_folder(output, edition_id=edition_id)
    if folder is None:
        return None
    kept = Withdrawn(
        name=folder.name, id=edition_id, withdrawn_at=at.isoformat(timespec="seconds"), reason=reason
    )
    path = _path(output, folder.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, json.dumps(asdict(kept)).encode())
    remove_edition(output, edition_id=edition_id)
    return kept


def read_withdrawn(output: Path, name: str) -> Withdrawn | None:
    """What stood in a folder of that name, if it was taken back. ``name`` holds no slash."""
    try:
        content = json.loads(_path(output, name).read_bytes())
        reason = next(known for known in get_args(Reason) if known == content["reason"])
        return Withdrawn(
            name=name, id=str(content["id"]), withdrawn_at=str(content["withdrawn_at"]), reason=reason
        )
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return None


def _path(output: Path, name: str) -> Path:
    return output / OWN_FOLDER / "withdrawn" / f"{name}.json"
