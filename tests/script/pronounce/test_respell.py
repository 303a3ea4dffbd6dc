"""Voices that are given words: decisions in letters, only where the voice was caught erring."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from audioedition.model import Voice
from audioedition.script.normalise import normalise, normalise_traced
from audioedition.script.pronounce.lookup import spelt
from tests.support.tools import need_module


@pytest.mark.parametrize(
    ("engine", "printed", "spoken"),
    [
        ("pico", "Les juges président l'audience.", "Les juges préside l'audience."),
        ("pico", "Le président des juges.", "Le président des juges."),
        ("pico", "Les poules du couvent couvent.", "Les poules du couvent couve."),
        ("pico", "Ses fils sont grands.", "Ses fisse sont grands."),
        ("pico", "Les fils électriques.", "Les fils électriques."),
        ("pico", "Ils sont tous venus.", "Ils sont tousse venus."),
        ("pico", "Il vend, tous supports confondus.", "Il vend, tous supports confondus."),
        ("pico", "Tous droits réservés.", "Tous droits réservés."),
        ("pico", "Tous départements, tous publics.", "Tous départements, tous publics."),
        ("pico", "Nous sommes tous frères.", "Nous sommes tousse frères."),
        ("pico", "Ils ont tous raison.", "Ils ont tousse raison."),
        ("pico", "Il ne vient pas (ou plus) ici.", "Il ne vient pas (ou plus) ici."),
        ("pico", "Il n'en veut (presque) plus.", "Il n'en veut (presque) plus."),
        ("pico", "Il ne vient pas dix fois (ou plus).", "Il ne vient pas dix fois (ou plusse)."),
        ("pico", "Les LGBT+ jouent.", "Les elle-gé-bé-té plusse jouent."),
        ("openai", "Les LGBT+ jouent.", "Les elle-gé-bé-té Plus jouent."),
        ("pico", "Il est fier de se fier à lui.", "Il est fière de se fier à lui."),
        ("pico", "Il ronge un os.", "Il ronge un osse."),
        ("espeak", "Il a mal aux os.", "Il a mal aux ô."),
        ("espeak", "Les fils électriques.", "Les fil électriques."),
        ("espeak", "La ville est à l'est.", "La ville est à l'èste."),
        ("espeak", "C'est un affluent.", "C'est un affluent."),
        ("pico", "Deux meetings.", "Deux miting."),
        ("pico", "De plus, il pleut.", "De plusse, il pleut."),
        ("pico", "Une hausse de +3 %.", "Une hausse de plusse trois pour cent."),
        ("pico", "Jean porte un jean.", "Jean porte un djine."),
        ("espeak", "Nassler parle.", "Nasslère parle."),
        ("espeak", "Un malthusien.", "Un maltusien."),
        ("gtts", "Les juges président l'audience.", "Les juges président l'audience."),
        ("kokoro", "Les juges président l'audience.", "Les juges président l'audience."),
    ],
)
def test_what_a_voice_is_given(engine: str, printed: str, spoken: str) -> None:
    assert normalise(printed, voice=Voice(name="x", engine=engine)) == spoken


def test_without_a_voice_nothing_is_respelled() -> None:
    assert normalise("Ses fils sont tous venus, de plus.") == "Ses fils sont tous venus, de plus."


def test_the_trace_tells_it() -> None:
    changes = normalise_traced("Ses fils dorment.", voice=Voice(name="x", engine="pico")).changes
    assert [(c.printed, c.spoken, c.rule) for c in changes] == [("fils", "fisse", "pronunciation")]


@pytest.mark.parametrize(("printed", "sounds"), [("vers Reims", "ʁɛ̃s"), ("mes écoles", "ekɔl")])
def test_espeak_reads_its_respellings_back(printed: str, sounds: str) -> None:
    need_module("espeakng_loader", extra="neural")
    from audioedition.speak.engines.espeak_library import load_espeak

    espeak = load_espeak()
    said = espeak.phonemes(normalise(printed, voice=Voice(name="x", engine="espeak")), voice="fr")
    assert sounds in said.replace("ˈ", "")
    assert sounds not in espeak.phonemes(printed, voice="fr").replace("ˈ", "")


def test_the_shipped_spellings_know_the_names_that_are_shipped() -> None:
    """Else: scripts/build_pronunciation.py --spelt audioedition/script/pronounce/data."""
    need_module("espeakng_loader", extra="neural")
    sys.path.insert(0, str(Path(__file__).parents[3] / "scripts"))
    from build_pronunciation import spell_for_espeak  # type: ignore[import-not-found]  # a script

    pairs = (line.split("\t") for line in spell_for_espeak({}))
    assert [key for key, letters in pairs if spelt().find(key) != letters] == []
