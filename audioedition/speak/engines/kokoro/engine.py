"""The engine ``kokoro``: what the host talks to."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audioedition.errors import AudioEditionError, EngineError, VoiceError
from audioedition.model import Clip
from audioedition.speak.engines.espeak_library import load_espeak, require_espeak
from audioedition.speak.engines.kokoro.ahead import Ahead, NetworkRun
from audioedition.speak.engines.kokoro.durations import time_spans
from audioedition.speak.engines.kokoro.phonemes import phonemize_sentence
from audioedition.speak.engines.kokoro.sound import FRAME_RATE, PieceSound, trim_piece
from audioedition.speak.engines.kokoro.tokens import split_phonemes, tokenize
from audioedition.speak.engines.kokoro.words import find_words
from audioedition.speak.engines.options import Option, check_range, read_options
from audioedition.speak.engines.waves import join_pieces, to_pcm
from audioedition.speak.installed import InstalledVoice, find_installed

if TYPE_CHECKING:
    from audioedition.model import Voice

_BREATH_MS = 120
"""Between the parts of a sentence that was too long for one run."""
_SLOWEST, _FASTEST = 0.5, 3.0
_OPTIONS: dict[str, Option] = {"model": "", "accelerator": "auto", "threads": 0, "take": 0}
_ACCELERATORS = ("auto", "openvino", "cuda", "onnxruntime")


class KokoroEngine:
    """Options: ``accelerator`` (auto; openvino, cuda, onnxruntime), ``threads`` (0 = all cores), ``take`` (0 to
    9: the same words a little differently), ``model`` (the installed voice, by default the profile's name)."""

    name = "kokoro"
    version = "6"
    max_chars = 480
    """About 500 tokens of French; what is denser is split here, so nothing depends on the estimate."""
    sends_text_to: str | None = None

    def __init__(self) -> None:
        self._ahead: Ahead | None = None
        self._loaded: tuple[object, ...] | None = None

    def check(self, voice: Voice) -> str:
        """The installed model's fingerprint. Raises VoiceError when the extra or the weights are missing."""
        if find_spec("onnxruntime") is None or find_spec("numpy") is None:
            raise VoiceError(
                f"The voice {voice.name} needs onnxruntime, which is not installed here.",
                hint="Install it with: pip install 'audioedition[neural]'",
            )
        require_espeak("neural")
        options = _read(voice)
        installed = _installed(voice)
        role, accelerator = choose_graph(installed, str(options["accelerator"]))
        return f"{installed.fingerprint}:{role}:{accelerator}"

    def speak(self, text: str, voice: Voice) -> Clip:
        try:
            return self._speak(text, voice)
        except EngineError:
            raise
        except AudioEditionError as error:  # the voice was removed or damaged meanwhile
            raise EngineError(str(error), hint=error.hint) from error

    def prepare(self, text: str, voice: Voice) -> None:
        """Begin to speak what will be asked for soon. What goes wrong is told when it is asked for."""
        with contextlib.suppress(AudioEditionError):
            options = _read(voice)
            ahead = self._load(voice, options)
            for piece in _pieces(phonemize_for(text, voice), voice, take=options["take"]):
                ahead.begin(piece)

    def _speak(self, text: str, voice: Voice) -> Clip:
        options = _read(voice)
        ahead = self._load(voice, options)
        phonemes = phonemize_for(text, voice)
        pieces = _pieces(phonemes, voice, take=options["take"])
        for piece in pieces:
            ahead.begin(piece)
        sounds = [ahead.collect(piece) for piece in pieces]
        spans = find_words(text, phonemes, say_alone=lambda word: phonemize_for(word, voice))
        return Clip(
            pcm=to_pcm(
                join_pieces([piece.sound for piece in sounds], frame_rate=FRAME_RATE, pause_ms=_BREATH_MS)
            ),
            frame_rate=FRAME_RATE,
            words=time_spans(spans, phonemes, [p.phonemes for p in pieces], sounds, pause_ms=_BREATH_MS),
        )

    def _load(self, voice: Voice, options: dict[str, Any]) -> Ahead:
        installed = _installed(voice)
        role, accelerator = choose_graph(installed, str(options["accelerator"]))
        wanted = (installed.fingerprint, role, accelerator, options["threads"])
        if self._ahead is None or self._loaded != wanted:
            from audioedition.speak.engines.kokoro.model import KokoroModel, compiled_folder

            if self._ahead is not None:
                self._ahead.close()
            with ThreadPoolExecutor(1) as reader:  # 380 MB are read while the network is being set up
                verified = reader.submit(installed.verify, role, "style")
                try:
                    model = KokoroModel(
                        installed.file(role),
                        installed.file("style"),
                        accelerator=accelerator,
                        threads=options["threads"],
                        compiled_in=compiled_folder() if accelerator == "openvino" else None,
                    )
                finally:
                    verified.result()  # a damaged file is named, whatever the network made of it

            def speak(piece: NetworkRun, stream: int) -> PieceSound:
                sound, edges = model.speak(piece.phonemes, speed=piece.speed, take=piece.take, stream=stream)
                return trim_piece(sound, edges)

            self._ahead, self._loaded = Ahead(speak, streams=model.streams), wanted
        return self._ahead


def phonemize_for(text: str, voice: Voice) -> str:
    """As Kokoro and what learnt from it read phonemes, with what the layer and the newsroom's lexicon decided."""
    espeak = load_espeak()
    return phonemize_sentence(
        text,
        language=voice.language,
        phonemize=lambda piece, by: espeak.phonemes(piece, voice=by),
        sounds=voice.sounds,
    )


def _pieces(phonemes: str, voice: Voice, *, take: int) -> list[NetworkRun]:
    speed = min(max(voice.rate, _SLOWEST), _FASTEST)
    return [
        NetworkRun(phonemes=part, tokens=len(tokenize(part)), speed=speed, take=take)
        for part in split_phonemes(phonemes)
    ]


def choose_graph(installed: InstalledVoice, accelerator: str) -> tuple[str, str]:
    """``(role of the graph, accelerator)``: the quickest that this machine has, or the one that was asked for.

    Raises VoiceError when what was asked for is not here.
    """
    roles = {file.role for file in installed.files}
    plain = "graph" if "graph" in roles else "model"
    openvino = find_spec("openvino") is not None and "fast" in roles
    if accelerator == "openvino" and not openvino:
        raise VoiceError(
            "OpenVINO, or the voice's graph for it, is not installed here.",
            hint="pip install 'audioedition[fast]', then audioedition voices install siwis once more.",
        )
    cuda = accelerator in ("auto", "cuda") and _has_cuda()
    if accelerator == "cuda" and not cuda:
        raise VoiceError(
            "onnxruntime sees no CUDA graphics processor here.", hint="pip install 'audioedition[cuda]'"
        )
    if cuda:
        return plain, "cuda"
    if openvino and accelerator != "onnxruntime":
        return "fast", "openvino"
    return plain, "onnxruntime"


def _has_cuda() -> bool:
    if find_spec("onnxruntime") is None or not Path("/proc/driver/nvidia").exists():
        return False
    import onnxruntime

    return "CUDAExecutionProvider" in onnxruntime.get_available_providers()


def _installed(voice: Voice) -> InstalledVoice:
    return find_installed(str(voice.options.get("model") or voice.name))


def _read(voice: Voice) -> dict[str, Any]:
    options = read_options(voice, _OPTIONS)
    check_range(voice, options, "threads", 0, 256)
    check_range(voice, options, "take", 0, 9)
    if options["accelerator"] not in _ACCELERATORS:
        raise VoiceError(
            f"The voice {voice.name}: the option accelerator = {options['accelerator']!r} is unknown.",
            hint=f"It is one of {', '.join(_ACCELERATORS)}.",
        )
    return options
