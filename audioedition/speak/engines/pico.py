"""SVOX Pico through py-nanotts: the embedded voice. Offline, 16 kHz, about 200 times real time on one core."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from audioedition.errors import EngineError, VoiceError
from audioedition.model import Clip, Voice

FRAME_RATE = 16_000
LANGUAGES = ("fr-FR", "en-GB", "en-US", "de-DE", "es-ES", "it-IT")


class PicoEngine:
    """Options: ``pitch`` 0.5 to 2 (default 1)."""

    name = "pico"
    max_chars = 400
    sends_text_to: str | None = None
    deadline_s = 20.0

    def __init__(self) -> None:
        try:
            self.version = version("py-nanotts")
        except PackageNotFoundError:
            self.version = "absent"
        self._speaker: Any = None

    def check(self, voice: Voice) -> str:
        if self.version == "absent":
            raise VoiceError(
                "The embedded voice (SVOX Pico) is not installed: its package has no wheel for this system.",
                hint="Install py-nanotts from source (a C compiler is needed), or choose another voice: "
                "audioedition voices list.",
            )
        if voice.language not in LANGUAGES:
            raise VoiceError(
                f"Pico does not speak “{voice.language}”.", hint=f"It speaks {', '.join(LANGUAGES)}."
            )
        unknown = set(voice.options) - {"pitch"}
        if unknown:
            raise VoiceError(
                f"Voice “{voice.name}”: Pico knows no option {', '.join(sorted(unknown))}.",
                hint="Its only option is pitch (0.5 to 2).",
            )
        return ""

    def speak(self, text: str, voice: Voice) -> Clip:
        if self._speaker is None:
            from py_nanotts import NanoTTS

            self._speaker = NanoTTS()
        try:
            pcm = self._speaker.speak(
                text, voice=voice.language, speed=voice.rate, pitch=float(voice.options.get("pitch", 1.0))
            )
        except (RuntimeError, ValueError, TypeError) as error:
            raise EngineError(f"Pico could not speak this: {error}.") from error
        return Clip(pcm=pcm, frame_rate=FRAME_RATE)
