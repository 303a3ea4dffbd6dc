"""The three natural voices beside siwis in miniature: networks of a few nodes with exactly the names and shapes of the
tensors of the real ones, and the files that stand beside them. They hum; the code that runs them is the real one."""

from __future__ import annotations

import hashlib
import io
import json
import string
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Regex, Tokenizer, models, pre_tokenizers

from audioedition.speak import packages
from audioedition.speak.engines.kokoro.tokens import VOCABULARY
from audioedition.speak.install.gather import gather_files
from audioedition.speak.installed import (
    InstalledVoice,
    find_installed,
    put_in_place,
    voices_folder,
    write_manifest,
)
from audioedition.speak.packages import HubFile, Package

FLOAT, WHOLE = TensorProto.FLOAT, TensorProto.INT64
Shape = list[Any]


def graph(
    nodes: list[onnx.NodeProto],
    inputs: dict[str, tuple[int, Shape]],
    outputs: dict[str, tuple[int, Shape]],
    constants: dict[str, Any] | None = None,
) -> bytes:
    made = helper.make_graph(
        nodes, "miniature",
        [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()],
        [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in outputs.items()],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in (constants or {}).items()],
    )  # fmt: skip
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString())


def node(op: str, inputs: str, outputs: str, **attributes: Any) -> onnx.NodeProto:
    return helper.make_node(op, inputs.split(), outputs.split(), **attributes)


# --- Paradis -------------------------------------------------------------------------------------------------


@cache
def paradis_text(*, units: float = 2.0) -> bytes:
    """``units`` for every phoneme; prosody says how high, features how loud."""
    return graph(
        [
            node("Cast", "input_ids", "ids", to=FLOAT),
            node("Mul", "ids zero", "nothing"),
            node("Add", "nothing units", "durations"),
            node("Unsqueeze", "ids first", "row"),
            node("Mul", "row little", "prosody"),
            node("Sign", "row", "features"),
        ],
        {"input_ids": (WHOLE, [1, "n"])},
        {"durations": (FLOAT, [1, "n"]), "prosody": (FLOAT, [1, 1, "n"]), "features": (FLOAT, [1, 1, "n"])},
        {
            "zero": np.float32(0),
            "units": np.float32(units),
            "first": np.array([1]),
            "little": np.float32(0.01),
        },
    )


@cache
def paradis_prosody() -> bytes:
    """Two values of the melody a unit: 100 Hz and a little more for each phoneme; 0 where nothing is said."""
    return graph(
        [
            node("Concat", "expanded expanded", "both", axis=1),
            node("Transpose", "both", "turned", perm=[0, 2, 1]),
            node("Reshape", "turned flat", "line"),
            node("Sign", "line", "voiced"),
            node("Add", "line hundred", "high"),
            node("Mul", "high voiced", "f0"),
            node("Mul", "line zero", "noise"),
        ],
        {"expanded": (FLOAT, [1, 1, "t"])},
        {"f0": (FLOAT, [1, "t2"]), "noise": (FLOAT, [1, "t2"])},
        {"flat": np.array([1, -1]), "hundred": np.float32(100), "zero": np.float32(0)},
    )


@cache
def paradis_decoder(*, samples: int = 600) -> bytes:
    """The source, loud where the features are."""
    return graph(
        [
            node("Reshape", "source frames", "framed"),
            node("Transpose", "features", "turned", perm=[0, 2, 1]),
            node("Mul", "framed turned", "loud"),
            node("ReduceSum", "f0", "f0_sum", keepdims=0),
            node("ReduceSum", "noise", "noise_sum", keepdims=0),
            node("Add", "f0_sum noise_sum", "sums"),
            node("Mul", "sums zero", "nothing"),
            node("Add", "loud nothing", "sound"),
            node("Reshape", "sound flat", "audio"),
        ],
        {
            "features": (FLOAT, [1, 1, "t"]), "f0": (FLOAT, [1, "t2"]),
            "noise": (FLOAT, [1, "t2"]), "source": (FLOAT, [1, "s", 1]),
        },
        {"audio": (FLOAT, [1, "m"])},
        {"frames": np.array([1, -1, samples]), "zero": np.float32(0), "flat": np.array([1, -1])},
    )  # fmt: skip


