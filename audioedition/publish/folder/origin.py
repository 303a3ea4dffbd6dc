"""Where on this machine an edition came from: what ``status`` looks at again, and nobody else is told. An edge.

One small file an edition in ``OUTPUT/.audioedition/origins``, beside what else is not published: ``edition.json`` is
read by everybody and holds no path of a newsroom's machine.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.system.files import write_atomically


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    source: str | None = None
    """The article's file (absolute path) or address."""
    lexicon: str | None = None
    """The newsroom's own, when one was named."""
    site_rules: tuple[str, ...] = ()
    """Folders of rules by site, when some were named."""
    voice: str | None = None
    """The voice's profile, when it was named by its path."""


def write_origin(output: Path, origin: Origin, *, edition_id: str) -> None:
    """Nothing is written where nothing changed. Raises OSError."""
    if read_origin(output, edition_id=edition_id) == origin:
        return
    path = _path(output, edition_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, json.dumps(asdict(origin), ensure_ascii=False, indent=1).encode(), durable=False)


def read_origin(output: Path, *, edition_id: str) -> Origin | None:
    """``None`` where it is not known: made elsewhere, or by an older version, or the file is damaged."""
    try:
        content = json.loads(_path(output, edition_id).read_bytes())
        rules = content.get("site_rules", [])
        texts = {name: content.get(name) for name in ("source", "lexicon", "voice")}
    except (OSError, ValueError, AttributeError):
        return None
    if not isinstance(rules, list) or not all(isinstance(value, str | None) for value in texts.values()):
        return None
    return Origin(**texts, site_rules=tuple(map(str, rules)))


def forget_origin(output: Path, *, edition_id: str) -> None:
    """With the edition itself. Raises OSError."""
    _path(output, edition_id).unlink(missing_ok=True)


def _path(output: Path, edition_id: str) -> Path:
    return output / OWN_FOLDER / "origins" / f"{edition_id.rpartition(':')[2]}.json"
