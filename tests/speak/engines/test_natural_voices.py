"""Pocket TTS, Supertonic and Paradis: the real code over networks in miniature, since no weights could be had here."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.tools import need_module

for module, extra in {"onnxruntime": "neural", "onnx": "neural", "tokenizers": "pocket"}.items():
    need_module(module, extra=extra)

import numpy as np

from audioedition.errors import EngineError, VoiceError
from audioedition.model import Clip, Script, Utterance, Voice
from audioedition.speak.clip_store import FolderStore
from audioedition.speak.engines import Engine
from audioedition.speak.engines.contract import AWKWARD, check_contract, check_sound
from audioedition.speak.engines.noise import noise_for
from audioedition.speak.engines.paradis import ParadisEngine
from audioedition.speak.engines.paradis.engine import known_signs, split_phonemes
from audioedition.speak.engines.paradis.polish import polish
from audioedition.speak.engines.paradis.source import SourceNumbers, vibrate
from audioedition.speak.engines.pieces import split_passage
from audioedition.speak.engines.pocket import PocketEngine
from audioedition.speak.engines.pocket.text import frames_after_end, split_text, tidy_text
from audioedition.speak.engines.supertonic import SupertonicEngine
from audioedition.speak.engines.supertonic.text import number_text, prepare_text
from audioedition.speak.speak import plan_calls, speak_script
from audioedition.speak.voices import choose_voice, read_voice, voice_files
from tests.support import networks

ENGINES: dict[str, Callable[[], Engine]] = {
    "paradis": ParadisEngine, "supertonic": SupertonicEngine, "pocket": PocketEngine,
}  # fmt: skip
PROFILES = {"paradis": "paradis", "supertonic": "supertonic-f1", "pocket": "pocket"}
NAMES = tuple(ENGINES)
SENTENCE = "Le marché rouvre samedi, sous la pluie."


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The three voices, installed once for the tests that change nothing of them."""
    with pytest.MonkeyPatch.context() as patched:
        data = tmp_path_factory.mktemp("data")
        patched.setenv("XDG_DATA_HOME", str(data))
        for name, files in networks.FILES.items():
            networks.put_installed(name, files(), tmp_path_factory.mktemp(name))
        yield data


@pytest.fixture
def own_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "files"


def speak(name: str, text: str, **options: Any) -> Clip:
    profile = read_voice(PROFILES[name])
    return ENGINES[name]().speak(text, dataclasses.replace(profile, options={**profile.options, **options}))


# --- all three -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_each_keeps_the_contract(shelf: Path, name: str) -> None:
    clip = check_contract(ENGINES[name](), read_voice(PROFILES[name]), awkward=AWKWARD)
    assert clip.frame_rate == (44_100 if name == "supertonic" else 24_000)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_words_give_the_same_sound_and_another_take_another(shelf: Path, name: str) -> None:
    """In another process too: the noise comes from the text, not from the clock."""
    first, second = speak(name, SENTENCE), speak(name, SENTENCE)
    assert first.pcm == second.pcm
    assert speak(name, SENTENCE, take=1).pcm != first.pcm
    assert speak(name, "Le marché rouvre lundi, sous la pluie.").pcm != first.pcm


def test_the_noise_is_the_same_on_every_machine() -> None:
    """numpy keeps this generator's stream for ever; were it another, every clip would be spoken anew."""
    assert noise_for("Bonjour.").standard_normal(3).tolist() == pytest.approx(
        [1.1173564788712722, -1.3789028494970028, 1.345296831727069], abs=1e-12
    )
    drawn = {
        float(noise_for(text, take=take, attempt=attempt).standard_normal())
        for text, take, attempt in (("a", 0, 0), ("b", 0, 0), ("a", 1, 0), ("a", 0, 1))
    }
    assert len(drawn) == 4


@pytest.mark.parametrize("name", NAMES)
def test_the_rate_is_followed(shelf: Path, name: str) -> None:
    profile = read_voice(PROFILES[name])
    usual, fast = (
        ENGINES[name]().speak(SENTENCE, dataclasses.replace(profile, rate=rate)) for rate in (1.0, 2.0)
    )
    assert 1.6 < usual.duration_ms / fast.duration_ms < 2.4


