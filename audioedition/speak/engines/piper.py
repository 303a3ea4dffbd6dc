"""Piper voices (VITS, ONNX): any ``.onnx`` with its ``.onnx.json`` beside it, or one that was installed by name.

Offline; GPL library, hence the extra ``[piper]``. Medium voices: 22.05 kHz, about ten times real time a core.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audioedition.errors import AudioEditionError, EngineError, VoiceError
from audioedition.model import Clip, Voice
from audioedition.script.pronounce import decide
from audioedition.speak.engines.kokoro.phonemes import Phonemize, phonemize_sentence
from audioedition.speak.engines.options import Option, check_range, read_options
from audioedition.speak.installed import find_installed
from audioedition.speak.packages import PACKAGES
from audioedition.system.files import sha256_of

if TYPE_CHECKING:
    from piper import PiperVoice

_OPTIONS: dict[str, Option] = {"model": "", "speaker": 0, "noise": 0.667, "noise_width": 0.8}


class PiperEngine:
    """Options: ``model`` (needed: a path to an ``.onnx`` file, or the name of an installed voice), ``speaker``
    (0), ``noise`` and ``noise_width`` (0 to 2: how lively sound and rhythm are)."""

    name = "piper"
    max_chars = 500
    sends_text_to: str | None = None

    def __init__(self) -> None:
        try:
            self.version = f"{version('piper-tts')}-1"
        except PackageNotFoundError:
            self.version = "absent"
        self.loaded: PiperVoice | None = None
        self._model: Path | None = None

    def check(self, voice: Voice) -> str:
        if self.version == "absent":
            raise VoiceError(
                f"The voice {voice.name} needs Piper, which is not installed here.",
                hint="Install it with: pip install 'audioedition[piper]'",
            )
        model = find_model(voice)
        stat = model.stat()
        return _fingerprint(model, stat.st_size, stat.st_mtime_ns)

    def speak(self, text: str, voice: Voice) -> Clip:
        try:
            options = _read(voice)
            loaded = self._load(find_model(voice))
        except AudioEditionError as error:
            raise EngineError(str(error), hint=error.hint) from error
        from piper import SynthesisConfig

        speakers = loaded.config.num_speakers
        config = SynthesisConfig(
            speaker_id=options["speaker"] if speakers > 1 else None,
            length_scale=loaded.config.length_scale / voice.rate,
            noise_scale=options["noise"],
            noise_w_scale=options["noise_width"],
        )
        try:
            parts = say_decided(text, loaded, language=voice.language, sounds=voice.sounds)
            pcm = b"".join(
                sound.audio_int16_bytes for part in parts for sound in loaded.synthesize(part, config)
            )
        except Exception as error:  # onnxruntime raises a class of its own per kind of trouble
            raise EngineError(f"Piper could not speak this ({type(error).__name__}: {error}).") from error
        return Clip(pcm=pcm, frame_rate=loaded.config.sample_rate)

    def _load(self, model: Path) -> PiperVoice:
        if self.loaded is None or self._model != model:
            from piper import PiperVoice

            try:
                self.loaded = PiperVoice.load(model)
            except Exception as error:  # as above: damaged model, damaged configuration
                raise EngineError(
                    f"The Piper voice {model} cannot be loaded ({type(error).__name__}: {error}).",
                    hint="Install or copy it again.",
                ) from error
            self._model = model
        return self.loaded


def say_decided(
    text: str, loaded: PiperVoice, *, language: str, sounds: tuple[tuple[str, str], ...] = ()
) -> list[str]:
    """What Piper is given: the text, and where the layer decided something for a French voice that was taught
    espeak-ng's phonemes, each sentence's sounds in double square brackets."""
    if getattr(loaded.config.phoneme_type, "value", "") != "espeak" or not language.lower().startswith("fr"):
        return [text]
    if not decide(text, sounds).changes:
        return [text]  # what Piper says of itself is right, and its clip need not be spoken anew
    said = phonemize_sentence(text, language=language, phonemize=_say_by_pipers_espeak(loaded), sounds=sounds)
    plain = "".join(_PLAIN.get(sign, sign) for sign in said)
    return [f"[[{part}]]" for part in re.split(r"(?<=[.!?]) ", plain) if any(c.isalpha() for c in part)] or [
        text
    ]


_PLAIN = {
    "ʧ": "tʃ", "ʤ": "dʒ", "ʦ": "ts", "ʣ": "dz", "I": "aɪ", "W": "aʊ", "A": "eɪ", "O": "oʊ", "Q": "əʊ", "Y": "ɔɪ",
    "“": "", "”": "", "—": ",", "…": "...", "(": "", ")": "", "ᵊ": "ə",
}  # fmt: skip
"""Kokoro's signs for what Piper's voices were taught letter by letter."""


def _say_by_pipers_espeak(loaded: PiperVoice) -> Phonemize:
    """espeak-ng as it comes inside piper-tts: with its marks of another language, which Piper's own wrapper drops."""
    from piper import espeakbridge

    espeakbridge.initialize(str(loaded.espeak_data_dir))

    def say(text: str, voice: str) -> str:
        espeakbridge.set_voice(voice)
        return " ".join(sounds for sounds, _, _ in espeakbridge.get_phonemes(text))

    return say


def find_model(voice: Voice) -> Path:
    """The ``.onnx`` file, whole as far as sizes tell, its configuration beside it. Raises VoiceError."""
    named = str(_read(voice)["model"])
    if named and not named.endswith(".onnx") and "/" not in named:
        return find_installed(named).file("model")
    model = Path(named).expanduser()
    if not named or not model.is_file():
        raise VoiceError(
            f"The voice {voice.name} has no Piper model: “{named}” is no file." if named
            else f"The voice {voice.name} names no Piper model.",
            hint='In [options], model = "/path/to/voice.onnx", or one of: '
            + ", ".join(name for name, package in PACKAGES.items() if package.engine == "piper"),
        )  # fmt: skip
    config = model.with_name(f"{model.name}.json")
    try:
        if "phoneme_id_map" not in json.loads(config.read_text("utf-8")):
            raise ValueError("it is no Piper configuration")
    except (OSError, ValueError) as error:
        raise VoiceError(
            f"The Piper voice {model.name} lacks its configuration {config.name} ({error}).",
            hint="Both files come together and stand side by side.",
        ) from error
    return model


def _read(voice: Voice) -> dict[str, Any]:
    options = read_options(voice, _OPTIONS)
    check_range(voice, options, "speaker", 0, 10_000)
    for key in ("noise", "noise_width"):
        check_range(voice, options, key, 0, 2)
    return options


@lru_cache(maxsize=8)
def _fingerprint(model: Path, _size_bytes: int, _changed_ns: int) -> str:
    config = model.with_name(f"{model.name}.json").read_bytes()
    return hashlib.sha256(sha256_of(model).encode() + config).hexdigest()
