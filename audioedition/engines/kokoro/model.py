"""The network itself: an ONNX graph from the voice's folder, run by onnxruntime. Loaded once per process."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audioedition.engines.kokoro.tokens import MAX_TOKENS, tokenize
from audioedition.errors import EngineError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STYLE_SIZE = 256


class KokoroModel:
    """Phonemes in, sound out. ``threads`` 0 = as many as this process may use."""

    def __init__(self, graph: Path, style: Path, *, threads: int = 0) -> None:
        import numpy as np

        self._styles = np.fromfile(style, dtype="<f4").reshape(-1, STYLE_SIZE)
        self._session = _start_session(graph, threads=threads or usable_cores())
        inputs = [value.name for value in self._session.get_inputs()]
        # kokoro-onnx's export calls them tokens, the hub's input_ids
        self._tokens = "tokens" if "tokens" in inputs else "input_ids"

    def speak(self, phonemes: str, *, speed: float, take: int = 0) -> NDArray[np.float32]:
        """Mono float at 24 kHz for at most 510 tokens. ``take`` 1, 2… speaks it a little differently."""
        import numpy as np

        numbers = tokenize(phonemes)
        if not 0 < len(numbers) <= MAX_TOKENS:
            raise EngineError(f"Kokoro was given {len(numbers)} tokens; it takes 1 to {MAX_TOKENS}.")
        row = min(len(numbers) + 7 * take, len(self._styles)) - 1
        feeds = {
            self._tokens: np.array([[0, *numbers, 0]], dtype=np.int64),
            "style": self._styles[row : row + 1],
            "speed": np.array([speed], dtype=np.float32),
        }
        (sound, *_) = self._session.run(None, feeds)
        return np.asarray(sound, dtype=np.float32).ravel()


def usable_cores() -> int:
    """Cores that this process may run on (a container's share, not the machine's)."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start_session(graph: Path, *, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises a class of its own per kind of damage
        raise EngineError(
            f"The voice's network {graph.name} cannot be loaded ({type(error).__name__}: {error}).",
            hint="Install the voice again with: audioedition voices install siwis",
        ) from error
