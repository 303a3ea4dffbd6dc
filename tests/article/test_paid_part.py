"""A page that a subscriber saved: the wall is in its source still, but so is what he paid for."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest

from audioedition.article.extract import extract_page
from audioedition.model import Article, Source
from audioedition.segment import segment_page

PIECES = (
    "Le bac de Kerven a repris ses traversées lundi matin, avec quatre mois de "
    "retard sur le calendrier que la région avait annoncé.",
    "À bord, les habitués retrouvent le même pilote et les mêmes bancs de bois, mais "
    "le moteur est électrique et ne s’entend plus.",
    "La région a payé deux millions d’euros pour ce moteur, que les chantiers de "
    "Lanester ont monté pendant l’hiver sous un hangar.",
    "Les commerçants de la rive gauche, eux, ont fait leurs comptes : un client sur "
    "trois n’est pas venu pendant l’interruption.",
    "Le pilote, Alan Kergoat, veut croire que les promeneurs reviendront avec les "
    "beaux jours et que le bac fera taire les rieurs.",
    "Une deuxième coque est promise pour l’an prochain, si la subvention de l’État "
    "arrive avant la fin de la saison touristique.",
    "D’ici là les cyclistes passeront gratuitement, et les écoles de la commune "
    "auront chacune leur traversée avant les vacances.",
    "Le conseil du port se prononcera en juin sur les horaires du soir, que "
    "demandent les ouvriers de la conserverie depuis dix ans.",
    "Rien n’est décidé pour le dimanche, jour où le bac ne circulait plus depuis le "
    "départ à la retraite du dernier matelot.",
    "La mairie promet une réponse à la fin du mois, et une fête sur les deux rives "
    "si tout le monde s’entend sur la date.",
)


def page(*, paid: tuple[str, ...], wall: str, selector: str = ".reserve") -> Article:
    told = {
        "@type": "NewsArticle",
        "headline": "Le bac de Kerven repart sans bruit",
        "isAccessibleForFree": False,
        "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": selector},
    }
    text = "".join(f"<p>{piece}</p>" for piece in paid)
    html = (
        f"<html><head><title>Le bac de Kerven repart sans bruit</title><script type='application/ld+json'>"
        f"{json.dumps(told)}</script></head><body><main><h1>Le bac de Kerven repart sans bruit</h1><p>{PIECES[0]}</p>"
        f"<div class='corps reserve'>{text}</div><div class='mur'><p>{wall}</p></div></main></body></html>"
    )
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    return segment_page(extract_page(Source(data=html.encode(), media_type="text/html", fetched_at=now)))


@pytest.mark.parametrize("selector", [".reserve", "div.reserve", ".autre, .reserve"])
def test_a_whole_text_behind_its_wall_is_no_beginning(selector: str) -> None:
    article = page(paid=PIECES[1:], wall="Pour lire la suite, abonnez-vous", selector=selector)
    assert not [d for d in article.doubts if d.kind == "teaser"]
    assert not [w for w in article.warnings if "incomplet" in w]


def test_a_beginning_is_one_where_little_of_the_paid_part_stands() -> None:
    article = page(paid=PIECES[1:3], wall="Pour lire la suite, abonnez-vous")
    assert article.doubts[0].kind == "teaser"


def test_a_wall_that_says_how_much_is_left_is_believed() -> None:
    article = page(
        paid=PIECES[1:], wall="Il vous reste 62 % de cet article à lire. La suite est réservée aux abonnés."
    )
    assert article.doubts[0].kind == "teaser"


@pytest.mark.parametrize("selector", ["", "body", "[data-x='1']", ".absent", "..", "#"])
def test_a_selector_that_names_nothing_changes_nothing(selector: str) -> None:
    article = page(paid=PIECES[1:3], wall="Pour lire la suite, abonnez-vous", selector=selector)
    assert article.doubts[0].kind == "teaser"


def amp(paid: str) -> Article:
    offer = "".join(
        f"<p>{text}</p>" for text in ("Envie de lire la suite ?", "Abonnez-vous pour un euro par mois.")
    )
    html = (
        f"<html amp><head><title>Le bac repart</title></head><body><main><h1>Le bac repart</h1><p>{PIECES[0]}</p>"
        f"<p>{PIECES[1]}</p><section subscriptions-section='content-not-granted'>{offer}</section>"
        f"<section subscriptions-section='content'>{paid}</section></main></body></html>"
    )
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    return segment_page(extract_page(Source(data=html.encode(), media_type="text/html", fetched_at=now)))


def test_an_amp_page_without_its_paid_part_is_a_beginning() -> None:
    assert any(doubt.kind == "teaser" for doubt in amp("").doubts)


def test_an_amp_page_with_it_is_whole() -> None:
    article = amp("".join(f"<p>{piece}</p>" for piece in PIECES[2:]))
    assert not any(doubt.kind == "teaser" for doubt in article.doubts)
    assert any(PIECES[-1] == p.text for p in article.paragraphs)
