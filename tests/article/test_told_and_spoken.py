# ruff: noqa: E501  # a line of a page stays a line
"""Sentences of the article that begin as chrome does are heard; sentences that speak for the house are not."""

from __future__ import annotations

from datetime import datetime, timezone
from html import escape

import pytest

from audioedition.article.extract import extract_page
from audioedition.article.judge.speech import tells
from audioedition.model import Article, Source
from audioedition.segment import segment_article

NOW = datetime(2026, 11, 30, tzinfo=timezone.utc)
TITLE = "La commune réunit ses habitants"
BODY = (
    "La commune a réuni lundi soir ses habitants dans la salle des fêtes, où près de deux cents personnes ont écouté"
    " pendant trois heures les explications des élus et des ingénieurs venus de la préfecture.",
    "Le pont des Tanneurs, que les camions empruntent depuis la fermeture de la rocade, sera interdit aux véhicules de"
    " plus de douze tonnes, et deux feux régleront le passage jusqu’à la fin du mois d’août.",
    "« Nous dormons fenêtres fermées depuis trois ans », a lancé une riveraine de la rue Basse, applaudie par la salle,"
    " avant que l’adjoint aux travaux ne promette un revêtement qui étouffe le bruit des pneus.",
    "Le conseil se prononcera le 12 mars, après une enquête dont le rapport doit être remis aux élus avant la fin du"
    " mois, selon la préfecture, qui n’a pas souhaité donner davantage de précisions.",
)
TOLD = (
    "Lire aussi le vent dans les blés, c’est son métier depuis trente ans.",
    "Voir la suite des travaux prendra trois ans au moins.",
    "Écouter la forêt la nuit, c’est ce que propose l’association.",
    "En savoir plus sur ces migrations demandera dix ans d’observations.",
    "Soutenez-nous, réclament les ouvrières depuis lundi devant la préfecture.",
    "Faire un don de sang prend quarante minutes.",
    "Et vous, que faites-vous ? demande la grand-mère aux visiteurs de la ferme.",
)
POINTERS = (
    "Lire aussi : Le pont de la Loue fermé jusqu’au printemps.",
    "Lire aussi notre enquête sur les ponts de la région.",
    "Voir aussi notre diaporama des plus belles halles.",
    "Soutenez-nous en faisant un don à notre journal.",
    "Lire aussi Le pont de la Loue fermé",
    "Découvrir notre dossier complet sur les ponts.",
)


def as_page(*lines: str) -> Article:
    inner = "".join(f"<p>{escape(line)}</p>" for line in lines)
    html = (
        f'<html lang="fr"><head><title>{TITLE}</title></head><body><header><a href="/">Accueil</a><a href="/b">Sports</a>'
        f"</header><main><article><h1>{TITLE}</h1>{inner}</article></main><footer>Mentions légales</footer></body></html>"
    )
    return segment_article(Source(data=html.encode(), media_type="text/html", fetched_at=NOW))


def as_text(*lines: str) -> Article:
    text = "\n".join(
        ("Accueil", "Sports", TITLE, "Publié le 3 mars 2024", *lines, "Partager", "Mentions légales")
    )
    return segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))


@pytest.mark.parametrize("sentence", TOLD)
def test_a_sentence_of_the_article_is_heard_however_it_begins(sentence: str) -> None:
    for read in (as_page, as_text):
        assert sentence in [p.text for p in read(*BODY[:2], sentence, *BODY[2:]).paragraphs]


@pytest.mark.parametrize("line", POINTERS)
def test_a_pointer_is_not(line: str) -> None:
    for read in (as_page, as_text):
        assert line not in [p.text for p in read(*BODY[:2], line, *BODY[2:]).paragraphs]
    assert not tells(line)


@pytest.mark.parametrize(
    "line",
    [
        "Personnalisez votre journal et recevez nos alertes sur la rocade et les transports.",
        "Les commentaires sont désormais fermés sur cet article.",
        "Les débats ne sont plus ouverts sur ce sujet.",
        "Pariez sur le prochain match et recevez 100 € offerts en paris gratuits.",
        "Camille Roche – presse@commune.example – 03 81 00 00 00",
        "Paul Kessler est hydrologue, auteur de « La Pente et le Temps » (Éditions du Gué, 2023).",
    ],
)
def test_what_speaks_for_the_house_behind_the_article_is_not_heard(line: str) -> None:
    assert line not in [p.text for p in as_text(*BODY, line).paragraphs]


