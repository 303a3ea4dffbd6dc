"""The real voice, a few sentences long; and an imitation of its files, for what must not need 92 MB."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from audioedition.commands.voices import command as voices_command
from audioedition.errors import EngineError, VoiceError
from audioedition.model import Voice
from audioedition.produce.doctor import examine
from audioedition.speak.engine_pool import Hosts, Speakers
from audioedition.speak.engines.contract import (
    AWKWARD,
    check_checking,
    check_contract,
    check_facts,
    check_sound,
)
from audioedition.speak.engines.host import EngineHost
from audioedition.speak.engines.kokoro import KokoroEngine, prepare
from audioedition.speak.engines.kokoro.engine import choose_graph
from audioedition.speak.engines.kokoro.model import KokoroModel
from audioedition.speak.engines.kokoro.sound import FRAME_RATE
from audioedition.speak.engines.waves import join_pieces, to_pcm, trim_silence
from audioedition.speak.install import find_installed, install_voice, remove_voice
from audioedition.speak.voices import choose_voice, read_voice, voice_speed
from audioedition.system.files import sha256_of
from tests.support.hub import Hub, running_hub
from tests.support.tools import missing


@pytest.fixture(autouse=True)
def needs_the_extra() -> None:
    modules = ("onnxruntime", "onnx", "numpy", "espeakng_loader")
    if absent := [module for module in modules if find_spec(module) is None]:
        missing(f"the extra [neural]: {', '.join(absent)}")


@pytest.fixture
def siwis() -> Voice:
    voice = read_voice("siwis")
    try:
        KokoroEngine().check(voice)
    except VoiceError as error:
        missing(f"the voice siwis, with its weights ({error} {error.hint})")
    return voice


# --- the real voice: few words, for it shares its processor --------------------------------------------------

ENGINE = KokoroEngine()


def test_siwis_keeps_the_contract(siwis: Voice) -> None:
    check_facts(ENGINE)
    check_checking(ENGINE, siwis)
    clip = ENGINE.speak("Bonjour à toutes et à tous.", siwis)
    assert clip.frame_rate == FRAME_RATE
    assert 1000 < clip.duration_ms < 2500
    samples = memoryview(clip.pcm).cast("h")
    assert 5_000 < max(max(samples), -min(samples)) < 32_767
    edge = samples[: FRAME_RATE // 200]
    assert max(abs(sample) for sample in edge) < 1_500, "the profile's pauses replace its own silence"


def test_siwis_is_what_auto_takes(siwis: Voice) -> None:
    assert choose_voice("auto").name == siwis.name


def test_siwis_says_the_same_twice_and_another_take_differently(siwis: Voice) -> None:
    first, second = ENGINE.speak("Oui, demain.", siwis), ENGINE.speak("Oui, demain.", siwis)
    assert first.pcm == second.pcm
    other = ENGINE.speak("Oui, demain.", dataclasses.replace(siwis, options={"take": 1}))
    assert other.pcm != first.pcm


def test_siwis_follows_the_rate_and_so_do_the_times_of_its_words(siwis: Voice) -> None:
    text = "Le marché rouvre samedi."
    usual, fast = (ENGINE.speak(text, dataclasses.replace(siwis, rate=rate)) for rate in (1.0, 1.6))
    assert 1.3 < usual.duration_ms / fast.duration_ms < 1.9
    for clip in (usual, fast):
        check_sound(clip, text=text)
        assert [word.text for word in clip.words] == text.split()
        assert clip.words[0].start_frame < 0.2 * clip.frames
        assert clip.words[-1].end_frame > 0.8 * clip.frames


@pytest.mark.parametrize("text", ["…!?", "السلام عليكم", "This is an English sentence."])
def test_siwis_and_awkward_sentences(siwis: Voice, text: str) -> None:
    clip = ENGINE.speak(text, siwis)
    spoken = any(character.isalpha() for character in text)
    assert (500 < clip.duration_ms < 5000) if spoken else clip.duration_ms == 0


# --- an imitation: a graph of three nodes, a table of zeros --------------------------------------------------


def imitation(tokens: str) -> bytes:
    """A graph with Kokoro's inputs that hums for 1200 samples a token."""
    from onnx import TensorProto, helper, numpy_helper

    np: Any = __import__("numpy")
    hum = (0.5 * np.sin(np.arange(1200) * 0.1)).astype(np.float32)[None, :]
    nodes = [
        helper.make_node("Cast", [tokens], ["t"], to=TensorProto.FLOAT),
        helper.make_node("Sign", ["t"], ["on"]),
        helper.make_node("Reshape", ["on", "column"], ["c"]),
        helper.make_node("ReduceSum", ["style"], ["s"], keepdims=0),
        helper.make_node("Mul", ["c", "hum"], ["grid"]),
        helper.make_node("Div", ["grid", "speed"], ["g2"]),
        helper.make_node("Add", ["g2", "s"], ["g3"]),
        helper.make_node("Add", ["g3", "ballast_sum"], ["g4"]),
        helper.make_node("Reshape", ["g4", "flat"], ["audio"]),
    ]
    nodes.insert(0, helper.make_node("ReduceSum", ["ballast"], ["ballast_sum"], keepdims=0))
    constants = {"column": np.array([-1, 1]), "flat": np.array([-1]), "hum": hum,
                 "ballast": np.zeros(300_000, np.float32)}  # fmt: skip
    graph = helper.make_graph(
        nodes, "imitation",
        [helper.make_tensor_value_info(tokens, TensorProto.INT64, [1, "n"]),
         helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
         helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1])],
        [helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["m"])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    return bytes(model.SerializeToString())


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with running_hub() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        running.files = {
            "/onnx-community/Kokoro-82M-v1.0-ONNX/onnx/model.onnx": imitation("input_ids"),
        }
        yield running