@pytest.mark.parametrize("name", NAMES)
def test_a_voice_that_is_not_installed_says_how(own_shelf: Path, name: str) -> None:
    with pytest.raises(VoiceError, match="not installed") as caught:
        ENGINES[name]().check(read_voice(PROFILES[name]))
    assert caught.value.hint.endswith(f"audioedition voices install {name}")
    with pytest.raises(EngineError, match="not installed"):
        speak(name, SENTENCE)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("options", "words"), [({"threads": -1}, "threads"), ({"take": 10}, "take")])
def test_wrong_options_are_named(shelf: Path, name: str, options: dict[str, Any], words: str) -> None:
    profile = dataclasses.replace(read_voice(PROFILES[name]), options=options)
    with pytest.raises(VoiceError, match=words):
        ENGINES[name]().check(profile)


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_file_is_named_and_so_is_one_that_has_gone(own_shelf: Path, name: str) -> None:
    installed = networks.put_installed(name, networks.FILES[name](), own_shelf)
    graph = next(file for file in installed.files if file.name.endswith(".onnx"))
    path = installed.folder / graph.name
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + b"?")
    with pytest.raises(EngineError, match=f"{graph.name} .* damaged"):
        speak(name, SENTENCE)
    path.write_bytes(whole[:-2])
    with pytest.raises(EngineError, match="bytes instead of"):
        speak(name, SENTENCE)
    path.unlink()
    with pytest.raises(EngineError, match="is missing"):
        speak(name, SENTENCE)


