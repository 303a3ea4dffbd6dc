"""Where installed voices stand: one folder each in the user's data folder, vouched for by its manifest.

``voices/NAME/`` appears whole or not at all: it is built in ``voices/.NAME.partial/`` (kept after an
interruption, so that the next try goes on from there) and renamed when every checksum holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from audioedition.errors import VoiceError
from audioedition.system.files import sha256_of
from audioedition.system.folders import data_folder
from audioedition.system.locks import locked

MANIFEST = "voice.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledFile:
    role: str
    """``model``, ``style``, ``config``…: what the engine asks for."""
    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSpeed:
    """What the installation saw this machine do with the voice."""

    processor: str
    """Name, family and instruction sets."""
    accelerator: str
    """The runtime that was chosen: ``openvino``, ``onnxruntime``."""
    times_real_time: float
    """Seconds of sound in a second of work, all streams together, for sentences of new lengths."""
    peak_mb: int
    """Of the engine's process."""
    trial: tuple[tuple[str, float, int], ...] = ()
    """Each candidate's name and the same two figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledVoice:
    name: str
    folder: Path
    files: tuple[InstalledFile, ...]
    license: str
    source: str
    """Where the files came from, for people."""
    installed_at: str
    """ISO 8601, UTC."""
    speed: VoiceSpeed | None = None
    """``None`` = not measured: nothing was to choose, or it was installed long ago."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the files' hashes: changes with the weights."""
        joined = "\n".join(sorted(f"{file.role} {file.sha256}" for file in self.files))
        return hashlib.sha256(joined.encode()).hexdigest()

    @property
    def size_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)

    def file(self, role: str) -> Path:
        """Raises VoiceError when the voice has no such file."""
        for file in self.files:
            if file.role == role:
                return self.folder / file.name
        raise VoiceError(f"The installed voice {self.name} has no {role} file.", hint=_again(self.name))

    def verify(self, *roles: str) -> None:
        """Compare files (all, or those of ``roles``) with their checksums. Raises VoiceError naming the file."""
        for file in self.files:
            if (not roles or file.role in roles) and sha256_of(self.folder / file.name) != file.sha256:
                raise VoiceError(
                    f"The file {file.name} of the voice {self.name} is damaged: its checksum does not hold.",
                    hint=_again(self.name),
                )


def voices_folder() -> Path:
    """``$XDG_DATA_HOME/audioedition/voices`` (or the platform's own place); need not exist."""
    return data_folder() / "voices"


def find_installed(name: str) -> InstalledVoice:
    """The installed voice, its files present and of the right size (hashes: ``verify``). VoiceError."""
    folder = voices_folder() / name
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        voice = _from_manifest(name, folder, manifest)
    except FileNotFoundError as error:
        raise VoiceError(
            f"The voice {name} is not installed here.",
            hint=f"Install it with: audioedition voices install {name}",
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise VoiceError(
            f"The installed voice {name} cannot be read ({error}).", hint=_again(name)
        ) from error
    for file in voice.files:
        path = folder / file.name
        size = path.stat().st_size if path.is_file() else -1
        if size != file.size_bytes:
            state = "is missing" if size < 0 else f"has {size} bytes instead of {file.size_bytes}"
            raise VoiceError(f"The file {file.name} of the voice {name} {state}.", hint=_again(name))
    return voice


def list_installed() -> tuple[str, ...]:
    """Names of the folders that hold an installed voice, whole or damaged."""
    folder = voices_folder()
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(path.parent.name for path in folder.glob(f"*/{MANIFEST}") if path.parent.name[0] != ".")
    )


def write_manifest(folder: Path, voice: InstalledVoice) -> None:
    """Into ``folder``; the last thing written before the folder gets its name."""
    manifest = {
        "schema": 1,
        "name": voice.name,
        "license": voice.license,
        "source": voice.source,
        "installed_at": voice.installed_at,
        "files": [
            {"role": f.role, "name": f.name, "size_bytes": f.size_bytes, "sha256": f.sha256}
            for f in voice.files
        ],
        **({"speed": asdict(voice.speed)} if voice.speed else {}),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    with open(folder / MANIFEST, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(partial: Path, name: str) -> Path:
    """Give the finished folder its name; an older installation of the voice is replaced."""
    final = voices_folder() / name
    old = partial.with_name(f".{name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        os.rename(final, old)
    os.rename(partial, final)
    shutil.rmtree(old, ignore_errors=True)
    return final


def describe_file(folder: Path, *, role: str, name: str) -> InstalledFile:
    path = folder / name
    return InstalledFile(role=role, name=name, size_bytes=path.stat().st_size, sha256=sha256_of(path))


def _from_manifest(name: str, folder: Path, manifest: dict[str, Any]) -> InstalledVoice:
    return InstalledVoice(
        name=name,
        folder=folder,
        files=tuple(
            InstalledFile(role=f["role"], name=f["name"], size_bytes=f["size_bytes"], sha256=f["sha256"])
            for f in manifest["files"]
        ),
        license=manifest["license"],
        source=manifest["source"],
        installed_at=manifest["installed_at"],
        speed=_speed_from(manifest["speed"]) if "speed" in manifest else None,
    )


def _speed_from(told: dict[str, Any]) -> VoiceSpeed:
    return VoiceSpeed(
        processor=told["processor"],
        accelerator=told["accelerator"],
        times_real_time=float(told["times_real_time"]),
        peak_mb=int(told["peak_mb"]),
        trial=tuple((name, float(times), int(peak)) for name, times, peak in told["trial"]),
    )


def _again(name: str) -> str:
    return f"Install it again with: audioedition voices install {name}"


@contextlib.contextmanager
def install_lock(name: str, *, on_wait: Callable[[], object] | None = None) -> Iterator[None]:
    """One installer of this voice at a time on this machine; the second waits, and ``on_wait()`` is told so.

    Raises VoiceError where the voices' folder cannot be written.
    """
    folder = voices_folder()
    with contextlib.ExitStack() as held:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(locked(folder / f".{name}.lock", on_wait=on_wait))
        except OSError as error:
            raise VoiceError(
                f"The voices' folder {folder} cannot be written ({error.strerror}).",
                hint="Free the folder, or choose another with XDG_DATA_HOME.",
            ) from error
        yield
