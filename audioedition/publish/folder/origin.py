"""Where on this machine an edition came from: what ``status`` looks at again, and nobody else is told. An edge.

One small file an edition in ``OUTPUT/.audioedition/origins``, beside what else is not published: ``edition.json`` is
read by everybody and holds no path of a newsroom's machine.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath

from audioedition.model import Edition, RecordedOptions
from audioedition.publish.folder.facts import BY_NAME
from audioedition.publish.folder.writer import own_file
from audioedition.publish.web import is_http_url
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
    sounds: tuple[tuple[str, str], ...] = ()
    """(kind, file) of the sounds of the house, when there are some."""


def write_origin(output: Path, origin: Origin, *, edition_id: str) -> None:
    """What was corrected by hand since (``source`` is ``None``) still came from where it came. Raises OSError."""
    old = read_origin(output, edition_id=edition_id)
    if old is not None and origin.source is None:
        origin = replace(origin, source=old.source)
    if origin == old:
        return
    path = _path(output, edition_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, json.dumps(asdict(origin), indent=1).encode(), durable=False)


def read_origin(output: Path, *, edition_id: str) -> Origin | None:
    """``None`` where it is not known: made elsewhere, or by an older version, or the file is damaged."""
    try:
        content = json.loads(_path(output, edition_id).read_bytes())
        rules = content.get("site_rules", [])
        texts = {name: content.get(name) for name in ("source", "lexicon", "voice")}
        sounds = tuple((str(kind), str(path)) for kind, path in content.get("sounds", ()))
    except (OSError, ValueError, AttributeError, TypeError):
        return None
    if not isinstance(rules, list) or not all(isinstance(value, str | None) for value in texts.values()):
        return None
    return Origin(**texts, site_rules=tuple(map(str, rules)), sounds=sounds)


def origin_of_before(edition: Edition) -> Origin:
    """Editions of before name addresses and paths themselves; the others no more than an address."""
    making, identity = edition.making or RecordedOptions(), edition.identity
    return Origin(
        source=identity if is_http_url(identity) or identity.startswith("/") else None,
        lexicon=making.lexicon if making.lexicon and making.lexicon.startswith("/") else None,
    )


def without_paths(edition: Edition) -> Edition:
    """An edition of before as it would be recorded today: files by their names alone. Its id stays."""
    identity, making = edition.identity, edition.making
    if identity.startswith("/"):
        # a mark of its own, as two files of one name may have been read in two folders
        mark = hashlib.sha256(edition.id.encode()).hexdigest()[:16]
        identity = f"{BY_NAME}{PurePath(identity).name}:{mark}"
    if making is not None and making.lexicon and making.lexicon.startswith("/"):
        making = replace(making, lexicon=PurePath(making.lexicon).name)
    return replace(edition, identity=identity, making=making)


def _path(output: Path, edition_id: str) -> Path:
    return own_file(output, "origins", edition_id=edition_id)
