"""Copied text, the whole page: the headline is not what stands above the menu."""

# ruff: noqa: E501  # paragraphs of French stand on one line

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.article.chrome import load_phrasebook
from audioedition.article.extract import extract_page
from audioedition.article.judge.copied.title_lines import headline_above
from audioedition.article.judge.features import read_lines
from audioedition.model import Article, Source
from audioedition.segment import segment_page

NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)
TITLE = "Les crêpiers de Tréguier manquent de sarrasin"
MENU = ("Actualités", "Communes", "Sports", "Économie", "Loisirs", "Nos archives")
BODY = (
    "La récolte de sarrasin a été si mauvaise que les crêpiers de Tréguier font venir leur farine de Lituanie, à un "
    "prix qui a doublé depuis le mois de septembre, et que trois d’entre eux ont fermé boutique pour l’hiver.",
    "Le fleuve a débordé deux fois au printemps, et les champs sont restés sous l’eau jusqu’à la fin de juin. Les "
    "semis ont pourri, et ceux qui ont ressemé en juillet n’ont rien pu faucher avant les premières gelées.",
    "La voix des producteurs porte peu : ils sont onze dans le canton, et le syndicat des crêpiers, qui en compte "
    "quarante, demande à la Région un fonds de secours pour acheter la farine à un prix tenable.",
)


def read(*lines: str) -> Article:
    text = "\n".join(lines)
    return segment_page(extract_page(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW)))


@pytest.mark.parametrize(
    "above",
    [
        ("La Voix du Fleuve",),
        ("Le Trégor", "Le journal des deux rives"),
        ("Mairie ouverte lundi, mardi, jeudi : 9h-12h / 14h-17h",),
        ("Aller au contenu principal", "Accès directs"),
        ("Tréguier 12 - 12 Langoat Mi-temps", "Paimpol 3 - 0 Lézardrieux Terminé"),
        ("Le magazineEn kiosqueOffre découverte : 1 € le premier mois",),
    ],
    ids=["name", "motto", "opening hours", "label", "scores", "glued menu"],
)
def test_what_stands_above_the_menu_is_no_headline(above: tuple[str, ...]) -> None:
    article = read(*above, *MENU, TITLE, "Par Nolwenn Hamon", "Le 3 mars 2024", *BODY)
    assert article.title == TITLE
    assert [p.text for p in article.paragraphs] == [TITLE, *BODY]


def test_the_headline_under_a_path_to_it_is_the_headline() -> None:
    ticker = "FLASH : Conseil régional : les nominations de ce mercredi *** Voile : le départ est retardé"
    article = read("ACCUEIL POLITIQUE SPORTS CONTACT", ticker, f"Accueil » Économie » {TITLE}", TITLE, *BODY)
    assert [p.text for p in article.paragraphs] == [TITLE, *BODY]


def test_a_headline_above_keywords_and_downloads_stays() -> None:
    words = ("Mots-clés", "farine", "récolte", "champs", "Télécharger l’article au format PDF")
    article = read(TITLE, "par Nolwenn Hamon, le 3 mars 2024", *words, *BODY)
    assert article.title == TITLE


def test_a_headline_that_says_as_much_as_what_stands_below_the_links_stays() -> None:
    links = ("Écouter", "Offrir", "Agrandir", "Enregistrer", "Retourner au prix de la notice")
    assert read(TITLE, *links, *BODY).title == TITLE


def test_a_whole_paragraph_above_a_heavier_stretch_is_no_headline() -> None:
    title = "La tarte de Ninon Lestrade, le dimanche"
    told = (
        "Chez Ninon Lestrade, à Saint-Aubin, la tarte du dimanche tient lieu de calendrier, aux poireaux tant qu’il "
        "gèle, aux blettes dès que les hirondelles sont revenues sous le toit."
    )
    page = extract_page(
        Source(
            data="\n".join(("Recettes de la saison froide", told, "La préparation")).encode(),
            media_type="text/plain",
            fetched_at=NOW,
        )
    )
    lines = read_lines(page.blocks, load_phrasebook(), plain=True)
    assert lines[1].strong
    found, likeness = headline_above(lines, 2, title)
    assert found == 0
    assert likeness < 0.3


def test_an_entity_that_was_escaped_twice_is_read_as_its_sign() -> None:
    line = "Le prix du sarrasin&nbsp;: vingt &amp; quelques euros, disent les crêpiers de Tréguier au marché couvert."
    heard = [p.text for p in read(TITLE, *BODY, line).paragraphs]
    assert line.replace("&nbsp;", " ").replace("&amp;", "&") in heard


STANDFIRST = (
    "À Tréguier, les crêpiers ne trouvent plus de sarrasin : la récolte a pourri sur pied, la farine vient de Lituanie et les prix "
    "ont doublé depuis la rentrée. Trois d’entre eux ont fermé pour l’hiver, les autres demandent à la Région un fonds de secours "
    "qui leur permette d’attendre la moisson prochaine sans renvoyer personne."
)


WITNESS = (
    "« J’ai repris la poêle de ma mère en 1998, j’avais vingt ans et aucune envie de rester debout. Les premières semaines, mes bras "
    "brûlaient jusqu’au coude et je pleurais le soir dans la réserve, entre les sacs.",
    "Puis le geste est venu, un matin, sans prévenir. Depuis, je pourrais tourner les yeux fermés, et je reconnais une pâte trop "
    "jeune au bruit qu’elle fait en touchant la fonte.",
    "Ce que je regrette, ce sont les gens. Ils s’asseyaient deux heures, ils racontaient leur semaine ; maintenant ils emportent "
    "tout dans une boîte et regardent leur montre en payant.",
    "Mon fils ne prendra pas la suite, il conduit des trains et il a bien raison. Je fermerai quand le dos me le dira, et je "
    "garderai la poêle au-dessus de la cheminée. »",
)


def test_a_button_to_comment_under_the_standfirst_ends_no_article() -> None:
    stamps = (
        "Ajouter à mes articles",
        "Commenter",
        "Partager",
        "Par Ewen Le Bihan",
        "Publié le 14 oct. 2025 à 12:26",
    )
    heard = [p.text for p in read(TITLE, STANDFIRST, *stamps, *WITNESS, "Les plus lus", "Contact").paragraphs]
    assert set(WITNESS) <= set(heard)


def test_a_thread_of_readers_does() -> None:
    answers = [
        x
        for text in BODY
        for x in ("Par Jakez22", "Publié le 14 oct. 2025 à 12:26", text.replace("crêpiers", "gars"))
    ]
    heard = [p.text for p in read(TITLE, STANDFIRST, "Commenter", *answers, "Contact").paragraphs]
    assert not set(answers) & set(heard)
