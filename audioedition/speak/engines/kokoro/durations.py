"""How long each token is heard: the network knows it before it makes a sound of it.

Kokoro rounds the duration of every token to whole frames of 25 ms and lays the sound out by them: their sum is the
length of the sound, to the sample. The prepared graphs give them as a second output.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from audioedition.model import SpokenWord
from audioedition.speak.engines.kokoro.sound import FRAME_RATE, PieceSound
from audioedition.speak.engines.kokoro.tokens import tokenize
from audioedition.speak.engines.kokoro.words import WordSpan

if TYPE_CHECKING:
    import onnx

FRAMES_A_UNIT = 600
"""At 24 kHz."""
LEAD_FRAMES = 3 * FRAMES_A_UNIT
"""A token is heard 75 ms before its place: so early the sound of 30 sentences began (the middle half of them to the
window of 10 ms), and that of 35 words after a pause inside one (median 70 ms)."""
OUTPUT = "durations"


def tell_durations(model: onnx.ModelProto) -> bool:
    """Give the graph its second output, whole numbers, one a token and one each for the zeros at the ends.

    The place is found by what it computes in either export, Round -> Clip -> Cast; False, and nothing changed, where
    it is not found or already told.
    """
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    if any(output.name == OUTPUT for output in graph.output):
        return False
    producers = {name: node for node in graph.node for name in node.output}
    for node in graph.node:
        clipped = producers.get(node.input[0]) if node.op_type == "Cast" else None
        rounded = producers.get(clipped.input[0]) if clipped is not None else None
        if clipped is None or rounded is None or (clipped.op_type, rounded.op_type) != ("Clip", "Round"):
            continue
        graph.initializer.append(numpy_helper.from_array(np.array([-1]), f"{OUTPUT}/row"))
        whole, row = f"{OUTPUT}/whole", f"{OUTPUT}/row"
        graph.node.append(helper.make_node("Cast", [node.output[0]], [whole], whole, to=TensorProto.INT64))
        graph.node.append(helper.make_node("Reshape", [whole, row], [OUTPUT], OUTPUT))
        graph.output.append(helper.make_tensor_value_info(OUTPUT, TensorProto.INT64, ["tokens"]))
        return True
    return False


def token_edges(durations: Sequence[int], *, tokens: int, frames: int) -> tuple[int, ...]:
    """The frame at which each token begins, and behind the last one the frame at which it ends.

    () when the durations are not those of so many tokens, or do not add up to the sound: a graph that is not ours.
    """
    if len(durations) != tokens + 2 or sum(durations) * FRAMES_A_UNIT != frames:
        return ()
    edges = accumulate(duration * FRAMES_A_UNIT for duration in durations[:-1])
    return tuple(max(0, edge - LEAD_FRAMES) for edge in edges)


def time_spans(
    spans: Sequence[WordSpan],
    phonemes: str,
    parts: Sequence[str],
    sounds: Sequence[PieceSound],
    *,
    pause_ms: int,
    count: Callable[[str], int] = lambda phonemes: len(tokenize(phonemes)),
) -> tuple[SpokenWord, ...]:
    """When each word is heard in the joined sound of ``parts``, the pieces that the phonemes were split into.

    ``count``: the tokens that a row of phonemes makes.

    () when one of them does not tell. A word that a split goes through lasts from its first part to its last.
    """
    if any(len(piece.sound) and not piece.edges for piece in sounds):
        return ()
    words: dict[WordSpan, SpokenWord] = {}
    read = offset = 0
    for part, piece in zip(parts, sounds, strict=True):
        start = phonemes.index(part, read)
        read = start + len(part)
        if not len(piece.sound):
            continue
        offset += FRAME_RATE * pause_ms // 1000 if offset else 0
        for span in spans:
            first, last = max(span.start, start), min(span.end, read)
            if first < last or (span.start == span.end and start <= span.start < read):
                begin, end = (offset + piece.edges[count(part[: place - start])] for place in (first, last))
                begun = words.get(span)
                words[span] = SpokenWord(
                    text=span.text, start_frame=begun.start_frame if begun else begin, end_frame=end
                )
        offset += len(piece.sound)
    return tuple(words.values())
