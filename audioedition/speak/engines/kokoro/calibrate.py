"""Which 256 steps a tensor gets when it is put in 8 bits: learnt once, when the voice is installed, from a few
sentences.

What goes into the generator's convolutions is loud in a few channels and in a few moments (peaks of 10 to 40 times
the mean power's root), so steps over the whole range would be coarse for all the rest. Two known cures:
*balance* divides each channel before the steps and multiplies its weights instead (SmoothQuant, Xiao et al., 2022,
with α = 1/2); *clipping* gives up the rare peaks where that makes the mean squared error least (Banner et al., 2018).
Measured over the 48 convolutions: signal to noise 30.6 dB with plain extremes, 33.1 with clipping, 35.5 with both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import onnx
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SENTENCES = (
    "Le conseil municipal a voté hier soir le budget de l’année prochaine.",
    "Pourquoi faut-il attendre aussi longtemps ? Personne ne le sait.",
    "« Nous avons tout perdu », raconte une habitante, « mais nous sommes vivants ! »",
    "Deux cents pompiers ont lutté toute la nuit contre l’incendie, près de Bordeaux.",
    "Oui.",
    "La ministre, interrogée à ce sujet, a rappelé que la loi entrerait en vigueur au printemps, "
    "sauf dans les communes qui en feraient la demande.",
    "La pluie a cessé vers midi et les enfants sont sortis jouer dans la cour.",
    "Il n’a rien dit, puis il est parti sans se retourner, comme si de rien n’était.",
)
"""Statement, question, quotation, one word, a long sentence: what moves the ranges."""
TEN_LENGTHS = (
    *SENTENCES,
    "Le musée rouvre samedi.",
    "Cette mesure, très attendue, concerne près de la moitié des familles, selon le ministère.",
)
"""From a word to a sentence of nine seconds: what the trial of the runtimes speaks (``measure.py``)."""
STEPS = 255
_SHARES = (1.0, 0.88, 0.77, 0.68, 0.6, 0.53, 0.46, 0.41, 0.36, 0.32, 0.28, 0.25, 0.22, 0.19)
"""Of the extremes: where clipping is tried."""
_EVERY = 13
"""Frames looked at: every thirteenth, a number that no pitch's period keeps to."""
_MOST_FRAMES = 3000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Levels:
    """A tensor's steps: ``STEPS`` of them from ``least`` to ``most`` (zero lies between), after division by
    ``balance``."""

    balance: Floats
    """One positive number for each channel, around 1."""
    least: float
    most: float

    @property
    def step(self) -> float:
        return max(self.most - self.least, 1e-6) / STEPS

    @property
    def zero(self) -> int:
        """Which of the steps is zero: 0 to 255."""
        return round(-self.least / self.step)


def watch_inputs(model: onnx.ModelProto, tensors: Iterable[str]) -> bytes:
    """A copy of the model that also gives some frames (last axis) of these ``[1, channels, time]`` tensors."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    graph = watched.graph
    bounds = {"from": 0, "to": np.iinfo(np.int64).max, "axis": 2, "every": _EVERY}
    for key, value in bounds.items():
        graph.initializer.append(numpy_helper.from_array(np.array([value], np.int64), f"watch/{key}"))
    for tensor in tensors:
        inputs = [tensor, *(f"watch/{key}" for key in bounds)]
        graph.node.append(helper.make_node("Slice", inputs, [frames_of(tensor)]))
        graph.output.append(helper.make_tensor_value_info(frames_of(tensor), TensorProto.FLOAT, None))
    serialised: bytes = watched.SerializeToString()
    return serialised


def frames_of(tensor: str) -> str:
    """The output of ``watch_inputs`` for a tensor."""
    return f"{tensor}/frames"


def learn_levels(
    run: Callable[[dict[str, Any], list[str]], list[Any]],
    weights: Mapping[str, Floats],
    feeds: Iterable[dict[str, Any]],
) -> dict[str, Levels]:
    """Levels by tensor. ``weights``: of the convolution that reads it, ``[out, channels, …]``; ``run`` gives the
    named outputs of a watched graph for a feed."""
    import numpy as np

    names = [frames_of(tensor) for tensor in weights]
    heard = [run(feed, names) for feed in feeds]
    return {
        tensor: choose_levels(np.concatenate([frames[place][0] for frames in heard], axis=1), weights[tensor])
        for place, tensor in enumerate(weights)
    }


def choose_levels(frames: Floats, weights: Floats) -> Levels:
    """For ``frames [channels, time]`` on their way to ``weights [out, channels, …]``."""
    import numpy as np

    frames = frames[:, :: max(1, frames.shape[1] // _MOST_FRAMES)]
    limits = np.sqrt(np.maximum(_best_limits(frames), 1e-6))
    balance = (limits / np.exp(np.mean(np.log(limits)))).astype(np.float32)
    balanced = frames / balance[:, None]
    loudness = np.square(weights).sum(axis=tuple({*range(weights.ndim)} - {1})) * np.square(balance)
    least, most = min(0.0, float(balanced.min())), max(0.0, float(balanced.max()))

    def error(low: float, high: float) -> float:
        levels = Levels(balance=balance, least=low, most=high)
        return float(
            np.square(_rounded(balanced, levels.step, levels.zero) - balanced).mean(axis=1) @ loudness
        )

    low = high = 1.0
    for _ in range(2):  # either end in turn
        low = min(_SHARES, key=lambda share: error(least * share, most * high))
        high = min(_SHARES, key=lambda share: error(least * low, most * share))
    return Levels(balance=balance, least=least * low, most=most * high)


def _best_limits(frames: Floats) -> Floats:
    """For each channel by itself the magnitude at which to clip."""
    import numpy as np

    extremes = np.maximum(np.abs(frames).max(axis=1), 1e-6)
    errors = [
        np.square(_rounded(frames, 2 * share * extremes[:, None] / STEPS, 128) - frames).mean(axis=1)
        for share in _SHARES
    ]
    limits: Floats = extremes * np.array(_SHARES, np.float32)[np.argmin(errors, axis=0)]
    return limits


def _rounded(frames: Floats, step: Any, zero: int) -> Floats:
    """What is left of the frames in 8 bits."""
    import numpy as np

    rounded: Floats = np.clip(np.round(frames / step), -zero, STEPS - zero) * step
    return rounded
