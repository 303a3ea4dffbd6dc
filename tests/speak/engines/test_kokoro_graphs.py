"""The rewritten graphs compute what the originals do; small ones made here, run by onnxruntime."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.tools import need_module

need_module("onnxruntime", extra="neural")
need_module("onnx", extra="neural")

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession

from audioedition.speak.engines.kokoro.calibrate import Levels, choose_levels, learn_levels, watch_inputs
from audioedition.speak.engines.kokoro.compact import store_tables
from audioedition.speak.engines.kokoro.graph import has_integer_products, to_floats
from audioedition.speak.engines.kokoro.planes import lift_blocks
from audioedition.speak.engines.kokoro.quantise import quantise_generator, read_weights
from audioedition.speak.engines.kokoro.rewrites import (
    Surgeon,
    convolve_stft,
    expand_snakes,
    unfold_transposed_convolutions,
)

RANDOM = np.random.default_rng(7)


def make_model(
    nodes: list[onnx.NodeProto], constants: dict[str, Any], *, x: tuple[int | None, ...]
) -> onnx.ModelProto:
    graph = helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, x)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )  # fmt: skip
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def run(model: onnx.ModelProto, x: Any) -> Any:
    return InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"]).run(
        None, {"x": x}
    )[0]


def after(model: onnx.ModelProto, step: Callable[[Surgeon], object]) -> onnx.ModelProto:
    changed = onnx.ModelProto()
    changed.CopyFrom(model)
    surgeon = Surgeon(changed.graph)
    step(surgeon)
    surgeon.close()
    return changed


def kinds(model: onnx.ModelProto) -> set[str]:
    return {node.op_type for node in model.graph.node}


def random(*shape: int) -> Any:
    return RANDOM.normal(size=shape).astype(np.float32)


@pytest.mark.parametrize(
    ("kernel", "stride", "pad", "biased"), [(20, 10, 5, True), (20, 5, 0, False), (4, 4, 0, True)]
)
def test_a_transposed_convolution_becomes_a_convolution(
    kernel: int, stride: int, pad: int, biased: bool
) -> None:
    constants = {"w": random(6, 3, kernel), **({"b": random(3)} if biased else {})}
    node = helper.make_node("ConvTranspose", ["x", *constants], ["y"], strides=[stride], pads=[pad, pad])
    model = make_model([node], constants, x=(1, 6, None))
    changed = after(model, unfold_transposed_convolutions)
    assert "ConvTranspose" not in kinds(changed)
    for length in (1, 9):
        x = random(1, 6, length)
        np.testing.assert_allclose(run(changed, x), run(model, x), atol=1e-5)


def test_grouped_transposed_convolutions_are_left_alone() -> None:
    node = helper.make_node("ConvTranspose", ["x", "w"], ["y"], strides=[2], group=6)
    model = make_model([node], {"w": random(6, 1, 4)}, x=(1, 6, None))
    assert kinds(after(model, unfold_transposed_convolutions)) == {"ConvTranspose"}


def test_a_short_fourier_transform_becomes_a_convolution() -> None:
    constants = {"step": np.int64(5), "window": np.hanning(20).astype(np.float32), "size": np.int64(20)}
    node = helper.make_node("STFT", ["x", "step", "window", "size"], ["y"], onesided=1)
    model = make_model([node], constants, x=(1, None, 1))
    changed = after(model, convolve_stft)
    x = random(1, 200, 1)
    assert "STFT" not in kinds(changed)
    np.testing.assert_allclose(run(changed, x), run(model, x), atol=1e-4)


def test_the_lowest_and_the_highest_bin_keep_a_sign_for_their_phase() -> None:
    """Kokoro asks whether the imaginary part is greater than zero: exactly zero turned its phase around."""
    constants = {"step": np.int64(5), "window": np.hanning(21)[:20].astype(np.float32), "size": np.int64(20)}
    node = helper.make_node("STFT", ["x", "step", "window", "size"], ["y"], onesided=1)
    changed = after(make_model([node], constants, x=(1, None, 1)), convolve_stft)
    imaginary = run(changed, random(1, 2000, 1))[0, :, :, 1]
    assert (imaginary[:, 0] > 0).all()
    assert (imaginary[:, -1] < 0).all()
    assert np.abs(imaginary[:, [0, -1]]).max() < 1e-12


def test_the_snake_needs_no_sine() -> None:
    nodes = [helper.make_node("Sin", ["x"], ["s"]), helper.make_node("Pow", ["s", "two"], ["y"])]
    model = make_model(nodes, {"two": np.float32(2)}, x=(None,))
    changed = after(model, expand_snakes)
    x = np.linspace(-40, 40, 100_001, dtype=np.float32)
    assert "Sin" not in kinds(changed)
    assert np.abs(run(changed, x) - run(model, x)).max() < 5e-5


def test_each_step_of_the_snake_reads_the_step_before_it_alone() -> None:
    """What is read twice ends OpenVINO's pass over the tensor."""
    nodes = [helper.make_node("Sin", ["x"], ["s"]), helper.make_node("Pow", ["s", "two"], ["y"])]
    changed = after(make_model(nodes, {"two": np.float32(2)}, x=(None,)), expand_snakes)
    constants = {value.name for value in changed.graph.initializer}
    read = [name for node in changed.graph.node for name in node.input if name not in constants]
    assert len(read) == len(set(read)) == len(changed.graph.node)


