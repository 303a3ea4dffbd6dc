"""The kept lexicons: what a word can be, found by its bare letters."""

from __future__ import annotations

from importlib.resources import files

import pytest

from audioedition.script.words import RARE, bare_letters, find_word, noun_genders, words_written


@pytest.mark.parametrize(
    ("noun", "genders"),
    [
        ("caravane", {"f"}),
        ("caravanes", {"f"}),
        ("squelette", {"m"}),
        ("élève", {"m", "f"}),
        ("voile", {"m", "f"}),
        ("manger", set()),
        ("zorglub", set()),
    ],
)
def test_the_gender_of_a_noun_is_looked_up(noun: str, genders: set[str]) -> None:
    assert noun_genders(noun) == genders


def test_capitals_without_accents_find_every_word_they_may_be() -> None:
    assert {word.form for word in words_written("BLESSES")} == {"blessés", "blesses"}
    assert [word.form for word in words_written("PROCES")] == ["procès"]
    assert {word.form for word in words_written("COTE")} == {"cote", "coté", "côte", "côté"}


def test_a_sigle_in_the_sources_is_no_word() -> None:
    assert words_written("PDG") == ()
    assert words_written("SNCF") == ()


def test_the_first_and_the_last_word_of_the_lists_are_found() -> None:
    assert find_word("a") is not None
    assert find_word("zythums") is not None


def test_a_word_says_what_it_can_be_and_how_common_it_is() -> None:
    nest = find_word("couvent")
    assert nest is not None
    assert nest.tags == {"Nms", "V3p"}
    assert nest.band == 1
    rare = find_word("abaisse-langue")
    assert rare is None or rare.band <= RARE


def test_bare_letters_lose_accents_ligatures_and_capitals() -> None:
    assert bare_letters("ŒUVRÉE") == "oeuvree"


@pytest.mark.parametrize("name", ["LICENSE-LEFFF", "LICENSE-LEXIQUE", "LICENSE-PLACES"])
def test_each_list_travels_with_its_licence(name: str) -> None:
    text = files("audioedition.script.words").joinpath("data", name).read_text(encoding="utf-8")
    assert "scripts/build_words.py" in text
