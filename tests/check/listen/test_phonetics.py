from __future__ import annotations

import pytest

from audioedition.check.listen.phonetics import NEAR, phonetic_key


@pytest.mark.parametrize(
    "words",
    [
        "ses ces",
        "chantés chanter chantée chantez chantait chantaient",
        "médiathèque médiatec",
        "prévu prévus prévue",
        "sans sang cent",
        "vert vers verre",
        "eau eaux au aux",
        "mètre maître mettre",
        "fin faim",
        "ralenti ralentis ralentit",
        "phare fard",
        "compte conte comte",
        "quai quais",
        "euro euros",
        "cœur chœur",
    ],
)
def test_homophones_have_one_key(words: str) -> None:
    keys = {word: phonetic_key(word) for word in words.split()}
    assert len(set(keys.values())) == 1, keys


@pytest.mark.parametrize(
    "words",
    [
        "chat chien",
        "poisson boisson",
        "dessert désert",
        "roue rue",
        "bain bon",
        "gare jarre",
        "deux douze",
        "six dix",
    ],
)
def test_other_words_have_other_keys(words: str) -> None:
    a, b = words.split()
    assert phonetic_key(a) != phonetic_key(b)


@pytest.mark.parametrize("word", ["h", "e", "x", "ст", "東京", "ñ", "Œuvre", "s’", "À"])
def test_every_word_of_letters_has_a_key(word: str) -> None:
    assert phonetic_key(word)


@pytest.mark.parametrize("word", ["", "…", "42", "’"])
def test_what_holds_no_letter_has_none(word: str) -> None:
    assert phonetic_key(word) == ""


def test_case_and_composition_do_not_matter() -> None:
    assert phonetic_key("ÉTÉ") == phonetic_key("e\u0301te\u0301") == phonetic_key("été")


def test_likeness_is_mutual_and_never_of_a_sound_with_itself() -> None:
    assert all((b, a) in NEAR and a != b for a, b in NEAR)
