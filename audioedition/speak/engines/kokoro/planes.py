"""The vocoder's residual blocks as pictures one pixel high: ``[1, channels, time]`` becomes ``[1, channels, 1, time]``.

The numbers stay the same. OpenVINO keeps four-dimensional tensors with the channels innermost from one convolution
to the next, through norms and activations; three-dimensional ones it turns around before and after each of the 48
convolutions, which took a tenth of the time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audioedition.speak.engines.kokoro.rewrites import Surgeon, attribute

if TYPE_CHECKING:
    import onnx

_BLOCK = re.compile(r"/generator/(resblocks|noise_res)\.\d+/(?!.*/fc/)")
"""All of a residual block but the product that makes a norm's scale and shift out of the style."""
_AROUND = re.compile(
    r"/generator/((Add|Div|LeakyRelu)_[2-7]|LeakyRelu_1|noise_convs\.\d/\w+|conv_post/Conv|ups\.1/\w+/Conv)$"
)
"""What lies between the blocks, by its name in both exports of Kokoro."""
_KNOWN = {"Add", "Sub", "Mul", "Div", "Pow", "Sqrt", "Sin", "Conv", "LeakyRelu"}
_WITH_AXES = {"ReduceMean", "Unsqueeze"}


def lift_blocks(surgeon: Surgeon) -> bool:
    """Lift the blocks, ``Unsqueeze`` before and ``Squeeze`` behind them. A graph that holds anything unknown
    there stays as it is (``False``)."""
    import numpy as np

    region = [node for node in surgeon.graph.node if _BLOCK.search(node.name) or _AROUND.search(node.name)]
    if not region or not all(_can_lift(surgeon, node) for node in region):
        return False
    inside = {name for node in region for name in node.output}
    members = {id(node) for node in region}
    height = surgeon.add("plane/height", np.array([2], np.int64))
    both = surgeon.add("plane/both", np.array([2, 3], np.int64))
    nodes: list[onnx.NodeProto] = []
    made: set[str] = set()
    for node in surgeon.graph.node:
        lifting = id(node) in members
        for place, name in enumerate(node.input):
            if (
                lifting
                and name not in inside
                and name not in surgeon.constants
                and node.op_type != "Unsqueeze"
            ):
                node.input[place] = _pass(nodes, made, "Unsqueeze", name, axes=height)
            elif not lifting and name in inside:
                node.input[place] = _pass(nodes, made, "Squeeze", name, axes=height)
        if lifting:
            _lift(surgeon, node, both=both)
        nodes.append(node)
    del surgeon.graph.node[:]
    surgeon.graph.node.extend(nodes)
    return True


def _can_lift(surgeon: Surgeon, node: onnx.NodeProto) -> bool:
    """Elementwise or a plain convolution; a mean over time (axis 2); the scale and shift of a norm."""
    if node.op_type == "Conv":
        weights = surgeon.constant(node.input[1])
        return weights is not None and weights.ndim == 3 and attribute(node, "group", 1) == 1
    if node.op_type in _WITH_AXES:
        axes = surgeon.constant(node.input[1]) if len(node.input) > 1 else None
        return axes is not None and axes.tolist() == [2]
    if node.op_type == "Split":
        return attribute(node, "axis", 0) == 1
    return node.op_type in _KNOWN


def _lift(surgeon: Surgeon, node: onnx.NodeProto, *, both: str) -> None:
    from onnx import helper

    if node.op_type in _WITH_AXES:
        node.input[1] = both
        return
    for place, name in enumerate(node.input):
        value = surgeon.constant(name)
        if value is not None and value.ndim == 3:
            node.input[place] = surgeon.add(f"{name}/plane", value[:, :, None, :])
    if node.op_type == "Conv":
        before, after = attribute(node, "pads", [0, 0])
        (step,) = attribute(node, "strides", [1])
        (spread,) = attribute(node, "dilations", [1])
        weights = surgeon.constant(node.input[1])
        assert weights is not None
        del node.attribute[:]
        shape = {"kernel_shape": weights.shape[2:], "pads": [0, before, 0, after]}
        steps = {"strides": [1, step], "dilations": [1, spread]}
        node.attribute.extend(helper.make_attribute(key, value) for key, value in {**shape, **steps}.items())


def _pass(nodes: list[onnx.NodeProto], made: set[str], kind: str, name: str, *, axes: str) -> str:
    """The tensor with or without its height; made once for all that read it."""
    from onnx import helper

    other = f"{name}/{kind}"
    if other not in made:
        made.add(other)
        nodes.append(helper.make_node(kind, [name, axes], [other], other))
    return other
