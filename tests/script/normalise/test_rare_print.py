"""Print that is rare and heard at once when it is read as something else; each kind with its other side."""

from __future__ import annotations

import pytest

from audioedition.model import Voice
from audioedition.script.normalise import normalise, normalise_traced
from audioedition.script.normalise.draft import Rule

VOICE = Voice(name="", engine="")


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        # figures that name
        ("RCS Lyon 123 456 789.", "erre-cé-esse Lyon cent vingt-trois, quatre cent cinquante-six, "
         "sept cent quatre-vingt-neuf."),
        ("La TVA 20 % reste.", "La té-vé-a vingt pour cent reste."),
        ("Voir 10.1016/S0140-6736(20)30183-5.", "Voir doi."),
        ("Au 00 123 habitants.", "Au zéro zéro cent vingt-trois habitants."),
        # people and courts
        ("Selon Ch. Morel et M.-Th. Roux.", "Selon cé-hache Morel et Marie-Thérèse Roux."),
        ("Voir Ch. Dans ce livre, non.", "Voir Ch. Dans ce livre, non."),
        ("L'arrêt Morel c/ CPAM.", "L'arrêt Morel contre cé-pé-a-èm."),
        ("Cass. 2e civ., 3 mai.", "Cour de cassation, deuxième chambre civile, trois mai."),
        ("Déc. n° 12, déc. 2019.", "Décision numéro douze, décembre deux mille dix-neuf."),
        ("CA Paris, ch. 3, et le roman, ch. 3.", "cé-a Paris, chambre trois, et le roman, chambre trois."),
        ("Dans son traité, ch. 3.", "Dans son traité, chapitre trois."),
        ("L'avis CE/UE.", "L'avis cé-euh, u euh."),
        # a rank needs a running text
        ("Au terminal 2E, porte 4.", "Au terminal deux euh, porte quatre."),
        ("LA 2E ÉTAPE", "La deuxième Étape"),
        ("Le règlement 2019/1150.", "Le règlement deux mille dix-neuf, mille cent cinquante."),
        ("Le 4° du CGCT et 4° à l'ombre.", "Le quatrièmement du cé-gé-cé-té et quatre degrés à l'ombre."),
        ("41 A. Morel note.", "quarante et un A Morel note."),
        # money and units
        ("Il vaut $100,000 ou $3.50.", "Il vaut cent mille dollars ou trois dollars cinquante."),
        ("Pour 12 m2 à 450 €.", "Pour douze mètres carrés à quatre cent cinquante euros."),
        ("Le CO2 à 80 €.", "Le cé-o deux à quatre-vingts euros."),
        ("3.50 EUR pièce", "trois euros cinquante pièce"),
        ("2.1 L'usage", "deux point un, L'usage"),
        ("12K abonnés", "douze mille abonnés"),
        ("25Le peuple", "Le peuple"),
        ("Un four de 60W à 9,81 m/s².", "Un four de soixante watts à neuf virgule quatre-vingt-un mètres par "
         "seconde carrée."),
        ("Une 4L et un 15 min., dit-il.", "Une quatre elle et un quinze minutes, dit-il."),
        # hours and days
        ("9h/12h, 9h-12h/14h-18h.", "neuf heures à douze heures, neuf heures à douze heures, quatorze heures à "
         "dix-huit heures."),
        ("Les 5-6 mai, du 5-9 mai.", "Les cinq et six mai, du cinq à neuf mai."),
        ("Les 12 et 14/10, à 2/3.", "Les douze et quatorze octobre, à deux tiers."),
        ("Une vidéo (2:34) à 2:34.", "Une vidéo (deux minutes trente-quatre secondes) à deux heures trente-quatre."),
        ("Mer 12 oct, la mer 12 fois.", "Mercredi douze octobre, la mer douze fois."),
        # chess, sets, parts
        ("Il gagne 6/4 7/5, il boit 3/4.", "Il gagne six à quatre, sept à cinq, il boit trois quarts."),
        ("Pour 4/6 pers., 3/4 h.", "Pour quatre à six personnes, trois quarts d'heure."),
        ("Il dort 2 nuits/3 jours, 9 Belges/10.", "Il dort deux nuits, trois jours, neuf Belges sur dix."),
        # notes
        ("Selon lui [3, 5-7], 7-6 [7-4].", "Selon lui, sept à six (sept à quatre)."),
        ("Le mot † ici, Morel († 1998).", "Le mot ici, Morel (mort en mille neuf cent quatre-vingt-dix-huit)."),
        ("Le format in-8°, à 8°.", "Le format in-octavo, à huit degrés."),
        ("Des XIX-XXe s.", "Des dix-neuvième à vingtième siècle."),
        # inclusive writing
        ("Un ingénieur(e) et un chercheur(e).", "Un ingénieur ou une ingénieure et un chercheur ou une chercheuse."),
        ("Des agriculteurs-ses, des arcs-en-ciel.", "Des agriculteurs et agricultrices, des arcs-en-ciel."),
        ("Ceux-celles qui, ceux-ci.", "Ceux et celles qui, ceux-ci."),
        ("Où ils-elles vivaient caché.e.s.", "Où ils et elles vivaient cachés."),
        # chemistry and other signs
        ("Du NaCl et le MacBook.", "Du enne-a-cé-elle et le MacBook."),
        ("En mi♭ ♦ ici.", "En mi bémol ici."),
        ("La voix de ὁ Σωκράτης et l'α.", "La voix de o sokratis et l'alpha."),
        ("Voir @AFPfr et #ONUfemmes.", "Voir arobase a-effe-pé effe-erre et hashtag o enne-u femmes."),
    ],
)  # fmt: skip
def test_rare_print(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


def test_parties_of_a_judgment_are_heard_against_each_other() -> None:
    assert normalise("L'arrêt Roe c. Wade.", voice=VOICE) == "L'arrêt Roe contre Wade."
    assert normalise("De la vitamine c. Elle aide.", voice=VOICE) == "De la vitamine c. Elle aide."


@pytest.mark.parametrize(
    "printed", ["Selon Ph. Morel.", "Le S° y est.", "Le mot † ici.", "Voir doi:10.1000/12.3.", "Le mot [ʁa]."]
)
def test_what_is_likely_only_is_told(printed: str) -> None:
    assert normalise_traced(printed).unread


def _rule(needs: str) -> Rule:
    import re

    return Rule(
        name="",
        kind="",
        pattern=re.compile("x"),
        say=lambda match, context: "",
        examples=(),
        needs=re.compile(needs),
    )


@pytest.mark.parametrize(
    ("needs", "figures", "sign"),
    [
        (r"\d:\d", True, ":"),
        (r"a\d|\d/b", True, ""),
        (r"\d?/", False, "/"),
        (r"\d{0,2}°", False, "°"),
        (r"[\dIV] [A-Z]", False, ""),
        (r"a\d|b", False, ""),
        (r"\d(?:er)?/\d", True, "/"),
        (r"[\u2600-\u2700]", False, ""),
        (r"x{2}", False, ""),
    ],
)
def test_a_rule_is_passed_over_only_where_it_cannot_find_anything(
    needs: str, figures: bool, sign: str
) -> None:
    rule = _rule(needs)
    assert (rule.figures, rule.sign) == (figures, sign)
