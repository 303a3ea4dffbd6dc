"""Pictures, sheets and services amid an article, of copied text and of a page; and what looks like them."""

from __future__ import annotations

import pytest

from audioedition.model import Source
from audioedition.segment import segment_article
from tests.article.test_html_amid import NOW, heard
from tests.article.test_text_amid import CLOSING, OPENING, kept
from tests.article.test_text_within import FURTHER, PARAGRAPH

MENTION = "La part du blé local, minuscule il y a dix ans, dépasse aujourd’hui la moitié des sacs livrés (graphique 1)."
FIGURE = [
    "Graphique 1 : sacs livrés par saison",
    "En milliers de sacs",
    "Source : Chambre des moulins, relevés de 2024",
]


def text_of(*lines: str) -> list[str]:
    return kept("\n\n".join([OPENING, *lines, PARAGRAPH, FURTHER, CLOSING]))


def page_of(*lines: str) -> list[str]:
    return heard("".join(f"<p>{line}</p>" for line in (MENTION, *lines, PARAGRAPH, FURTHER)))


@pytest.mark.parametrize(
    "figure", [FIGURE, ["Fig. 2 – Le rouet", "(coupe transversale, 1911)"]], ids=["unit", "bracket"]
)
def test_a_numbered_figure_goes_with_its_unit_and_source(figure: list[str]) -> None:
    assert not set(figure) & set(text_of(MENTION, *figure))
    assert not set(figure) & set(page_of(*figure))


def test_pictures_that_a_text_is_about_are_its_headings() -> None:
    """No sentence points to them, no unit stands below: « Carte 3 » heads what is told of it."""
    cards = ["Carte 1 : Le Meunier", "Carte 2 : La Roue"]
    assert set(cards) <= set(text_of(cards[0], PARAGRAPH + " Bon.", cards[1], FURTHER + " Bon."))


def test_where_an_extract_comes_from_is_not_read() -> None:
    line = "Extrait du journal régional diffusé jeudi à 19 heures sur la Deux"
    assert line not in text_of(MENTION, line)
    assert line not in page_of(line)


def test_an_extract_that_a_quotation_follows_is_announced() -> None:
    line = "Extrait de la lettre du meunier au préfet"
    assert line in text_of(
        MENTION,
        line,
        "« Monsieur le préfet, la roue tourne, et je m’en réjouis plus que je ne saurais dire. »",
    )


@pytest.mark.parametrize(
    "caption",
    [
        "Anne Réaux (à gauche), hydrologue, devant le bief qu’elle a fait curer\n© La Vallée / Paul Carle",
        "Sacs livrés par saison, meules et roue comprises. (LA VALLÉE)",
        "La grande roue vue du pont - Photo Syndicat des rivières",
        "Le meunier devant sa roue, samedi 4 mai 2024. - Facebook/Les Amis du moulin de Vaudrey",
    ],
    ids=["where", "brackets", "dash", "network"],
)
def test_a_caption_is_told_by_what_stands_beside_it(caption: str) -> None:
    assert not set(caption.split("\n")) & set(text_of(PARAGRAPH + " Bon.", caption))


PICTURES = [
    "Rose Calvet\nElle graisse l’axe chaque matin, même l’hiver.",
    "Rose Calvet\nLe grain attend sous la trappe.",
]


def test_a_name_above_short_sentences_again_and_again_took_the_pictures() -> None:
    texts = text_of(PARAGRAPH + " Bon.", PICTURES[0], FURTHER + " Bon.", PICTURES[1])
    assert not any(line in texts for pair in PICTURES for line in pair.split("\n"))


def test_who_answers_at_length_is_no_photographer() -> None:
    answers = [
        f"Rose Calvet\n{PARAGRAPH} Oui.",
        f"Paul Verdier\n{FURTHER} Oui.",
        f"Rose Calvet\n{PARAGRAPH} Non.",
    ]
    assert text_of(PARAGRAPH + " Bon.", *answers).count("Rose Calvet") == 2


