"""That a machine reads is said to people and to machines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audioedition.model import Voice
from audioedition.publish.disclosure import (
    digital_source_type,
    disclosure_sentence,
    id3_disclosure,
    narrator,
    schema_source_type,
)
from tests.support.by_hand import make_edition

PICO = make_edition().voice
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def test_people_are_told_in_their_language() -> None:
    neural = replace(PICO, neural=True, label="", name="siwis")
    assert disclosure_sentence(PICO, "fr-CA") == "Texte lu par une voix de synthèse : Pico (voix embarquée)."
    assert "intelligence artificielle : siwis." in disclosure_sentence(neural)
    assert "synthetic voice" in disclosure_sentence(PICO, "en-GB")
    assert narrator(PICO) == "Pico (voix embarquée), voix de synthèse"
    assert narrator(neural, "en") == "siwis, synthetic voice"


@pytest.mark.parametrize(
    ("engine", "neural", "term"),
    [
        ("kokoro", True, "trainedAlgorithmicMedia"),
        ("espeak", False, "algorithmicMedia"),
        ("tone", False, "algorithmicMedia"),
        ("pico", False, "trainedAlgorithmicMedia"),  # a statistical model of recordings: IPTC's own words
        ("gtts", False, "trainedAlgorithmicMedia"),
    ],
)
def test_machines_are_told_by_iptc_terms(engine: str, neural: bool, term: str) -> None:
    voice = Voice(name="v", engine=engine, neural=neural)
    assert digital_source_type(voice) == IPTC + term
    assert schema_source_type(voice) == f"https://schema.org/{term[0].upper()}{term[1:]}DigitalSource"
    assert id3_disclosure(voice)["DigitalSourceType"] == term  # its URI falls apart at each « / » in ID3v2.3
    assert id3_disclosure(voice)["comment"] == disclosure_sentence(voice)
