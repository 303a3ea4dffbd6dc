"""Every rule does what its examples say."""

from __future__ import annotations

import pytest

from audioedition.model import Voice
from audioedition.script.normalise import normalise, normalise_traced
from audioedition.script.normalise.draft import Rule
from audioedition.script.normalise.pipeline import RULES

CASES = [
    pytest.param(rule, printed, spoken, engine, id=f"{rule.name}-{printed}-{engine}")
    for rule in RULES
    for printed, spoken in rule.examples
    for engine in (sorted(rule.engines) or [""])
]


@pytest.mark.parametrize(("rule", "printed", "spoken", "engine"), CASES)
def test_an_example_is_said_as_the_rule_promises(rule: Rule, printed: str, spoken: str, engine: str) -> None:
    voice = Voice(name=engine, engine=engine) if engine else None
    assert normalise(printed, voice=voice) == spoken


def test_every_rule_has_a_name_of_its_own_and_an_example() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert [rule.name for rule in RULES if not rule.examples] == ["long-figures", "figures-left"]


def test_a_respelling_for_one_engine_is_not_heard_by_another() -> None:
    assert normalise("Il est fier.", voice=Voice(name="x", engine="openai")) == "Il est fier."
    assert normalise("Il est fier.") == "Il est fier."


def test_a_change_says_what_was_printed_what_is_spoken_and_by_which_rule() -> None:
    changes = normalise_traced("Il coûte 12,50 €, selon M. Durand.").changes
    assert {(c.printed, c.spoken, c.rule) for c in changes} == {
        ("12,50 €", "douze euros cinquante", "money"),
        ("M. ", "monsieur", "title"),
    }


@pytest.mark.parametrize(
    ("printed", "locale", "spoken"),
    [
        ("Il y en a 71, 80, 95.", "fr-FR", "Il y en a soixante et onze, quatre-vingts, quatre-vingt-quinze."),
        ("Il y en a 71, 80, 95.", "fr-BE", "Il y en a septante et un, quatre-vingts, nonante-cinq."),
        ("Il y en a 71, 80, 95.", "fr-CH", "Il y en a septante et un, huitante, nonante-cinq."),
        ("Il y en a 71, 80, 95.", "fr-CA", "Il y en a soixante et onze, quatre-vingts, quatre-vingt-quinze."),
        ("Les 91 voix.", "fr-BE", "Les nonante et une voix."),
        ("La 75e fois.", "fr-CH", "La septante-cinquième fois."),
        ("Au 02 98 71 00 92.", "fr-BE", "Au zéro deux nonante-huit septante et un zéro zéro nonante-deux."),
        ("En 1995.", "fr-BE", "En mille neuf cent nonante-cinq."),
        ("Il coûte 70,90 €.", "fr-CH", "Il coûte septante euros nonante."),
    ],
)
def test_numerals_of_the_country(printed: str, locale: str, spoken: str) -> None:
    assert normalise(printed, locale=locale) == spoken


def test_a_regression_is_named_by_what_went_wrong() -> None:
    # each was once said by a rule too eager
    assert normalise("L'article de Der Spiegel.") == "L'article de Der Spiegel."
    assert normalise("La Mère Ubu.") == "La Mère Ubu."
    assert normalise("Nos 12 enfants.") == "Nos douze enfants."
    assert normalise("Il a eu 12/20 en maths.") == "Il a eu douze sur vingt en maths."
    assert normalise("Le 2nd tour.") == "Le second tour."
    assert normalise("Un taux de NO2.") == "Un taux de enne-o deux."
    assert normalise("De 1 à 10.") == "De un à dix."
