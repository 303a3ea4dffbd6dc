"""What is worked out once, when the voice is installed, so that speaking starts at once: the quick graphs.

From the export as it was downloaded come ``speech.onnx`` for onnxruntime (the 8-bit graph or its float twin,
whichever is quicker on this very processor) and, where OpenVINO is installed, ``fast.onnx``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from audioedition.speak.engines.kokoro.calibrate import (
    SENTENCES,
    TEN_LENGTHS,
    Levels,
    learn_levels,
    watch_inputs,
)
from audioedition.speak.engines.kokoro.compact import store_tables
from audioedition.speak.engines.kokoro.durations import tell_durations
from audioedition.speak.engines.kokoro.graph import has_integer_products, to_floats
from audioedition.speak.engines.kokoro.measure import (
    Candidate,
    TrialResult,
    choose,
    measure_candidates,
)
from audioedition.speak.engines.kokoro.model import (
    MOST_STREAMS,
    make_feed,
    read_styles,
    tokens_input,
)
from audioedition.speak.engines.kokoro.planes import lift_blocks
from audioedition.speak.engines.kokoro.quantise import quantise_generator, read_weights
from audioedition.speak.engines.kokoro.rewrites import (
    Surgeon,
    convolve_stft,
    expand_snakes,
    unfold_transposed_convolutions,
)
from audioedition.speak.engines.kokoro.tokens import tokenize
from audioedition.speak.engines.network import start_session, usable_cores
from audioedition.speak.installed import InstalledVoice, VoiceSpeed
from audioedition.system.processor import this_processor

if TYPE_CHECKING:
    import onnx

GRAPH_VERSION = 7
"""Raised when other graphs come out of here: the next ``voices install`` makes them anew."""
SPEECH, FAST = f"speech-{GRAPH_VERSION}.onnx", f"fast-{GRAPH_VERSION}.onnx"
OPENVINO = "OpenVINO"
SHORT_TRIAL = "AUDIOEDITION_SHORT_TRIAL"
"""Set, four lengths are timed instead of ten: where an image is built on one machine and speaks on another, and in CI,
ten tell nothing more."""
MOST_BYTES = 350_000_000
"""Of an installed voice: beyond it only the graph that is used is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What the installation worked out."""

    files: dict[str, Path]
    """Role → file written beside the model: ``graph`` for onnxruntime, ``fast`` for OpenVINO."""
    speed: VoiceSpeed


def prepare_graphs(model: Path, style: Path, *, on_step: Callable[[str], None]) -> Prepared:
    """Write the graphs and choose among them. Raises EngineError or what onnx raises for a damaged model."""
    on_step("rewriting the network for this processor")
    candidates = _write_candidates(model, style, on_step=on_step)
    on_step("timing the network on this processor")
    texts = TEN_LENGTHS[::3] if os.environ.get(SHORT_TRIAL) else TEN_LENGTHS
    phonemes = [_phonemize(text) for text in texts]
    figures = measure_candidates(candidates, phonemes, style)
    best = choose(figures)
    files: dict[str, Path] = {}
    plain = next(
        (c for f in sorted(figures, key=lambda f: -f.times_new) for c in candidates
         if c.name == f.name and c.accelerator == "onnxruntime"), None,
    )  # fmt: skip
    for candidate in candidates:
        if candidate.accelerator == "openvino" and candidate.name == best.name:
            files["fast"] = candidate.graph.replace(model.with_name(FAST))
        elif candidate is plain:
            files["graph"] = candidate.graph.replace(model.with_name(SPEECH))
        else:
            candidate.graph.unlink()
    whole = sum(path.stat().st_size for path in (model, *files.values()))
    if "fast" in files and whole > MOST_BYTES and "graph" in files:
        files.pop(
            "graph"
        ).unlink()  # the model as it was downloaded serves who asks for onnxruntime all the same
    return Prepared(files=files, speed=_speed(best, figures, candidates))


def is_prepared(installed: InstalledVoice) -> bool:
    """Whether the graphs are those that would be made here now. OpenVINO that came later was not on trial."""
    speed = installed.speed
    openvino = find_spec("openvino") is not None
    if speed is None or openvino != any(name == OPENVINO for name, _, _ in speed.trial):
        return False
    wanted = ("fast", FAST) if speed.accelerator == "openvino" else ("graph", SPEECH)
    return wanted in {(file.role, file.name) for file in installed.files}


def _write_candidates(model: Path, style: Path, *, on_step: Callable[[str], None]) -> list[Candidate]:
    """The preferred ones first."""
    import onnx

    source = onnx.load(model)
    tell_durations(source)
    eight_bits = has_integer_products(source)
    floats = to_floats(source) if eight_bits else source
    written: list[Candidate] = []

    def keep(name: str, graph: onnx.ModelProto, accelerator: str) -> None:
        path = model.with_name(f"candidate-{len(written)}.onnx")
        onnx.save(graph, path)
        written.append(Candidate(name=name, graph=path, accelerator=accelerator))

    for graph in (source, floats) if eight_bits else (source,):
        _apply(graph, unfold_transposed_convolutions, convolve_stft)
    if eight_bits:
        keep("onnxruntime, 8 bits", source, "onnxruntime")
    compact = onnx.ModelProto()
    compact.CopyFrom(floats)
    store_tables(compact)
    keep("onnxruntime, floats", compact, "onnxruntime")
    del source, compact
    if find_spec("openvino") is not None:
        on_step("learning the ranges for OpenVINO")
        levels = _learn_levels(floats, style, model.with_name("watched.onnx"))
        _apply(floats, lift_blocks, expand_snakes, lambda surgeon: quantise_generator(surgeon, levels))
        store_tables(floats)
        keep(OPENVINO, floats, "openvino")
    return sorted(written, key=lambda candidate: candidate.accelerator != "openvino")


def _speed(best: TrialResult, figures: Sequence[TrialResult], candidates: Sequence[Candidate]) -> VoiceSpeed:
    streams = min(usable_cores(), MOST_STREAMS)
    return VoiceSpeed(
        processor=str(this_processor()),
        accelerator=next(c.accelerator for c in candidates if c.name == best.name),
        times_real_time=round(streams * best.times_new, 1),
        peak_mb=round(best.peak_mb),
        trial=tuple((f.name, round(streams * f.times_new, 1), round(f.peak_mb)) for f in figures),
    )


def _apply(model: onnx.ModelProto, *steps: Callable[[Surgeon], object]) -> None:
    for step in steps:
        surgeon = Surgeon(model.graph)
        step(surgeon)
        surgeon.close()


def _phonemize(text: str) -> str:
    from audioedition.speak.engines.espeak_library import load_espeak
    from audioedition.speak.engines.kokoro.phonemes import phonemize_sentence

    espeak = load_espeak()
    return phonemize_sentence(
        text, language="fr-FR", phonemize=lambda part, by: espeak.phonemes(part, voice=by)
    )


def _learn_levels(floats: onnx.ModelProto, style: Path, watched: Path) -> dict[str, Levels]:
    """By a session that ends here: with its memory the next step would hold half as much again."""
    weights = read_weights(floats)
    if not weights:
        return {}
    watched.write_bytes(watch_inputs(floats, weights))
    session = start_session(watched, threads=usable_cores())
    watched.unlink()
    styles, name = read_styles(style), tokens_input(session)
    feeds = [
        make_feed(tokenize(_phonemize(text)), styles, tokens_name=name, speed=1.0, take=0)
        for text in SENTENCES
    ]
    return learn_levels(lambda feed, names: list(session.run(names, feed)), weights, feeds)