WRONG: list[tuple[str, dict[str, bytes], str]] = [
    # a graph that is none, a graph of another kind, tables that are none, sizes that do not fit together
    ("paradis", {"text_onnx": b"<html>" * 300}, "text.onnx cannot be loaded"),
    ("paradis", {"text_onnx": networks.paradis_prosody()}, "text.onnx .* lacks the input input_ids"),
    ("paradis", {"decoder_onnx": networks.paradis_decoder(samples=300)}, "decoder.onnx"),
    ("paradis", {"text_onnx": networks.paradis_text(units=1e5)}, "would speak this for"),
    ("paradis", {"text_onnx": networks.paradis_text(units=float("nan"))}, "numbers that are not finite"),
    ("paradis", {"vocab_json": b"[]"}, "vocab.json"),
    ("paradis", {"vocab_json": b'{"ab": 3}'}, "vocab.json is no list of phonemes"),
    ("supertonic", {"vocoder": networks.supertonic_encoder()}, "vocoder.onnx .* lacks the input latent"),
    ("supertonic", {"duration_predictor": networks.supertonic_durations(seconds_a_character=99)}, "for .* s"),
    ("supertonic", {"unicode_indexer": b"{}"}, "unicode_indexer.json .* no list of numbers"),
    ("supertonic", {"unicode_indexer": b"[-1, -1]"}, "knows no character"),
    ("supertonic", {"tts": b'{"ae": {}}'}, "tts.json cannot be used .*sample_rate"),
    ("supertonic", {"F1": b'{"style_ttl": {"dims": [1, 9], "data": [1]}}'}, "F1.json cannot be used"),
    ("pocket", {"flow_lm_flow": networks.pocket_decoder()}, "flow_lm_flow.int8.onnx .* lacks the input c"),
    ("pocket", {"manifest": networks.pocket_manifest(format="other")}, "manifest .* kind 'other'"),
    ("pocket", {"manifest": networks.pocket_manifest(mimi_states=[{"key": "x"}])}, "manifest .* lacks 'shape'"),
    ("pocket", {"manifest": networks.pocket_manifest(sampler_decode_steps=4)}, "with 4 steps a frame"),
    ("pocket", {"estelle": bytes(100)}, "estelle.f16 has another size"),
    ("pocket", {"text_embeddings": bytes(100)}, "text_embeddings.f16 has another size"),
    ("pocket", {"tokenizer": b"{}"}, "tokenizer.json cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "changed", "words"), WRONG)
def test_files_that_are_not_the_voice_s_are_named(
    own_shelf: Path, name: str, changed: dict[str, bytes], words: str
) -> None:
    networks.put_installed(name, networks.FILES[name](**changed), own_shelf)
    with pytest.raises(EngineError, match=words):
        speak(name, SENTENCE)


@pytest.mark.parametrize("name", NAMES)
def test_a_very_long_sentence_is_spoken_in_calls(shelf: Path, name: str) -> None:
    """100 kB without a full stop reach the engines in pieces that fit."""
    text = "les élus ont débattu du budget et " * 3000
    voice = read_voice(PROFILES[name])
    said = Utterance(paragraph=0, sentence=0, role="body", text="", spoken=text, pause_after_ms=0)
    calls = plan_calls(Script(utterances=(said,)), voice=voice)
    engine = ENGINES[name]()
    assert sum(len(call.text) for call in calls) > 95_000
    assert max(len(call.text) for call in calls) <= engine.max_chars
    check_sound(engine.speak(calls[0].text, voice), text=calls[0].text)


def test_auto_goes_on_taking_siwis_and_takes_none_of_them_by_itself(shelf: Path) -> None:
    assert choose_voice("auto").name not in {*NAMES, "supertonic-f1"}
    strangers = [name for name in voice_files() if name.startswith(NAMES)]
    assert len(strangers) == 12
    assert all(read_voice(name).priority < read_voice("siwis").priority for name in strangers)


def test_a_quotation_in_another_natural_voice(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[roles.quote], as docs/voices.md shows it: two engines in one article, one frame rate in the end."""
    profile = tmp_path / "journal.toml"
    profile.write_text(
        'engine = "paradis"\n[options]\nmodel = "paradis"\n[roles.quote]\nvoice = "supertonic-m1"\n', "utf-8"
    )
    voice = read_voice(str(profile))
    utterances = tuple(
        Utterance(paragraph=n, sentence=0, role=role, text=text, spoken=text, pause_after_ms=0)  # type: ignore[arg-type]  # a Role
        for n, (role, text) in enumerate(
            [("body", "Elle a répondu."), ("quote", "Nous irons jusqu'au bout.")]
        )
    )
    script = Script(utterances=utterances)
    assert [call.voice.engine for call in plan_calls(script, voice=voice)] == ["paradis", "supertonic"]
    store = FolderStore(tmp_path / "clips")
    clips = speak_script(script, voice=voice, store=store)
    assert [[facts.frame_rate for facts in row] for row in clips] == [[44_100], [44_100]]


# --- Paradis -------------------------------------------------------------------------------------------------


def test_paradis_tells_when_each_word_is_heard(shelf: Path) -> None:
    clip = speak("paradis", SENTENCE)
    assert [word.text for word in clip.words] == SENTENCE.split()
    check_sound(clip, text=SENTENCE)
    assert clip.words[-1].end_frame > 0.8 * clip.frames


def test_paradis_says_names_as_the_pronunciation_layer_does(shelf: Path) -> None:
    from audioedition.speak.pronounced import decided_sounds

    text, voice = "Le taux est bas à Reims.", read_voice("paradis")
    assert decided_sounds(text, voice)
    taught = dataclasses.replace(voice, sounds=(("Reims", "ʁɑ̃s"),))
    engine = ParadisEngine()
    assert engine.speak(text, taught).pcm != engine.speak(text, voice).pcm, "the newsroom's lexicon is heard"


def test_paradis_is_given_only_signs_that_it_was_taught() -> None:
    vocabulary = {sign: n for n, sign in enumerate("abʁɡ .", start=1)}
    assert known_signs("aʀbʘ gɡ漢.", vocabulary) == "aʁb ɡ."
    long = " ".join(["abʁa"] * 200)
    parts = split_phonemes(long)
    assert max(map(len, parts)) <= 400
    assert "".join(parts).replace(" ", "") == long.replace(" ", "")


def test_the_vibration_follows_the_melody() -> None:
    """A steady 200 Hz: 200 periods a second, loud; where there is no melody only hiss."""
    numbers = SourceNumbers(
        stretch=300,
        harmonics=1,
        voiced_hz=10,
        loudness=0.5,
        hiss=0.0,
        weights=np.ones(1, np.float32),
        offset=0.0,
    )
    steady = vibrate(np.full(80, 200, np.float32), numbers, noise_for("a"))
    assert steady.shape == (1, 80 * 300, 1)
    spectrum = np.abs(np.fft.rfft(steady[0, :, 0]))
    assert int(spectrum.argmax()) == 200, "a second of it: the bin is the frequency"
    silent = vibrate(np.zeros(80, np.float32), numbers, noise_for("a"))
    assert 0.1 < float(silent.std()) < 0.2, "a third of the loudness, through tanh"


def test_the_sound_is_polished_as_its_author_does() -> None:
    """The figures are what paradis-tts 0.1.4 itself made of the same signals."""
    melody = np.where(np.arange(80) % 50 < 35, 180, 0).astype(np.float32)
    source = np.sin(np.cumsum(np.repeat(melody, 300)) * 2 * np.pi / 24_000).astype(np.float32)
    sound = (0.3 * np.roll(source, 40) ** 3 + 0.1 * np.sin(np.arange(24_000) * 2.1)).astype(np.float32)
    polished = polish(sound, source, melody)
    heard = polished[[500, 5000, 9999, 15_000, 23_000]].tolist()
    assert heard == pytest.approx([0.052311, 0.330817, -0.298995, -0.218169, 0.08314], abs=2e-5)
    short = np.ones(512, np.float32)
    assert polish(short, short, melody) is short


# --- Supertonic ----------------------------------------------------------------------------------------------

TABLE: list[int] = json.loads(networks.supertonic_table())


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("Bonjour", "<fr>Bonjour.</fr>"),
        ("« Ça va ? »", '<fr>"C\u0327a va?"</fr>'),
        ("L’œuvre – enfin…", "<fr>L'oeuvre - enfin...</fr>"),
        ("100 % 👍 vrai", "<fr>100 % vrai.</fr>"),
        ("x\u030bz", "<fr>xz.</fr>"),
        ("…!?", ""),
    ],
)
def test_what_supertonic_is_given(text: str, prepared: str) -> None:
    assert prepare_text(text, language="fr-FR", table=TABLE) == prepared
    numbers = number_text(prepared, TABLE) if prepared else []
    assert all(number > 0 for number in numbers)


def test_supertonic_names_the_character_that_it_does_not_know(shelf: Path) -> None:
    with pytest.raises(EngineError, match=r"“漢” \(U\+6F22\)") as caught:
        speak("supertonic", "Le signe 漢 veut dire la Chine.")
    assert "--drop" in caught.value.hint
    assert not caught.value.retryable


def test_a_language_that_supertonic_was_not_taught_has_its_own_mark() -> None:
    assert prepare_text("Demat", language="br", table=TABLE) == "<na>Demat.</na>"


def test_a_passage_in_another_language_is_spoken_in_it_by_who_was_taught_it(shelf: Path) -> None:
    english = Utterance(
        paragraph=0, sentence=0, role="body", text="", spoken="The end.", pause_after_ms=0, language="en-GB"
    )
    script = Script(utterances=(english, dataclasses.replace(english, language="br")))
    spoken = [call.voice.language for call in plan_calls(script, voice=read_voice("supertonic-f1"))]
    assert spoken == ["en-GB", "fr-FR"]
    assert prepare_text("The end.", language=spoken[0], table=TABLE) == "<en>The end.</en>"
    assert {call.voice.language for call in plan_calls(script, voice=read_voice("paradis"))} == {"fr-FR"}


def test_ten_voices_sound_differently_and_only_those(shelf: Path) -> None:
    heard = {
        speak("supertonic", "Bonjour à tous.", speaker=f"{sex}{n}").pcm for sex in "MF" for n in range(1, 6)
    }
    assert len(heard) == 10
    with pytest.raises(VoiceError, match="speaker = 'M6'") as caught:
        SupertonicEngine().check(dataclasses.replace(read_voice("supertonic-f1"), options={"speaker": "M6"}))
    assert "M5" in caught.value.hint


def test_more_steps_are_another_sound(shelf: Path) -> None:
    assert speak("supertonic", SENTENCE, steps=2).pcm != speak("supertonic", SENTENCE).pcm


# --- Pocket TTS ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("bonjour", "Bonjour."),
        ("« Ça va ? », dit-elle ; puis : rien", "Ça va ? dit-elle, puis, rien."),
        ("L’été – enfin – (le vrai) est là…", "L'été, enfin, le vrai est là…"),
        ("un, deux,", "Un, deux."),
        ("— !", ""),
    ],
)
def test_what_pocket_is_given(text: str, tidy: str) -> None:
    assert tidy_text(text) == tidy


def encode(text: str) -> tuple[list[int], list[str]]:
    return [1] * len(text), list(text)


def test_pocket_is_given_at_most_fifty_tokens() -> None:
    text = "Les élus ont débattu du budget, puis du toit de l'école, et personne n'a voté contre."
    parts = split_text(text, encode, most_tokens=50)
    assert max(map(len, parts)) <= 50
    assert all(part[0].isupper() and part[-1] in ".!?…" for part in parts)
    words = [word.lower().strip(",.") for part in parts for word in part.split()]
    assert words == [word.lower().strip(",.") for word in text.split()], "no word is lost"


def test_short_sentences_fade_longer() -> None:
    assert frames_after_end("Oui, demain.") == 5
    assert frames_after_end("Oui, le marché rouvre demain.") == 3


def test_pocket_names_the_character_that_it_does_not_know(shelf: Path) -> None:
    with pytest.raises(EngineError, match=r"“漢” \(U\+6F22\)"):
        speak("pocket", "Le signe 漢 veut dire la Chine.")
    assert speak("pocket", "Le Señor Nuñez ♥ chante.").pcm == speak("pocket", "Le Senor Nunez chante.").pcm


def test_a_sentence_that_never_ends_is_given_up_in_a_sentence(own_shelf: Path) -> None:
    networks.put_installed(
        "pocket", networks.pocket_files(flow_lm_main=networks.pocket_main(ends=False)), own_shelf
    )
    with pytest.raises(EngineError, match="to its end in 4 attempts") as caught:
        speak("pocket", "Oui.")
    assert not caught.value.retryable


def test_a_sentence_that_ends_too_soon_has_lost_words(own_shelf: Path) -> None:
    hasty = networks.pocket_main(frames_a_token=0.01)
    networks.put_installed("pocket", networks.pocket_files(flow_lm_main=hasty), own_shelf)
    with pytest.raises(EngineError, match="to its end"):
        speak("pocket", SENTENCE)


def test_short_sentences_are_joined_with_their_neighbour() -> None:
    from audioedition.model import Article, Paragraph
    from audioedition.script.write import write_script

    text = "Non. Il viendra demain avec elle. Vraiment ? Oui. Tout le monde le sait. Enfin."
    article = Article(
        title="", paragraphs=(Paragraph(role="body", text=text), Paragraph(role="heading", text="Sport"))
    )
    pocket = read_voice("pocket")

    def sentences(voice: Voice) -> list[str]:
        return [
            u.text
            for u in write_script(article, voice=voice, max_chars=400).utterances
            if u.role != "opening"
        ]

    assert sentences(pocket) == [
        "Non. Il viendra demain avec elle.",
        "Vraiment ? Oui. Tout le monde le sait. Enfin.",
        "Sport",
    ]
    assert len(sentences(dataclasses.replace(pocket, min_words=0))) == 7
    assert len(sentences(read_voice("siwis"))) == 7


# --- shared --------------------------------------------------------------------------------------------------


def test_a_passage_is_split_evenly_and_whole() -> None:
    text = "un deux, trois quatre. cinq six"
    assert split_passage(text, size=len, most=400, easy=24) == ["un deux, trois quatre.", "cinq six"]
    assert split_passage("a" * 100, size=len, most=30, easy=30) == ["a" * 25] * 4
    assert split_passage("", size=len, most=30, easy=30) == []
