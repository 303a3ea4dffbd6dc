"""A voice is heard before it gets its name: that it speaks here, how quickly, and with how much memory."""

from __future__ import annotations

import time

from audioedition.errors import EngineError, VoiceError
from audioedition.model import Voice
from audioedition.speak.engines.host import EngineHost
from audioedition.speak.installed import VoiceSpeed
from audioedition.speak.packages import Package
from audioedition.system.processor import this_processor

_FIRST = "Bonjour à tous."
"""Loads the networks: not counted."""
_SENTENCES = (
    "La bibliothèque rouvre samedi.",
    "Les travaux ont duré onze mois, et le toit ne fuit plus.",
    "Le conseil a voté le budget par vingt voix contre neuf, après un débat qui a duré jusque dans la nuit.",
)


def try_out(package: Package, *, installed_as: str) -> VoiceSpeed:
    """Speak a few sentences with the files in the voices' folder ``installed_as``. Raises VoiceError."""
    voice = Voice(name=package.name, engine=package.engine, options={"model": installed_as})
    sound_s = 0.0
    try:
        with EngineHost(package.engine) as host:
            host.speak(_FIRST, voice)
            started = time.monotonic()
            for sentence in _SENTENCES:
                sound_s += host.speak(sentence, voice).duration_ms / 1000
            wall_s = time.monotonic() - started
            peak_kib = host.peak_kib
    except EngineError as error:
        raise VoiceError(
            f"The voice {package.name} was fetched, but it cannot speak: {error}", hint=error.hint
        ) from error
    if sound_s == 0:
        raise VoiceError(f"The voice {package.name} was fetched, but it stays silent.")
    return VoiceSpeed(
        processor=str(this_processor()),
        accelerator="onnxruntime",
        times_real_time=round(sound_s / max(wall_s, 1e-3), 1),
        peak_mb=round(peak_kib / 1024),
    )
