"""What stands beside the MP3 and ``edition.json``, written or written again from them. An edge; nothing is spoken."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

from audioedition.errors import PublishError
from audioedition.model import Edition
from audioedition.publish.books.packages import write_packages
from audioedition.publish.folder.origin import origin_of_before, read_origin, without_paths, write_origin
from audioedition.publish.folder.shelf import MANIFEST, audio_problem, read_edition
from audioedition.publish.folder.writer import (
    OWN_FOLDER,
    staging_edition,
    unwritable,
    write_files,
    write_manifest,
)
from audioedition.publish.render import render_all
from audioedition.publish.web import folder_address
from audioedition.system.files import sha256_of

ONLY_WITH_BASE_URL = "oembed.json"


def rebuild_folder(folder: Path, *, base_url: str | None = None, certified_by: str | None = None) -> Edition:
    """Write everything in an edition's folder again; missing and altered files are mended.

    ``base_url``: where ``folder`` is served. ``certified_by``: who vouches for the EPUB from now on (``""``: nobody);
    ``None``: as it was. Raises PublishError when ``edition.json`` cannot be read, or the MP3
    is missing or not the one that was measured: highlighting would then follow another sound.
    """
    edition_id = read_edition(folder).edition.id
    with held_edition(folder.parent, edition_id=edition_id):
        shelved = read_edition(folder)
        problem = audio_problem(shelved) or _altered(shelved.audio_path, shelved.edition)
        if problem:
            raise PublishError(problem, hint="audioedition make SOURCE speaks only what is not in its cache.")
        edition = _without_paths(shelved.folder, shelved.edition)
        if certified_by is not None and certified_by != edition.certified_by:
            edition = dataclasses.replace(edition, certified_by=certified_by)
            _write_edition(folder, edition)
        write_beside(folder, edition, base_url=base_url)
    return edition


def _without_paths(folder: Path, edition: Edition) -> Edition:
    """What editions of before say of this machine goes to where it is not published."""
    bare = without_paths(edition)
    if bare == edition:
        return edition
    try:
        if read_origin(folder.parent, edition_id=edition.id) is None:
            write_origin(folder.parent, origin_of_before(edition), edition_id=edition.id)
    except OSError as error:
        raise unwritable(folder, error) from error
    _write_edition(folder, bare)
    return bare


def _write_edition(folder: Path, edition: Edition) -> None:
    try:
        write_manifest(folder, edition)
    except OSError as error:
        raise unwritable(folder, error) from error


def write_beside(
    folder: Path, edition: Edition, *, base_url: str | None = None, to_come: Iterable[str] = ()
) -> None:
    """Everything but MP3 and ``edition.json``, into a folder that holds the MP3 already.

    ``to_come``: names of what will stand there too, for the page to link to.
    """
    try:
        write_packages(folder, edition)
        beside = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        write_files(folder, render_all(edition, base_url=base_url, beside={*beside, *to_come}))
        if not base_url:  # its addresses can no longer be vouched for
            (folder / ONLY_WITH_BASE_URL).unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def find_editions(where: Path, *, base_url: str | None = None) -> list[tuple[Path, str | None]]:
    """(edition folder, its address) for an edition, or for every edition in an output folder.

    ``base_url``: where ``where`` is served. Raises PublishError when there is none.
    """
    folder = where.parent if where.name == MANIFEST else where
    if (folder / MANIFEST).is_file():
        return [(folder, base_url)]
    found = sorted(path.parent for path in folder.glob(f"*/{MANIFEST}") if path.is_file())
    if not found:
        raise PublishError(
            f"{where} holds no edition.",
            hint="Name a folder that holds edition.json, or one of such folders.",
        )
    return [(path, folder_address(base_url) + path.name if base_url else None) for path in found]


def _altered(path: Path, edition: Edition) -> str | None:
    if sha256_of(path) != edition.audio.sha256:
        return f"{path} was altered: it is not the sound that edition.json describes."
    return None


@contextlib.contextmanager
def held_edition(output: Path, *, edition_id: str) -> Iterator[None]:
    """The lock of ``make``, where ``make`` works; a folder copied elsewhere has none to wait for."""
    if not (output / OWN_FOLDER).is_dir():
        yield
        return
    with staging_edition(output, edition_id=edition_id):
        yield
