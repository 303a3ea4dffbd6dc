"""The engine ``supertonic``: what the host talks to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from audioedition.errors import VoiceError
from audioedition.model import Clip
from audioedition.speak.engines.natural import (
    Loaded,
    as_engine_errors,
    installed_for,
    read_shared,
    require_modules,
)
from audioedition.speak.engines.options import Option, check_range
from audioedition.speak.engines.supertonic.text import LANGUAGES, number_text, prepare_text
from audioedition.speak.engines.waves import to_pcm, trim_silence

if TYPE_CHECKING:
    from audioedition.model import Voice
    from audioedition.speak.engines.supertonic.model import SupertonicModel
    from audioedition.speak.installed import InstalledVoice

_OWN: dict[str, Option] = {"speaker": "F1", "steps": 8}
SPEAKERS = tuple(f"{sex}{number}" for sex in "MF" for number in range(1, 6))
_USUAL_SPEED = 1.05
"""At rate 1: what its authors speak with."""


class SupertonicEngine:
    """Options: ``speaker`` (M1 to M5, F1 to F5), ``steps`` (1 to 32: fewer is quicker, 8 as its authors), ``threads``
    (0 = all cores), ``take`` (0 to 9: the same words a little differently), ``model`` (the installed voice)."""

    name = "supertonic"
    version = "1"
    max_chars = 300
    sends_text_to: str | None = None
    languages = LANGUAGES

    def __init__(self) -> None:
        self._loaded = Loaded(_load)

    def check(self, voice: Voice) -> str:
        """The installed model's fingerprint. Raises VoiceError when the extra or the weights are missing."""
        require_modules(voice, {"onnxruntime": "neural", "numpy": "neural"})
        _read(voice)
        return installed_for(voice).fingerprint

    def speak(self, text: str, voice: Voice) -> Clip:
        with as_engine_errors():
            options = _read(voice)
            model = self._loaded.model(voice, threads=options["threads"])
            rate = model.sizes.frame_rate
            prepared = prepare_text(text, language=voice.language, table=model.table)
            if not prepared:
                return Clip(pcm=b"", frame_rate=rate)
            sound = model.speak(
                number_text(prepared, model.table),
                who=options["speaker"],
                speed=_USUAL_SPEED * voice.rate,
                steps=options["steps"],
                take=options["take"],
            )
        return Clip(pcm=to_pcm(trim_silence(sound, frame_rate=rate)), frame_rate=rate)


def _read(voice: Voice) -> dict[str, Any]:
    options = read_shared(voice, _OWN)
    check_range(voice, options, "steps", 1, 32)
    if options["speaker"] not in SPEAKERS:
        raise VoiceError(
            f"The voice {voice.name}: the option speaker = {options['speaker']!r} is unknown.",
            hint=f"It is one of {', '.join(SPEAKERS)}.",
        )
    return options


def _load(installed: InstalledVoice, threads: int) -> SupertonicModel:
    from audioedition.speak.engines.supertonic.model import SupertonicModel

    return SupertonicModel(installed, threads)
