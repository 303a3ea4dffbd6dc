"""Names that no table knows: read by the language that their letters give away, and French ones left alone."""

from __future__ import annotations

import pytest

from audioedition.script.pronounce.foreign import FRENCH_SOUNDS, clean
from audioedition.script.pronounce.foreign_names import read_name, without_plural


@pytest.mark.parametrize(
    ("written", "sounds"),
    [
        ("Kowalski", "kɔvalski"),
        ("Stojanović", "stojanɔvitʃ"),
        ("Romanenko", "ʁɔmanɛnko"),
        ("Goldstein", "ɡɔldstajn"),
        ("Hirsch", "iʁʃ"),
        ("Bertolucci", "bɛʁtɔlutʃi"),
        ("Pellegrini", "peleɡʁini"),
        ("Castillo", "kastijo"),
        ("Mendez", "mɛndɛz"),
        ("Valerinho", "valeʁiɲo"),
        ("Çarkoglu", "tʃaʁkɔɡlu"),
        ("Guerachov", "ɡeʁaʃɔv"),
        ("Novakic", "nɔvakitʃ"),
        ("Tomelensk", "tɔmelɛnsk"),
        ("Steenbeke", "stɛnbɛk"),
        ("Ravelghem", "ʁavɛlɡɛm"),
        ("Vandenhoucke", "vandenuk"),
        ("Dewaele", "dewal"),
    ],
)
def test_a_foreign_name_has_its_language_s_sounds(written: str, sounds: str) -> None:
    assert read_name(written) == sounds
    assert read_name(written) == clean(read_name(written))


@pytest.mark.parametrize(
    "written",
    [
        "Longvic",
        "Ludovic",
        "Retailleau",
        "Duprez",
        "Sarzeau",
        "Perret",
        "Glissant",
        "Larrivée",
        "Breton",
        "Ab",
        "maison",
        "X" * 99,
    ],
)
def test_a_french_name_is_left_alone(written: str) -> None:
    assert read_name(written) == ""


def test_nothing_foreign_is_left_in_the_sounds() -> None:
    for written in ("Przybyszewskić", "Schäüßmannstein", "Ñañíóúez", "Tchtchřžski", "Ǧøğęčić"):
        assert set(clean(read_name(written))) <= FRENCH_SOUNDS


def test_english_nouns_in_small_letters_lose_their_plural() -> None:
    assert without_plural("haters", "etɛʁs") == "etœʁ"
    assert without_plural("boats", "bots") == "bot"
    assert without_plural("Doors", "dɔʁs") == "dɔʁs"
    assert without_plural("business", "biznɛs") == "biznɛs"
