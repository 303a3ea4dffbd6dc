"""A deterministic engine for tests: every word is a short tone whose pitch comes from its letters.

Words of the form ``zzhang``, ``zzcrash``, ``zzsilence``, ``zzfail`` and ``zzflaky`` misbehave on purpose; the
voice's option ``faults`` must be true for that, so that no article can set them off.
"""

from __future__ import annotations

import array
import math
import os
import time
import zlib

from audioedition.errors import EngineError, VoiceError
from audioedition.model import Clip, Voice

FRAME_RATE = 16_000
PER_CHARACTER_S = 0.06
GAP_S = 0.03


class ToneEngine:
    """Options: ``faults`` (false), ``frame_rate`` (16000 Hz), ``level`` (0 to 1, default 0.3), ``state`` (a
    file that ``zzflaky`` leaves behind at its first call)."""

    name = "tone"
    version = "1"
    max_chars = 300
    sends_text_to: str | None = None

    def check(self, voice: Voice) -> str:
        unknown = set(voice.options) - {"faults", "frame_rate", "level", "state"}
        if unknown:
            raise VoiceError(f"The tone engine knows no option {', '.join(sorted(unknown))}.")
        return ""

    def speak(self, text: str, voice: Voice) -> Clip:
        frame_rate = int(voice.options.get("frame_rate", FRAME_RATE))
        if voice.options.get("faults"):
            if "zzsilence" in text:
                return Clip(pcm=bytes(2 * frame_rate), frame_rate=frame_rate)
            misbehave(text, state=str(voice.options.get("state", "")))
        samples = array.array("h")
        for word in text.split():
            samples.extend(tone(word, voice=voice, frame_rate=frame_rate))
        return Clip(pcm=samples.tobytes(), frame_rate=frame_rate)


def tone(word: str, *, voice: Voice, frame_rate: int) -> array.array[int]:
    """One word: a sine of 200 to 800 Hz, then a short silence."""
    frequency_hz = 200 + zlib.crc32(word.encode()) % 600
    frames = int(frame_rate * PER_CHARACTER_S * len(word) / voice.rate)
    level = 32767 * float(voice.options.get("level", 0.3))
    step = 2 * math.pi * frequency_hz / frame_rate
    sound = [int(level * math.sin(step * n)) for n in range(frames)]
    return array.array("h", sound + [0] * int(frame_rate * GAP_S))


def misbehave(text: str, *, state: str) -> None:
    if "zzhang" in text:
        time.sleep(3600)
    if "zzcrash" in text:
        os._exit(9)
    if "zzfail" in text:
        raise EngineError("asked to fail")
    if "zzflaky" in text and not os.path.exists(state):
        with open(state, "w") as mark:
            mark.write("failed once")
        raise EngineError("asked to fail once", retryable=True)