def test_a_person_whom_the_article_names_may_be_told_of_at_its_end() -> None:
    named = "L’ingénieure Rose Aubert a mesuré les vibrations pendant huit nuits, du parapet jusqu’aux caves de la rue Basse."
    life = "Rose Aubert est membre du conseil depuis 2014 et votera contre."
    assert life in [p.text for p in as_text(*BODY[:3], named, BODY[3], life).paragraphs]


@pytest.mark.parametrize(
    "row",
    [
        "Actu Sports Agenda",
        "Matériaux | Numéro en kiosque | Boutique",
        "Vos démarches Nous écrire La ville recrute",
    ],
)
def test_a_row_of_a_menu_is_no_headline(row: str) -> None:
    lines = (row, "Le pont des Tanneurs interdit aux camions", "Hier à 17:42", *BODY, "Partager")
    article = segment_article(Source(data="\n".join(lines).encode(), media_type="text/plain", fetched_at=NOW))
    assert article.title == "Le pont des Tanneurs interdit aux camions"
    assert row not in [p.text for p in article.paragraphs]


def test_a_brief_of_one_sentence_is_an_article() -> None:
    brief = "Le marché de Noël ouvrira dimanche à dix heures au lieu de samedi, a fait savoir la mairie."
    assert [p.text for p in as_page(brief).paragraphs] == [TITLE, brief]
    assert [p.text for p in as_text(brief).paragraphs] == [TITLE, brief]


def test_the_comments_under_a_short_article_do_not_take_its_place() -> None:
    comments = [
        line
        for n in range(8)
        for line in (
            f"(2{n} juin 2018 @11h13)",
            f"Je ne comprends pas que l’on ferme encore un pont cette année, alors que celui de l’an dernier n’est toujours"
            f" pas rouvert et que personne ne nous dit rien, voilà la {n}e lettre que j’écris au conseil.",
        )
    ]
    lines = (
        f"{TITLE}, par Jean Ravel (Les blogs de la Plaine)",
        "Accueil",
        TITLE,
        "par Jean Ravel",
        *BODY[1:3],
    )
    text = "\n".join((*lines, "Partager", "Écrire un commentaire", "Votre nom", "16 commentaires", *comments))
    article = segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))
    assert [p.text for p in article.paragraphs if p.role != "title"] == list(BODY[1:3])


@pytest.mark.parametrize(
    ("here", "link", "next_page"),
    [
        ("https://a.example/pont/", '<link rel="next" href="/pont/2/">', "https://a.example/pont/2/"),
        (
            "https://a.example/pont.html",
            '<link rel="next" href="pont-page-2.html">',
            "https://a.example/pont-page-2.html",
        ),
        ("https://a.example/pont", '<a rel="next" href="?page=2">', "https://a.example/pont?page=2"),
        (
            "https://a.example/pont?page=2",
            '<a rel="nofollow next" href="?page=3">',
            "https://a.example/pont?page=3",
        ),
        ("https://a.example/pont?page=2", '<a rel="next" href="?page=1">', None),
        ("https://a.example/pont", '<a rel="next" href="/un-autre-article">', None),
        ("https://a.example/pont", '<a rel="next" href="https://b.example/pont/2">', None),
        ("https://a.example/pont", '<a rel="next" href="http://[">', None),
        ("https://a.example/", '<link rel="next" href="/page/2/">', None),
    ],
)
def test_the_next_page_of_an_article_is_named(here: str, link: str, next_page: str | None) -> None:
    inner = "".join(f"<p>{line}</p>" for line in BODY)
    html = f'<html lang="fr"><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{inner}{link}</body></html>'
    source = Source(data=html.encode(), media_type="text/html", url=here, fetched_at=NOW)
    assert extract_page(source).next_page == next_page
    told = [doubt.text for doubt in segment_article(source).doubts if doubt.kind == "goes_on"]
    assert told == ([f"The article goes on on another page: {next_page}."] if next_page else [])


def test_an_interview_keeps_who_speaks() -> None:
    speakers = ("La Plaine", "Rose Aubert")
    lines = [line for n, text in enumerate(BODY) for line in (speakers[n % 2], text)]
    for read in (as_page, as_text):
        said = [p.text for p in read(*lines).paragraphs if p.role != "title"]
        assert said == lines


def test_the_heading_of_a_ranking_goes_with_its_ranks() -> None:
    ranks = (
        "1",
        "Quand le conseil se change en cours de danse : « La scène était terrible »",
        "2",
        "Des listes communes ?",
    )
    said = [p.text for p in as_text(*BODY, "Les articles abonnés les plus lus", *ranks).paragraphs]
    assert said == [TITLE, *BODY]