def test_the_style_comes_with_the_program_as_it_was_published(hub: Hub) -> None:
    """No npm is needed: 522 kB, Apache-2.0, stand beside the engine."""
    style = install_voice("siwis").file("style")
    assert sha256_of(style) == "a35f5675ad08948e326ae75fd0ea16ba5d0042e4f76b5f3d1df77d0a48c54861"
    assert len(hub.ranges) == 1, "the model alone is fetched"


def test_the_installation_writes_what_it_saw_and_doctor_and_show_tell_it(hub: Hub) -> None:
    speed = install_voice("siwis").speed
    assert speed is not None
    assert speed.times_real_time > 0
    assert 20 < speed.peak_mb < 2000
    assert {name for name, _, _ in speed.trial} <= {"OpenVINO", "onnxruntime, floats"}
    assert find_installed("siwis").speed == speed, "voice.json holds it"
    assert voice_speed(read_voice("siwis")) == speed
    assert voice_speed(read_voice("pico")) is None
    (finding,) = [f for f in examine(Path()) if f.subject == "voice siwis"]
    assert "times real time on this machine" in finding.words
    shown = CliRunner().invoke(voices_command, ["show", "siwis"], env={"AUDIOEDITION_LANG": "en"}).output
    assert "times real time by" in shown
    assert speed.processor in shown


