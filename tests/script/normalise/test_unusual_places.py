"""Kinds that were read in their usual place only: each line is a place where one was once said wrong."""

from __future__ import annotations

import pytest

from audioedition.script.normalise import normalise, normalise_traced, page_words


def said(cases: list[tuple[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("printed", "spoken"), cases)


@said(
    [
        ("L'art. 132-80 du texte.", "L'article cent trente-deux tiret quatre-vingts du texte."),
        (
            "Les art. 311-4 et 441-1.",
            "Les articles trois cent onze tiret quatre et quatre cent quarante et un tiret un.",
        ),
        ("L'art L. 121-1 du texte.", "L'article L cent vingt et un tiret un du texte."),
        ("L'art 12 fois primé.", "L'art douze fois primé."),
        ("Les articles 16-1-1, 16-2.", "Les articles seize un un, seize tiret deux."),
        ("L'art. 9 du C. civ. vaut.", "L'article neuf du Code civil vaut."),
        ("Les pages 132-180.", "Les pages cent trente-deux à cent quatre-vingts."),
    ]
)
def test_a_shortened_article_has_a_number_and_no_range(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("La fosse passe sous les - 10 000 m.", "La fosse passe sous les moins dix mille mètres."),
        ("Il dit : « - 12 °C ».", "Il dit : « moins douze degrés Celsius »."),
        ("–40 % sur tout.", "moins quarante pour cent sur tout."),
    ]
)
def test_a_minus_behind_les_or_a_quotation_mark_is_kept(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("Cuire 30 min. de chaque côté.", "Cuire trente minutes de chaque côté."),
        ("Un but à la 45e min. du match.", "Un but à la quarante-cinquième minute du match."),
        ("Le 1er min. du pays.", "Le premier ministre du pays."),
        ("La min. de la Mer.", "La ministre de la Mer."),
    ]
)
def test_minutes_are_no_ministers(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("Ouvert du lun. au ven., sauf jours fér.", "Ouvert du lundi au vendredi, sauf jours fériés."),
        ("Le mer. 4 et le jeu. 5.", "Le mercredi quatre et le jeudi cinq."),
        ("Tout est dans le jeu. Elle joue.", "Tout est dans le jeu. Elle joue."),
        ("Entre ciel et mer.", "Entre ciel et mer."),
    ]
)
def test_a_weekday_is_short_only_where_no_sentence_ends(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("À l'angle de la r. Hugo et de la pl. Carnot.", "À l'angle de la rue Hugo et de la place Carnot."),
        ("Puis r. de la Paix.", "Puis rue de la Paix."),
        ("Avec R. Dupont et P. Dubois.", "Avec R Dupont et P Dubois."),
        ("L'anc. mairie et l'anc. préfet.", "L'ancienne mairie et l'ancien préfet."),
    ]
)
def test_a_street_and_an_adjective_are_short_anywhere(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("Un mot³ et un autre¹².", "Un mot et un autre."),
        ("Selon Le Pen², rien.", "Selon Le Pen, rien."),
        ("Des mètres² à vendre.", "Des mètres au carré à vendre."),
        ("Le prix au m².", "Le prix au mètre carré."),
        ("Notre série, épisode 3/8.", "Notre série, épisode trois sur huit."),
    ]
)
def test_a_raised_figure_behind_a_word_is_a_note(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


def test_a_raised_figure_behind_a_name_is_left_out_and_told() -> None:
    assert normalise_traced("Selon Tarbouic², rien.").unread


@said(
    [
        ("UN HOMME TUE PAR SON FILS", "Un Homme Tué Par Son Fils"),
        ("LE TOUR PASSE PAR LYON", "Le Tour Passe Par Lyon"),
        ("ELLE A ETE RETROUVEE A NIMES", "Elle A Été Retrouvée À Nîmes"),
        ("MME DUPONT", "Madame Dupont"),
        ("LÉA SALAMÉ", "Léa Salamé"),
        ("LE MAIRE A DEMISSIONNE", "Le Maire A Démissionné"),
        ("LA VITAMINE A POUR TOUS", "La Vitamine A Pour Tous"),
        ("51 INFIRMIERES RECRUTEES", "cinquante et une Infirmières Recrutées"),
    ]
)
def test_a_headline_in_capitals_has_a_grammar(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("Leurs ami⋅e⋅s et les élu∙e∙s.", "Leurs amis et amies et les élus et élues."),
        ("Les héros·ïnes du quotidien.", "Les héros et héroïnes du quotidien."),
        ("Ses copain·ine·s.", "Ses copains et copines."),
        ("Des voisins inquiet·ètes.", "Des voisins inquiets."),
        ("Le nom du·de la candidat·e.", "Le nom du candidat ou de la candidate."),
        ("Au·à la directeur·rice.", "Au directeur ou à la directrice."),
        ("Un.e chef.fe de projet.", "Un chef ou une cheffe de projet."),
    ]
)
def test_other_dots_and_other_endings_are_inclusive_too(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        (
            "Sur 41 femmes, 21 d'entre elles votent.",
            "Sur quarante et une femmes, vingt et une d'entre elles votent.",
        ),
        ("Valider 21 UE.", "Valider vingt et une u euh."),
    ]
)
def test_those_who_are_counted_may_stand_behind_a_pronoun(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


@said(
    [
        ("Soit 1,2 Md de t de sable.", "Soit un virgule deux milliard de tonnes de sable."),
        ("Soit 2 M de m3 d'eau.", "Soit deux millions de mètres cubes d'eau."),
    ]
)
def test_a_unit_behind_short_millions_is_read(printed: str, spoken: str) -> None:
    assert normalise(printed) == spoken


def test_a_name_has_the_accents_that_the_page_prints() -> None:
    page = page_words(["La mairie de Béziers ferme."])
    assert normalise("INCENDIE A BEZIERS", page=page) == "Incendie À Béziers"
