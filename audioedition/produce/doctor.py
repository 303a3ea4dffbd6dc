"""What works on this machine, and what to do where something does not."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from audioedition.errors import AudioEditionError, PublishError
from audioedition.system.folders import cache_folder, config_folder, data_folder
from audioedition.system.processor import this_processor

LITTLE_BYTES = 500 * 1024**2
"""About a day of a newsroom: 600 articles of three minutes take 1.3 GB of MP3, their clips three times that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    subject: str
    works: bool
    words: str
    advice: str = ""
    needed: bool = True
    """Whether an edition can be made without it."""


def examine(output: Path) -> Iterator[Diagnosis]:
    """Every finding in turn: Python, ffmpeg, each voice, cache, output folder."""
    yield Diagnosis(
        subject="Python", works=True, words=f"{platform.python_version()}, {platform.platform(terse=True)}"
    )
    yield Diagnosis(subject="processor", works=True, words=str(this_processor()))
    yield _try("ffmpeg", _ffmpeg)
    yield _try("automatic voice", _automatic_voice)
    yield from _voices()
    yield _try("cache", lambda: _folder(cache_folder()))
    yield _try("output", lambda: _folder(output))
    for subject, folder in (("models", data_folder()), ("own profiles", config_folder())):
        state = "" if folder.is_dir() else " (not made yet)"
        yield Diagnosis(subject=subject, works=True, words=f"{folder}{state}", needed=False)


def _try(subject: str, look: Callable[[], str]) -> Diagnosis:
    try:
        return Diagnosis(subject=subject, works=True, words=look())
    except AudioEditionError as error:
        return Diagnosis(subject=subject, works=False, words=str(error), advice=error.hint)


def _ffmpeg() -> str:
    from audioedition.system.ffmpeg import find_ffmpeg, run_ffmpeg

    path = find_ffmpeg()
    version = run_ffmpeg(["-version"], keep_output=True).splitlines()[0]
    encoders = run_ffmpeg(["-encoders"], keep_output=True)
    if "libmp3lame" not in encoders:
        from audioedition.errors import AudioError

        raise AudioError(f"{path} cannot write MP3.", hint="Use the one of imageio-ffmpeg.")
    return f"{version.split(' Copyright')[0]} ({path})"


def _automatic_voice() -> str:
    from audioedition.speak.voices import choose_voice

    voice = choose_voice()
    return f"{voice.name}: {voice.label}"


def _voices() -> Iterator[Diagnosis]:
    from audioedition.speak.engines.registry import load_engine
    from audioedition.speak.voices import offered_voices, read_voice, voice_speed

    told: set[str] = set()
    for name in offered_voices():
        try:
            voice = read_voice(name)
            engine = load_engine(voice.engine)
            engine.check(voice)
            where = f"online: text is sent to {engine.sends_text_to}" if engine.sends_text_to else "offline"
            if speed := voice_speed(voice):
                where = (
                    f"offline; about {speed.times_real_time:.0f} times real time on this machine, "
                    f"{speed.peak_mb} MB"
                )
            yield Diagnosis(subject=f"voice {name}", works=True, words=where, needed=False)
        except AudioEditionError as error:
            if str(error) in told:  # ten voices of one model that is not installed
                continue
            told.add(str(error))
            yield Diagnosis(
                subject=f"voice {name}", works=False, words=str(error), advice=error.hint, needed=False
            )


def _folder(folder: Path) -> str:
    existing = folder
    while not existing.exists():
        existing = existing.parent
    if not os.access(existing, os.W_OK):
        raise PublishError(f"{folder} cannot be written.", hint="Change its rights, or name another folder.")
    free = shutil.disk_usage(existing).free
    if free < LITTLE_BYTES:
        raise PublishError(
            f"{folder}: only {free // 1024**2} MiB are free.", hint="Make room, or name another folder."
        )
    return f"{folder} ({free // 1024**3} GiB free)"
