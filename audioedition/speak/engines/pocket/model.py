"""The three networks of Pocket TTS, and the loop in which they speak frame by frame."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from audioedition.errors import EngineError
from audioedition.speak.engines.network import Network, finite
from audioedition.speak.engines.noise import noise_for
from audioedition.speak.engines.pocket.manifest import AGAIN, PocketManifest, read_manifest
from audioedition.speak.engines.pocket.text import frames_after_end

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from audioedition.speak.installed import InstalledVoice

    States = dict[str, NDArray[Any]]

_STATE = "out_"
"""Before the name of an output that is the next frame's input."""


class PocketModel:
    """Text in pieces of at most ``manifest.most_tokens`` tokens in, sound out."""

    def __init__(self, installed: InstalledVoice, threads: int) -> None:
        """Raises EngineError for files that are not Pocket TTS' or do not belong together."""
        self.manifest = read_manifest(installed.file("manifest"))
        layers = range(len(self.manifest.layers))
        caches = [f"{kind}_{layer}" for layer in layers for kind in ("cache", "offset")]
        mimi = [f"mimi_{rank}" for rank in range(len(self.manifest.decoder))]

        def network(role: str, inputs: list[str], outputs: int) -> Network:
            return Network(
                installed.file(role), inputs=inputs, outputs=outputs, threads=threads, voice="pocket"
            )

        self._main = network("flow_lm_main", ["sequence", "text_embeddings", *caches], 2 + len(caches))
        self._flow = network("flow_lm_flow", ["c", "s", "t", "x"], 1)
        self._decoder = network("mimi_decoder", ["latent", *mimi], 1 + len(mimi))
        self._main_states = _state_names(self._main, after=2)
        self._decoder_states = _state_names(self._decoder, after=1)
        self._embeddings = read_embeddings(installed.file("text_embeddings"), self.manifest)
        self._voice = read_voice_state(installed.file("voice"), self.manifest)
        self._tokenizer = _load_tokenizer(installed.file("tokenizer"))
        self.unknown = unknown_tokens(installed.file("tokenizer"))

    def encode(self, text: str) -> tuple[list[int], list[str]]:
        """Numbers and names of the tokens."""
        encoded = self._tokenizer.encode(text)
        return list(encoded.ids), list(encoded.tokens)

    def speak(self, text: str, *, take: int = 0, attempt: int = 0) -> tuple[NDArray[np.float32], bool]:
        """Mono float, and whether the network said that the sentence is over. Raises EngineError."""
        import numpy as np

        facts = self.manifest
        numbers = self.encode(text)[0]
        if not 0 < len(numbers) <= facts.most_tokens:
            raise EngineError(
                f"Pocket TTS was given {len(numbers)} tokens; it takes 1 to {facts.most_tokens}."
            )
        if max(numbers) >= facts.rows:
            raise EngineError("The voice's tokenizer.json is not the one of its network.", hint=AGAIN)
        no_latent = np.zeros((1, 0, facts.latent_size), np.float32)
        no_text = np.zeros((1, 0, facts.condition_size), np.float32)
        # only the states count here: the words are in them from now on
        _, _, states = self._think(no_latent, self._embeddings[numbers][None].astype(np.float32), self._voice)
        decoder = first_decoder_states(facts)
        noise = noise_for(text, take=take, attempt=attempt)
        after = frames_after_end(text) if facts.frames_after_end is None else facts.frames_after_end
        longest = math.ceil((len(numbers) / facts.tokens_a_second + facts.padding_s) * facts.frames_a_second)
        latent = np.full(
            (1, 1, facts.latent_size), np.nan, np.float32
        )  # how the network knows the first frame
        sounds: list[NDArray[np.float32]] = []
        ended: int | None = None
        for frame in range(longest):
            condition, logit, states = self._think(latent, no_text, states)
            if ended is None and frame >= facts.least_frames and logit > facts.end_threshold:
                ended = frame
            if ended is not None and frame >= ended + after:
                break
            latent = self._sample(condition, noise)
            output = self._decoder.run({"latent": latent, **decoder})
            sounds.append(finite(output[0]).ravel())
            decoder = dict(zip(self._decoder_states, output[1:], strict=True))
        return (np.concatenate(sounds) if sounds else np.zeros(0, np.float32)), ended is not None

    def _think(
        self, latent: NDArray[np.float32], text: NDArray[np.float32], states: States
    ) -> tuple[NDArray[Any], float, States]:
        """What the next frame depends on, the logit of the end, and the states after it."""
        output = self._main.run({"sequence": latent, "text_embeddings": text, **states})
        logit = float(output[1].ravel()[0]) if output[1].size else math.nan
        return output[0], logit, dict(zip(self._main_states, output[2:], strict=True))

    def _sample(self, condition: NDArray[Any], noise: np.random.RandomState) -> NDArray[np.float32]:
        """One step from noise to the frame's latent."""
        import numpy as np

        size = self.manifest.latent_size
        start = noise.standard_normal((1, size)) * math.sqrt(self.manifest.temperature)
        x = start.astype(np.float32)
        feed = {"c": condition, "s": np.zeros((1, 1), np.float32), "t": np.ones((1, 1), np.float32), "x": x}
        moved = finite(self._flow.run(feed)[0])
        if moved.size != size:
            raise EngineError(
                "The voice's network for the flow has another size than its manifest says.", hint=AGAIN
            )
        return (x + moved.reshape(1, size)).reshape(1, 1, size)


