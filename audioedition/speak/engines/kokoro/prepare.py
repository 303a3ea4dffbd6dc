"""What is worked out once, when the voice is installed, so that speaking starts at once: the quick graphs.

From the export as it was downloaded come ``speech.onnx`` for onnxruntime (the 8-bit graph or its float twin,
whichever is quicker on this very processor) and, where OpenVINO is installed, ``fast.onnx``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audioedition.speak.engines.kokoro.calibrate import SENTENCES, Levels, learn_levels, watch_inputs
from audioedition.speak.engines.kokoro.compact import store_tables
from audioedition.speak.engines.kokoro.durations import tell_durations
from audioedition.speak.engines.kokoro.graph import has_integer_products, to_floats
from audioedition.speak.engines.kokoro.planes import lift_blocks
from audioedition.speak.engines.kokoro.quantise import quantise_generator, read_weights
from audioedition.speak.engines.kokoro.rewrites import (
    Surgeon,
    convolve_stft,
    expand_snakes,
    unfold_transposed_convolutions,
)

if TYPE_CHECKING:
    import onnx

GRAPH_VERSION = 6
"""Raised when other graphs come out of here: the next ``voices install`` makes them anew."""
SPEECH, FAST = f"speech-{GRAPH_VERSION}.onnx", f"fast-{GRAPH_VERSION}.onnx"
_ROUNDS = 2


def prepare_graphs(model: Path, style: Path, *, on_step: Callable[[str], None]) -> dict[str, Path]:
    """Role → file written beside ``model``. Raises EngineError or what onnx raises for a damaged model."""
    import onnx

    folder = model.parent
    on_step("rewriting the network for this processor")
    source = onnx.load(model)
    tell_durations(source)
    graphs = [to_floats(source)] if has_integer_products(source) else []
    floats = graphs[0] if graphs else source
    for graph in (source, *graphs):
        _apply(graph, unfold_transposed_convolutions, convolve_stft)
    candidates = [folder / f"candidate-{n}.onnx" for n in range(1 + len(graphs))]
    for path, graph in zip(candidates, (source, *graphs), strict=True):
        onnx.save(graph, path)
    written = {"graph": folder / SPEECH}
    best = _quickest(candidates, style, on_step=on_step) if graphs else candidates[0]
    if find_spec("openvino") is not None:
        on_step("learning the ranges for OpenVINO")
        written["fast"] = folder / FAST
        _write_fast(floats, style, written["fast"])
    if best is not candidates[0]:  # the floats, which came out of 8 bits
        compact = onnx.load(best)
        store_tables(compact)
        onnx.save(compact, best)
    best.replace(written["graph"])
    for path in candidates:
        path.unlink(missing_ok=True)
    return written


def wanted_roles() -> set[str]:
    """What ``prepare_graphs`` would write here now."""
    return {"graph", "fast"} if find_spec("openvino") is not None else {"graph"}


def _apply(model: onnx.ModelProto, *steps: Callable[[Surgeon], object]) -> None:
    for step in steps:
        surgeon = Surgeon(model.graph)
        step(surgeon)
        surgeon.close()


def _feeds(texts: tuple[str, ...], style: Path, tokens_name: str) -> list[dict[str, Any]]:
    from audioedition.speak.engines.espeak_library import load_espeak
    from audioedition.speak.engines.kokoro.model import make_feed, read_styles
    from audioedition.speak.engines.kokoro.phonemes import phonemize_sentence
    from audioedition.speak.engines.kokoro.tokens import tokenize

    styles, espeak = read_styles(style), load_espeak()
    sentences = (
        phonemize_sentence(text, language="fr-FR", phonemize=lambda part, by: espeak.phonemes(part, voice=by))
        for text in texts
    )
    return [make_feed(tokenize(s), styles, tokens_name=tokens_name, speed=1.0, take=0) for s in sentences]


def _quickest(candidates: list[Path], style: Path, *, on_step: Callable[[str], None]) -> Path:
    """By processor time, in turns, the better of two: a busy machine disturbs it little."""
    from audioedition.speak.engines.kokoro.model import start_session, tokens_input

    on_step("timing the network on this processor")
    sessions = {path: start_session(path, threads=1) for path in candidates}
    times = dict.fromkeys(candidates, float("inf"))
    for _ in range(_ROUNDS):
        for path, session in sessions.items():
            (feed,) = _feeds(SENTENCES[:1], style, tokens_input(session))
            started = time.process_time()
            session.run(None, feed)
            times[path] = min(times[path], time.process_time() - started)
    return min(times, key=lambda path: times[path])


def _write_fast(floats: onnx.ModelProto, style: Path, target: Path) -> None:
    import onnx

    levels = _learn_levels(floats, style, target.with_name("watched.onnx"))
    _apply(floats, lift_blocks, expand_snakes, lambda surgeon: quantise_generator(surgeon, levels))
    store_tables(floats)
    onnx.save(floats, target)


def _learn_levels(floats: onnx.ModelProto, style: Path, watched: Path) -> dict[str, Levels]:
    """By a session that ends here: with its memory the next step would hold half as much again."""
    from audioedition.speak.engines.kokoro.model import start_session, tokens_input, usable_cores

    weights = read_weights(floats)
    if not weights:
        return {}
    watched.write_bytes(watch_inputs(floats, weights))
    session = start_session(watched, threads=usable_cores())
    watched.unlink()
    feeds = _feeds(SENTENCES, style, tokens_input(session))
    return learn_levels(lambda feed, names: list(session.run(names, feed)), weights, feeds)
