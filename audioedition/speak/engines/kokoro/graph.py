"""The int8 export turned back into floats, once, at install time.

The small export keeps its weights in 8 bits and quantises every activation while it runs. That costs more than
it saves on processors whose float units are fast, and it adds noise: each ``DynamicQuantizeLinear → ConvInteger /
MatMulInteger → Cast → Mul`` becomes one ``Conv`` / ``MatMul`` on the weights as floats, and the bias that had been
rounded to integers is traced back to the original. Graphs that are in floats already pass through unchanged.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import onnx
    from numpy.typing import NDArray


def has_integer_products(model: onnx.ModelProto) -> bool:
    """Whether this is the 8-bit export."""
    return any(node.op_type in ("ConvInteger", "MatMulInteger") for node in model.graph.node)


def to_floats(model: onnx.ModelProto) -> onnx.ModelProto:
    """The float twin (about 330 MB) of the 8-bit export, which stays as it is."""
    import onnx

    twin = onnx.ModelProto()
    twin.CopyFrom(model)
    Rewriter(twin).run()
    return twin


class Rewriter:
    """One pass over one graph; the order of the steps is the order of the methods."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._model = model
        self._graph = model.graph
        self._constants = {value.name: value for value in self._graph.initializer}
        self._producer = {output: node for node in self._graph.node for output in node.output}
        self._consumers: dict[str, list[onnx.NodeProto]] = defaultdict(list)
        for node in self._graph.node:
            for name in node.input:
                self._consumers[name].append(node)
        self._replaced: dict[str, list[onnx.NodeProto]] = {}
        """First output of an old node -> what stands in its place."""
        self._added: dict[str, onnx.TensorProto] = {}

    def run(self) -> None:
        for node in self._graph.node:
            if node.op_type in ("ConvInteger", "MatMulInteger"):
                self._float_product(node)
            elif node.op_type == "DynamicQuantizeLSTM":
                self._float_lstm(node)
            elif node.op_type == "DequantizeLinear":
                self._float_gather(node)
        nodes = [new for old in self._graph.node for new in self._replaced.get(old.output[0], [old])]
        self._keep(nodes)

    def _float_product(self, node: onnx.NodeProto) -> None:
        """Activation × 8-bit weights, as floats. Weights may be quantised per tensor or per column."""
        import onnx

        quantised, weights, _, zero = node.input
        source = self._producer[quantised]
        bias, scaled = self._follow_product(node)
        factors = self._producer[next(name for name in scaled.input if not self._is_sum_of(name, node))]
        (scale,) = [name for name in factors.input if name in self._constants]
        convolution = node.op_type == "ConvInteger"
        floats = self._dequantise(weights, scale, zero, channel_first=convolution)
        inputs = [source.input[0], self._add_constant(f"{weights}_float", floats)]
        if bias is not None:
            inputs.append(bias)
        new = onnx.helper.make_node(
            "Conv" if convolution else "MatMul", inputs, [scaled.output[0]], name=node.name
        )
        if convolution:
            new.attribute.extend(node.attribute)
        self._replaced[scaled.output[0]] = [new]

    def _follow_product(self, node: onnx.NodeProto) -> tuple[str | None, onnx.NodeProto]:
        """``(float bias, the Mul that ends the chain)`` behind an integer product."""
        (after,) = self._consumers[node.output[0]]
        bias = None
        if after.op_type == "Add":
            rounded = next(name for name in after.input if name != node.output[0])
            bias = self._trace_bias(rounded)
            (after,) = self._consumers[after.output[0]]
        (scaled,) = self._consumers[after.output[0]]
        if after.op_type != "Cast" or scaled.op_type != "Mul":
            raise ValueError(f"unknown pattern behind {node.name}: {after.op_type}, {scaled.op_type}")
        return bias, scaled

    def _trace_bias(self, name: str) -> str:
        """Back through Reshape, Cast, Floor, Div to the float bias that was rounded."""
        while (node := self._producer[name]).op_type != "Div":
            name = node.input[0]
        return str(node.input[0])

    def _is_sum_of(self, name: str, node: onnx.NodeProto) -> bool:
        cast = self._producer.get(name)
        return cast is not None and cast.op_type == "Cast"

    def _float_lstm(self, node: onnx.NodeProto) -> None:
        """onnxruntime keeps the weights of its 8-bit LSTM transposed: ``[directions, inputs, 4 × hidden]``."""
        import onnx

        names = list(node.input)
        w, r, w_scale, w_zero, r_scale, r_zero = names[1], names[2], *names[8:12]
        for place, (weights, scale, zero) in {1: (w, w_scale, w_zero), 2: (r, r_scale, r_zero)}.items():
            floats = self._dequantise(weights, scale, zero, channel_first=True).transpose(0, 2, 1)
            names[place] = self._add_constant(f"{weights}_float", floats)
        new = onnx.helper.make_node("LSTM", names[:8], list(node.output), name=node.name)
        new.attribute.extend(a for a in node.attribute if a.name in ("direction", "hidden_size"))
        self._replaced[node.output[0]] = [new]

    def _float_gather(self, node: onnx.NodeProto) -> None:
        """A row taken from an 8-bit table and scaled afterwards: the table itself becomes floats."""
        import onnx

        values, scale, zero = node.input
        gather = self._producer[values]
        if gather.op_type != "Gather":
            return
        table = self._dequantise(gather.input[0], scale, zero, channel_first=True)
        names = [self._add_constant(f"{gather.input[0]}_float", table), gather.input[1]]
        new = onnx.helper.make_node("Gather", names, list(node.output), name=gather.name)
        new.attribute.extend(gather.attribute)
        self._replaced[node.output[0]] = [new]

    def _dequantise(self, values: str, scale: str, zero: str, *, channel_first: bool) -> NDArray[np.float32]:
        """``(values - zero) × scale``; a scale per channel belongs to the first axis, or to the last."""
        import numpy as np
        from onnx import numpy_helper

        raw, factor, offset = (numpy_helper.to_array(self._constants[name]) for name in (values, scale, zero))
        if factor.ndim == 1 and factor.size > 1 and channel_first:
            shape = (-1, *[1] * (raw.ndim - 1))
            factor, offset = factor.reshape(shape), offset.reshape(shape) if offset.size > 1 else offset
        floats: NDArray[np.float32] = (raw.astype(np.float32) - offset.astype(np.float32)) * factor
        return floats

    def _add_constant(self, name: str, value: NDArray[np.float32]) -> str:
        from onnx import numpy_helper

        if name not in self._added:
            import numpy as np

            self._added[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def _keep(self, nodes: list[Any]) -> None:
        """Drop what nothing reads any more: nodes, then constants."""
        wanted = {output.name for output in self._graph.output}
        kept = []
        for node in reversed(nodes):
            if any(output in wanted for output in node.output):
                wanted.update(node.input)
                kept.append(node)
        constants = [*self._graph.initializer, *self._added.values()]
        del self._graph.node[:], self._graph.initializer[:], self._graph.value_info[:]
        self._graph.node.extend(reversed(kept))
        self._graph.initializer.extend(value for value in constants if value.name in wanted)
