"""espeak-ng: not beautiful, but many blind readers are used to it, and it stays clear at two and a half times
the usual speed. Offline, 22.05 kHz, some 200 times real time on one core. GPL, hence the extra ``[espeak]``.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from audioedition.errors import AudioEditionError, EngineError
from audioedition.model import Clip, Voice
from audioedition.speak.engines.espeak_library import load_espeak, require_espeak
from audioedition.speak.engines.options import Option, check_range, read_options

WORDS_PER_MINUTE = 165
"""At rate 1.0: a calm reader. espeak's own default is 175."""
_OPTIONS: dict[str, Option] = {"espeak_voice": "", "pitch": 50, "pitch_range": 50}


class EspeakEngine:
    """Options: ``espeak_voice`` (e.g. ``fr+f3``; by default after the language), ``pitch`` and ``pitch_range``
    (0 to 100, 50 is usual)."""

    name = "espeak"
    max_chars = 600
    sends_text_to: str | None = None
    deadline_s = 20.0

    def __init__(self) -> None:
        try:
            self.version = f"{version('espeakng-loader')}-1"
        except PackageNotFoundError:
            self.version = "absent"

    def check(self, voice: Voice) -> str:
        require_espeak("espeak")
        _read(voice)
        return ""

    def speak(self, text: str, voice: Voice) -> Clip:
        try:
            options = _read(voice)
            espeak = load_espeak()
            pcm = espeak.speak(
                text,
                voice=options["espeak_voice"] or espeak_voice(voice.language),
                words_per_minute=round(WORDS_PER_MINUTE * voice.rate),
                pitch=options["pitch"],
                pitch_range=options["pitch_range"],
            )
        except EngineError:
            raise
        except AudioEditionError as error:
            raise EngineError(str(error), hint=error.hint) from error
        return Clip(pcm=pcm, frame_rate=espeak.frame_rate)


def _read(voice: Voice) -> dict[str, Any]:
    options = read_options(voice, _OPTIONS)
    for key in ("pitch", "pitch_range"):
        check_range(voice, options, key, 0, 100)
    return options


def espeak_voice(language: str) -> str:
    """``fr-FR`` -> ``fr``, ``fr-BE`` -> ``fr-be``: espeak 1.52 has the regional forms of French and few others."""
    code = language.lower().replace("_", "-")
    return code if code in _REGIONAL else code.split("-")[0]


_REGIONAL = {"fr-be", "fr-ch", "en-us", "en-gb-scotland", "pt-br", "es-419"}
