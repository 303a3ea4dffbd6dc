"""Which edition an address leads to, where that edition bears another one: an article whose address changed, or that
is asked for by another address than its page names. An edge.

One small file an address in ``OUTPUT/.audioedition/addresses``. An edition keeps the identity under which it was made,
and so the feed's guid, wherever its article goes.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from audioedition.fetch.tracking import without_tracking
from audioedition.publish.folder.facts import edition_id as id_of
from audioedition.publish.folder.writer import OWN_FOLDER, own_file
from audioedition.system.files import write_atomically

KIND = "addresses"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAddress:
    identity: str
    """Of the edition."""
    decided: bool
    """The article of that address is the edition's; else it was once found by it, as one finds the article of the day
    on a front page."""


def read_address(output: Path, address: str) -> KnownAddress | None:
    """``None`` where nothing is known of it, or the file is damaged."""
    try:
        content = json.loads(_path(output, address).read_bytes())
        return KnownAddress(identity=str(content["identity"]), decided=content["decided"] is True)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_address(output: Path, address: str, known: KnownAddress) -> None:
    """What was decided stays decided. Raises OSError."""
    old = read_address(output, address)
    if old == known or (old is not None and old.decided and not known.decided):
        return
    path = _path(output, address)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"address": without_tracking(address), "identity": known.identity, "decided": known.decided}
    write_atomically(path, json.dumps(content, indent=1).encode(), durable=False)


def forget_addresses(output: Path, *, edition_id: str) -> None:
    """None leads to that edition any more: nothing is to tell that it was there. Raises OSError."""
    for path in (output / OWN_FOLDER / KIND).glob("*.json"):
        with contextlib.suppress(FileNotFoundError, ValueError, KeyError, TypeError):
            if id_of(str(json.loads(path.read_bytes())["identity"])) == edition_id:
                path.unlink(missing_ok=True)


def _path(output: Path, address: str) -> Path:
    return own_file(output, KIND, edition_id=id_of(without_tracking(address)))
