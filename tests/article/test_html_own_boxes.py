"""Pages: the points in brief above the article, the name of a box, the posts of a live page under « plus récents »."""

from __future__ import annotations

from datetime import datetime, timezone

from audioedition.model import Source
from audioedition.segment import segment_article

NOW = datetime(2024, 5, 4, tzinfo=timezone.utc)
PARAGRAPHS = (
    "La conserverie de Port-Naval a rallumé ses fours lundi matin, dix-huit mois après l’incendie qui avait détruit "
    "la moitié de l’atelier et jeté quarante ouvrières dans l’inquiétude.",
    "« On a tout nettoyé à la main, boîte après boîte », raconte la contremaîtresse, qui a refusé deux offres "
    "d’embauche dans le canton voisin pour attendre la réouverture de l’usine.",
    "La coopérative compte produire huit mille boîtes de sardines par jour d’ici à l’été, dont un tiers partira vers "
    "l’Espagne et le reste vers les marchés de la côte.",
)
POINTS = (
    "La conserverie de Port-Naval a rouvert lundi, dix-huit mois après l’incendie de son atelier.",
    "Quarante ouvrières ont retrouvé leur poste, et douze autres seront recrutées avant l’été.",
    "Personne n’a été blessé.",
)


def heard(above: str, text: str) -> list[str]:
    html = (
        "<html lang='fr'><head><title>La conserverie de Port-Naval rouvre</title></head><body><article>"
        f"<h1>La conserverie de Port-Naval rouvre</h1>{above}<div class='txt'>{text}</div></article></body></html>"
    )
    article = segment_article(Source(data=html.encode(), media_type="text/html", fetched_at=NOW))
    return [p.text for p in article.paragraphs][1:]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def points(*items: str) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def test_the_points_in_brief_keep_their_heading_and_the_short_one_among_them() -> None:
    box = f"<div class='k'><h2>L’essentiel</h2>{points(*POINTS)}</div>"
    assert heard(box, paragraphs(*PARAGRAPHS)) == ["L’essentiel", *POINTS, *PARAGRAPHS]


def test_a_heading_over_links_above_the_article_is_not_adopted() -> None:
    links = points(*(f"<a href='/{n}'>{item}</a>" for n, item in enumerate(POINTS)))
    assert heard(f"<div class='k'><h2>L’essentiel</h2>{links}</div>", paragraphs(*PARAGRAPHS)) == list(
        PARAGRAPHS
    )


def test_bare_words_over_what_is_heard_are_the_name_of_its_box() -> None:
    figures = (
        "Coût du chantier : 2,4 millions d’euros, dont la moitié d’assurance",
        "Emplois : 52 avant l’été",
    )
    box = f"<div class='e'><div class='t'>Le chantier en chiffres</div>{paragraphs(*figures)}</div>"
    texts = heard("", paragraphs(*PARAGRAPHS[:2]) + box + paragraphs(PARAGRAPHS[2]))
    assert texts == [*PARAGRAPHS[:2], "Le chantier en chiffres", *figures, PARAGRAPHS[2]]


def test_bare_words_over_a_link_are_no_name() -> None:
    link = "<p><a href='/f'>La forge voisine est à vendre</a></p>"
    box = f"<div class='e'><div class='t'>Le port en chiffres</div>{link}</div>"
    assert heard("", paragraphs(*PARAGRAPHS[:2]) + box + paragraphs(PARAGRAPHS[2])) == list(PARAGRAPHS)


def post(hour: str, head: str, text: str) -> str:
    title = f"<h3>{head}</h3>" if head else ""
    return f"<div class='m'><span class='h'>{hour}</span><div class='c'>{title}<p>{text}</p></div></div>"


def test_posts_under_a_switch_for_the_most_recent_are_the_live_page_s() -> None:
    posts = (
        post("11:34", "Les fours sont chauds", PARAGRAPHS[0]),
        post("10:26", "", PARAGRAPHS[1]),
        post("09:50", "Une file devant l’usine", PARAGRAPHS[2]),
        post(
            "08:10",
            "Bienvenue",
            "Bonjour et bienvenue dans ce direct consacré à la réouverture de la conserverie.",
        ),
    )
    feed = f"<div class='f'><div><h2>Le fil</h2><label>Les plus récents</label></div>{''.join(posts)}</div>"
    opening = (
        "La préfète est attendue à midi pour couper le ruban, en présence de toutes les ouvrières du port."
    )
    texts = heard("", f"<p>{opening}</p>{feed}")
    assert [text for text in PARAGRAPHS if text not in texts] == []
    assert "Une file devant l’usine" in texts


def test_dispatches_of_an_hour_under_it_lead_away() -> None:
    links = "".join(
        f"<div class='m'><span class='h'>{hour}</span><div class='c'><a href='/{hour}'>{text}</a></div></div>"
        for hour, text in zip(("11:34", "10:26", "09:50"), POINTS, strict=True)
    )
    feed = f"<div class='f'><h2>Les plus récents</h2>{links}</div>"
    assert heard("", paragraphs(*PARAGRAPHS) + feed) == list(PARAGRAPHS)