def test_other_sines_stay() -> None:
    model = make_model([helper.make_node("Sin", ["x"], ["y"])], {}, x=(None,))
    assert kinds(after(model, expand_snakes)) == {"Sin"}


def eight_bit_convolution() -> tuple[onnx.ModelProto, Any, Any]:
    """As onnxruntime's dynamic quantiser writes it, bias and all; with the floats it stands for."""
    weights = RANDOM.integers(0, 256, size=(4, 3, 5)).astype(np.uint8)
    bias = random(4)
    constants = {
        "w": weights, "w_scale": np.float32(0.02), "w_zero": np.uint8(131), "bias": bias,
        "shape": np.array([1, -1, 1], np.int64),
    }  # fmt: skip
    nodes = [
        helper.make_node("DynamicQuantizeLinear", ["x"], ["xq", "x_scale", "x_zero"]),
        helper.make_node("ConvInteger", ["xq", "w", "x_zero", "w_zero"], ["product"], pads=[2, 2]),
        helper.make_node("Mul", ["x_scale", "w_scale"], ["scale"]),
        helper.make_node("Div", ["bias", "scale"], ["b1"]),
        helper.make_node("Floor", ["b1"], ["b2"]),
        helper.make_node("Cast", ["b2"], ["b3"], to=TensorProto.INT32),
        helper.make_node("Reshape", ["b3", "shape"], ["b4"]),
        helper.make_node("Add", ["product", "b4"], ["sum"]),
        helper.make_node("Cast", ["sum"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["floats", "scale"], ["y"]),
    ]
    return make_model(nodes, constants, x=(1, 3, None)), (weights.astype(np.float32) - 131) * 0.02, bias


def test_an_eight_bit_convolution_is_floats_again_with_its_own_bias() -> None:
    model, weights, bias = eight_bit_convolution()
    assert has_integer_products(model)
    floats = to_floats(model)
    assert kinds(floats) == {"Conv"}
    plain = make_model([helper.make_node("Conv", ["x", "w", "b"], ["y"], pads=[2, 2])], {"w": weights, "b": bias},
                       x=(1, 3, None))  # fmt: skip
    x = random(1, 3, 40)
    np.testing.assert_allclose(run(floats, x), run(plain, x), atol=1e-4)
    np.testing.assert_allclose(run(floats, x), run(model, x), atol=0.2)
    assert has_integer_products(model), "the original stays as it was"


def test_an_eight_bit_product_by_column() -> None:
    weights = RANDOM.integers(-128, 128, size=(8, 5)).astype(np.int8)
    scales = np.linspace(0.01, 0.05, 5).astype(np.float32)
    nodes = [
        helper.make_node("DynamicQuantizeLinear", ["x"], ["xq", "x_scale", "x_zero"]),
        helper.make_node("MatMulInteger", ["xq", "w", "x_zero", "w_zero"], ["product"]),
        helper.make_node("Cast", ["product"], ["floats"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["x_scale", "w_scale"], ["scale"]),
        helper.make_node("Mul", ["floats", "scale"], ["y"]),
    ]
    constants = {"w": weights, "w_scale": scales, "w_zero": np.zeros(5, np.int8)}
    floats = to_floats(make_model(nodes, constants, x=(None, 8)))
    x = random(3, 8)
    assert kinds(floats) == {"MatMul"}
    np.testing.assert_allclose(run(floats, x), x @ (weights * scales), atol=1e-4)


def learn(model: onnx.ModelProto, sounds: list[Any]) -> dict[str, Levels]:
    weights = read_weights(model)
    session = InferenceSession(watch_inputs(model, weights), providers=["CPUExecutionProvider"])
    return learn_levels(
        lambda feed, names: session.run(names, feed), weights, [{"x": sound} for sound in sounds]
    )


def test_only_the_residual_blocks_are_quantised() -> None:
    square, last = random(64, 64, 3), random(2, 64, 1)
    nodes = [
        helper.make_node("Conv", ["x", "square"], ["h"], "/decoder/generator/resblocks.0/Conv", pads=[1, 1]),
        helper.make_node("Conv", ["h", "last"], ["y"], "/decoder/generator/conv_post/Conv"),
    ]
    model = make_model(nodes, {"square": square, "last": last}, x=(1, 64, None))
    levels = learn(model, [random(1, 64, 500) for _ in range(3)])
    assert list(levels) == ["x"]
    assert -6 < levels["x"].least < -2
    assert 2 < levels["x"].most < 6
    changed = after(model, lambda surgeon: quantise_generator(surgeon, levels))
    assert sum(node.op_type == "QuantizeLinear" for node in changed.graph.node) == 1
    x = random(1, 64, 50)
    exact, rough = run(model, x), run(changed, x)
    assert 0 < np.abs(exact - rough).mean() < 0.03 * np.abs(exact).mean()


def test_one_loud_channel_and_one_peak_do_not_make_the_steps_coarse_for_all_others() -> None:
    """The activations of the real network: a few channels ten times the others, a few moments far above those."""
    weights, sound = random(64, 64, 3), random(64, 2000)
    sound[5] *= 20
    sound[9, 77] = 100
    levels = choose_levels(sound, weights)
    plain = Levels(balance=np.ones(64, np.float32), least=float(sound.min()), most=float(sound.max()))
    assert levels.balance[5] > 2 * levels.balance[20]

    def noise(chosen: Levels) -> Any:
        node = helper.make_node("Conv", ["x", "w"], ["y"], "/generator/resblocks.0/Conv")
        model = make_model([node], {"w": weights}, x=(1, 64, None))
        rough = after(model, lambda surgeon: quantise_generator(surgeon, {"x": chosen}))
        x = sound[None, :, 100:]
        return np.square(run(model, x) - run(rough, x)).mean()

    assert noise(levels) < noise(plain) / 4


def residual_block(*, extra: str = "Div") -> onnx.ModelProto:
    """Norm, scale from outside, activation, a widened convolution, the sum: one block as Kokoro's."""
    at = "/decoder/decoder/generator/resblocks.0"
    nodes = [
        helper.make_node("Neg", ["x"], ["before"], "/decoder/Neg"),
        helper.make_node("ReduceMean", ["style", "time"], ["g1"], "/decoder/style", keepdims=0),
        helper.make_node("MatMul", ["g1", "fc"], ["g2"], f"{at}/adain1.0/fc/MatMul"),
        helper.make_node("Unsqueeze", ["g2", "time"], ["g3"], f"{at}/adain1.0/Unsqueeze"),
        helper.make_node("Split", ["g3", "halves"], ["scale", "shift"], f"{at}/adain1.0/Split", axis=1),
        helper.make_node("ReduceMean", ["before", "time"], ["m"], f"{at}/adain1.0/ReduceMean"),
        helper.make_node("Sub", ["before", "m"], ["centred"], f"{at}/adain1.0/Sub"),
        helper.make_node("Mul", ["centred", "scale"], ["scaled"], f"{at}/adain1.0/Mul_2"),
        helper.make_node("Add", ["scaled", "shift"], ["shifted"], f"{at}/adain1.0/Add_2"),
        helper.make_node(extra, ["shifted", "alpha"], ["tame"], f"{at}/Div"),
        helper.make_node(
            "Conv", ["tame", "w", "b"], ["c"], f"{at}/convs1.0/Conv", pads=[2, 2], dilations=[2]
        ),
        helper.make_node("Add", ["c", "before"], ["sum"], f"{at}/Add_8"),
        helper.make_node("Neg", ["sum"], ["y"], "/decoder/Neg_1"),
    ]
    constants = {
        "style": random(1, 8, 3), "time": np.array([2], np.int64), "fc": random(8, 128),
        "halves": np.array([64, 64], np.int64), "alpha": 1 + random(1, 64, 1) ** 2,
        "w": random(64, 64, 3), "b": random(64),
    }  # fmt: skip
    return make_model(nodes, constants, x=(1, 64, None))


def test_a_residual_block_one_pixel_high_computes_the_same() -> None:
    model = residual_block()
    changed = after(model, lift_blocks)
    (convolution,) = (node for node in changed.graph.node if node.op_type == "Conv")
    shapes = {value.name: list(value.dims) for value in changed.graph.initializer}
    assert shapes[convolution.input[1]] == [64, 64, 1, 3]
    for length in (5, 31):
        x = random(1, 64, length)
        np.testing.assert_allclose(run(changed, x), run(model, x), atol=1e-3, rtol=1e-4)


def test_the_lifted_block_is_quantised_too() -> None:
    model = residual_block()
    changed = after(model, lift_blocks)
    levels = learn(model, [random(1, 64, 500)])
    rough = after(changed, lambda surgeon: quantise_generator(surgeon, levels))
    x = random(1, 64, 50)
    assert 0 < np.abs(run(changed, x) - run(rough, x)).mean() < 0.05 * np.abs(run(changed, x)).mean()


def test_a_block_with_something_unknown_in_it_stays_as_it_is() -> None:
    model = residual_block(extra="Max")
    surgeon = Surgeon(model.graph)
    before = [node.SerializeToString() for node in model.graph.node]
    assert not lift_blocks(surgeon)
    surgeon.close()
    assert [node.SerializeToString() for node in model.graph.node] == before


def test_a_graph_in_floats_is_left_alone(tmp_path: Path) -> None:
    model = make_model([helper.make_node("Neg", ["x"], ["y"])], {}, x=(None,))
    assert not has_integer_products(model)
    assert kinds(to_floats(model)) == {"Neg"}


def test_weights_of_few_values_are_kept_in_bytes_to_the_last_bit() -> None:
    """Rounded to 16 bits instead, they moved the pitch."""
    levels = np.sort(RANDOM.normal(size=200)).astype(np.float32)
    few = levels[RANDOM.integers(0, 200, size=(80, 70))]
    many = random(70, 60)
    nodes = [
        helper.make_node("MatMul", ["x", "few"], ["h"]),
        helper.make_node("MatMul", ["h", "many"], ["y"]),
    ]
    model = make_model(nodes, {"few": few, "many": many}, x=(1, 80))
    compact = onnx.ModelProto()
    compact.CopyFrom(model)
    assert store_tables(compact) == 1
    x = random(1, 80)
    np.testing.assert_array_equal(run(compact, x), run(model, x))
    assert compact.ByteSize() < model.ByteSize() - 3 * few.size + 2000
    assert store_tables(compact) == 0
