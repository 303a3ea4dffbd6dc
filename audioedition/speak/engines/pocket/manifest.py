"""``manifest.json`` of an ONNX bundle of Pocket TTS: sizes, states and how to sample. Pure but for the reading."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audioedition.errors import EngineError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "volume-board/pocket-tts-onnx@1"
AGAIN = "Install the voice again with: audioedition voices install pocket"
_DTYPES = frozenset({"float32", "float16", "int64", "int32", "bool"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DecoderState:
    """One state of the sound decoder as it is before the first frame."""

    key: str
    """``first`` begins as ones, all others as zeros."""
    shape: tuple[int, ...]
    dtype: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PocketManifest:
    frame_rate: int
    """Of the sound, Hz."""
    frames_a_second: float
    """Of the latents: 12.5."""
    latent_size: int
    condition_size: int
    """Of a token's embedding."""
    rows: int
    """Tokens that have one."""
    layers: tuple[tuple[int, int], ...]
    """``(heads, size of a head)`` of each layer."""
    offsets: tuple[int, ...]
    """Positions that the voice fills in each layer."""
    decoder: tuple[DecoderState, ...]
    temperature: float
    end_threshold: float
    """The logit above which the sentence is over."""
    least_frames: int
    """Before which it is not."""
    frames_after_end: int | None
    """``None``: by the number of words."""
    most_tokens: int
    tokens_a_second: float
    """Slowest speech: with ``padding_s`` more, a sentence that is not over by then never will be."""
    padding_s: float


def read_manifest(path: Path) -> PocketManifest:
    """Raises EngineError for a damaged file or another kind of bundle."""
    try:
        told = json.loads(path.read_text("utf-8"))
        if told["format"] != FORMAT or told["sampler_decode_steps"] != 1:
            raise ValueError(
                f"it is of the kind {told['format']!r} with {told['sampler_decode_steps']} steps a frame"
            )
        manifest = _parse(told)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        why = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
        raise EngineError(f"Pocket TTS' manifest cannot be used: {why}.", hint=AGAIN) from error
    return manifest


def _parse(told: Mapping[str, Any]) -> PocketManifest:
    voice = told["voices"][told["default_voice"]]
    after = told.get("frames_after_eos")
    manifest = PocketManifest(
        frame_rate=int(told["sample_rate"]),
        frames_a_second=float(told["frame_rate"]),
        latent_size=int(told["latent_dim"]),
        condition_size=int(told["conditioning_dim"]),
        rows=int(told["text_embeddings"]["rows"]),
        layers=tuple((int(layer["heads"]), int(layer["head_dim"])) for layer in told["flow_layers"]),
        offsets=tuple(int(offset) for offset in voice["offsets"]),
        decoder=tuple(
            DecoderState(
                key=str(state["key"]), shape=tuple(int(n) for n in state["shape"]), dtype=str(state["dtype"])
            )
            for state in told["mimi_states"]
        ),
        temperature=float(told["temperature"]),
        end_threshold=float(told["eos_threshold"]),
        least_frames=int(told.get("min_frames_before_eos", 0)),
        frames_after_end=None if after is None else int(after),
        most_tokens=int(told["max_tokens_per_chunk"]),
        tokens_a_second=float(told["tokens_per_second"]),
        padding_s=float(told["gen_seconds_padding"]),
    )
    if int(told["text_embeddings"]["dim"]) != manifest.condition_size:
        raise ValueError("its embeddings have another size than the network takes")
    if len(manifest.layers) != len(manifest.offsets) or not manifest.layers:
        raise ValueError("the voice has another number of layers than the network")
    numbers = (
        manifest.frames_a_second, manifest.latent_size, manifest.rows, manifest.most_tokens, manifest.tokens_a_second
    )  # fmt: skip
    if min(numbers) <= 0 or manifest.temperature < 0 or not 8_000 <= manifest.frame_rate <= 48_000:
        raise ValueError("a size in it cannot be")
    if strange := {state.dtype for state in manifest.decoder} - _DTYPES:
        raise ValueError(f"it names the type {', '.join(sorted(strange))}")
    return manifest
