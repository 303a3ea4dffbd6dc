"""Names that French letters mislead about, and those that they do not."""

from __future__ import annotations

import pytest

from audioedition.script.pronounce import decide
from audioedition.script.pronounce.french_names import respell_name
from audioedition.script.pronounce.lookup import foreign_words
from audioedition.speak.pronounced import say_in_ipa
from tests.support.tools import need_module


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("Kessner", "kessnère"),
        ("Hesslner", "hesslnère"),
        ("Marcellos", "marcellosse"),
        ("Fulvius", "fulviusse"),
        ("Lathomas", "latomas"),
        ("Daywara", "daïouara"),
        ("Bougroulx", "bougrou"),
        ("Wambana", "ouambana"),
        ("Benara", "bénara"),
        ("Kayoub", "kaïoub"),
        ("Vergilly", "vergilli"),
        ("Tardesnes", "tardênes"),
        ("Montcarel", "moncarel"),
        ("Salvescu", "salvescou"),
        ("Tourdaing", "tourdain"),
        ("Bargent", "bargeant"),
        ("Torvent", "torvant"),
        ("Bjälvön", "bièlveun"),
        ("Talembe", "talèmmbé"),
        ("Watteneau", "vatteneau"),
        ("Nakumuri", "nakoumouri"),
        ("Shiguzo", "chigouzo"),
        ("Mazunda", "mazoûnda"),
    ],
)
def test_a_name_is_spelt_as_it_is_said(written: str, spelt: str) -> None:
    assert respell_name(written) == spelt


def test_behind_a_plural_article_a_last_s_is_the_plural_s() -> None:
    assert respell_name("Chovanis", many=True) == "chovani"
    assert respell_name("Chovanis") == "chovanisse"


@pytest.mark.parametrize(
    "written",
    [
        "Garnier",
        "Boulanger",
        "Larcher",
        "Legros",
        "Duplessis",
        "Marais",
        "Lecourti",
        "Vincent",
        "Pluvigner",
        "Genevoi",
        "maison",
        "Ab",
    ],
)
def test_a_french_name_keeps_its_letters(written: str) -> None:
    assert respell_name(written) == ""


@pytest.mark.parametrize(
    ("sentence", "heard"),
    [
        ("Un événement.", "evɛnmˈɑ̃"),
        ("Il gérera.", "ʒɛʁ"),
        ("Il va poster la lettre.", "pɔstˈe"),
        ("Un poster.", "pɔstˈɛʁ"),
        ("Il est absent.", "apsˈɑ̃"),
        ("Il veut subsister.", "sybzistˈe"),
        ("Le Moyen-Orient.", "mwajɛnoʁjˈɑ̃"),
        ("Vingt et un élèves.", "œ̃n el"),
        ("Viry-sur-Orge.", "viʁi"),
        ("Un malthusien.", "maltyzjˈɛ̃"),
        ("Des mailings.", "mɛjlˈiŋ"),
        ("La France d'aujourd'hui.", "doʒuʁdɥˈi"),
        ("Plus qu'habile.", "kabˈil"),
        ("Ils châtient.", "ʃatˈi"),
        ("Les experts excellent.", "ɛksˈɛl"),
        ("Il faut agir, les experts excellent.", "ɛksˈɛl"),
    ],
)
def test_how_it_sounds(sentence: str, heard: str) -> None:
    need_module("espeakng_loader", extra="neural")
    assert heard in say_in_ipa(sentence, language="fr-FR")


def test_no_r_is_heard_in_a_word_without_one() -> None:
    """espeak-ng's British « ah » and « aw » came out as « ar » and « or »: « Kahn » was « carne »."""
    need_module("espeakng_loader", extra="neural")
    assert "ʁ" not in say_in_ipa("Wilaya, autobahnen, Kahnt.", language="fr-FR")


def test_english_words_come_from_the_table_and_french_ones_do_not() -> None:
    assert foreign_words().find("consulting") == "kɔnsœltiŋ"
    assert foreign_words().find("harrison") == "aʁisɔn"
    for french in ("martin", "dubois", "important", "marne", "pakistan", "village"):
        assert foreign_words().find(french) is None
    assert {said.by for said in decide("Le consulting rapporte.").words} >= {"foreign"}