def _state_names(network: Network, *, after: int) -> tuple[str, ...]:
    names = tuple(name.removeprefix(_STATE) for name in network.outputs[after:])
    if strange := [name for name in names if name not in network.inputs]:
        raise EngineError(
            f"The voice's networks do not fit together: nothing takes the state {', '.join(strange)}.",
            hint=AGAIN,
        )
    return names


def first_decoder_states(manifest: PocketManifest) -> States:
    import numpy as np

    return {
        f"mimi_{rank}": (np.ones if state.key == "first" else np.zeros)(state.shape, np.dtype(state.dtype))
        for rank, state in enumerate(manifest.decoder)
    }


def read_embeddings(path: Path, manifest: PocketManifest) -> NDArray[np.float16]:
    """``(rows, condition_size)``. Raises EngineError for another size."""
    import numpy as np

    values = np.fromfile(path, dtype="<f2")
    if values.size != manifest.rows * manifest.condition_size:
        raise _wrong_size(path)
    return values.reshape(manifest.rows, manifest.condition_size)


def read_voice_state(path: Path, manifest: PocketManifest) -> States:
    """What the network remembers of the speaker: ``cache_i`` (2, 1, offset, heads, size) and ``offset_i`` (1,) for each
    layer, in half floats one after the other. Raises EngineError for another size."""
    import numpy as np

    values = np.fromfile(path, dtype="<f2")
    states: States = {}
    start = 0
    for rank, ((heads, size), offset) in enumerate(zip(manifest.layers, manifest.offsets, strict=True)):
        shape = (2, 1, offset, heads, size)
        end = start + math.prod(shape)
        if end > values.size:
            raise _wrong_size(path)
        states[f"cache_{rank}"] = values[start:end].reshape(shape).astype(np.float32)
        states[f"offset_{rank}"] = np.array([offset], dtype=np.int64)
        start = end
    if start != values.size:
        raise _wrong_size(path)
    return states


def _wrong_size(path: Path) -> EngineError:
    return EngineError(f"The voice's file {path.name} has another size than its manifest says.", hint=AGAIN)


def _load_tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises plain Exception
        raise EngineError(f"The voice's file {path.name} cannot be read ({error}).", hint=AGAIN) from error


def unknown_tokens(path: Path) -> frozenset[str]:
    """How the tokenizer writes what it does not know."""
    try:
        model = json.loads(path.read_text("utf-8"))["model"]
        named, number = model.get("unk_token"), model.get("unk_id")
        if named is None and number is not None:
            named = model["vocab"][number][0]
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise EngineError(f"The voice's file {path.name} cannot be read ({error}).", hint=AGAIN) from error
    return frozenset({named} if named else ())
