"""How sentences are heard: DNSMOS (speechmos), DistillMOS (distillmos), errors of words and sounds (faster-whisper)."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from typing import Any

import numpy as np

from audioedition.check.listen.sounds import key_of
from audioedition.script.normalise import normalise
from audioedition.speak.pronounced import say_in_ipa

CHARACTERS = re.compile(r"[^\w ]+")


def judge(row: dict[str, Any], *, whisper: str) -> None:
    """Add DNSMOS over pairs of sentences, what was heard and its errors, where the packages are there."""
    sounds = [at_16_khz(sound, rate) for sound, rate in row["sounds"]]
    row["sound_s"] = sum(len(sound) / rate for sound, rate in row["sounds"])
    try:
        from speechmos import dnsmos
    except ImportError:
        pass
    else:
        gap = np.zeros(4800, np.float32)
        pairs = [
            np.concatenate([*sounds[i : i + 1], gap, *sounds[i + 1 : i + 2]])
            for i in range(0, len(sounds), 2)
        ]
        row["dnsmos"] = float(
            np.mean([dnsmos.run(np.clip(pair, -1, 1), sr=16000)["ovrl_mos"] for pair in pairs])
        )
    if (mos := distill_mos(sounds)) is not None:
        row["distillmos"] = mos
    if whisper:
        from faster_whisper import WhisperModel

        model = WhisperModel(whisper, device="cpu", compute_type="int8")
        options = {"language": "fr", "temperature": 0.0, "condition_on_previous_text": False}
        heard = [" ".join(s.text for s in model.transcribe(sound, **options)[0]) for sound in sounds]
        row["heard"] = [" ".join(said.split()) for said in heard]
        pairs_of_text = [
            (plain(text), plain(normalise(said))) for text, said in zip(row["texts"], heard, strict=True)
        ]
        row["wer"] = error_rate([(a.split(), b.split()) for a, b in pairs_of_text])
        row["cer"] = error_rate([(list(a), list(b)) for a, b in pairs_of_text])
        row["per"] = error_rate(
            [
                (sounds_of(text), sounds_of(normalise(said)))
                for text, said in zip(row["texts"], heard, strict=True)
            ]
        )


def sounds_of(text: str) -> list[str]:
    """How a spoken text is said, in the alphabet of ``check --listen``: no stress, no blank between words, open and
    closed vowels alike, no mute e. The ear's own spelling (« qualifié » for « qualifiée ») makes no difference then."""
    ipa = say_in_ipa(text, language="fr-FR").replace("ə", "")
    return [sound for sound in key_of(ipa) if sound.isalpha()]


def distill_mos(sounds: list[Any]) -> float | None:
    """Mean over single sentences at 16 kHz, 1 to 5; it tells voices apart better than DNSMOS (siwis 4.43, Pico 3.13,
    espeak 1.85 on six sentences). None without distillmos and torch. torchaudio, which only its command line needs, may
    be missing."""
    import sys
    from types import ModuleType

    try:
        import torch
    except ImportError:
        return None
    sys.modules.setdefault("torchaudio", ModuleType("torchaudio"))
    try:
        from distillmos import ConvTransformerSQAModel
    except ImportError:
        return None
    model = ConvTransformerSQAModel()
    model.eval()
    with torch.no_grad():
        scores = [float(model(torch.from_numpy(np.array(sound, np.float32))[None])) for sound in sounds]
    return float(np.mean(scores))


def at_16_khz(sound: Any, frame_rate: int) -> Any:
    """Resampled by ffmpeg, whose filter is good and always there."""
    from audioedition.system.ffmpeg import find_ffmpeg

    raw = ["-f", "f32le", "-ac", "1"]
    command = [
        find_ffmpeg(),
        "-v",
        "error",
        *raw,
        "-ar",
        str(frame_rate),
        "-i",
        "pipe:0",
        *raw,
        "-ar",
        "16000",
        "pipe:1",
    ]
    done = subprocess.run(command, input=sound.astype("<f4").tobytes(), capture_output=True, check=True)
    return np.frombuffer(done.stdout, "<f4")


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).lower().replace("’", " ").replace("'", " ").replace("-", " ")
    return " ".join(CHARACTERS.sub(" ", folded.replace("œ", "oe")).split())


def error_rate(pairs: list[tuple[list[str], list[str]]]) -> float:
    """Edit distance over length, all pairs together, in per cent."""
    return 100 * sum(distance(a, b) for a, b in pairs) / max(1, sum(len(a) for a, _ in pairs))


def distance(a: list[str], b: list[str]) -> int:
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]
