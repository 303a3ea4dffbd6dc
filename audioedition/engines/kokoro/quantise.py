"""The generator's convolutions in 8 bits with fixed ranges, for OpenVINO: two thirds of the work, four at a time.

Why this and not bf16: bf16 throughout costs a whole point of DNSMOS, because the harmonic source sums phases
over thousands of steps. Here source, encoder, norms, residual sums and the inverse STFT stay in f32; only the
square convolutions of the residual blocks run in integers. Their inputs come out of an instance norm, so their
ranges hardly move from sentence to sentence and can be learnt once, at install time, from a few sentences.
Figures: docs/voices.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from audioedition.engines.kokoro.rewrites import Surgeon

if TYPE_CHECKING:
    import numpy as np
    import onnx
    from numpy.typing import NDArray

Range = tuple[float, float]
"""Least and greatest value of a tensor; zero lies between them."""

CALIBRATION = (
    "Le conseil municipal a voté hier soir le budget de l’année prochaine.",
    "Pourquoi faut-il attendre aussi longtemps ? Personne ne le sait.",
    "« Nous avons tout perdu », raconte une habitante, « mais nous sommes vivants ! »",
    "Deux cents pompiers ont lutté toute la nuit contre l’incendie, près de Bordeaux.",
    "Oui.",
    "La ministre, interrogée à ce sujet, a rappelé que la loi entrerait en vigueur au printemps, "
    "sauf dans les communes qui en feraient la demande.",
)
"""Statement, question, quotation, one word, a long sentence: what moves the ranges."""


def find_square_convolutions(graph: onnx.GraphProto) -> tuple[onnx.NodeProto, ...]:
    """The convolutions of the vocoder's residual blocks: as many channels out as in, fixed weights."""
    shapes = {value.name: tuple(value.dims) for value in graph.initializer}
    return tuple(
        node
        for node in graph.node
        if node.op_type == "Conv"
        and "/generator/" in node.name
        and len(shape := shapes.get(node.input[1], ())) in (3, 4)
        and shape[0] == shape[1] >= 64
    )


def watch_ranges(model: onnx.ModelProto) -> tuple[bytes, tuple[str, ...]]:
    """A copy of the model that also gives least and greatest value of every tensor to be quantised."""
    import onnx

    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    tensors = tuple(dict.fromkeys(node.input[0] for node in find_square_convolutions(watched.graph)))
    for tensor in tensors:
        for kind in ("Min", "Max"):
            name = f"{tensor}/{kind}"
            watched.graph.node.append(onnx.helper.make_node(f"Reduce{kind}", [tensor], [name], keepdims=0))
            watched.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, []))
    return watched.SerializeToString(), tensors


def learn_ranges(
    run: Callable[[dict[str, Any], list[str]], list[Any]],
    tensors: tuple[str, ...],
    feeds: Iterable[dict[str, Any]],
) -> dict[str, Range]:
    """Mean over the sentences of the extremes.

    DNSMOS below floats: 0.03 on four sentences. The widest extremes lost 0.01 on the same four and 0.04 on
    fourteen others: no difference that so few sentences could settle.
    """
    import numpy as np

    names = [f"{tensor}/{kind}" for tensor in tensors for kind in ("Min", "Max")]
    extremes = np.mean([run(feed, names) for feed in feeds], axis=0).reshape(-1, 2)
    return {
        tensor: (min(0.0, float(least)), max(0.0, float(most)))
        for tensor, (least, most) in zip(tensors, extremes, strict=True)
    }


def quantise_generator(surgeon: Surgeon, ranges: Mapping[str, Range]) -> int:
    """Put 8-bit steps before the square convolutions whose ranges are known; how many there are."""
    from onnx import helper

    done: dict[str, str] = {}
    count = 0
    for node in find_square_convolutions(surgeon.graph):
        weights = surgeon.constant(node.input[1])
        tensor = node.input[0]
        if weights is None or tensor not in ranges:
            continue
        before = []
        if tensor not in done:
            done[tensor] = f"{tensor}/8bit"
            before += _steps(surgeon, tensor, ranges[tensor], done[tensor])
        floats = f"{node.name}/w8"
        before.append(_weights(surgeon, weights, floats))
        feeds = [done[tensor], floats, *node.input[2:]]
        new = helper.make_node("Conv", feeds, list(node.output), node.name)
        new.attribute.extend(node.attribute)
        surgeon.replace(node, [*before, new])
        count += 1
    return count


def _steps(surgeon: Surgeon, tensor: str, span: Range, output: str) -> list[onnx.NodeProto]:
    """The tensor rounded to 256 steps over its range, zero being one of them."""
    import numpy as np
    from onnx import helper

    least, most = span
    step = max(most - least, 1e-6) / 255
    scale = surgeon.add(f"{output}/step", np.array(step, np.float32))
    zero = surgeon.add(f"{output}/zero", np.array(round(-least / step), np.uint8))
    numbers = f"{output}/numbers"
    return [
        helper.make_node("QuantizeLinear", [tensor, scale, zero], [numbers], f"{output}/Q"),
        helper.make_node("DequantizeLinear", [numbers, scale, zero], [output], f"{output}/DQ"),
    ]


def _weights(surgeon: Surgeon, weights: NDArray[np.float32], output: str) -> onnx.NodeProto:
    """Weights in 8 bits, symmetric, one scale for each channel that goes out."""
    import numpy as np
    from onnx import helper

    rest = tuple(range(1, weights.ndim))
    step = np.maximum(np.abs(weights).max(axis=rest), 1e-8).astype(np.float32) / np.float32(127)
    numbers = np.clip(np.round(weights / np.expand_dims(step, rest)), -127, 127).astype(np.int8)
    inputs = [
        surgeon.add(f"{output}/numbers", numbers),
        surgeon.add(f"{output}/step", step),
        surgeon.add(f"{output}/zero", np.zeros(len(step), np.int8)),
    ]
    return helper.make_node("DequantizeLinear", inputs, [output], f"{output}/DQ", axis=0)
