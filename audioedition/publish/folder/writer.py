"""The edition's folder: found again by identity, locked, staged, and shown whole or not at all. An edge.

Everything is written in ``OUTPUT/.audioedition/staging/ID``. A new edition appears by one rename. A revision's
files move in one by one, ``edition.json`` last: until then the old one names the old MP3, which still stands.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from audioedition.errors import PublishError
from audioedition.model import Edition
from audioedition.publish.folder.manifest import edition_to_json
from audioedition.publish.folder.shelf import MANIFEST, read_edition
from audioedition.sound.formats import ENDINGS
from audioedition.system.files import PREFIX, mark_changed, write_atomically
from audioedition.system.locks import locked, take_lock

OWN_FOLDER = ".audioedition"
PINNED = (".mp3", *ENDINGS, ".m4b", ".brf")
"""Files whose addresses others keep: they are replaced by what the newest revision says, never taken away."""
LEAST_FREE_BYTES = 2 * 1024**2
"""Less room than this holds no edition: one minute of sound takes 0.7 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedEdition:
    """Where an edition will stand, held under its lock."""

    output: Path
    staging: Path
    """An empty folder on the same file system."""
    folder: Path | None
    """The edition's folder, when there is one already."""
    edition: Edition | None
    """What stands there, when it can be read."""


def own_file(output: Path, kind: str, *, edition_id: str) -> Path:
    """Where something of that kind is kept of an edition that is not published with it."""
    return output / OWN_FOLDER / kind / f"{edition_id.rpartition(':')[2]}.json"


def kept_folder(output: Path, *, edition_id: str) -> Path:
    """Where what a withdrawn edition held is kept, or was."""
    return output / OWN_FOLDER / "withdrawn" / "files" / edition_id.rpartition(":")[2]


def check_output(output: Path) -> None:
    """Make the folder and write into it, before any work is done. Raises PublishError with what to do."""
    try:
        (output / OWN_FOLDER).mkdir(parents=True, exist_ok=True)
        write_atomically(output / OWN_FOLDER / "probe", b"", durable=False)
        (output / OWN_FOLDER / "probe").unlink(missing_ok=True)
        free = shutil.disk_usage(output).free
    except OSError as error:
        raise unwritable(output, error) from error
    if free < LEAST_FREE_BYTES:
        raise PublishError(
            f"The disk of {output} is full: {free // 1024} KiB are free.",
            hint="Make room, or name another folder with -o DIR.",
        )


@contextlib.contextmanager
def staging_edition(output: Path, *, edition_id: str) -> Iterator[StagedEdition]:
    """The place of that edition, for one process at a time; a second one waits here until the first is done.

    What a killed run left in staging is swept. Raises PublishError when the folder cannot be written.
    """
    own = output / OWN_FOLDER
    try:
        (own / "locks").mkdir(parents=True, exist_ok=True)
        with locked(own / "locks" / edition_id):
            _sweep(own)
            staging = own / "staging" / edition_id
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir(parents=True)
            try:
                folder = find_folder(output, edition_id=edition_id)
                edition = _read(folder) if folder else None
                yield StagedEdition(output=output, staging=staging, folder=folder, edition=edition)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise unwritable(output, error) from error


def show_edition(place: StagedEdition, edition: Edition) -> Path:
    """Add ``edition.json`` to what is staged and let the edition appear, once the disk has all of it: not even a power
    cut shows half of one. Returns the folder; a new one is named after date and title, and numbered where needed."""
    write_manifest(place.staging, edition, durable=False)  # it moves in below, with the others
    for path in place.staging.rglob("*"):
        if path.is_file():
            _sync(path)
    if place.folder is None:
        folder = _appear(place.staging, place.output / folder_name(edition))
    else:
        folder = place.folder
        _replace(place.staging, folder, slug=edition.slug)
        keep_addresses(folder, edition)
        mark_changed(place.output)
        if place.edition and place.edition.artwork and not edition.artwork:  # somebody did not want it shown
            (folder / place.edition.artwork).unlink(missing_ok=True)
    shutil.rmtree(kept_folder(place.output, edition_id=edition.id), ignore_errors=True)  # it stands again
    _remember(place.output, edition.id, folder.name)
    return folder


def folder_name(edition: Edition) -> str:
    """« 2026-11-23-le-pont-rouvre »: the article's date, else the edition's own, and its title."""
    return f"{(edition.published or edition.created_at)[:10]}-{edition.slug}"


def write_files(folder: Path, files: Mapping[str, bytes | str]) -> None:
    """Write what the renderers made, each file whole or not at all; names may hold ``/``."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content.encode() if isinstance(content, str) else content, durable=False)


def set_aside(output: Path, *, edition_id: str) -> None:
    """Let an edition disappear by one rename; its files are kept from then on, in place of what was kept of it
    before. Nothing happens when there is none. Raises PublishError when the folder cannot be written."""
    with staging_edition(output, edition_id=edition_id) as place:
        kept = kept_folder(output, edition_id=edition_id)
        if place.folder is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            if kept.exists():
                os.rename(kept, place.staging / "older")
            os.rename(place.folder, kept)


def put_back(output: Path, *, name: str, edition_id: str) -> Path | None:
    """The reverse: the folder that it has now, ``name`` where no other edition took it. ``None``: an edition of that id
    stands already, and stays. Raises PublishError when the folder cannot be written."""
    with staging_edition(output, edition_id=edition_id) as place:
        if place.folder is not None:
            return None
        folder = _appear(kept_folder(output, edition_id=edition_id), output / name)
        _remember(output, edition_id, folder.name)
        return folder


def write_manifest(folder: Path, edition: Edition, *, durable: bool = True) -> None:
    content = json.dumps(edition_to_json(edition), ensure_ascii=False, indent=1)
    write_atomically(folder / MANIFEST, content.encode(), durable=durable)
    mark_changed(folder.parent)


def find_folder(output: Path, *, edition_id: str) -> Path | None:
    """The folder whose ``edition.json`` bears that id. An index spares reading them all; it is only believed
    where the folder's own file agrees, and made again where it does not cover the folders that are there."""
    for name in sorted(name for name, id_ in known_ids(output).items() if id_ == edition_id):
        if _id_of(output / name) in (edition_id, ""):  # "": damaged, but the index knows whose it was
            return output / name
    return None