def test_openvino_that_came_later_is_tried_by_the_next_install(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find_spec("openvino") is None:
        missing("openvino (extra [fast])")

    def without(name: str) -> object:
        return None if name == "openvino" else find_spec(name)

    with monkeypatch.context() as patched:
        patched.setattr(prepare, "find_spec", without)
        first = install_voice("siwis")
        assert {file.role for file in first.files} == {"model", "style", "graph"}
        assert install_voice("siwis").installed_at == first.installed_at, "nothing is made twice"
    assert install_voice("siwis").speed != first.speed


@pytest.mark.parametrize("kept", [True, False])
def test_openvino_s_compiled_copy_is_kept_or_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    """Where the cache cannot be written it lies in a temporary folder, and is gone while the network speaks."""
    if find_spec("openvino") is None:
        missing("openvino (extra [fast])")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    for name in ("temporary", "compiled"):
        (tmp_path / name).mkdir()
    graph, style = tmp_path / "graph.onnx", tmp_path / "style.bin"
    graph.write_bytes(imitation("tokens"))
    style.write_bytes(bytes(522_240))
    compiled = tmp_path / "compiled"
    for _ in range(2):
        model = KokoroModel(
            graph, style, accelerator="openvino", threads=1, compiled_in=compiled if kept else None
        )
        assert len(model.speak("bɔ̃ʒuʁ", speed=1.0)[0]) > 1000
    assert len(list(compiled.iterdir())) == kept
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_removed_voice_takes_its_compiled_copy_along(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    install_voice("siwis")
    blob = tmp_path / "cache" / "audioedition" / "compiled" / "1.blob"
    blob.parent.mkdir(parents=True, exist_ok=True)
    blob.write_bytes(bytes(5000))
    size = find_installed("siwis").size_bytes
    assert remove_voice("siwis") >= size + 5000
    assert not list(blob.parent.iterdir())


def test_from_the_hub_to_the_first_word(hub: Hub) -> None:
    installed = install_voice("siwis")
    assert {file.role for file in installed.files} >= {"model", "style", "graph"}
    voice = read_voice("siwis")
    engine = KokoroEngine()
    assert installed.fingerprint in engine.check(voice)
    assert engine.speak("Bonjour.", voice).duration_ms > 200
    plain = dataclasses.replace(voice, options={"accelerator": "onnxruntime"})
    assert engine.check(plain).endswith(":graph:onnxruntime")
    assert engine.speak("Bonjour.", plain).duration_ms > 200


@pytest.mark.parametrize("tokens", ["tokens", "input_ids"])
def test_both_exports_load(tokens: str, tmp_path: Path, hub: Hub) -> None:
    (tmp_path / "kokoro-v1.0.onnx").write_bytes(imitation(tokens))
    install_voice("siwis", from_dir=tmp_path)
    assert not hub.ranges, "a folder asks no network"
    check_contract(KokoroEngine(), read_voice("siwis"), awkward=AWKWARD[:2])


def test_what_comes_next_is_begun_and_sounds_the_same(hub: Hub) -> None:
    install_voice("siwis")
    voice, texts = read_voice("siwis"), ("Bonjour à tous.", "Bonsoir.", "Au revoir et merci.")
    engine = KokoroEngine()
    alone = [engine.speak(text, voice).pcm for text in texts]
    engine.prepare("…", voice)
    for text in texts:
        engine.prepare(text, voice)
    assert [engine.speak(text, voice).pcm for text in texts] == alone
    with EngineHost("kokoro") as host:
        later = [(text, voice) for text in texts]
        heard = [host.speak(text, voice, ahead=later[n + 1 :]).pcm for n, text in enumerate(texts)]
    assert heard == alone


AT_ONCE = """
import sys, threading, time
from pathlib import Path
from audioedition.speak.engines.kokoro.model import KokoroModel
model = KokoroModel(Path(sys.argv[1]), Path(sys.argv[2]), accelerator="openvino", threads=2)
together = threading.Barrier(2)
def speak(stream):
    together.wait()
    sys.stdout.write(f"{len(model.speak('bɔ̃ʒuʁ', speed=1.0, stream=stream)[0])}\\n")
threads = [threading.Thread(target=speak, args=(stream,)) for stream in range(2)]
def restless():  # somebody who wants the interpreter all the time
    while any(thread.is_alive() for thread in threads):
        time.sleep(0)
[thread.start() for thread in threads]
restless()
"""


def test_two_streams_that_begin_at_the_same_moment_both_end(tmp_path: Path) -> None:
    """OpenVINO's Python side stood still for ever when its first two conversions met."""
    if find_spec("openvino") is None:
        missing("the extra [fast]: openvino")
    graph, style = tmp_path / "imitation.onnx", tmp_path / "style.bin"
    graph.write_bytes(imitation("tokens"))
    style.write_bytes(bytes(522_240))
    for _ in range(3):
        ended = subprocess.run(
            [sys.executable, "-c", AT_ONCE, str(graph), str(style)],
            timeout=250,
            capture_output=True,
            check=True,
        )
        assert len(ended.stdout.split()) == 2


def test_preparing_with_a_voice_that_is_not_there_waits_for_the_call_to_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    engine, voice = KokoroEngine(), read_voice("siwis")
    engine.prepare("Bonjour.", voice)
    with pytest.raises(EngineError, match="not installed"):
        engine.speak("Bonjour.", voice)


def test_a_voice_is_loaded_while_the_article_is_read(hub: Hub) -> None:
    install_voice("siwis")
    voice = read_voice("siwis")

    def speak(text: str, hosts: Hosts) -> tuple[float, int, int]:
        clip = hosts["kokoro"].speak(text, voice)
        return clip.duration_ms, hosts["kokoro"].starts, hosts["kokoro"].calls

    with Speakers() as speakers:
        speakers.warm(voice)
        heard = speakers.run(speak, ("Bonjour.",), streams=1)
    assert heard["Bonjour."][0] > 200
    assert heard["Bonjour."][1:] == (1, 2), "one child, asked first for nothing"


def test_warming_a_voice_that_is_not_there_leaves_the_telling_to_the_first_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with Speakers() as speakers:
        speakers.warm(read_voice("siwis"))
        with pytest.raises(EngineError, match="not installed"):
            speakers.run(
                lambda text, hosts: hosts["kokoro"].speak(text, read_voice("siwis")), ("Oui.",), streams=1
            )


def test_an_engine_that_begins_at_once_is_not_warmed() -> None:
    with Speakers() as speakers:
        speakers.warm(read_voice("tone"))
        assert speakers.run(lambda text, hosts: hosts["tone"].starts, ("Oui.",), streams=1) == {"Oui.": 0}


def test_more_tokens_than_fit_are_split_and_all_spoken(hub: Hub) -> None:
    install_voice("siwis")
    engine, voice = KokoroEngine(), read_voice("siwis")
    text = ("W X " * 150)[: engine.max_chars].strip()  # « double vé, iks »: five tokens a character
    clip = engine.speak(text, voice)
    assert clip.duration_ms > 50 * 510, "1200 samples a token, and more tokens than one run takes"


def test_a_model_that_is_no_model(hub: Hub) -> None:
    hub.files["/onnx-community/Kokoro-82M-v1.0-ONNX/onnx/model.onnx"] = b"<html>" * 200_000
    with pytest.raises(VoiceError, match=r"model of the voice siwis cannot be read|cannot be loaded"):
        install_voice("siwis")


def test_a_damaged_graph_is_named_when_it_is_loaded(hub: Hub) -> None:
    graph = install_voice("siwis").file("graph")
    whole = graph.read_bytes()
    graph.write_bytes(whole[:-1] + b"?")
    voice = dataclasses.replace(read_voice("siwis"), options={"accelerator": "onnxruntime"})
    with pytest.raises(EngineError, match=f"{graph.name} .* damaged") as caught:
        KokoroEngine().speak("Bonjour.", voice)
    assert "voices install siwis" in caught.value.hint
    graph.write_bytes(whole[:-9])
    with pytest.raises(VoiceError, match=f"{graph.name} .* bytes instead of"):
        KokoroEngine().check(voice)


def test_a_voice_that_is_not_installed_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(VoiceError, match="not installed") as caught:
        KokoroEngine().check(read_voice("siwis"))
    assert caught.value.hint.endswith("audioedition voices install siwis")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"accelerator": "warp"}, "accelerator = 'warp'"),
        ({"threads": -1}, "threads = -1"),
        ({"take": "two"}, "type int"),
        ({"style": "x"}, "does not know: style"),
    ],
)
def test_wrong_options_are_named(options: dict[str, Any], words: str) -> None:
    with pytest.raises(VoiceError, match=words):
        KokoroEngine().check(dataclasses.replace(read_voice("siwis"), options=options))


