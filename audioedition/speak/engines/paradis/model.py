"""The three networks of Paradis-TTS, and the order in which they work."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from audioedition.errors import EngineError
from audioedition.speak.engines.kokoro.durations import FRAMES_A_UNIT, token_edges
from audioedition.speak.engines.network import Network, finite
from audioedition.speak.engines.noise import noise_for
from audioedition.speak.engines.paradis.polish import polish
from audioedition.speak.engines.paradis.source import FRAME_RATE, read_source, vibrate

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from audioedition.speak.installed import InstalledVoice

MAX_TOKENS = 400
_MOST_UNITS = 4096
"""1 min 42 s for 400 phonemes: more is no speech but a network gone astray, and would take gigabytes."""


class ParadisModel:
    """Numbers of phonemes in, sound out."""

    def __init__(self, installed: InstalledVoice, threads: int) -> None:
        """Raises EngineError for files that are not Paradis'."""
        manifest = read_json(installed.file("manifest"))
        if manifest.get("schema_version") != 1 or manifest.get("sample_rate") != FRAME_RATE:
            raise EngineError(
                "This is no model of Paradis-TTS that the program knows: its manifest says "
                f"schema {manifest.get('schema_version')}, {manifest.get('sample_rate')} Hz.",
                hint="Install the voice again with: audioedition voices install paradis",
            )
        self.vocabulary = read_vocabulary(installed.file("vocabulary"))
        self._source = read_source(manifest)

        def network(role: str, inputs: Sequence[str], outputs: int) -> Network:
            return Network(
                installed.file(role), inputs=inputs, outputs=outputs, threads=threads, voice="paradis"
            )

        self._text = network("text", ("input_ids",), 3)
        self._prosody = network("prosody", ("expanded",), 2)
        self._decoder = network("decoder", ("features", "f0", "noise", "source"), 1)

    def speak(
        self, numbers: Sequence[int], *, speed: float, take: int = 0
    ) -> tuple[NDArray[np.float32], tuple[int, ...]]:
        """Mono float at 24 kHz for 1 to 400 numbers, and where each begins (``token_edges``). Raises EngineError."""
        import numpy as np

        if not 0 < len(numbers) <= MAX_TOKENS:
            raise EngineError(f"Paradis was given {len(numbers)} phonemes; it takes 1 to {MAX_TOKENS}.")
        ids = np.array([[0, *numbers, 0]], dtype=np.int64)
        lengths, prosody, features = (finite(values) for values in self._text.run({"input_ids": ids})[:3])
        if lengths.size != ids.size or prosody.shape[-1] != ids.size or features.shape[-1] != ids.size:
            raise EngineError(
                "The voice's network text.onnx gave another number of sounds than it was asked for."
            )
        units = np.maximum(1, np.rint(lengths.ravel() / speed)).astype(np.int64)
        if units.sum() > _MOST_UNITS:
            raise EngineError(
                f"Paradis would speak this for {units.sum() * FRAMES_A_UNIT / FRAME_RATE:.0f} s."
            )
        rank = np.repeat(np.arange(ids.size), units)
        f0, noise = (
            finite(values)
            for values in self._prosody.run({"expanded": np.ascontiguousarray(prosody[:, :, rank])})[:2]
        )
        seed = noise_for(",".join(map(str, numbers)), take=take)
        source = vibrate(f0.ravel(), self._source, seed)
        feed = {
            "features": np.ascontiguousarray(features[:, :, rank]), "f0": f0, "noise": noise, "source": source
        }  # fmt: skip
        sound = finite(self._decoder.run(feed)[0]).ravel()
        if len(sound) != units.sum() * FRAMES_A_UNIT:
            raise EngineError(
                "The voice's network decoder.onnx gave another length of sound than was planned."
            )
        sound = polish(sound, source.ravel(), f0.ravel())
        return sound, token_edges([int(unit) for unit in units], tokens=len(numbers), frames=len(sound))


def read_json(path: Path) -> dict[str, Any]:
    """Raises EngineError for a damaged file."""
    try:
        content = json.loads(path.read_text("utf-8"))
        if not isinstance(content, dict):
            raise ValueError("it is no table")
    except (OSError, ValueError) as error:
        raise EngineError(
            f"The voice's file {path.name} cannot be read ({error}).", hint="Install the voice again."
        ) from error
    return content


def read_vocabulary(path: Path) -> dict[str, int]:
    """Phoneme -> number. Raises EngineError for a damaged file."""
    vocabulary = read_json(path)
    if not vocabulary or not all(
        len(sign) == 1 and isinstance(number, int) and number > 0 for sign, number in vocabulary.items()
    ):
        raise EngineError(
            f"The voice's file {path.name} is no list of phonemes.", hint="Install the voice again."
        )
    return vocabulary
