"""Weights that came out of 8 bits kept in 8 bits on the disk, to the last bit: a byte for each, and a table.

A tensor that was dequantised as a whole has at most 256 different numbers, however it was scaled. The runtimes look
them up while they load and fold that away, so nothing is slower and nothing sounds otherwise. (Rounding all weights to
16 bits instead moved the pitch: its error adds up in the phase, and sound and difference were 16 to 22 dB apart.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnx

_LEAST = 4096
"""Numbers in a tensor; smaller ones are not worth a table."""
_MOST_VALUES = 256


def store_tables(model: onnx.ModelProto) -> int:
    """Every large float initializer of at most 256 different numbers becomes bytes and a Gather; how many did.

    What holds more numbers stays as it is.
    """
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    constants, lookups = [], []
    for value in graph.initializer:
        if value.data_type == TensorProto.FLOAT and np.prod(value.dims) >= _LEAST:
            table, ranks = np.unique(numpy_helper.to_array(value), return_inverse=True)
            if len(table) <= _MOST_VALUES:
                name = value.name
                places = ranks.reshape(tuple(value.dims)).astype(np.uint8)
                constants += [
                    numpy_helper.from_array(places, f"{name}/places"),
                    numpy_helper.from_array(table, f"{name}/table"),
                ]
                lookups += [
                    helper.make_node(
                        "Cast", [f"{name}/places"], [f"{name}/ranks"], f"{name}/ranks", to=TensorProto.INT32
                    ),
                    helper.make_node("Gather", [f"{name}/table", f"{name}/ranks"], [name], f"{name}/lookup"),
                ]
                continue
        constants.append(value)
    nodes = [*lookups, *graph.node]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(constants)
    graph.node.extend(nodes)
    return len(lookups) // 2
