"""The ear: faster-whisper, kept loaded. An edge."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audioedition.check.listen.model_files import missing_extra
from audioedition.check.listen.words import HeardWord
from audioedition.errors import UsageError
from audioedition.model import Clip
from audioedition.sound.clip import resample_clip

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME_RATE = 16_000
"""Hz, what Whisper hears."""


class Ear:
    """One loaded model. ``language`` is its code for the article's (fr); ``threads`` 0 = half the cores.

    Threads that share a busy core wait for one another: on 2 cores at a load of 10, two took 16 s where one took 5.
    """

    def __init__(self, model: Path | str, *, language: str = "fr", threads: int = 0) -> None:
        """Raises UsageError when faster-whisper is not installed or the model cannot be loaded."""
        try:
            from faster_whisper import WhisperModel
        except ImportError as error:
            raise missing_extra() from error
        try:
            self._model: Any = WhisperModel(
                str(model), device="auto", compute_type="default" if _cuda() else "int8",
                cpu_threads=threads or max(1, (os.cpu_count() or 1) // 2), local_files_only=True,
            )  # fmt: skip
        except (RuntimeError, ValueError, OSError) as error:
            raise UsageError(
                f"The listening model {model} cannot be loaded: {error}.",
                hint="Install it again: audioedition check --install-model",
            ) from error
        self.language = language

    def hear(
        self, sound: NDArray[np.float32], *, offset_ms: int = 0, careful: bool = False
    ) -> tuple[HeardWord, ...]:
        """The words in mono sound of 16 kHz (−1 to 1), their times moved by ``offset_ms``.

        ``careful`` follows five hypotheses in place of one: half as quick again. No chance is involved.
        """
        segments, _ = self._model.transcribe(
            sound,
            language=self.language,
            beam_size=5 if careful else 1,
            temperature=0.0,
            word_timestamps=True,
            condition_on_previous_text=False,
            vad_filter=False,
        )
        return tuple(
            HeardWord(
                text=word.word,
                start_ms=offset_ms + round(1000 * word.start),
                end_ms=offset_ms + round(1000 * word.end),
                probability=float(word.probability),
            )
            for segment in segments
            for word in segment.words or ()
        )


def samples_of(clip: Clip) -> NDArray[np.float32]:
    """A clip as the ear takes it."""
    import numpy as np

    return to_float(np.frombuffer(resample_clip(clip, frame_rate=FRAME_RATE).pcm, dtype="<i2"))


def to_float(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """s16 -> −1.0 to 1.0."""
    import numpy as np

    return samples.astype(np.float32) / np.float32(32768)


def _cuda() -> bool:
    import ctranslate2

    return bool(ctranslate2.get_cuda_device_count())
