"""Words in capitals: words where a lexicon or the page knows them, sigles else, and doubt is told."""

from __future__ import annotations

import pytest

from audioedition.script.normalise import normalise, normalise_traced, page_words
from audioedition.script.normalise.sayable import can_be_said


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        # names and words that were spelled letter by letter
        ("L'affaire KORDZEK | Le procès", "L'affaire Kordzek, Le procès"),
        ("LES LONGS HIVERS | Saison 2", "Les Longs Hivers, Saison deux"),
        ("Le directeur Hervé LE GAC dit NON.", "Le directeur Hervé Le Gac dit Non."),
        ("Avec Nadia EL MALKI.", "Avec Nadia El Malki."),
        ("DOCUMENTS ANNEXES", "Documents Annexes"),
        ("Une VILLE en fête.", "Une Ville en fête."),
        # accents come back, and the number before agrees
        ("TEMPÊTE : 1 TUE, 11 BLESSES ET 2 TUES", "Tempête : un Tué, onze Blessés Et deux Tués"),
        ("LES 7 PECHES CAPITAUX", "Les sept Péchés Capitaux"),
        ("LE PREFET EST CHOQUE", "Le Préfet Est Choqué"),
        ("Les parfums SENSE.", "Les parfums Sense."),
        ("TEMPÊTE : 21 BLESSES", "Tempête : vingt et un Blessés"),
        ("41 MAISONS INONDEES", "quarante et une Maisons Inondées"),
        ("SYNTHESE DU PROCES", "Synthèse Du Procès"),
        ("LES ELEVES ONT ETE PREVENUS", "Les Élèves Ont Été Prévenus"),
        ("LE MAIRE DIT OUI", "Le Maire Dit Oui"),
        ("L'AFFAIRE EST CLOSE", "L'Affaire Est Close"),
        # sigles stay sigles beside words
        ("LE RPR RENAÎT", "Le erre-pé-erre Renaît"),
        ("LOUIS XIV À LYON", "Louis quatorze À Lyon"),
        ("M. DURAND REÇOIT MME PETIT", "Monsieur Durand Reçoit madame Petit"),
        # a little word behind an article is a sigle
        ("Le CE vote.", "Le cé-euh vote."),
        ("Elle crée une SA.", "Elle crée une esse-a."),
        ("Il faut le faire EN UN jour.", "Il faut le faire En Un jour."),
        # a sigle printed as a name
        ("Le Cnrs recrute.", "Le cé-enne-erre-esse recrute."),
        ("La Pdg démissionne.", "La pé-dé-gé démissionne."),
        # neither « Et » nor a village becomes another word
        ("La mairie de GRISOLLES.", "La mairie de Grisolles."),
    ],
)
def test_capitals_are_read_as_they_were_meant(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


def test_what_the_page_prints_small_is_a_word_in_capitals() -> None:
    page = page_words(["Le Vib ouvre mardi.", "Il a étudié avec Zbk."])
    assert normalise("Au VIB, on cherche.", page=page) == "Au Vib, on cherche."
    assert normalise("Au VIB, on cherche.") == "Au vé-i-bé, on cherche."


def test_the_lower_form_of_a_page_comes_before_the_one_with_a_capital() -> None:
    assert page_words(["Pêche", "la pêche", "Pêche"]).form_of("PECHE") == "pêche"


@pytest.mark.parametrize("printed", ["La ZOKA ouvre.", "Le VIB dit.", "La FNUIM dit.", "LA COTE D'ALERTE"])
def test_a_reading_of_capitals_that_was_guessed_is_told(printed: str) -> None:
    assert normalise_traced(printed).unread


@pytest.mark.parametrize("printed", ["La SNCF.", "La DGCCRF.", "Une VILLE.", "Mme ASSELIN.", "LES ELEVES"])
def test_a_reading_that_is_certain_is_not_doubted(printed: str) -> None:
    assert not normalise_traced(printed).unread


@pytest.mark.parametrize(
    "letters", ["MODRECK", "SCHMIDT", "NGUYEN", "ZVIAK", "EURONEXT", "CHRISTIAN", "OTAN"]
)
def test_a_foreign_name_can_be_said(letters: str) -> None:
    assert can_be_said(letters)


@pytest.mark.parametrize("letters", ["FNSEA", "CNRACL", "DGCCRF", "LSAP", "PNNS", "LGBTQI", "UMP", "TVA"])
def test_letters_that_no_mouth_joins_are_spelled(letters: str) -> None:
    assert not can_be_said(letters)


def test_an_entity_in_the_source_is_not_doubted() -> None:
    assert normalise_traced("Les efforts d&eacute;ploy&eacute;s.").unread == ()