def test_an_accelerator_that_is_not_here(hub: Hub) -> None:
    installed = install_voice("siwis")
    bare = dataclasses.replace(
        installed, files=tuple(f for f in installed.files if f.role in ("model", "style"))
    )
    assert choose_graph(bare, "onnxruntime") == ("model", "onnxruntime")
    with pytest.raises(VoiceError, match="OpenVINO") as caught:
        choose_graph(bare, "openvino")
    assert "audioedition[fast]" in caught.value.hint
    assert find_installed("siwis").fingerprint == installed.fingerprint


def test_the_extra_is_declared_as_the_hints_say() -> None:
    extras = importlib.metadata.metadata("audioedition").get_all("Provides-Extra") or []
    assert {"neural", "fast", "cuda", "espeak", "piper", "edge"} <= set(extras)


# --- the sound's edges ---------------------------------------------------------------------------------------


def test_silence_around_the_speech_goes() -> None:
    np: Any = __import__("numpy")
    speech = (0.5 * np.sin(np.arange(FRAME_RATE) * 0.2)).astype(np.float32)
    quiet = np.full(FRAME_RATE, 1e-5, np.float32)
    trimmed = trim_silence(np.concatenate([quiet, speech, quiet]), frame_rate=FRAME_RATE)
    assert len(speech) <= len(trimmed) <= len(speech) + FRAME_RATE // 10
    assert trimmed[0] == trimmed[-1] == 0.0


def test_nothing_said_is_nothing() -> None:
    np: Any = __import__("numpy")
    assert not len(trim_silence(np.zeros(5000, np.float32), frame_rate=FRAME_RATE))
    assert not len(trim_silence(np.zeros(0, np.float32), frame_rate=FRAME_RATE))
    assert not len(join_pieces([np.zeros(0, np.float32)], frame_rate=FRAME_RATE, pause_ms=100))


def test_pieces_are_joined_with_a_breath_and_peaks_are_held() -> None:
    np: Any = __import__("numpy")
    piece = np.full(240, 2.0, np.float32)
    joined = join_pieces([piece, np.zeros(0, np.float32), piece], frame_rate=FRAME_RATE, pause_ms=100)
    assert len(joined) == 240 + 2400 + 240
    assert memoryview(to_pcm(joined)).cast("h")[0] == 32_767