def known_ids(output: Path) -> dict[str, str]:
    """Folder -> the id of the edition that stands there, as the index has it."""
    index = _read_index(output)
    names = {e.name for e in os.scandir(output) if e.is_dir() and not e.name.startswith(".")}
    known = {name: id_ for name, id_ in index.items() if name in names}
    known |= {name: _id_of(output / name) for name in names - known.keys()}
    if known != index and (output / OWN_FOLDER).is_dir():  # a folder that came from elsewhere has none
        with contextlib.suppress(OSError):  # it spares reading, no more
            _write_index(output, known)
    return known


def _id_of(folder: Path) -> str:
    try:
        return str(json.loads((folder / MANIFEST).read_bytes())["id"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _read(folder: Path) -> Edition | None:
    try:
        return read_edition(folder).edition
    except PublishError:
        return None  # damaged: made again as if new, in the same folder


def _read_index(output: Path) -> dict[str, str]:
    try:
        content = json.loads((output / OWN_FOLDER / "index.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in content.items()} if isinstance(content, dict) else {}


def _write_index(output: Path, index: dict[str, str]) -> None:
    content = json.dumps(dict(sorted(index.items())), ensure_ascii=False, indent=1)
    write_atomically(output / OWN_FOLDER / "index.json", content.encode(), durable=False)


def _remember(output: Path, edition_id: str, name: str) -> None:
    _write_index(output, {**_read_index(output), name: edition_id})


def _appear(staging: Path, folder: Path) -> Path:
    for number in range(1, 1000):
        target = folder if number == 1 else folder.with_name(f"{folder.name}-{number}")
        if target.exists():
            continue
        try:
            os.rename(staging, target)
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST):  # another run took the name just now
                continue
            raise
        return target
    raise PublishError(f"{folder.parent} holds a thousand editions named {folder.name}.")


def _replace(staging: Path, folder: Path, *, slug: str) -> None:
    new = sorted(p.relative_to(staging) for p in staging.rglob("*") if p.is_file())
    new.sort(key=lambda p: p.name == MANIFEST)
    for relative in new:
        target = folder / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staging / relative, target)
    for path in (*folder.glob(f"{slug}.*"), *folder.glob("daisy/*")):  # what only the revisions before had
        if path.relative_to(folder) not in new and path.suffix not in PINNED:
            path.unlink(missing_ok=True)


def keep_addresses(folder: Path, edition: Edition) -> None:
    """The newest sound under every name that the edition's MP3 ever had: podcast apps and players of other pages keep
    the address that they were given, and a corrected article must not be heard uncorrected there. The same for the
    formats beside it; those that the edition no longer has are taken away. A name costs no room where the disk knows
    hard links. Raises OSError.
    """
    told = {revision.audio for revision in edition.revisions}
    # also those of an edition.json that was damaged
    numbered = re.compile(rf"{re.escape(edition.slug)}(?:\.r\d+)?\.mp3")
    told |= {path.name for path in folder.glob("*.mp3") if numbered.fullmatch(path.name)}
    told = {name for name in told if "/" not in name}
    _name_all(folder / edition.audio.path, told)
    now = {Path(other.path).suffix: folder / other.path for other in edition.audio.others}
    for ending in ENDINGS:
        had = {path.name for path in folder.glob(f"*{ending}") if numbered.fullmatch(path.stem + ".mp3")}
        if ending in now:
            _name_all(now[ending], had)
        else:
            for name in had:
                (folder / name).unlink(missing_ok=True)


def _name_all(newest: Path, names: Iterable[str]) -> None:
    """The file under each of those names."""
    for name in sorted(names):
        path = newest.with_name(name)
        if path == newest or (path.exists() and path.samefile(newest)):
            continue
        fresh = newest.with_name(f"{PREFIX}{name}")
        fresh.unlink(missing_ok=True)
        try:
            os.link(newest, fresh)
        except OSError:  # a disk or a share that knows none
            shutil.copyfile(newest, fresh)
        os.replace(fresh, path)


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _sweep(own: Path) -> None:
    """Remove what killed runs left in staging: everything whose lock is free."""
    for leftover in (own / "staging").glob("*"):
        lock = own / "locks" / leftover.name
        descriptor = take_lock(lock, wait=False)
        if descriptor is not None:
            shutil.rmtree(leftover, ignore_errors=True)
            lock.unlink(missing_ok=True)
            os.close(descriptor)


def unwritable(output: Path, error: OSError) -> PublishError:
    """What the system refused, in words."""
    if error.errno == errno.ENOSPC:
        return PublishError(
            f"The disk of {output} is full.", hint="Make room, or name another folder with -o DIR."
        )
    return PublishError(
        f"The folder {output} cannot be written: {error.strerror}.", hint="Name another folder with -o DIR."
    )
