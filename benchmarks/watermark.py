"""The watermark: what it costs in quality and time, what it bears, and whether clean sounds are taken for marked.

    python benchmarks/watermark.py [--voices pico,siwis] [--files FILE…]

Twelve sentences of each voice, clean and marked, are judged by DNSMOS (package speechmos) and DistillMOS (distillmos
with torch), where these are installed. Then the marked speech is encoded as podcasts are and looked at again; then
clean sounds: the invented ones of the tests, each voice, and the files that are named (music, voices of people). Needs
the extra [watermark].
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from judging import judge

from audioedition.script.normalise import normalise
from audioedition.sound.decode import opened_sound
from audioedition.sound.watermark.detect import FRAME_RATE, WatermarkTrace, trace_watermark
from audioedition.sound.watermark.embed import mark_pcm
from audioedition.system.ffmpeg import pcm_input, run_ffmpeg
from audioedition.system.processor import this_processor
from tests.support.clean_sounds import RATE, clean_sounds
from voices import SENTENCES, own_speaker

ATTACKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "MP3 96 kb/s": ("a.mp3", ("-b:a", "96k")),
    "MP3 48 kb/s": ("a.mp3", ("-b:a", "48k")),
    "MP3 24 kb/s, 22 kHz": ("a.mp3", ("-ar", "22050", "-b:a", "24k")),
    "Opus 24 kb/s": ("a.opus", ("-b:a", "24k")),
    "Opus 16 kb/s": ("a.opus", ("-b:a", "16k")),
    "AAC 48 kb/s": ("a.m4a", ("-b:a", "48k")),
    "1.25 × speed, −9 dB, MP3 48": ("a.mp3", ("-af", "atempo=1.25,volume=-9dB", "-b:a", "48k")),
    "2 × speed, MP3 48": ("a.mp3", ("-af", "atempo=2", "-b:a", "48k")),
    "0.75 × speed, MP3 48": ("a.mp3", ("-af", "atempo=0.75", "-b:a", "48k")),
    "telephone, 300 to 3400 Hz": ("a.mp3", ("-af", "highpass=f=300,lowpass=f=3400", "-b:a", "48k")),
    "compressor 6:1": ("a.mp3", ("-af", "acompressor=threshold=-24dB:ratio=6", "-b:a", "48k")),
    "echo": ("a.mp3", ("-af", "aecho=0.8:0.6:60:0.3", "-b:a", "48k")),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--voices", default="pico")
    parser.add_argument("--sentences", type=int, default=len(SENTENCES))
    parser.add_argument("--files", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    print(this_processor())
    speech = {name: speak(name, SENTENCES[: given.sentences]) for name in given.voices.split(",")}
    for name, sounds in speech.items():
        cost(name, sounds)
    with tempfile.TemporaryDirectory() as folder:
        for name, sounds in speech.items():
            endure(name, sounds, folder=Path(folder))
        clean(speech, given.files, folder=Path(folder))


def speak(name: str, sentences: Iterable[str]) -> list[tuple[Any, int]]:
    return list(own_speaker(name)([normalise(text) for text in sentences]))


def cost(name: str, sounds: list[tuple[Any, int]]) -> None:
    started = time.process_time()
    marked = [(mark(sound, rate), rate) for sound, rate in sounds]
    seconds = (time.process_time() - started) / sum(len(sound) / rate for sound, rate in sounds)
    noise = [
        10 * np.log10((s**2).sum() / ((m - s) ** 2).sum())
        for (s, _), (m, _) in zip(sounds, marked, strict=True)
    ]
    print(f"{name}: {len(sounds)} sentences, marking {seconds:.3f} s of processor a second of sound")
    print(f"  signal to mark {np.mean(noise):.1f} dB")
    rows: list[dict[str, Any]] = [{"sounds": sounds, "texts": []}, {"sounds": marked, "texts": []}]
    for row in rows:
        judge(row, whisper="")
    for key in ("dnsmos", "distillmos"):
        if key in rows[0]:
            before, after = rows[0][key], rows[1][key]
            print(f"  {key} {before:.2f} clean, {after:.2f} marked: {after - before:+.2f}")


def endure(name: str, sounds: list[tuple[Any, int]], *, folder: Path) -> None:
    rate = sounds[0][1]
    whole = mark(np.concatenate([sound for sound, _ in sounds])[: 20 * rate], rate)
    attacks = {**ATTACKS, "1.25 × speed with its pitch": ("a.mp3", ("-af", f"asetrate={rate * 5 // 4}"))}
    for attack, (file, encoding) in attacks.items():
        trace = look(whole, rate, folder / file, *encoding)
        found = "found" if trace.throughout else "in part" if trace.found else "LOST"
        print(f"  {name}, {attack}: {found}, confidence {trace.confidence:.2f}", flush=True)


def clean(speech: dict[str, list[tuple[Any, int]]], files: list[Path], *, folder: Path) -> None:
    sounds = [(name, sound, RATE) for name, sound in clean_sounds()]
    for name, said in speech.items():
        sounds += [(f"{name} {n}", sound, rate) for n, (sound, rate) in enumerate(said)]
    found = [name for name, sound, rate in sounds if look(sound, rate, folder / "a.mp3", "-b:a", "48k").found]
    print(f"clean: {len(found)} of {len(sounds)} taken for marked {found or ''}", flush=True)
    found = []
    for path in files:
        with opened_sound(path, frame_rate=FRAME_RATE) as sound:
            if trace_watermark(sound).found:
                found.append(path.name)
    if files:
        print(f"clean files: {len(found)} of {len(files)} taken for marked {found or ''}")


def mark(sound: Any, frame_rate: int) -> Any:
    pcm = np.rint(np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes()
    return np.frombuffer(b"".join(mark_pcm([pcm], frame_rate=frame_rate)), "<i2").astype(np.float32) / 32_768


def look(sound: Any, frame_rate: int, path: Path, *encoding: str) -> WatermarkTrace:
    pcm = np.rint(np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes()
    run_ffmpeg([*pcm_input(frame_rate), *encoding, "-y", str(path)], feed=lambda: [pcm])
    with opened_sound(path, frame_rate=FRAME_RATE) as decoded:
        return trace_watermark(decoded)


if __name__ == "__main__":
    main()
