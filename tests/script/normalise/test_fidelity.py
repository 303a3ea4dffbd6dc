"""The gate does not trust the rules: a wrong figure, a lost word, a sign left over are all named."""

from __future__ import annotations

import pytest

from audioedition.script.normalise import normalise_traced
from audioedition.script.normalise.draft import Change
from audioedition.script.normalise.fidelity import lost_figures, read_numbers, unaccounted


def change(printed: str, spoken: str, rule: str = "number") -> Change:
    return Change(printed=printed, spoken=spoken, rule=rule)


@pytest.mark.parametrize(
    ("printed", "spoken", "rule"),
    [
        ("21 %", "vingt pour cent", "percent"),
        ("3,5 M€", "trois virgule six millions d'euros", "money"),
        ("12 000", "douze", "number"),
        ("3,5 %", "trente-cinq pour cent", "percent"),
        ("18h30", "dix-huit heures", "clock"),
        ("2/3", "deux quarts", "fraction"),
        ("03/09/2023", "trois octobre deux mille vingt-trois", "date-in-figures"),
        ("14e", "quinzième", "ordinal"),
        ("2020-2022", "deux mille vingt à deux mille vingt et un", "years"),
        ("F-35", "effe trente", "code"),
    ],
)
def test_a_wrong_figure_is_seen(printed: str, spoken: str, rule: str) -> None:
    assert lost_figures(change(printed, spoken, rule))


def test_a_lost_word_is_seen() -> None:
    assert list(unaccounted("Le maire a ri.", "Le maire a.", ())) == ["ri"]


def test_a_sign_left_over_is_seen() -> None:
    assert list(unaccounted("Il a 5 €.", "Il a cinq €.", (change("5", "cinq"),)))


def test_a_change_that_says_nothing_is_seen() -> None:
    assert list(unaccounted("ABC", "", (change("ABC", "", "acronym"),))) == ["ABC"]
    assert not list(unaccounted("Mot[1]", "Mot", (change("[1]", "", "footnote-call"),)))


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("douze mille trois cents", [12300]),
        ("trois millions deux cent mille un", [3200001]),
        ("trois mille milliards", [3_000 * 10**9]),
        ("vingt et un heures trente", [21, 30]),
        ("quatre-vingts, quatre-vingt-dix", [80, 90]),
        ("deux à un", [2, 1]),
        ("nonante et une voix", [91]),
        ("rien", []),
    ],
)
def test_numbers_are_read_from_words(words: str, numbers: list[int]) -> None:
    assert read_numbers(words) == numbers


def test_real_sentences_pass() -> None:
    assert (
        normalise_traced(
            "Le 3 mai 1971 à 9 h 05, M. Durand (PS) a perdu 12,5 % et 3,4 Md€, soit 2/3 de 5 km²."
        ).unread
        == ()
    )
