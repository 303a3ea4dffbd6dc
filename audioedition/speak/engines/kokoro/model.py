"""The network itself: a graph from the voice's folder, run by onnxruntime, by OpenVINO or on a GPU."""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audioedition.errors import EngineError
from audioedition.speak.engines.kokoro.durations import token_edges
from audioedition.speak.engines.kokoro.tokens import MAX_TOKENS, tokenize
from audioedition.speak.engines.network import start_session, usable_cores
from audioedition.system.folders import cache_folder
from audioedition.system.processor import Processor, this_processor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STYLE_SIZE = 256
MOST_STREAMS = 2
"""Each holds the tensors of a sentence: two keep the whole under 1.5 GB."""
_KERNELS_KEPT = 16
"""Of each kind of layer. OpenVINO keeps 5,000, each made for one length of sentence: 8 MB more after every sentence.
With 16 two streams stay at 1.05 GB however long the article; it costs a tenth of the processor's time at most."""
_COMPILED_KEPT = 2
_ISA_LIMIT = "ONEDNN_MAX_CPU_ISA"
_DONTNEED = 4
"""MADV_DONTNEED, which Python's mmap does not offer for mappings of others."""
Run = Callable[[dict[str, Any]], Sequence[Any]]
"""Inputs by name -> outputs: the sound, and behind it the durations where the graph tells them."""


