"""Numerals: checked against a reader written apart from the writer."""

from __future__ import annotations

import random
from typing import Literal

import pytest

from audioedition.script.normalise.fidelity import read_numbers
from audioedition.script.normalise.numbers import (
    cardinal,
    decimal,
    figures,
    ordinal,
    pairs,
    with_leading_zeros,
    year,
)


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("0", "zéro"),
        ("000", "zéro"),
        ("21", "vingt et un"),
        ("70", "soixante-dix"),
        ("71", "soixante et onze"),
        ("80", "quatre-vingts"),
        ("81", "quatre-vingt-un"),
        ("91", "quatre-vingt-onze"),
        ("99", "quatre-vingt-dix-neuf"),
        ("100", "cent"),
        ("200", "deux cents"),
        ("201", "deux cent un"),
        ("1000", "mille"),
        ("80000", "quatre-vingt mille"),
        ("200000", "deux cent mille"),
        ("1000000", "un million"),
        ("80000000", "quatre-vingts millions"),
        ("200000001", "deux cents millions un"),
        ("1" + "0" * 63, "un décilliard"),
    ],
)
def test_cardinals(digits: str, words: str) -> None:
    assert cardinal(digits) == words


def test_beyond_the_last_name_figures_are_read_one_by_one() -> None:
    assert cardinal("9" * 67) == " ".join(["neuf"] * 67)
    assert cardinal("9" * 66).count("décilliards") == 1


@pytest.mark.parametrize(
    ("digits", "gender", "words"),
    [
        ("1", "f", "une"),
        ("21", "f", "vingt et une"),
        ("81", "f", "quatre-vingt-une"),
        ("71", "f", "soixante et onze"),
        ("1001", "f", "mille une"),
        ("21000", "f", "vingt et un mille"),
        ("2", "f", "deux"),
    ],
)
def test_feminine(digits: str, gender: Literal["m", "f"], words: str) -> None:
    assert cardinal(digits, gender=gender) == words


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("1", "premier"),
        ("5", "cinquième"),
        ("9", "neuvième"),
        ("21", "vingt et unième"),
        ("30", "trentième"),
        ("80", "quatre-vingtième"),
        ("99", "quatre-vingt-dix-neuvième"),
        ("200", "deux centième"),
        ("1000", "millième"),
        ("1000000", "millionième"),
    ],
)
def test_ordinals(digits: str, words: str) -> None:
    assert ordinal(digits) == words


def test_other_readings() -> None:
    assert year("1900") == "mille neuf cent"
    assert year("1980") == "mille neuf cent quatre-vingts"
    assert pairs("0612") == "zéro six douze"
    assert pairs("118") == "un dix-huit"
    assert figures("007") == "zéro zéro sept"
    assert with_leading_zeros("05") == "zéro cinq"
    assert decimal("3", "05") == "trois virgule zéro cinq"
    assert decimal("3", "1416") == "trois virgule un quatre un six"


@pytest.mark.parametrize("locale", ["fr-FR", "fr-BE", "fr-CH", "fr-CA"])
def test_what_is_written_can_be_read_back(locale: str) -> None:
    drawn = random.Random(4)
    numbers = [*range(2000), *(drawn.randrange(10 ** drawn.randrange(4, 40)) for _ in range(1500))]
    wrong = [n for n in numbers if read_numbers(cardinal(n, locale=locale)) != [n]]
    assert not wrong


def test_no_two_numbers_are_said_alike() -> None:
    said = {cardinal(n) for n in range(20_000)}
    assert len(said) == 20_000
