"""Inclusive writing: both forms are heard, agreeing words once, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from audioedition.model import Article, Inclusive, Paragraph, Voice
from audioedition.script.normalise import normalise, normalise_traced
from audioedition.script.write import write_script


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Les électeur·rice·s votent.", "Les électeurs et électrices votent."),
        ("Les étudiant.e.s inscrit.e.s.", "Les étudiants et étudiantes inscrits."),
        ("Les citoyen-ne-s votent.", "Les citoyens et citoyennes votent."),
        ("Un infirmier(ère) arrive.", "Un infirmier ou une infirmière arrive."),
        ("Les acteurs/trices du projet.", "Les acteurs et actrices du projet."),
        ("Les acteurs/actrices du projet.", "Les acteurs et actrices du projet."),
        ("Nous sommes prêt·es.", "Nous sommes prêts."),
        ("Elles sont prêt·es.", "Elles sont prêtes."),
        ("Toustes sont là.", "Tous et toutes sont là."),
        ("Les lecteurices et celleux qui lisent.", "Les lecteurs et lectrices et ceux et celles qui lisent."),
        ("Un·e élève absent·e.", "Un ou une élève absent."),
        ("Un·e étudiant·e motivé·e.", "Un étudiant ou une étudiante motivé."),
        ("L'élu·e du canton.", "L'élu ou l'élue du canton."),
        ("Le·la directeur·rice signe.", "Le directeur ou la directrice signe."),
        ("Certain·e·s élu·e·s.", "Certains élus et certaines élues."),
        ("Les nouveaux·elles élu·e·s.", "Les nouveaux élus et élues."),
        ("Chaque candidat(e) parle.", "Chaque candidat ou candidate parle."),
        ("Ils·elles partent.", "Ils et elles partent."),
        ("Iel est venu·e, iels aussi.", "Iel est venu, iels aussi."),
        (
            "Les travailleurs-ses et les lecteurs-trices.",
            "Les travailleurs et travailleuses et les lecteurs et lectrices.",
        ),
        ("Les élus-es, tous-tes.", "Les élus et élues, tous et toutes."),
        ("Les youtubeur·euse·s.", "Les youtubeurs et youtubeuses."),
        ("Les Français·es votent.", "Les Français et Françaises votent."),
        ("Les enfant(s) et leur journal(aux).", "Les enfants et leur journaux."),
    ],
)
def test_both_forms_are_heard(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken
    assert not normalise_traced(printed).unread


@pytest.mark.parametrize(
    "printed",
    [
        "Prends-le, dit-elle, et donne-les-moi.",
        "Est-ce le chef-lieu ? Peut-être.",
        "La grand-mère va-t-elle venir ?",
        "Le rendez-vous est pris.",
        "Il écrit (en vain) à sa tante.",
    ],
)
def test_hyphens_and_brackets_of_plain_french_stay(printed: str) -> None:
    assert normalise(printed) == printed


@pytest.mark.parametrize(
    ("inclusive", "spoken"),
    [
        ("doublet", "Les électeurs et électrices prêts."),
        ("masculine", "Les électeurs prêts."),
        ("as-written", "Les électeurrices prêtes."),
    ],
)
def test_the_newsroom_chooses_how_it_is_said(inclusive: Inclusive, spoken: str) -> None:
    assert normalise("Les électeur·rice·s prêt·e·s.", inclusive=inclusive) == spoken


def test_the_script_of_an_article_follows_the_choice() -> None:
    article = Article(title="T", paragraphs=(Paragraph(role="body", text="Les ami·e·s rient."),))
    voice = Voice(name="", engine="")
    script = write_script(article, voice=voice, max_chars=200, inclusive="masculine")
    assert script.utterances[-1].spoken == "Les amis rient."
    assert script.utterances[-1].text == "Les ami·e·s rient."


def test_a_pronoun_of_its_own_is_the_masculine_where_that_is_asked_for() -> None:
    assert normalise("Iel est venu·e, iels aussi.", inclusive="masculine") == "Il est venu, ils aussi."


@pytest.mark.parametrize(
    "printed", ["Vitry-les-Reims.", "Des grands-mères.", "Les Saints-Pères.", "Les chefs-d'œuvre."]
)
def test_a_compound_is_no_inclusive_form(printed: str) -> None:
    assert normalise(printed) == printed
