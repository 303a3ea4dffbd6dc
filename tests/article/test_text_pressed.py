"""Copied text: buttons and tabs amid the article, a post shown in it, and cards that outweigh a short piece of news."""

from __future__ import annotations

from datetime import datetime, timezone

from audioedition.article.extract import extract_page
from audioedition.model import Article, Source
from audioedition.segment import segment_page

TITLE = "Le phare des Roches rallumé"
BODY = (
    "Éteint depuis 2011, le phare des Roches a été rallumé dimanche soir devant deux cents personnes, qui ont attendu "
    "sous la pluie que la lentille, nettoyée à la main pendant six mois, se remette à tourner au-dessus de la baie.",
    "Le dernier gardien, Alain Tanguy, a monté les cent douze marches pour appuyer sur l’interrupteur. Il avait fermé "
    "la porte derrière lui, quatorze ans plus tôt, en pensant que la tour serait vendue à un hôtelier.",
    "La commune a racheté le phare pour un euro. Elle espère y ouvrir l’an prochain un petit musée de la lumière, et "
    "laisser la lanterne allumée les soirs de fête, car les navires n’en ont plus besoin depuis longtemps.",
)


def heard(*lines: str) -> list[str]:
    text = "\n\n".join(lines)
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    article: Article = segment_page(
        extract_page(Source(data=text.encode(), media_type="text/plain", fetched_at=now))
    )
    return [p.text for p in article.paragraphs]


def test_tabs_that_copying_glued_are_not_heard_nor_each_by_itself() -> None:
    tabs = ("Tous les messagesVos remarquesRafraîchir", "Vos remarques")
    assert heard(TITLE, BODY[0], *tabs, *BODY[1:], "Partager") == [TITLE, *BODY]


def test_names_written_with_capitals_amid_a_word_are_no_tabs() -> None:
    heading = "YouTube et LinkedIn au phare, OpenStreetMap aussi"
    said = BODY[1] + " La fête a été montrée sur YouTube, sur LinkedIn et sur OpenStreetMap."
    assert heading in heard(TITLE, BODY[0], heading, said, BODY[2], "Partager")


def test_a_button_above_the_title_of_a_recording() -> None:
    player = ("Écouter", "La lumière des Roches : le gardien raconte", "La Matinale / 5 min. / hier à 07:12")
    assert "Écouter" not in heard(TITLE, BODY[0], *player, *BODY[1:], "Partager")


def test_an_infinitive_above_prose_is_a_heading() -> None:
    assert "Monter" in heard(TITLE, BODY[0], "Monter", BODY[1], "Regarder", BODY[2], "Partager")


def test_a_button_that_says_the_offer_again() -> None:
    offer = (
        "La lettre du littoral",
        "Chaque jeudi, le meilleur de nos reportages dans votre boîte de réception.",
    )
    assert heard(TITLE, BODY[0], *offer, "Recevoir la lettre", *BODY[1:], "Partager") == [TITLE, *BODY]


def test_a_heading_below_an_offer_stays_where_its_paragraph_takes_it_up() -> None:
    offer = (
        "La lettre du littoral",
        "Chaque jeudi, le meilleur de nos reportages dans votre boîte de réception.",
    )
    said = BODY[1] + " Le musée gardera la lettre par laquelle l’État avait mis fin à son service."
    assert "Écrire la lettre" in heard(TITLE, BODY[0], *offer, "Écrire la lettre", said, BODY[2], "Partager")


def test_the_title_of_a_post_shown_amid_another() -> None:
    post = "Nora Prigent · 27 octobre 2024\nIl avait vu passer onze mille navires.\nRead full story"
    assert heard(TITLE, *BODY[:2], "Ce que disait le guetteur", post, BODY[2], "Partager") == [TITLE, *BODY]


CARDS = (
    (
        "Insolite",
        "Un sanglier prend le bac",
        "L’animal est monté avec les voitures et n’a pas payé son passage.",
    ),
    (
        "Société",
        "Les boulangers manquent de bras",
        "Trois fournils sur dix ont fermé le lundi faute d’apprentis.",
    ),
    (
        "Insolite",
        "Une bague dans une carotte",
        "Perdue dans un potager, elle est ressortie de terre autour du légume.",
    ),
    (
        "Planète",
        "Deux mois sans pluie",
        "Les préfets ont demandé aux habitants de ne plus arroser leurs jardins.",
    ),
)


def test_cards_with_their_section_above_each_outweigh_no_piece_of_news() -> None:
    cards = [line for card in CARDS for line in card]
    assert heard(TITLE, BODY[0], "À voir aussi", *cards, "Mentions légales") == [TITLE, BODY[0]]


def test_sections_of_an_article_with_a_word_above_each_are_heard() -> None:
    texts = heard(
        TITLE, *BODY, "Brest", "Un musée de plus", "La tour de la Motte ouvrira ses salles en mai prochain."
    )
    assert texts[-1].startswith("La tour")