def paradis_files(**changed: bytes) -> dict[str, bytes]:
    """The archive's members. Its manifest bears the sums of the others, whatever they are."""
    files = {
        "text.onnx": paradis_text(),
        "prosody.onnx": paradis_prosody(),
        "decoder.onnx": paradis_decoder(),
        "vocab.json": json.dumps({sign: n for sign, n in VOCABULARY.items() if sign not in "“”…"}).encode(),
    } | {name.replace("_", "."): content for name, content in changed.items()}
    source = {
        "upsample_scale": 300, "dim": 9, "voiced_threshold": 10, "sine_amp": 0.1, "noise_std": 0.003,
        "weight": [[0.5] + [0.1] * 8], "bias": [0.0],
    }  # fmt: skip
    manifest = {
        "schema_version": 1, "sample_rate": 24000, "source": source,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }  # fmt: skip
    return {"manifest.json": json.dumps(manifest).encode(), **files}


def pack(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


# --- Supertonic ----------------------------------------------------------------------------------------------

ROWS, SAMPLES_A_COLUMN = 24 * 6, 512 * 6


@cache
def supertonic_durations(*, seconds_a_character: float = 0.05) -> bytes:
    return graph(
        [
            node("ReduceSum", "text_mask axes", "count", keepdims=0),
            node("Mul", "count each", "plain"),
            node("ReduceSum", "style_dp axes", "style", keepdims=0),
            node("Cast", "text_ids", "ids", to=FLOAT),
            node("ReduceSum", "ids flat", "sum", keepdims=0),
            node("Mul", "sum zero", "nothing"),
            node("Add", "plain style", "styled"),
            node("Add", "styled nothing", "duration"),
        ],
        {"text_ids": (WHOLE, [1, "n"]), "style_dp": (FLOAT, [1, 8, 16]), "text_mask": (FLOAT, [1, 1, "n"])},
        {"duration": (FLOAT, [1])},
        {"axes": np.array([1, 2]), "flat": np.array([1]), "each": np.float32(seconds_a_character),
         "zero": np.float32(0)},
    )  # fmt: skip


@cache
def supertonic_encoder() -> bytes:
    return graph(
        [
            node("Cast", "text_ids", "ids", to=FLOAT),
            node("Unsqueeze", "ids first", "row"),
            node("Mul", "row text_mask", "masked"),
            node("ReduceMean", "style_ttl axes", "style", keepdims=1),
            node("Add", "masked style", "styled"),
            node("Mul", "styled column", "text_emb"),
        ],
        {
            "text_ids": (WHOLE, [1, "n"]),
            "style_ttl": (FLOAT, [1, 50, 256]),
            "text_mask": (FLOAT, [1, 1, "n"]),
        },
        {"text_emb": (FLOAT, [1, 256, "n"])},
        {"first": np.array([1]), "axes": np.array([1, 2]), "column": np.full((1, 256, 1), 0.01, np.float32)},
    )


@cache
def supertonic_estimator() -> bytes:
    """A step of ``1 / total_step`` towards the style's mean; the text counts for a little."""
    return graph(
        [
            node("ReduceMean", "style_ttl axes", "target", keepdims=1),
            node("Mul", "text_emb text_mask", "text"),
            node("ReduceMean", "text axes", "word", keepdims=1),
            node("Mul", "word zero", "no_word"),
            node("Add", "target no_word", "aim"),
            node("Sub", "aim noisy_latent", "way"),
            node("Sub", "total_step current_step", "left"),
            node("Add", "left one", "more"),
            node("Div", "way more", "step"),
            node("Add", "noisy_latent step", "nearer"),
            node("Mul", "nearer latent_mask", "denoised_latent"),
        ],
        {
            "noisy_latent": (FLOAT, [1, ROWS, "t"]), "text_emb": (FLOAT, [1, 256, "n"]),
            "style_ttl": (FLOAT, [1, 50, 256]),
            "latent_mask": (FLOAT, [1, 1, "t"]), "text_mask": (FLOAT, [1, 1, "n"]), "current_step": (FLOAT, [1]),
            "total_step": (FLOAT, [1]),
        },
        {"denoised_latent": (FLOAT, [1, ROWS, "t"])},
        {"axes": np.array([1, 2]), "zero": np.float32(1e-6), "one": np.float32(1)},
    )  # fmt: skip


@cache
def supertonic_vocoder() -> bytes:
    """A hum as loud as the mean of each column."""
    hum = (0.6 * np.sin(np.arange(SAMPLES_A_COLUMN) * 2 * np.pi * 12 / SAMPLES_A_COLUMN)).astype(np.float32)
    return graph(
        [
            node("ReduceMean", "latent rows", "mean", keepdims=0),
            node("Unsqueeze", "mean last", "column"),
            node("Mul", "column hum", "sound"),
            node("Reshape", "sound flat", "wav_tts"),
        ],
        {"latent": (FLOAT, [1, ROWS, "t"])},
        {"wav_tts": (FLOAT, [1, "m"])},
        {"rows": np.array([1]), "last": np.array([2]), "hum": hum[None, None, :], "flat": np.array([1, -1])},
    )


@cache
def supertonic_style(loud: float) -> bytes:
    return json.dumps(
        {
            "style_ttl": {"dims": [1, 50, 256], "data": np.full((1, 50, 256), loud).tolist()},
            "style_dp": {"dims": [1, 8, 16], "data": np.zeros((1, 8, 16)).tolist()},
        }
    ).encode()


@cache
def supertonic_table() -> bytes:
    """What French needs, accents apart (NFKD), and no « œ », no Chinese."""
    table = [-1] * 65_536
    letters = string.ascii_letters + string.digits + " .,;:!?'\"-()<>/%+&\u0300\u0301\u0302\u0308\u0327"
    for number, letter in enumerate(letters, start=1):
        table[ord(letter)] = number
    return json.dumps(table).encode()


def supertonic_files(**changed: bytes) -> dict[str, bytes]:
    """By their paths in the repository."""
    sizes = {
        "ae": {"sample_rate": 44100, "base_chunk_size": 512},
        "ttl": {"chunk_compress_factor": 6, "latent_dim": 24},
    }
    files = {
        "onnx/duration_predictor.onnx": supertonic_durations(),
        "onnx/text_encoder.onnx": supertonic_encoder(),
        "onnx/vector_estimator.onnx": supertonic_estimator(),
        "onnx/vocoder.onnx": supertonic_vocoder(),
        "onnx/tts.json": json.dumps(sizes).encode(),
        "onnx/unicode_indexer.json": supertonic_table(),
        "LICENSE": b"BigScience Open RAIL-M, in miniature",
    }
    for rank, sex in enumerate("FM"):
        for number in range(1, 6):
            files[f"voice_styles/{sex}{number}.json"] = supertonic_style(0.3 + 0.3 * rank + 0.05 * number)
    by_stem = {path.rpartition("/")[2].partition(".")[0]: path for path in files}
    return files | {by_stem[stem]: content for stem, content in changed.items()}


# --- Pocket TTS ----------------------------------------------------------------------------------------------

LATENT, CONDITION, HEADS, HEAD_SIZE, OFFSETS = 32, 16, 2, 4, (5, 5)
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,!?'-éèêàùçôîûœ"


@cache
def pocket_main(*, ends: bool = True, frames_a_token: float = 0.9) -> bytes:
    """Counts: the first layer's cache remembers how many tokens there were, its offset how many frames since.

    The logit passes −4 when there were enough frames for the tokens. Not a number is no frame but the first.
    """
    layers = range(len(OFFSETS))
    nodes = [
        node("Shape", "text_embeddings", "text_shape"),
        node("Slice", "text_shape one two", "tokens"),
        node("Cast", "tokens", "tokens_f", to=FLOAT),
        node("ReduceSum", "text_embeddings", "text_sum", keepdims=0),
        node("Mul", "text_sum zero", "no_text"),
        node("Shape", "sequence", "sequence_shape"),
        node("Slice", "sequence_shape one two", "frames"),
        node("Add", "cache_0 tokens_f", "counted"),
        node("Add", "counted no_text", "out_cache_0"),
        node("Add", "offset_0 frames", "out_offset_0"),
        node("Identity", "cache_1", "out_cache_1"),
        node("Add", "offset_1 frames", "out_offset_1"),
        node("ReduceMax", "out_cache_0", "said", keepdims=0),
        node("Mul", "said each", "wanted"),
        node("Cast", "out_offset_0", "spoken", to=FLOAT),
        node("Sub", "spoken before", "since"),
        node("Sub", "since wanted", "over"),
        node("Add", "over threshold", "logit_row"),
        node("Reshape", "logit_row square", "eos_logit"),
        node("IsNaN", "sequence", "nan"),
        node("Where", "nan zero_f sequence", "heard"),
        node("ReduceMean", "heard latent_axis", "mean", keepdims=0),
        node("ReduceSum", "mean", "loud", keepdims=0),
        node("Mul", "loud zero_f", "quiet"),
        node("Add", "condition_row quiet", "conditioning"),
    ]
    states: dict[str, tuple[int, Shape]] = {}
    outputs: dict[str, tuple[int, Shape]] = {
        "conditioning": (FLOAT, [1, CONDITION]),
        "eos_logit": (FLOAT, [1, 1]),
    }
    for layer in layers:
        states[f"cache_{layer}"] = (FLOAT, [2, 1, f"p{layer}", HEADS, HEAD_SIZE])
        states[f"offset_{layer}"] = (WHOLE, [1])
        outputs[f"out_cache_{layer}"] = (FLOAT, [2, 1, f"p{layer}", HEADS, HEAD_SIZE])
        outputs[f"out_offset_{layer}"] = (WHOLE, [1])
    return graph(
        nodes,
        {"sequence": (FLOAT, [1, "s", LATENT]), "text_embeddings": (FLOAT, [1, "n", CONDITION]), **states},
        outputs,
        {
            "one": np.array([1]), "two": np.array([2]), "zero": np.float32(0), "zero_f": np.float32(0),
            "each": np.float32(frames_a_token if ends else 1e6), "before": np.float32(OFFSETS[0]),
            "threshold": np.float32(-4.0), "square": np.array([1, 1]), "latent_axis": np.array([2]),
            "condition_row": np.full((1, CONDITION), 0.5, np.float32),
        },
    )  # fmt: skip


@cache
def pocket_flow() -> bytes:
    """Half way to the condition; s is 0 and t is 1."""
    return graph(
        [
            node("ReduceMean", "c axes", "aim", keepdims=1),
            node("Sub", "aim x", "way"),
            node("Sub", "t s", "time"),
            node("Mul", "way time", "whole"),
            node("Mul", "whole half", "direction"),
        ],
        {"c": (FLOAT, [1, CONDITION]), "s": (FLOAT, [1, 1]), "t": (FLOAT, [1, 1]), "x": (FLOAT, [1, LATENT])},
        {"direction": (FLOAT, [1, LATENT])},
        {"axes": np.array([1]), "half": np.float32(0.5)},
    )


@cache
def pocket_decoder() -> bytes:
    """80 ms of hum as loud as the latent's mean; one state counts frames, one is there for its first ones."""
    hum = np.sin(np.arange(1920) * 2 * np.pi * 16 / 1920).astype(np.float32)
    return graph(
        [
            node("ReduceMean", "latent axes", "mean", keepdims=1),
            node("Mul", "mean mimi_1", "loud"),
            node("Mul", "loud hum", "framed"),
            node("Reshape", "framed flat", "audio"),
            node("Add", "mimi_0 one", "out_mimi_0"),
            node("Identity", "mimi_1", "out_mimi_1"),
        ],
        {"latent": (FLOAT, [1, 1, LATENT]), "mimi_0": (WHOLE, [1]), "mimi_1": (FLOAT, [1])},
        {"audio": (FLOAT, [1920]), "out_mimi_0": (WHOLE, [1]), "out_mimi_1": (FLOAT, [1])},
        {"axes": np.array([2]), "one": np.array([1]), "hum": hum[None, None, :], "flat": np.array([-1])},
    )


@cache
def pocket_tokenizer() -> bytes:
    """A token a letter."""
    tokenizer = Tokenizer(
        models.WordLevel(
            {"<unk>": 0, **{letter: n for n, letter in enumerate(LETTERS, start=1)}}, unk_token="<unk>"
        )
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    return str(tokenizer.to_str()).encode()


def pocket_manifest(**changed: Any) -> bytes:
    rows = len(LETTERS) + 1
    manifest = {
        "format": "volume-board/pocket-tts-onnx@1", "sampler_decode_steps": 1, "sample_rate": 24000,
        "frame_rate": 12.5, "latent_dim": LATENT, "conditioning_dim": CONDITION, "temperature": 0.3,
        "eos_threshold": -4.0, "min_frames_before_eos": 1, "frames_after_eos": None, "max_tokens_per_chunk": 50,
        "tokens_per_second": 3.0, "gen_seconds_padding": 2.0, "default_voice": "estelle",
        "text_embeddings": {"rows": rows, "dim": CONDITION}, "tokenizer": "tokenizer.json",
        "models": {name: f"{name}.int8.onnx" for name in ("flow_lm_main", "flow_lm_flow", "mimi_decoder")},
        "voices": {"estelle": {"file": "estelle.f16", "offsets": list(OFFSETS)}},
        "flow_layers": [{"name": f"layers.{n}", "heads": HEADS, "head_dim": HEAD_SIZE} for n in range(2)],
        "mimi_states": [
            {"key": "offset", "shape": [1], "dtype": "int64"}, {"key": "first", "shape": [1], "dtype": "float32"}
        ],
    }  # fmt: skip
    return json.dumps(manifest | changed).encode()


def pocket_files(**changed: bytes) -> dict[str, bytes]:
    rows = len(LETTERS) + 1
    state = np.zeros(2 * HEADS * HEAD_SIZE * sum(OFFSETS), "<f2")
    files = {
        "manifest.json": pocket_manifest(),
        "text_embeddings.f16": np.zeros((rows, CONDITION), "<f2").tobytes(),
        "flow_lm_main.int8.onnx": pocket_main(),
        "flow_lm_flow.int8.onnx": pocket_flow(),
        "mimi_decoder.int8.onnx": pocket_decoder(),
        "tokenizer.json": pocket_tokenizer(),
        "estelle.f16": state.tobytes(),
        "README.md": b"# Pocket TTS, French",
    }
    by_stem = {name.partition(".")[0]: name for name in files}
    return files | {by_stem[stem]: content for stem, content in changed.items()}


# --- where they stand ----------------------------------------------------------------------------------------

FILES = {"paradis": paradis_files, "supertonic": supertonic_files, "pocket": pocket_files}


def in_repository(name: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """As the hub serves them."""
    package = packages.PACKAGES[name]
    if name == "paradis":
        return {f"/{package.hub[0].repository}/{package.hub[0].path}": pack(files)}
    return {f"/{package.hub[0].repository}/{path}": content for path, content in files.items()}


def knowing(name: str, files: dict[str, bytes]) -> Package:
    """The package with the checksums of these files where the real one has those of the real ones."""
    package = packages.PACKAGES[name]
    served = in_repository(name, files)

    def known(file: HubFile) -> HubFile:
        content = served.get(f"/{file.repository}/{file.path}")
        if not file.sha256 or content is None:
            return file
        return replace(file, sha256=hashlib.sha256(content).hexdigest())

    return replace(package, hub=tuple(known(file) for file in package.hub))


def put_installed(name: str, files: dict[str, bytes], scratch: Path) -> InstalledVoice:
    """As the installation leaves them, without letting the voice speak first."""
    package = knowing(name, files)
    partial = voices_folder() / f".{name}.partial"
    partial.mkdir(parents=True, exist_ok=True)
    described, source = gather_files(
        package, partial, from_dir=lay_out(name, files, scratch), tell=lambda progress: None
    )
    voice = InstalledVoice(
        name=name, folder=partial, files=described, license=package.license, source=source, installed_at=""
    )
    write_manifest(partial, voice)
    put_in_place(partial, name)
    return find_installed(name)


def lay_out(name: str, files: dict[str, bytes], folder: Path) -> Path:
    """As somebody would carry them to a machine without a network."""
    for path, content in ({"paradis_tts_fp32.zip": pack(files)} if name == "paradis" else files).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder
