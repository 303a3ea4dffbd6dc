"""The generator's convolutions in 8 bits with fixed ranges, for OpenVINO: two thirds of the work, four at a time.

Why this and not bf16: bf16 throughout costs a whole point of DNSMOS, because the harmonic source sums phases
over thousands of steps. Here source, encoder, norms, residual sums and the inverse STFT stay in f32; only the
square convolutions of the residual blocks run in integers. Their inputs come out of an instance norm, so their
ranges hardly move from sentence to sentence and can be learnt once (``calibrate.py``). Figures: docs/voices.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from audioedition.speak.engines.kokoro.calibrate import Levels
from audioedition.speak.engines.kokoro.rewrites import Surgeon

if TYPE_CHECKING:
    import numpy as np
    import onnx
    from numpy.typing import NDArray


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


def read_weights(model: onnx.ModelProto) -> dict[str, NDArray[np.float32]]:
    """Tensor to be quantised -> weights of the convolution that reads it."""
    surgeon = Surgeon(model.graph)
    found = (
        (node.input[0], surgeon.constant(node.input[1])) for node in find_square_convolutions(model.graph)
    )
    return {tensor: weights for tensor, weights in found if weights is not None}


def quantise_generator(surgeon: Surgeon, levels: Mapping[str, Levels]) -> int:
    """Put 8-bit steps before the square convolutions whose levels are known; how many there are."""
    from onnx import helper

    count = 0
    for node in find_square_convolutions(surgeon.graph):
        weights = surgeon.constant(node.input[1])
        tensor = node.input[0]
        if weights is None or tensor not in levels:
            continue
        balance = levels[tensor].balance.reshape(-1, *[1] * (weights.ndim - 2))
        rounded, floats = f"{node.name}/8bit", f"{node.name}/w8"
        steps = [
            *_steps(surgeon, tensor, levels[tensor], balance, rounded),
            _weights(surgeon, weights * balance, floats),
        ]
        new = helper.make_node("Conv", [rounded, floats, *node.input[2:]], list(node.output), node.name)
        new.attribute.extend(node.attribute)
        surgeon.replace(node, [*steps, new])
        count += 1
    return count


def _steps(
    surgeon: Surgeon, tensor: str, levels: Levels, balance: NDArray[np.float32], output: str
) -> list[onnx.NodeProto]:
    """The tensor balanced, then rounded to 256 steps. The product joins the activation's pass over the tensor."""
    import numpy as np
    from onnx import helper

    share = surgeon.add(f"{output}/share", (1 / balance).astype(np.float32))
    scale = surgeon.add(f"{output}/step", np.array(levels.step, np.float32))
    zero = surgeon.add(f"{output}/zero", np.array(levels.zero, np.uint8))
    balanced, numbers = f"{output}/balanced", f"{output}/numbers"
    return [
        helper.make_node("Mul", [tensor, share], [balanced], f"{output}/Mul"),
        helper.make_node("QuantizeLinear", [balanced, scale, zero], [numbers], f"{output}/Q"),
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
