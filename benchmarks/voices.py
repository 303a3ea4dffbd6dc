"""Each installed voice, and kokoro-onnx called plainly on the same weights: speed, memory, and how it is heard.

    python benchmarks/voices.py [--voices siwis,pico] [--sentences 12] [--text FILE] [--whisper MODEL]
    python benchmarks/voices.py --voices siwis,kokoro-onnx,floats --text benchmarks/listen_articles.txt --sentences 999
    python benchmarks/voices.py --voices siwis,siwis-without-layer --text FILE --whisper base --heard heard.tsv

All are given the spoken forms of the same sentences. ``floats`` is siwis before any rewriting but that of 8-bit
products to floats, run by onnxruntime: what the quick graph's sound is measured against. ``NAME-without-layer`` is a
voice given espeak-ng's own phonemes: nothing of script/pronounce (docs/pronunciation.md) is decided for it.

Every voice lives in a child process of its own; groups of four sentences go round from voice to voice, so that a
busy machine disturbs all alike. Absolute figures depend on the machine: compare within one run. Word, character and
phoneme error need faster-whisper (extra [listen]) and --whisper; the phoneme error compares how both texts are said
by our own tables, so that « qualifiée » heard as « qualifié » is none. DNSMOS needs the package speechmos,
DistillMOS distillmos with torch; the peer needs kokoro-onnx.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from judging import judge

from audioedition.script.normalise import normalise
from audioedition.system.processor import this_processor

SENTENCES = (
    "Le conseil municipal s’est réuni hier soir pour voter le budget de l’année prochaine.",
    "La nouvelle ligne de tramway ouvrira au printemps, après trois années de travaux.",
    "Pourquoi les habitants du quartier n’ont-ils pas été consultés plus tôt ?",
    "« Nous avons tout perdu dans l’incendie », raconte une commerçante du centre.",
    "Les pompiers ont maîtrisé le feu vers deux heures du matin, sans faire de blessés.",
    "Selon les premiers résultats, la participation a nettement augmenté dans les grandes villes.",
    "La bibliothèque prête désormais des livres audio à tous ses lecteurs.",
    "Il faudra pourtant attendre la décision du tribunal avant de reprendre le chantier.",
    "Les agriculteurs redoutent une nouvelle sécheresse, la troisième en cinq ans.",
    "Le musée rouvre samedi avec une exposition consacrée aux peintres de la région.",
    "Cette mesure, très attendue, concerne près de la moitié des familles.",
    "Au marché, les prix des légumes ont encore grimpé cette semaine.",
)
PEER, FLOATS = "kokoro-onnx", "floats"
WITHOUT_LAYER = "-without-layer"
GROUP = 4
MARKS = ("wer", "cer", "per", "dnsmos", "distillmos")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--voices", default="")
    parser.add_argument("--sentences", type=int, default=len(SENTENCES))
    parser.add_argument("--text", type=Path, help="one sentence a line")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every Nth sentence of the text")
    parser.add_argument("--whisper", default="", help="a faster-whisper model: name or folder")
    parser.add_argument("--heard", type=Path, help="write each sentence and what Whisper heard of each voice")
    given = parser.parse_args()
    if given.child:
        serve(given.child)
        return
    lines = given.text.read_text("utf-8").splitlines() if given.text else list(SENTENCES)
    sentences = [normalise(line) for line in lines if line.strip()][:: given.every][: given.sentences]
    names = given.voices.split(",") if given.voices else installed_voices()
    print(this_processor())
    print(f"{len(sentences)} sentences, {sum(map(len, sentences))} characters", flush=True)
    rows = race(names, sentences)
    for row in rows.values():
        judge(row, whisper=given.whisper)
    show(rows)
    if given.heard:
        columns = [sentences, *(row["heard"] for row in rows.values() if "heard" in row)]
        lines = ["\t".join(("sentence", *rows)), *("\t".join(texts) for texts in zip(*columns, strict=True))]
        given.heard.write_text("\n".join(lines) + "\n", "utf-8")


def installed_voices() -> list[str]:
    from importlib.util import find_spec

    from audioedition.errors import VoiceError
    from audioedition.speak.engines.registry import load_engine
    from audioedition.speak.voices import read_voice, voice_files

    names = []
    for name in voice_files():
        voice = read_voice(name)
        try:
            engine = load_engine(voice.engine)
            engine.check(voice)
        except VoiceError:
            continue
        if engine.sends_text_to is None and name != "tone":
            names.append(name)
    return [*names, *([PEER] if "siwis" in names and find_spec("kokoro_onnx") else [])]


def race(names: list[str], sentences: list[str]) -> dict[str, dict[str, Any]]:
    """Name → totals and sounds; group by group, voice by voice."""
    rows: dict[str, dict[str, Any]] = {}
    children = {name: start_child(name) for name in names}
    groups = [sentences[start : start + GROUP] for start in range(0, len(sentences), GROUP)]
    with tempfile.TemporaryDirectory() as folder:
        for rank, group in enumerate([["Bonjour."], *groups]):
            for name, child in children.items():
                said = ask(child, group, Path(folder) / "sound.npz")
                if rank == 0:  # the first call loads the model
                    rows[name] = {
                        "first_s": said["wall_s"],
                        "wall_s": 0.0,
                        "cpu_s": 0.0,
                        "texts": [],
                        "sounds": [],
                    }
                    continue
                row = rows[name]
                row["wall_s"] += said["wall_s"]
                row["cpu_s"] += said["cpu_s"]
                row["peak_mb"] = said["peak_mb"]
                row["texts"] += group
                with np.load(Path(folder) / "sound.npz") as sounds:
                    row["sounds"] += [(sounds[f"arr_{n}"], said["frame_rate"]) for n in range(len(group))]
    for child in children.values():
        assert child.stdin is not None
        child.stdin.close()
        child.wait()
    return rows


def ask(child: subprocess.Popen[str], texts: list[str], path: Path) -> dict[str, Any]:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps({"texts": texts, "path": str(path)}) + "\n")
    child.stdin.flush()
    reply: dict[str, Any] = json.loads(child.stdout.readline())
    return reply


def start_child(name: str) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--child", name]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def serve(name: str) -> None:
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    speak = {PEER: peer_speaker, FLOATS: float_speaker}.get(name, lambda: own_speaker(name))()
    for line in sys.stdin:
        request = json.loads(line)
        cpu_s, started = used_cpu_s(), time.perf_counter()
        sounds = speak(request["texts"])
        reply = {
            "wall_s": time.perf_counter() - started,
            "cpu_s": used_cpu_s() - cpu_s,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "frame_rate": sounds[0][1],
        }
        np.savez(request["path"], *(sound for sound, _ in sounds))
        replies.write(json.dumps(reply) + "\n")
        replies.flush()


def own_speaker(name: str) -> Any:
    from audioedition.speak.engines.registry import load_engine
    from audioedition.speak.voices import read_voice

    if name.endswith(WITHOUT_LAYER):
        speak_without_layer()
    voice = read_voice(name.removesuffix(WITHOUT_LAYER))
    engine = load_engine(voice.engine)

    def speak(texts: list[str]) -> list[tuple[Any, int]]:
        for text in texts:  # as the road does: what comes next is told beforehand
            if hasattr(engine, "prepare"):
                engine.prepare(text, voice)
        clips = [engine.speak(text, voice) for text in texts]
        return [
            (np.frombuffer(clip.pcm, "<i2").astype(np.float32) / 32768, clip.frame_rate) for clip in clips
        ]

    return speak


def speak_without_layer() -> None:
    """From now on this process gives its voices what espeak-ng alone says."""
    from audioedition.speak.engines.kokoro import phonemes

    # no decisions is what the engine takes for « espeak-ng decides »; replaced in this child process alone
    phonemes.decide = lambda sentence, lexicon=(): None  # type: ignore[assignment,return-value]  # not its type: above


def peer_speaker() -> Any:
    from kokoro_onnx import Kokoro

    from audioedition.speak.install import find_installed

    installed = find_installed("siwis")
    with tempfile.TemporaryDirectory() as folder:
        voices = Path(folder) / "voices.npz"
        np.savez(voices, ff_siwis=np.fromfile(installed.file("style"), "<f4").reshape(-1, 1, 256))
        kokoro = Kokoro(str(installed.file("model")), str(voices))
    return lambda texts: [kokoro.create(text, voice="ff_siwis", speed=1.0, lang="fr-fr") for text in texts]


def float_speaker() -> Any:
    import onnx

    from audioedition.speak.engines.espeak_library import load_espeak
    from audioedition.speak.engines.kokoro.graph import has_integer_products, to_floats
    from audioedition.speak.engines.kokoro.model import KokoroModel
    from audioedition.speak.engines.kokoro.phonemes import phonemize_sentence
    from audioedition.speak.engines.kokoro.sound import FRAME_RATE
    from audioedition.speak.engines.kokoro.tokens import split_phonemes
    from audioedition.speak.engines.waves import join_pieces, trim_silence
    from audioedition.speak.install import find_installed

    installed, espeak = find_installed("siwis"), load_espeak()
    source = onnx.load(installed.file("model"))
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "floats.onnx"
        onnx.save(to_floats(source) if has_integer_products(source) else source, graph)
        model = KokoroModel(graph, installed.file("style"), accelerator="onnxruntime")

    def speak(text: str) -> tuple[Any, int]:
        phonemes = phonemize_sentence(
            text, language="fr-FR", phonemize=lambda part, by: espeak.phonemes(part, voice=by)
        )
        parts = [
            trim_silence(model.speak(part, speed=1.0)[0], frame_rate=FRAME_RATE)
            for part in split_phonemes(phonemes)
        ]
        return join_pieces(parts, frame_rate=FRAME_RATE, pause_ms=120), FRAME_RATE

    return lambda texts: [speak(text) for text in texts]


def used_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def show(rows: dict[str, dict[str, Any]]) -> None:
    heads = (
        f"{h:>9}" for h in ("CPU s/s", "peak MB", "first s", "WER %", "CER %", "PER %", "DNSMOS", "DistMOS")
    )
    print(f"{'voice':<20}{'× real time':>12}", *heads, sep="")
    for name, row in rows.items():
        known = [f"{row[key]:.2f}" if key in row else "–" for key in MARKS]
        print(
            f"{name:<20}{row['sound_s'] / row['wall_s']:>12.2f}{row['cpu_s'] / row['sound_s']:>9.3f}"
            f"{row['peak_mb']:>9.0f}{row['first_s']:>9.2f}" + "".join(f"{value:>9}" for value in known)
        )


if __name__ == "__main__":
    main()
