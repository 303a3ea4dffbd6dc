"""Articles that a watch has met and that wait for their hour: a list that people see, and may cut short. An edge.

One small file an article in ``OUTPUT/.audioedition/waiting``, beside the queue of doubtful ones: the watch writes it,
the service reads it. It decides nothing: what is lost of it, the watch makes at its hour all the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from audioedition.fetch.tracking import without_tracking
from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.system.files import write_atomically

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingArticle:
    id: str
    place: str
    """Its address, or the path of a file in a folder that is followed."""
    title: str
    """As a feed announces it; empty where none does."""
    due_s: float
    """When it is looked at again, in seconds since the epoch."""
    reason: str
    """A sentence: it is dated later, or it is still being written."""


def put_waiting(output: Path, place: str, *, title: str, due_s: float, reason: str) -> None:
    """It waits, until ``due_s``; looked at again apart from its feed it keeps the title that it had. Where it cannot be
    put down nobody sees it wait, no more."""
    place = without_tracking(place)
    known = find_waiting(output, _id(place))
    title = title or (known.title if known else "")
    article = WaitingArticle(id=_id(place), place=place, title=title, due_s=due_s, reason=reason)
    path = _path(output, article.id)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(asdict(article)).encode(), durable=False)


def drop_waiting(output: Path, place: str) -> None:
    """It waits no more."""
    with contextlib.suppress(OSError):
        _path(output, _id(without_tracking(place))).unlink(missing_ok=True)


def waiting_articles(output: Path) -> tuple[WaitingArticle, ...]:
    """The next one first."""
    found = (find_waiting(output, path.stem) for path in _path(output, "*").parent.glob("*.json"))
    return tuple(sorted((w for w in found if w is not None), key=lambda w: (w.due_s, w.place)))


def find_waiting(output: Path, id_: str) -> WaitingArticle | None:
    """``None``: it does not wait (any more), or its file is damaged."""
    if not _ID.fullmatch(id_):
        return None
    try:
        content = json.loads(_path(output, id_).read_bytes())
        texts = {name: str(content[name]) for name in ("place", "title", "reason")}
        return WaitingArticle(id=id_, due_s=float(content["due_s"]), **texts)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _id(place: str) -> str:
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _path(output: Path, id_: str) -> Path:
    return output / OWN_FOLDER / "waiting" / f"{id_}.json"
