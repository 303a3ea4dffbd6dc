"""The engine ``paradis``: what the host talks to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from audioedition.model import Clip
from audioedition.speak.engines.espeak_library import require_espeak
from audioedition.speak.engines.kokoro.durations import time_spans
from audioedition.speak.engines.kokoro.engine import phonemize_for
from audioedition.speak.engines.kokoro.sound import trim_piece
from audioedition.speak.engines.kokoro.tokens import EASY_TOKENS, NEAREST
from audioedition.speak.engines.kokoro.words import find_words
from audioedition.speak.engines.natural import (
    BREATH_MS,
    Loaded,
    as_engine_errors,
    installed_for,
    read_shared,
    require_modules,
)
from audioedition.speak.engines.paradis.source import FRAME_RATE
from audioedition.speak.engines.pieces import split_passage
from audioedition.speak.engines.waves import join_pieces, to_pcm

if TYPE_CHECKING:
    from audioedition.model import Voice
    from audioedition.speak.engines.paradis.model import ParadisModel
    from audioedition.speak.installed import InstalledVoice


class ParadisEngine:
    """Options: ``threads`` (0 = all cores), ``take`` (0 to 9: the same words a little differently), ``model`` (the
    installed voice, by default the profile's name)."""

    name = "paradis"
    version = "2"
    max_chars = 480
    sends_text_to: str | None = None

    def __init__(self) -> None:
        self._loaded = Loaded(_load)

    def check(self, voice: Voice) -> str:
        """The installed model's fingerprint. Raises VoiceError when the extra or the weights are missing."""
        require_modules(voice, {"onnxruntime": "neural", "numpy": "neural"})
        require_espeak("neural")
        read_shared(voice)
        return installed_for(voice).fingerprint

    def speak(self, text: str, voice: Voice) -> Clip:
        with as_engine_errors():
            options = read_shared(voice)
            model = self._loaded.model(voice, threads=options["threads"])
            phonemes = known_signs(phonemize_for(text, voice), model.vocabulary)
            parts = split_phonemes(phonemes)
            sounds = [
                trim_piece(
                    *model.speak(
                        [model.vocabulary[sign] for sign in part], speed=voice.rate, take=options["take"]
                    )
                )
                for part in parts
            ]
            spans = find_words(text, phonemes, say_alone=lambda word: phonemize_for(word, voice))
        return Clip(
            pcm=to_pcm(
                join_pieces([piece.sound for piece in sounds], frame_rate=FRAME_RATE, pause_ms=BREATH_MS)
            ),
            frame_rate=FRAME_RATE,
            words=time_spans(spans, phonemes, parts, sounds, pause_ms=BREATH_MS, count=len),
        )


def known_signs(phonemes: str, vocabulary: Mapping[str, int]) -> str:
    """What the model was taught: other signs become their nearest relative, or nothing."""
    signs = (sign if sign in vocabulary else NEAREST.get(sign, "") for sign in phonemes)
    return "".join(sign for sign in signs if sign in vocabulary).strip()


def split_phonemes(phonemes: str) -> list[str]:
    """At most 400, and at most 200 where there are clauses: with a breath between them, as Kokoro speaks them."""
    from audioedition.speak.engines.paradis.model import MAX_TOKENS

    parts = split_passage(phonemes, size=len, most=MAX_TOKENS, easy=EASY_TOKENS)
    return [part for part in parts if any(sign.isalpha() for sign in part)]


def _load(installed: InstalledVoice, threads: int) -> ParadisModel:
    from audioedition.speak.engines.paradis.model import ParadisModel

    return ParadisModel(installed, threads)
