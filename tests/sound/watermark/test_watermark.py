"""The inaudible mark: as Perth lays it, found again after what befalls a podcast, not found where nobody laid it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tools import need_module

np = need_module("numpy", extra="watermark")

from audioedition.errors import UsageError
from audioedition.model import Clip, Voice
from audioedition.sound.decode import opened_sound
from audioedition.sound.watermark import weights
from audioedition.sound.watermark.detect import FRAME_RATE, WatermarkTrace, confidence_of, trace_watermark
from audioedition.sound.watermark.embed import mark_pcm
from audioedition.sound.watermark.weights import require_watermark
from audioedition.speak.engines.pico import PicoEngine
from audioedition.system.ffmpeg import pcm_input, run_ffmpeg
from tests.support.clean_sounds import RATE, clean_sounds
from tests.support.reference_sound import EVERY, reference_sound
from tests.support.tools import missing

try:
    require_watermark()
except UsageError:
    missing("Perth's weights (pip install 'audioedition[watermark]')")

WORDS = "La nouvelle halle de Pont-Aubry ouvre samedi, avec douze commerçants et une cuisine partagée."
SENTENCES = (
    "Le train de nuit reprend en juin.", "Une averse a noyé la kermesse.", "La fanfare répète le jeudi soir.",
    "Le phare sera repeint en blanc.", "Trois écoles partagent un jardin.", "Le pont ferme pour deux mois.",
    "On a retrouvé la cloche volée.", "Le maire a perdu son pari.", "La piscine manque de maîtres nageurs.",
    "Un loup a traversé la rocade.", "Les vignes ont gelé lundi.", "La poste déménage place du Puits.",
    "Le cinéma passe un film muet.", "Deux hérons nichent au canal.", "La crue a emporté la passerelle.",
    "Le boulanger cherche un apprenti.", "Le musée prête ses horloges.", "Une rue portera son nom.",
    "Le tournoi se joue sous la pluie.", "La forêt fermera tout l’été.",
)  # fmt: skip


def spoken(text: str) -> Clip:
    return PicoEngine().speak(text, Voice(name="pico", engine="pico"))


@pytest.fixture(scope="module")
def speech() -> Clip:
    return spoken(WORDS)


def marked(clip: Clip) -> Clip:
    return Clip(pcm=b"".join(mark_pcm([clip.pcm], frame_rate=clip.frame_rate)), frame_rate=clip.frame_rate)


@pytest.fixture(scope="module")
def marked_speech(speech: Clip) -> Clip:
    return marked(speech)


def trace_of(clip: Clip, path: Path, *encoding: str) -> WatermarkTrace:
    """Encoded, decoded, looked at."""
    run_ffmpeg([*pcm_input(clip.frame_rate), *encoding, "-y", str(path)], feed=lambda: [clip.pcm])
    with opened_sound(path, frame_rate=FRAME_RATE) as sound:
        return trace_watermark(sound)


def test_the_mark_is_perth_s_own() -> None:
    """``reference.json`` is what its own code on torch made of the same sound."""
    theirs = json.loads((Path(__file__).parent / "reference.json").read_text())
    pcm = reference_sound()
    ours = np.frombuffer(b"".join(mark_pcm([pcm.tobytes()], frame_rate=RATE)), "<i2")
    assert np.abs(ours[::EVERY] / 32_768 - np.array(theirs["marked"])).max() < 2 / 32_768
    assert np.abs(ours - pcm).max() > 100
    clean, marked_sound = (
        confidence_of(sound.astype(np.float32) / np.float32(32_768)) for sound in (pcm, ours)
    )
    assert clean == pytest.approx(theirs["confidences"][0], abs=1e-4)
    assert marked_sound == pytest.approx(theirs["confidences"][1], abs=2e-2)  # ours is rounded to 16 bits


def test_it_comes_in_pieces_and_goes_on_as_one(speech: Clip) -> None:
    long = speech.pcm * 3  # more than a block
    whole = b"".join(mark_pcm([long], frame_rate=speech.frame_rate))
    pieces = [long[start : start + 9_998] for start in range(0, len(long), 9_998)]
    assert b"".join(mark_pcm(pieces, frame_rate=speech.frame_rate)) == whole
    assert len(whole) == len(long)


@pytest.mark.parametrize("frames", [0, 1, 500])
def test_hardly_any_sound_is_borne(frames: int) -> None:
    pcm = bytes(2 * frames)
    assert b"".join(mark_pcm([pcm] if frames else [], frame_rate=16_000)) == pcm


def test_silence_stays_silence_and_nothing_is_clipped() -> None:
    loud = (np.sign(np.sin(np.arange(24_000) / 20)) * 32_767).astype("<i2")
    pcm = bytes(48_000) + loud.tobytes() + bytes(48_000)
    out = np.frombuffer(b"".join(mark_pcm([pcm], frame_rate=24_000)), "<i2")
    window = 24_000 * 64 // 1000
    assert not out[: 24_000 - window].any()
    assert not out[-24_000 + window :].any()
    assert np.abs(out[24_000:48_000].astype(int) - loud).max() < 20_000  # no sample wrapped round


def test_memory_does_not_grow_with_the_sound() -> None:
    """What was read and not yet given back is a block of ten seconds and a little, however long the sound is."""
    read = given = most = 0

    def second_by_second() -> Iterator[bytes]:
        nonlocal read
        for _ in range(40):
            read += 32_000
            yield bytes(32_000)

    for marked_piece in mark_pcm(second_by_second(), frame_rate=16_000):
        most = max(most, read - given)
        given += len(marked_piece)
    assert given == 40 * 32_000
    assert most <= 12 * 32_000


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("a.mp3", ("-b:a", "48k")),
        ("a.mp3", ("-af", "atempo=1.25,volume=-9dB", "-b:a", "48k")),
        ("a.mp3", ("-af", "atempo=1.5", "-b:a", "48k")),
        ("a.opus", ("-b:a", "32k")),
        ("a.m4a", ("-b:a", "48k")),
    ],
    ids=["48 kb/s", "1.25 times as fast and quieter", "1.5 times", "Opus", "AAC"],
)
def test_it_is_found_again(marked_speech: Clip, tmp_path: Path, name: str, encoding: tuple[str, ...]) -> None:
    trace = trace_of(marked_speech, tmp_path / name, *encoding)
    assert trace.throughout
    assert trace.confidence > 0.7  # the least that counts: encoders differ from processor to processor
    assert trace.speed == 1.0


def test_it_is_found_at_another_speed_pitch_and_all(marked_speech: Clip, tmp_path: Path) -> None:
    faster = f"asetrate={marked_speech.frame_rate * 5 // 4}"
    trace = trace_of(marked_speech, tmp_path / "a.mp3", "-af", faster)
    assert (trace.throughout, trace.speed) == (True, 1.25)


@pytest.mark.parametrize("frame_rate", [22_050, 44_100])
def test_every_voice_s_frame_rate_bears_it(speech: Clip, tmp_path: Path, frame_rate: int) -> None:
    path = tmp_path / "a.wav"
    run_ffmpeg(
        [*pcm_input(speech.frame_rate), "-ar", str(frame_rate), "-y", str(path)], feed=lambda: [speech.pcm]
    )
    with opened_sound(path, frame_rate=frame_rate) as sound:
        clip = Clip(pcm=sound.tobytes(), frame_rate=frame_rate)
    trace = trace_of(marked(clip), tmp_path / "a.mp3", "-b:a", "48k")
    assert trace.throughout
    assert trace.confidence > 0.7  # the least that counts: encoders differ from processor to processor


def test_half_a_sound_is_told_as_half(speech: Clip, marked_speech: Clip, tmp_path: Path) -> None:
    clip = Clip(pcm=marked_speech.pcm * 3 + speech.pcm * 4, frame_rate=speech.frame_rate)
    trace = trace_of(clip, tmp_path / "a.mp3")
    assert trace.found
    assert not trace.throughout
    ((start, end),) = trace.stretches
    assert start == 0
    assert end == pytest.approx(3 / 7 * 500 * len(clip.pcm) / clip.frame_rate, abs=12_000)


def test_fifty_clean_files_bear_none(tmp_path: Path) -> None:
    """Thirty of tones, noises and beats, of which the networks alone take some for marked; twenty spoken. With every
    change each fifth of them is asked, all with AUDIOEDITION_LONG=1 (47 s)."""
    files = [(name, sound[: int(2.2 * RATE)], RATE) for name, sound in clean_sounds()]
    for number, text in enumerate(SENTENCES):
        clip = spoken(text)
        sound = np.frombuffer(clip.pcm, "<i2").astype(np.float32) / 32_768
        files.append((f"sentence {number}", sound, clip.frame_rate))
    assert len(files) == 50
    taken_in = []
    for name, sound, frame_rate in files[:: 1 if os.environ.get("AUDIOEDITION_LONG") else 5]:
        pcm = np.rint(np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes()
        trace = trace_of(Clip(pcm=pcm, frame_rate=frame_rate), tmp_path / "a.mp3", "-b:a", "48k")
        if trace.found:
            taken_in.append((name, trace))
    assert not taken_in


def test_too_short_and_silent_sounds_are_not_judged() -> None:
    assert trace_watermark(np.zeros(0, "<i2")).windows == 0
    assert trace_watermark(np.ones(FRAME_RATE, "<i2")).windows == 0
    assert trace_watermark(np.zeros(20 * FRAME_RATE, "<i2")).windows == 0


def test_weights_of_another_version_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weights").write_bytes(b"others")
    monkeypatch.setattr(weights, "require_watermark", lambda: tmp_path / "weights")
    weights.load_networks.cache_clear()
    with pytest.raises(UsageError, match="not those of resemble-perth"):
        weights.load_networks()
    weights.load_networks.cache_clear()


def test_torch_is_not_loaded() -> None:
    program = (
        "import sys\nfrom audioedition.sound.watermark.embed import mark_pcm\n"
        "list(mark_pcm([bytes(3200)], frame_rate=16_000))\n"
        "assert not {'torch', 'perth', 'onnxruntime'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
