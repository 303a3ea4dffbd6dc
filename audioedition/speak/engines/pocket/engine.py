"""The engine ``pocket``: what the host talks to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audioedition.errors import EngineError
from audioedition.model import Clip
from audioedition.speak.engines.natural import (
    BREATH_MS,
    Loaded,
    as_engine_errors,
    installed_for,
    read_shared,
    require_modules,
)
from audioedition.speak.engines.pocket.text import FEW_WORDS, known_text, split_text, tidy_text
from audioedition.speak.engines.tempo import change_tempo
from audioedition.speak.engines.waves import join_pieces, to_pcm, trim_silence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from audioedition.model import Voice
    from audioedition.speak.engines.pocket.model import PocketModel
    from audioedition.speak.installed import InstalledVoice

_ATTEMPTS = 4
"""With noise of another seed each: short sentences often fail (two in five, it is said)."""
_FASTEST_CHARACTERS_PER_S = 35.0
"""What is over sooner has left words out."""
_PADDING = " " * 8
"""Before a short sentence that did not come to an end: more tokens, as its authors do for some languages."""


class PocketEngine:
    """Options: ``threads`` (0 = all cores), ``take`` (0 to 9: the same words a little differently), ``model`` (the
    installed voice, by default the profile's name)."""

    name = "pocket"
    version = "1"
    max_chars = 400
    """Cut here into pieces of at most 50 tokens."""
    sends_text_to: str | None = None
    deadline_s = 180.0
    """Four attempts at a sentence on a slow machine."""

    def __init__(self) -> None:
        self._loaded = Loaded(_load)

    def check(self, voice: Voice) -> str:
        """The installed model's fingerprint. Raises VoiceError when the extra or the weights are missing."""
        require_modules(voice, {"onnxruntime": "pocket", "numpy": "pocket", "tokenizers": "pocket"})
        read_shared(voice)
        return installed_for(voice).fingerprint

    def speak(self, text: str, voice: Voice) -> Clip:
        with as_engine_errors():
            options = read_shared(voice)
            model = self._loaded.model(voice, threads=options["threads"])
            rate = model.manifest.frame_rate
            known = known_text(tidy_text(text), model.encode, unknown=model.unknown)
            pieces = split_text(known, model.encode, most_tokens=model.manifest.most_tokens)
            sounds = [speak_piece(model, piece, take=options["take"]) for piece in pieces]
            joined = join_pieces(sounds, frame_rate=rate, pause_ms=BREATH_MS)
            return change_tempo(Clip(pcm=to_pcm(joined), frame_rate=rate), voice.rate)


def speak_piece(model: PocketModel, piece: str, *, take: int) -> NDArray[np.float32]:
    """The first attempt that came to its end and is not too short for its words. Raises EngineError when none is."""
    rate = model.manifest.frame_rate
    for attempt in range(_ATTEMPTS):
        padded = attempt % 2 == 1 and len(piece.split()) <= FEW_WORDS
        wording = _PADDING + piece if padded and _fits(model, _PADDING + piece) else piece
        sound, ended = model.speak(wording, take=take, attempt=attempt)
        speech = trim_silence(sound, frame_rate=rate)
        if ended and len(speech) / rate >= len(piece) / _FASTEST_CHARACTERS_PER_S:
            return speech
    raise EngineError(
        f"Pocket TTS did not speak this to its end in {_ATTEMPTS} attempts.",
        hint="Another take in the profile's [options] may, or another voice: --voice siwis.",
    )


def _fits(model: PocketModel, text: str) -> bool:
    return len(model.encode(text)[0]) <= model.manifest.most_tokens


def _load(installed: InstalledVoice, threads: int) -> PocketModel:
    from audioedition.speak.engines.pocket.model import PocketModel

    return PocketModel(installed, threads)
