"""How far the times of siwis's words lie from those that Whisper hears.

    python benchmarks/word_times.py --whisper MODEL [--sentences 50] [--rate 1.0] [--text FILE]

Each sentence is spoken, trimmed and matched as ``make`` does it, then heard by faster-whisper with word timestamps.
Words that both have alike are compared by their starts. Whisper's own times are rounded to 20 ms and lean to the
quiet before a word, so a few hundredths of a second are its part. It needs the extras [neural] and [listen].
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np
from judging import at_16_khz

from audioedition.script.normalise import normalise
from audioedition.sound.clip import trim_clip
from audioedition.sound.words import fold, time_words
from audioedition.speak.engines.host import EngineHost
from audioedition.speak.voices import read_voice
from audioedition.system.processor import this_processor

TEXT = Path(__file__).with_name("listen_articles.txt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--whisper", required=True, help="a faster-whisper model: name or folder")
    parser.add_argument("--sentences", type=int, default=50)
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--text", type=Path, default=TEXT, help="one printed sentence a line")
    given = parser.parse_args()
    from faster_whisper import WhisperModel

    ear = WhisperModel(given.whisper, device="cpu", compute_type="int8")
    voice = replace(read_voice("siwis"), rate=given.rate)
    lines = [line.strip() for line in given.text.read_text("utf-8").splitlines() if line.strip()]
    late_ms: list[float] = []
    words = outside = 0
    with EngineHost("kokoro") as host:
        for line in lines[: given.sentences]:
            clip = trim_clip(host.speak(normalise(line), voice))
            timed = time_words(line, clip.words)
            words += len(timed)
            outside += sum(not 0 <= word.start_frame <= word.end_frame <= clip.frames for word in timed)
            ours = [(fold(word.text), 1000 * word.start_frame / clip.frame_rate) for word in timed]
            late_ms += compare(ours, hear(ear, clip))
    off = sorted(map(abs, late_ms))
    print(f"{this_processor()}")
    print(f"{given.sentences} sentences, {words} words, {outside} outside their clip, {len(off)} compared")
    print(
        f"from Whisper's start: median {median(off):.0f} ms, mean {mean(off):.0f}, "
        f"nine in ten within {off[int(0.9 * len(off))]:.0f}; ours later by {median(late_ms):.0f} ms (median)"
    )


def hear(ear: Any, clip: Any) -> list[tuple[str, float]]:
    sound = np.frombuffer(clip.pcm, "<i2").astype(np.float32) / 32768
    segments, _ = ear.transcribe(
        at_16_khz(sound, clip.frame_rate), language="fr", beam_size=5, word_timestamps=True, temperature=0.0
    )
    return [(fold(word.word), 1000 * word.start) for segment in segments for word in segment.words or ()]


def compare(ours: list[tuple[str, float]], theirs: list[tuple[str, float]]) -> list[float]:
    """Our start less theirs, in milliseconds, of the words that both have in the same place."""
    matcher = SequenceMatcher(None, [word for word, _ in ours], [word for word, _ in theirs], autojunk=False)
    return [
        ours[a + n][1] - theirs[b + n][1] for a, b, size in matcher.get_matching_blocks() for n in range(size)
    ]


if __name__ == "__main__":
    main()
