"""Clips and finished editions where many machines reach them: a folder, or any fsspec URL (``s3://…``). An edge.

Extra ``[store]``. A clip holds its own SHA-256, and an edition's ``edition.json``, put last, names that of its MP3:
what arrived damaged or half is found, counts as absent, and is made again.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from audioedition.errors import PublishError
from audioedition.model import Edition, StoredEdition
from audioedition.publish.folder.facts import BY_NAME
from audioedition.publish.folder.manifest import edition_from_json
from audioedition.publish.folder.shelf import MANIFEST, stands_whole
from audioedition.publish.folder.which import bare_name
from audioedition.publish.folder.writer import show_edition, staging_edition
from audioedition.system.remote_files import open_url, put_bytes, reaching

if TYPE_CHECKING:
    pass

EDITIONS = "editions"
NAMES = "names"
"""Of files that articles came from: which editions bear one, in empty files."""


class EditionStore:
    """Finished editions, by id. What is there is whole: ``edition.json`` is put last and says what belongs to it."""

    def __init__(self, where: str) -> None:
        self.where = where
        self._files, self._root = open_url(where)

    def push(self, shelved: StoredEdition) -> None:
        """Put an edition there; the files of its earlier revisions go. Raises PublishError."""
        folder = self._folder(shelved.edition.id)
        names = sorted(
            str(path.relative_to(shelved.folder)) for path in shelved.folder.rglob("*") if path.is_file()
        )
        with reaching(self.where):
            old = set(self._names(folder))
            for name in sorted(names, key=lambda name: name == MANIFEST):
                put_bytes(self._files, posixpath.join(folder, name), (shelved.folder / name).read_bytes())
            for name in old - set(names):
                self._files.rm_file(posixpath.join(folder, name))
            if shelved.edition.identity.startswith(BY_NAME):
                mark = posixpath.join(self._name_folder(shelved.edition.identity), shelved.edition.id)
                put_bytes(self._files, mark, b"")

    def named(self, identity: str) -> list[Edition]:
        """The editions of files of that name (« file:NAME »)."""
        with reaching(self.where):
            ids = self._names(self._name_folder(identity))
        return [edition for id_ in ids if (edition := self.find(id_)) is not None]

    def find(self, edition_id: str) -> Edition | None:
        """What ``edition.json`` says there; ``None`` when there is none that can be read."""
        with reaching(self.where):
            try:
                content = self._files.cat_file(posixpath.join(self._folder(edition_id), MANIFEST))
            except FileNotFoundError:
                return None
        try:
            return edition_from_json(json.loads(content))
        except (ValueError, PublishError):
            return None

    def pull(self, edition_id: str, output: Path) -> Path | None:
        """Bring an edition into a folder of editions, whole or not at all; its folder there.

        Nothing is fetched when it stands there already. ``None`` when the store has none, or not whole.
        """
        edition = self.find(edition_id)
        if edition is None:
            return None
        with staging_edition(output, edition_id=edition_id) as place:
            if place.folder is not None and place.edition == edition and stands(place.folder, edition):
                return place.folder
            source = self._folder(edition_id)
            with reaching(self.where):
                for name in self._names(source):
                    target = place.staging / name
                    if name == MANIFEST or not target.resolve().is_relative_to(place.staging.resolve()):
                        continue
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(self._files.cat_file(posixpath.join(source, name)))
            if not stands(place.staging, edition):
                return None
            return show_edition(place, edition)

    def _name_folder(self, identity: str) -> str:
        name = hashlib.sha256(bare_name(identity).encode()).hexdigest()[:32]  # any letter may stand in a name
        return posixpath.join(self._root, NAMES, name)

    def _folder(self, edition_id: str) -> str:
        return posixpath.join(self._root, EDITIONS, edition_id.rpartition(":")[2])

    def _names(self, folder: str) -> list[str]:
        """Relative to the folder."""
        try:
            self._files.invalidate_cache(folder)
            found = self._files.find(folder)
        except FileNotFoundError:
            return []
        return [posixpath.relpath(path, folder) for path in found]


def stands(folder: Path, edition: Edition) -> bool:
    """Whether the sounds in the folder are those that the edition names."""
    return all(stands_whole(folder, sound) for sound in edition.sounds)
