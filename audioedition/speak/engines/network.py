"""ONNX networks of installed voices, run by onnxruntime on the processor."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audioedition.errors import EngineError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def usable_cores() -> int:
    """Cores that this process may run on (a container's share, not the machine's)."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_session(graph: Path, *, threads: int, cuda: bool = False, voice: str = "siwis") -> Any:
    """An onnxruntime session. Raises EngineError for a damaged graph or the wrong architecture."""
    try:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # waiting threads that spin take the cores that ffmpeg and other editions need
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        providers = [*(["CUDAExecutionProvider"] if cuda else []), "CPUExecutionProvider"]
        return onnxruntime.InferenceSession(str(graph), options, providers=providers)
    except Exception as error:  # onnxruntime raises a class of its own per kind of damage
        raise EngineError(
            f"The voice's network {graph.name} cannot be loaded ({type(error).__name__}: {error}).",
            hint=f"Install the voice again with: audioedition voices install {voice}",
        ) from error


class Network:
    """One graph whose inputs are known by name. Safe for threads, one run at a time is quickest."""

    def __init__(
        self, graph: Path, *, inputs: Sequence[str], outputs: int = 1, threads: int = 0, voice: str
    ) -> None:
        """Raises EngineError when it cannot be loaded, lacks one of ``inputs`` or has fewer ``outputs``."""
        self._session = start_session(graph, threads=threads or usable_cores(), voice=voice)
        self._name = graph.name
        self.inputs: tuple[str, ...] = tuple(value.name for value in self._session.get_inputs())
        self.outputs: tuple[str, ...] = tuple(value.name for value in self._session.get_outputs())
        again = f"Install the voice again with: audioedition voices install {voice}"
        if lacking := sorted(set(inputs) - set(self.inputs)):
            raise EngineError(
                f"The voice's network {graph.name} is another than it should be: it lacks the input "
                f"{', '.join(lacking)}.",
                hint=again,
            )
        if len(self.outputs) < outputs:
            raise EngineError(
                f"The voice's network {graph.name} is another than it should be: it has {len(self.outputs)} outputs, "
                f"not {outputs}.",
                hint=again,
            )

    def run(self, feed: dict[str, NDArray[Any]]) -> list[NDArray[Any]]:
        """The outputs in the graph's order. Raises EngineError, also for numbers that are none."""
        try:
            outputs: list[NDArray[Any]] = self._session.run(None, feed)
        except Exception as error:  # onnxruntime raises a class of its own per kind of trouble
            raise EngineError(
                f"The voice's network {self._name} failed ({type(error).__name__}: {error})."
            ) from error
        return outputs


def finite(values: NDArray[Any]) -> NDArray[np.float32]:
    """As float32. Raises EngineError where a number is none: the network went astray, or is damaged."""
    import numpy as np

    numbers = np.asarray(values, dtype=np.float32)
    if not np.isfinite(numbers).all():
        raise EngineError("The voice's network went astray: it gave numbers that are not finite.")
    return numbers
