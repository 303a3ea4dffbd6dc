"""The engine ``kokoro``: what the host talks to."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from audioedition.engines.espeak_library import load_espeak, require_espeak
from audioedition.engines.kokoro.phonemes import phonemize_sentence
from audioedition.engines.kokoro.sound import FRAME_RATE, join_pieces, to_pcm, trim_silence
from audioedition.engines.kokoro.tokens import split_phonemes
from audioedition.engines.options import Option, check_range, read_options
from audioedition.errors import EngineError, VoiceError
from audioedition.install.store import InstalledVoice, find_installed
from audioedition.model import Clip

if TYPE_CHECKING:
    from audioedition.engines.kokoro.model import KokoroModel
    from audioedition.model import Voice

_BREATH_MS = 120
"""Between the parts of a sentence that was too long for one run."""
_SLOWEST, _FASTEST = 0.5, 3.0
_OPTIONS: dict[str, Option] = {"model": "", "threads": 0, "take": 0}


class KokoroEngine:
    name = "kokoro"
    version = "1"
    max_chars = 480
    """About 500 tokens of French; what is denser is split here, so nothing depends on the estimate."""
    sends_text_to: str | None = None

    def __init__(self) -> None:
        self._model: KokoroModel | None = None
        self._loaded: tuple[str, int] | None = None

    def check(self, voice: Voice) -> str:
        """The installed model's fingerprint. Raises VoiceError when the extra or the weights are missing."""
        if find_spec("onnxruntime") is None or find_spec("numpy") is None:
            raise VoiceError(
                f"The voice {voice.name} needs onnxruntime, which is not installed here.",
                hint="Install it with: pip install 'audioedition[neural]'",
            )
        require_espeak("neural")
        _read(voice)
        return _installed(voice).fingerprint

    def speak(self, text: str, voice: Voice) -> Clip:
        options = _read(voice)
        espeak = load_espeak()
        phonemes = phonemize_sentence(
            text, language=voice.language, phonemize=lambda piece, by: espeak.phonemes(piece, voice=by)
        )
        model = self._load(voice, threads=options["threads"])
        speed = min(max(voice.rate, _SLOWEST), _FASTEST)
        pieces = [
            trim_silence(model.speak(piece, speed=speed, take=options["take"]))
            for piece in split_phonemes(phonemes)
        ]
        return Clip(pcm=to_pcm(join_pieces(pieces, pause_ms=_BREATH_MS)), frame_rate=FRAME_RATE)

    def _load(self, voice: Voice, *, threads: int) -> KokoroModel:
        installed = _installed(voice)
        wanted = (installed.fingerprint, threads)
        if self._model is None or self._loaded != wanted:
            from audioedition.engines.kokoro.model import KokoroModel

            try:
                installed.verify()
            except VoiceError as error:
                raise EngineError(str(error), hint=error.hint) from error
            self._model = KokoroModel(installed.file("model"), installed.file("style"), threads=threads)
            self._loaded = wanted
        return self._model


def _installed(voice: Voice) -> InstalledVoice:
    return find_installed(str(voice.options.get("model") or voice.name))


def _read(voice: Voice) -> dict[str, Any]:
    options = read_options(voice, _OPTIONS)
    check_range(voice, options, "threads", 0, 256)
    check_range(voice, options, "take", 0, 9)
    return options
