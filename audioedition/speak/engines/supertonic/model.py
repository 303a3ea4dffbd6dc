"""The four networks of Supertonic 3, and the order in which they work."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audioedition.errors import EngineError
from audioedition.speak.engines.network import Network, finite
from audioedition.speak.engines.noise import noise_for
from audioedition.speak.engines.supertonic.text import UNKNOWN

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from audioedition.speak.installed import InstalledVoice

_MOST_S = 120.0
"""Of one call of 300 characters: more is no speech but a network gone astray, and would take gigabytes."""
_AGAIN = "Install the voice again with: audioedition voices install supertonic"
_TEXT, _MASK = "text_ids", "text_mask"


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundSizes:
    """Of ``tts.json``."""

    frame_rate: int
    samples_a_step: int
    """Samples that one column of the latent picture becomes."""
    rows: int
    """Of the latent picture."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VoiceStyle:
    """Of ``voice_styles/NAME.json``: who speaks."""

    sound: NDArray[np.float32]
    rhythm: NDArray[np.float32]


class SupertonicModel:
    """Numbers of characters in, sound out."""

    def __init__(self, installed: InstalledVoice, threads: int) -> None:
        """Raises EngineError for files that are not Supertonic's."""
        self.sizes = read_sizes(installed.file("sizes"))
        self.table = read_table(installed.file("table"))
        self._installed = installed
        self._styles: dict[str, VoiceStyle] = {}

        def network(role: str, *inputs: str) -> Network:
            return Network(installed.file(role), inputs=inputs, threads=threads, voice="supertonic")

        self._durations = network("duration_predictor", _TEXT, "style_dp", _MASK)
        self._encoder = network("text_encoder", _TEXT, "style_ttl", _MASK)
        self._estimator = network(
            "vector_estimator", "noisy_latent", "text_emb", "style_ttl", _MASK, "latent_mask", "current_step",
            "total_step",
        )  # fmt: skip
        self._vocoder = network("vocoder", "latent")

    def speak(
        self, numbers: Sequence[int], *, who: str, speed: float, steps: int, take: int = 0
    ) -> NDArray[np.float32]:
        """Mono float at ``sizes.frame_rate``. Raises EngineError."""
        import numpy as np

        style = self._style(who)
        ids = np.array([numbers], dtype=np.int64)
        mask = np.ones((1, 1, ids.size), dtype=np.float32)
        told = self._durations.run({_TEXT: ids, "style_dp": style.rhythm, _MASK: mask})[0]
        seconds = float(finite(told).ravel()[0]) / speed
        if not 0 < seconds <= _MOST_S:
            raise EngineError(f"Supertonic would speak this for {seconds:.0f} s.")
        text = self._encoder.run({_TEXT: ids, "style_ttl": style.sound, _MASK: mask})[0]
        columns = math.ceil(seconds * self.sizes.frame_rate / self.sizes.samples_a_step)
        seed = noise_for(f"{who}\0{','.join(map(str, numbers))}", take=take)
        picture = seed.standard_normal((1, self.sizes.rows, columns)).astype(np.float32)
        whole = np.ones((1, 1, columns), dtype=np.float32)
        for step in range(steps):
            feed = {
                "noisy_latent": picture, "text_emb": text, "style_ttl": style.sound, _MASK: mask,
                "latent_mask": whole, "current_step": np.array([step], dtype=np.float32),
                "total_step": np.array([steps], dtype=np.float32),
            }  # fmt: skip
            picture = finite(self._estimator.run(feed)[0])
        sound = finite(self._vocoder.run({"latent": picture})[0]).ravel()
        return sound[: round(seconds * self.sizes.frame_rate)]

    def _style(self, who: str) -> VoiceStyle:
        if who not in self._styles:
            self._styles[who] = read_style(self._installed.file(f"style {who}"))
        return self._styles[who]


def read_sizes(path: Path) -> SoundSizes:
    """Raises EngineError for a damaged file."""
    content = _read_json(path)
    try:
        sizes = SoundSizes(
            frame_rate=int(content["ae"]["sample_rate"]),
            samples_a_step=int(content["ae"]["base_chunk_size"])
            * int(content["ttl"]["chunk_compress_factor"]),
            rows=int(content["ttl"]["latent_dim"]) * int(content["ttl"]["chunk_compress_factor"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path, f"{type(error).__name__}: {error}") from error
    if not (8_000 <= sizes.frame_rate <= 48_000 and sizes.samples_a_step > 0 and sizes.rows > 0):
        raise _damaged(path, "its sizes cannot be")
    return sizes


def read_table(path: Path) -> list[int]:
    """``ord(character)`` -> number, −1 = unknown. Raises EngineError for a damaged file."""
    content = _read_json(path)
    if not isinstance(content, list) or not content or not all(type(number) is int for number in content):
        raise _damaged(path, "it is no list of numbers")
    if max(content) == UNKNOWN:
        raise _damaged(path, "it knows no character")
    return content


def read_style(path: Path) -> VoiceStyle:
    """Raises EngineError for a damaged file."""
    import numpy as np

    content = _read_json(path)
    try:
        sound, rhythm = (
            np.array(content[key]["data"], dtype=np.float32).reshape(content[key]["dims"])
            for key in ("style_ttl", "style_dp")
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path, f"{type(error).__name__}: {error}") from error
    if sound.shape[:1] != (1,) or rhythm.shape[:1] != (1,):
        raise _damaged(path, "it is of more or less than one voice")
    return VoiceStyle(sound=sound, rhythm=rhythm)


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, why: str) -> EngineError:
    return EngineError(f"The voice's file {path.name} cannot be used ({why}).", hint=_AGAIN)
