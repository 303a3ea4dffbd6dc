"""Pages that answer « 200 » and are no article are refused and named; an article about the same things is read."""

from __future__ import annotations

import csv
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import quote

import pytest

from audioedition.article.judge.absence.no_article import (
    refusal_of_announced,
    refusal_of_page,
    refusal_of_redirect,
)
from audioedition.errors import ExtractionError
from audioedition.model import Article, Source
from audioedition.segment import segment_article

NOW = datetime(2026, 3, 9, tzinfo=timezone.utc)
ASKED = "https://journal.example/ville/la-criee-rouvre-lundi_4711.html"
NEWS = (
    "La criée de Saint-Brévec rouvre lundi ses portes aux mareyeurs, après onze mois de travaux dans la halle du port.",
    "Quatre millions d’euros ont été investis par la région, qui promet un quai plus long avant la fin de l’hiver.",
)
ROWS = [
    (kind, title, lines.split("  "))
    for kind, title, lines in csv.reader(
        (Path(__file__).parent / "walls.tsv").read_text(encoding="utf-8").splitlines()[1:],
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
]
"""What such pages say, invented: kind, title, lines two blanks apart; « article » for those that only speak of it."""
WALLS = [row for row in ROWS if row[0] != "article"]
ARTICLES = [row[1:] for row in ROWS if row[0] == "article"]


def page(title: str, lines: list[str], *, h1: str | None = None) -> str:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>{title}</title></head><body><main><h1>{h1 or title}</h1>{body}</main></body></html>"


def read(html: str, *, url: str = ASKED, asked: str = ASKED, announced: str | None = None) -> Article:
    data = html.encode()
    source = Source(
        data=data, media_type="text/html", url=url, asked=asked, announced=announced, fetched_at=NOW
    )
    return segment_article(source)


@pytest.mark.parametrize(("kind", "title", "lines"), WALLS)
def test_a_page_that_stands_in_the_articles_place_is_named(kind: str, title: str, lines: list[str]) -> None:
    refusal = refusal_of_page(titles=[title], lines=lines, body=lines)
    assert refusal is not None
    assert refusal.kind == kind


@pytest.mark.parametrize(("kind", "title", "lines"), WALLS)
def test_such_a_page_is_no_article_with_exit_code_4(kind: str, title: str, lines: list[str]) -> None:
    with pytest.raises(ExtractionError) as caught:
        read(page(title, lines))
    assert caught.value.exit_code == 4
    assert caught.value.hint


@pytest.mark.parametrize(("title", "lines"), ARTICLES)
def test_an_article_about_cookies_passwords_or_robots_is_read(title: str, lines: list[str]) -> None:
    assert refusal_of_page(titles=[title], lines=lines, body=lines) is None


def test_a_consent_wall_under_the_articles_own_title_is_refused() -> None:
    wall = next(lines for kind, _, lines in WALLS if kind == "consent")
    with pytest.raises(ExtractionError, match="consent"):
        read(page("La criée rouvre lundi", wall))


def test_a_page_called_like_its_host_says_in_its_first_heading_what_it_is() -> None:
    wall = (
        "<html lang='fr'><head><title>journal.example</title></head><body><main><h1>www.journal.example</h1>"
        "<h2>Vérification de la sécurité de votre accès</h2><p>Nous avons remarqué un trafic inhabituel : montrez "
        "que vous n’êtes pas un robot en faisant glisser la flèche.</p><h3>Pourquoi ?</h3><p>Un module du navigateur "
        "retient peut-être les scripts, ou la lecture va plus vite que celle d’un humain.</p><p>Si cela se "
        "reproduit, indiquez au service client l’heure et la référence ci-dessous.</p></main></body></html>"
    )
    with pytest.raises(ExtractionError, match="robots"):
        read(wall)


def test_a_consent_banner_on_an_article_hinders_nothing() -> None:
    wall = next(lines for kind, _, lines in WALLS if kind == "consent")
    heard = [p.text for p in read(page("La criée rouvre lundi", [*wall, *NEWS * 2])).paragraphs]
    assert set(NEWS) <= set(heard)


def test_keep_overrules_the_refusal() -> None:
    wall = page(
        "Connexion",
        ["Connectez-vous avec votre adresse électronique et votre mot de passe pour lire la suite."],
    )
    source = Source(data=wall.encode(), media_type="text/html", fetched_at=NOW)
    with pytest.raises(ExtractionError):
        segment_article(source)
    with pytest.raises(ExtractionError, match=r"No article|log in"):  # too short for an article all the same
        segment_article(source, keep=["mot de passe"])


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ("https://consent.journal.example/?x=1", "consent"),
        (f"https://consent.portail.example/m?continue={quote(ASKED, safe='')}", "consent"),
        ("https://journal.example/connexion?retour=%2Fville%2Fla-criee-rouvre-lundi_4711.html", "login"),
        ("https://secure.journal.example/sfuser/connexion", "login"),
        ("https://journal.example/espace?next=/ville/la-criee-rouvre-lundi_4711.html", "login"),
        ("https://journal.example/page-introuvable", "not_found"),
        ("https://journal.example/404.html", "not_found"),
        ("https://journal.example/erreur", "error"),
        ("https://journal.example/cdn-cgi/challenge", "bot_check"),
        ("https://journal.example/", "front_page"),
        ("https://journal.example/ville/", "front_page"),
    ],
)
def test_a_redirect_to_a_wall_is_refused(found: str, kind: str) -> None:
    refusal = refusal_of_redirect(ASKED, found)
    assert refusal is not None
    assert refusal.kind == kind
    with pytest.raises(ExtractionError) as caught:
        read(page("La criée rouvre lundi", list(NEWS)), url=found)
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (ASKED, ASKED),
        (ASKED, ASKED + "?consent=1"),
        ("http://journal.example/a/x", "https://www.journal.example/a/x/"),
        (ASKED, "https://journal.example/ville/la-criee-rouvre-enfin-ses-portes_4711.html"),
        ("https://journal.example/a/la-criee/amp", "https://journal.example/a/la-criee"),
        ("https://t.example/AbCd", "https://journal.example/ville/la-criee-rouvre"),
        ("https://flux.example/r/12", "https://journal.example/culture/securite-et-connexion-des-villes"),
        ("https://journal.example/?p=12", "https://journal.example/2026/la-criee/"),
        ("https://compte.journal.example/a/b", "https://compte.journal.example/a/c"),
        ("https://journal.example", "https://journal.example/fr/"),
    ],
)
def test_a_redirect_to_the_article_is_followed(asked: str, found: str) -> None:
    assert refusal_of_redirect(asked, found) is None


def test_a_page_with_nothing_of_what_the_feed_announced_is_not_taken_for_it() -> None:
    html = page("La criée rouvre lundi", list(NEWS))
    assert read(html, announced="Saint-Brévec : la criée rouvre ses portes aux mareyeurs").title
    with pytest.raises(ExtractionError, match="announced") as caught:
        read(html, announced="Tempête : le viaduc fermé aux camions jusqu’à dimanche")
    assert caught.value.exit_code == 4
    assert caught.value.retryable


@pytest.mark.parametrize("announced", [None, "", "Édito", "En direct", "Les portes closes du port"])
def test_a_title_that_says_little_or_agrees_in_one_word_refuses_nothing(announced: str | None) -> None:
    assert refusal_of_announced(announced, NEWS) is None