@pytest.mark.parametrize(
    "service",
    [
        [
            "Besoin d’un meunier ?",
            "Nous vous envoyons un artisan de confiance, près de chez vous",
            "Trouver mon meunier",
        ],
        [
            "Vous avez besoin de farine mais votre moulin est fermé ?",
            "Commandez ici un sac en quelques minutes",
        ],
    ],
    ids=["button", "order"],
)
def test_a_service_that_asks_what_is_needed_is_not_read(service: list[str]) -> None:
    assert not set(service) & set(text_of(PARAGRAPH + " Bon.", *service))


def test_advice_that_answers_a_question_is_the_article_s() -> None:
    advice = [
        "Besoin d’un meunier ?",
        "Appelez d’abord la mairie, qui connaît les artisans de la vallée et leurs horaires.",
    ]
    assert set(advice) <= set(text_of(PARAGRAPH + " Bon.", *advice))


@pytest.mark.parametrize(
    "button", ["Télécharger le rapport", "Lire la synthèse.", "Téléchargez l’étude complète"]
)
def test_a_document_s_button_is_not_read(button: str) -> None:
    assert button not in text_of(PARAGRAPH + " Bon.", button)


def sheet(labels: list[str], values: list[str]) -> str:
    rows = "".join(
        f"<li><span>{label}</span></li><li class='nav-menu'>{value}</li>"
        for label, value in zip(labels, values, strict=True)
    )
    return f"<p>{PARAGRAPH}</p><p>{FURTHER}</p><h2>Informations</h2><ul>{rows}</ul>"


LABELS = ["Type de document :", "Collection :", "Date de diffusion :", "Production :"]


@pytest.mark.parametrize(
    "more", ["", "<ul><li>Publié le :</li><li><h3>15 mars 2023</h3></li><li>Numéro :</li><li>1911</li></ul>"]
)
def test_labels_without_their_values_are_no_text(more: str) -> None:
    body = sheet(LABELS, ["Film", "Archives", "3 mai 2024", "Deux"]) + more
    html = f"<html lang='fr'><body><article><h1>Le moulin rouvre</h1><p>{MENTION}</p>{body}</article></body></html>"
    article = segment_article(Source(data=html.encode(), media_type="text/html", fetched_at=NOW))
    assert not {"Informations", "Numéro :", *LABELS} & {p.text for p in article.paragraphs}


@pytest.mark.parametrize(
    "title",
    [
        "Pourquoi la roue du moulin de Vaudrey tourne à l’envers - VALLÉETV",
        "La roue de Vaudrey racontée par son meunier et ses amis — Le Courrier",
        "La Meunière endormie (détail), Jan van Vloet (1611-1684)",
        "Notice sur les moulins de la vallée haute (PDF, 730 kB, 17.05.2018)",
    ],
    ids=["channel", "paper", "painting", "document"],
)
def test_titles_of_films_paintings_and_documents_are_not_read(title: str) -> None:
    assert title not in text_of(PARAGRAPH + " Bon.", title)


@pytest.mark.parametrize(
    "heading",
    ["La roue d’abord, les meules ensuite – et le pain", "Le siècle de Jan van Vloet, peintre (et meunier)"],
)
def test_a_heading_with_a_dash_or_a_bracket_stays(heading: str) -> None:
    assert heading in text_of(PARAGRAPH + " Bon.", heading)


@pytest.mark.parametrize("order", ["Prenez rendez-vous avec nos charpentiers", "Posez vos questions ici"])
def test_an_order_for_the_house_above_a_heading_is_not_read(order: str) -> None:
    assert order not in text_of(PARAGRAPH + " Bon.", order, "Le prix du sac", FURTHER + " Bon.")


def test_a_heading_that_orders_stays_above_its_text() -> None:
    heading = "Respectez nos rivières"
    assert heading in text_of(PARAGRAPH + " Bon.", heading, FURTHER + " Bon.")