class KokoroModel:
    """Phonemes in, sound out. ``accelerator`` is ``openvino``, ``cuda`` or ``onnxruntime``.

    ``streams`` runs may go on at once, each on its share of the cores. ``compiled_in``: a folder where OpenVINO
    keeps what it made of the graph, so that the next start is quick; ``None`` = nowhere for long.
    """

    def __init__(
        self,
        graph: Path,
        style: Path,
        *,
        accelerator: str,
        threads: int = 0,
        compiled_in: Path | None = None,
    ) -> None:
        self._styles = read_styles(style)
        cores = threads or usable_cores()
        self.streams = 1 if accelerator == "cuda" else min(cores, MOST_STREAMS)
        if accelerator == "openvino":
            self._runs, self._tokens = _openvino(
                graph, threads=cores, streams=self.streams, compiled_in=compiled_in
            )
        else:
            cuda = accelerator == "cuda"
            session = start_session(graph, threads=-(-cores // self.streams), cuda=cuda)
            self._tokens = tokens_input(session)
            self._runs = [lambda feed: session.run(None, feed)] * self.streams

    def speak(
        self, phonemes: str, *, speed: float, take: int = 0, stream: int = 0
    ) -> tuple[NDArray[np.float32], tuple[int, ...]]:
        """Mono float at 24 kHz for at most 510 tokens, and where each token begins (``token_edges``; () where the
        graph does not tell). ``take`` 1, 2… speaks it a little differently.

        One call at a time on each ``stream``.
        """
        import numpy as np

        numbers = tokenize(phonemes)
        if not 0 < len(numbers) <= MAX_TOKENS:
            raise EngineError(f"Kokoro was given {len(numbers)} tokens; it takes 1 to {MAX_TOKENS}.")
        feed = make_feed(numbers, self._styles, tokens_name=self._tokens, speed=speed, take=take)
        try:
            outputs = self._runs[stream](feed)
        except Exception as error:  # each runtime raises classes of its own
            raise EngineError(
                f"The network failed ({type(error).__name__}: {error}).", retryable=True
            ) from error
        sound = np.array(outputs[0], dtype=np.float32).ravel()  # a copy: the runtime's memory is used again
        told = [int(duration) for duration in outputs[1].ravel()] if len(outputs) > 1 else []
        return sound, token_edges(told, tokens=len(numbers), frames=len(sound))


def read_styles(path: Path) -> NDArray[np.float32]:
    """``(510, 256)``: one style vector for each number of tokens. Raises EngineError."""
    import numpy as np

    values = np.fromfile(path, dtype="<f4")
    if not values.size or values.size % STYLE_SIZE:
        raise EngineError(f"{path.name} is no table of style vectors.", hint="Install the voice again.")
    return values.reshape(-1, STYLE_SIZE)


def make_feed(
    numbers: list[int], styles: NDArray[np.float32], *, tokens_name: str, speed: float, take: int
) -> dict[str, Any]:
    """The graph's three inputs. Another ``take`` borrows the style of a slightly longer sentence."""
    import numpy as np

    row = min(len(numbers) + 7 * take, len(styles)) - 1
    return {
        tokens_name: np.array([[0, *numbers, 0]], dtype=np.int64),
        "style": styles[row : row + 1],
        "speed": np.array([speed], dtype=np.float32),
    }


def tokens_input(session: Any) -> str:
    """kokoro-onnx's export calls its tokens ``tokens``, the hub's ``input_ids``."""
    names = {value.name for value in session.get_inputs()}
    return "tokens" if "tokens" in names else "input_ids"


def compiled_folder() -> Path | None:
    """Where OpenVINO keeps networks compiled for this processor, 290 MB each; ``None`` where nothing can be written.

    Those of graphs that are no more go: the two used last stay.
    """
    folder = cache_folder() / "compiled"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = sorted(folder.glob("*.blob"), key=lambda blob: blob.stat().st_mtime, reverse=True)
        for blob in kept[_COMPILED_KEPT:]:
            blob.unlink()
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def _openvino(graph: Path, *, threads: int, streams: int, compiled_in: Path | None) -> tuple[list[Run], str]:
    """A function per stream that runs the graph, and the name of its tokens. Compiled once, then cached."""
    limit_kernels(this_processor())
    try:
        import openvino

        core = openvino.Core()
        settle_bindings(core)
        settings = {
            "INFERENCE_PRECISION_HINT": "f32",
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": streams,
            "CPU_RUNTIME_CACHE_CAPACITY": _KERNELS_KEPT,
        }
        if compiled_in is not None:
            compiled = _compile_in(compiled_in, core, graph, settings)
        else:  # the file goes, what is mapped of it stays
            with tempfile.TemporaryDirectory(prefix="audioedition-") as name:
                compiled_in = Path(name)
                compiled = _compile_in(compiled_in, core, graph, settings)
        requests = [compiled.create_infer_request() for _ in range(streams)]
        names = {name for port in compiled.inputs for name in port.names}
    except Exception as error:  # RuntimeError, mostly; a wheel for another architecture: ImportError, OSError
        raise EngineError(
            f"OpenVINO cannot run the voice's network ({type(error).__name__}: {error}).",
            hint='Uninstall openvino, or set accelerator = "onnxruntime" in the profile\'s [options].',
        ) from error
    runs: list[Run] = [partial(_infer, request, compiled_in) for request in requests]
    return runs, "tokens" if "tokens" in names else "input_ids"


def _compile_in(folder: Path, core: Any, graph: Path, settings: dict[str, Any]) -> Any:
    """From the compiled copy in ``folder``, made now if it is not there: what was just compiled holds 500 MB more than
    what is read back (1.6 GB against 1.05 after ten sentences on two streams)."""
    core.set_property({"CACHE_DIR": str(folder)})
    known = set(folder.glob("*.blob"))
    compiled = core.compile_model(str(graph), "CPU", settings)
    if set(folder.glob("*.blob")) - known:
        del compiled
        compiled = core.compile_model(str(graph), "CPU", settings)
    return compiled


def limit_kernels(processor: Processor) -> None:
    """Keep OpenVINO from AMX, unless the environment says itself how far it may go. Before it is loaded: it looks once.

    For AMX the weights are packed anew for every length of sentence, which takes 330 MB and longer than speaking it:
    2 times real time and 4.2 GB after eleven sentences against 4.8 times and 1.5 GB without (measured on Sapphire
    Rapids). A lower limit is no help: with AVX2_VNNI OpenVINO 2026.4 crashes.
    """
    if processor.has_amx:
        os.environ.setdefault(_ISA_LIMIT, "AVX512_CORE_VNNI")


def settle_bindings(core: Any) -> None:
    """Send one number through OpenVINO's Python side, from one thread, before several use it.

    Its conversions from and to numpy keep tables that the first caller fills. Two first callers at once wait for
    each other for ever: one holds the table's lock and wants the interpreter's, the other the reverse (seen in
    2026.1, two streams that began within 3 ms of each other).
    """
    import numpy as np
    import openvino

    number = openvino.opset13.parameter([1], openvino.Type.f32)
    echo = core.compile_model(openvino.Model([openvino.opset13.result(number)], [number]), "CPU")
    echo.create_infer_request().infer({0: np.zeros(1, np.float32)})[0].ravel()


def _infer(request: Any, compiled_in: Path | None, feed: dict[str, Any]) -> Sequence[Any]:
    outputs = list(request.infer(feed).values())
    if compiled_in is not None:
        let_go_of_mapped_files(compiled_in)
    return outputs


def let_go_of_mapped_files(folder: Path) -> int:
    """Give back the pages of files under ``folder`` that are mapped for reading; the bytes mapped (Linux, else 0).

    OpenVINO keeps its compiled network mapped, 280 MB, though it has packed the weights anew for its own use. What
    it does read again comes from the file: the pages are shared and never written, so nothing can be lost.
    """
    if sys.platform != "linux":
        return 0
    library = ctypes.CDLL(None)
    mapped = 0
    for line in Path("/proc/self/maps").read_text("utf-8", "replace").splitlines():
        span, rights, *_, name = line.split(maxsplit=5)
        if rights == "r--s" and name.startswith(f"{folder}/"):
            start, end = (int(bound, 16) for bound in span.split("-"))
            library.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _DONTNEED)
            mapped += end - start
    return mapped
