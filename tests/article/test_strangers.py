"""Copied text: lines that have nothing to do with the article. Each test is named after the fault."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.model import Source
from audioedition.segment import segment_article
from tests.article.test_structure_before_phrases import BODY, HEADLINE, OTHERS


def read(*lines: str) -> list[str]:
    data = "\n\n".join((HEADLINE, *lines)).encode()
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    article = segment_article(Source(data=data, media_type="text/plain", fetched_at=now))
    return [p.text for p in article.paragraphs if p.role != "title"]


def test_labelled_cards_behind_the_article() -> None:
    cards = [
        line
        for i, text in enumerate(OTHERS)
        for line in (("Économie", "Culture")[i % 2], f"Une nouvelle d’ailleurs, la numéro {i}", text)
    ]
    assert read(*BODY, "Partager", *cards, "Mentions légales") == list(BODY)


def test_rows_of_a_shop_amid_the_article() -> None:
    rows = (
        "Longue-vue Kermor au meilleur prix : 89 €",
        "Quincaillerie du port 79 €",
        "Marine & Cie -12% 81 €",
    )
    assert read(*BODY[:2], *rows, *BODY[2:]) == list(BODY)


def test_a_ranking_behind_the_article() -> None:
    ranking = (
        "Les articles des abonnés les plus lus",
        "1",
        "« On nous avait promis un pont » : la colère des îliens",
        "2",
        "Pourquoi le prix des huîtres double chaque hiver",
    )
    assert read(*BODY, *ranking) == list(BODY)


def test_a_dialog_about_devices_behind_the_article() -> None:
    dialog = (
        "Connectez-vous pour continuer votre lecture",
        "Votre compte est ouvert sur une autre tablette.",
        "Pourquoi ce message apparaît-il ?",
        "Parce que vous, ou un membre de votre foyer, utilisez déjà vos identifiants ailleurs.",
    )
    assert read(*BODY, *dialog) == list(BODY)


def test_another_article_s_headline_between_two_paragraphs() -> None:
    other = "Boulangerie : comment expliquer cette hausse soudaine des tarifs du croissant ?"
    assert other not in read(*BODY[:2], other, *BODY[2:])


@pytest.mark.parametrize(
    "own", ["La gardienne tiendra-t-elle tout l’hiver au sommet du phare ?", "Un escalier fendu par le gel"]
)
def test_the_article_s_own_headings_stay(own: str) -> None:
    assert own in read(*BODY[:2], own, *BODY[2:])


def test_a_caption_that_is_a_sentence() -> None:
    caption = "Deux touristes pique-niquent près du parking."
    assert read("Par Maëlle Corfmat", "Publié le 4 mai 2025 à 8h10", caption, *BODY) == list(BODY)


def test_a_last_paragraph_without_its_full_stop() -> None:
    last = (
        "« Le feu appartient à ceux qui passent au large et à ceux qui les attendent, et nous continuerons de le "
        "garder allumé chaque nuit », confie Solenn Le Bihan MC/rt"
    )
    assert read(*BODY, last, "Partager", "Facebook")[-1] == last


def test_a_heading_between_a_player_and_a_credit() -> None:
    assert "Vers un phare payant" in read(
        *BODY[:2], "Chargement...", "Vers un phare payant", "© Capture d’écran, Littoral", *BODY[2:]
    )


def test_tags_make_no_markdown_of_a_copied_page() -> None:
    assert read(*BODY, "# Phares\n# Littoral\n# Bretagne")[: len(BODY)] == list(BODY)


def test_paragraphs_under_headings_between_boxes_are_no_cards() -> None:
    long = [f"{BODY[i]} {BODY[(i + 1) % len(BODY)]}" for i in range(3)]
    lines = (
        "Publicité",
        "Une lanterne que l’on rallume",
        long[1],
        "Lire aussi",
        "Le port de Kermeur à sec",
        long[2],
    )
    heard = read(*BODY[:2], *lines, *BODY[2:], "Partager", "Mentions légales")
    assert {long[1], long[2], "Une lanterne que l’on rallume"} <= set(heard)
