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

_SMALLEST = {"model": 1_000_000}
"""Bytes; a file below is no model (an LFS pointer, an error page saved under its name)."""


def copy_from_folder(package: Package, folder: Path, target: Path) -> None:
    """Raises VoiceError naming the file that is missing or too small."""
    if not folder.is_dir():
        raise VoiceError(f"There is no folder {folder}.")
    known = {file.name: file for file in package.registries}
    for wanted in package.hub:
        found = _find(wanted, folder)
        if found is not None:
            _copy(wanted, found, target / wanted.name)
        elif not (wanted.name in known and join_parts(known[wanted.name], folder, target / wanted.name)):
            if wanted.role == "card":
                continue
            raise VoiceError(
                f"{folder} holds no {wanted.name} for the voice {package.name}.",
                hint=f"It is {wanted.path} in the repository {wanted.repository}."
                + (
                    f" An installed voice's folder (with {MANIFEST}) works too." if package.registries else ""
                ),
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
    shutil.copyfile(found, target)
