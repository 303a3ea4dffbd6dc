"""Signs, genders and references of numbers: each line names what was once said wrong."""

from __future__ import annotations

import pytest

from audioedition.script.normalise import normalise, normalise_traced


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Il gèle jusqu'à - 14 °C.", "Il gèle jusqu'à moins quatorze degrés Celsius."),
        ("La note passe de - 2 à - 5.", "La note passe de moins deux à moins cinq."),
        ("Entre – 2 et 4 degrés.", "Entre moins deux et quatre degrés."),
        ("Le Dax perd - 0,3 %.", "Le Dax perd moins zéro virgule trois pour cent."),
        ("- 2 % pour le Dax.", "moins deux pour cent pour le Dax."),
        ("Il fait - 3.", "Il fait moins trois."),
    ],
)
def test_a_minus_before_a_blank_is_never_lost(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken
    assert not normalise_traced(printed).unread


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Le Havre - 12 blessés", "Le Havre - douze blessés"),
        ("- 3 enfants jouent.", "trois enfants jouent."),
        ("Il gagne 2 - 1.", "Il gagne deux à un."),
        ("De 10 - 20 % en moyenne.", "De dix à vingt pour cent en moyenne."),
        ("Les résultats - 2024", "Les résultats - deux mille vingt-quatre"),
    ],
)
def test_a_dash_before_a_figure_is_no_minus(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@pytest.mark.parametrize("printed", ["Météo - 12 °C à Paris.", "Oslo - 3."])
def test_what_may_be_a_dash_or_a_minus_is_said_as_minus_and_told(printed: str) -> None:
    said = normalise_traced(printed)
    assert " moins " in said.text
    assert said.unread


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        (
            "Selon l'art. L. 142-70 du code.",
            "Selon l'article L cent quarante-deux tiret soixante-dix du code.",
        ),
        ("L'article R.4127-32.", "L'article R quatre mille cent vingt-sept tiret trente-deux."),
        ("L'article L412-3 du code.", "L'article L quatre cent douze tiret trois du code."),
        ("Les articles L. 1 et R*. 12-3.", "Les articles L un et R douze tiret trois."),
        ("L'art. D. 123.", "L'article D cent vingt-trois."),
        ("L'art. L.O. 141.", "L'article elle-o cent quarante et un."),
        ("L'art. A. 53-4-1.", "L'article A cinquante-trois tiret quatre tiret un."),
        ("Un Airbus A320-200.", "Un Airbus a trois cent vingt deux cents."),
        ("La norme NF C 15-100.", "La norme enne-effe C quinze cent."),
        ("Voir ch. VI.", "Voir chapitre six."),
    ],
)
def test_the_letter_of_a_code_is_no_roman_numeral(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Victoire 2-1 face à Nice.", "Victoire deux à un face à Nice."),
        ("Battus 3-1 contre Lens.", "Battus trois à un contre Lens."),
        ("51 caravanes.", "cinquante et une caravanes."),
        ("21 squelettes.", "vingt et un squelettes."),
        ("61 œuvres.", "soixante et une œuvres."),
        ("31 PME et 41 ONG.", "trente et une pé-èm-euh et quarante et une o enne-gé."),
        ("21 CRS et 71 SUV.", "vingt et un cé-erre-esse et soixante et onze esse-u-vé."),
        ("31 nouvelles ONG.", "trente et une nouvelles o enne-gé."),
        ("21 élèves blessées.", "vingt et une élèves blessées."),
        ("21 élèves blessés.", "vingt et un élèves blessés."),
        ("41 communes rurales.", "quarante et une communes rurales."),
        ("Fermé le 21 fin mai.", "Fermé le vingt et un fin mai."),
    ],
)
def test_one_takes_the_gender_of_what_is_counted(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken
