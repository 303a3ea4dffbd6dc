"""Pages: headings that use the words of chrome, infoboxes, the byline said again."""

from __future__ import annotations

from datetime import datetime, timezone

from audioedition.model import Source
from audioedition.segment import segment_article

NOW = datetime(2024, 5, 4, tzinfo=timezone.utc)
FIRST = (
    "La roue du moulin de Vaudrey tourne de nouveau depuis samedi matin, après onze ans de silence et deux ans d’un "
    "chantier que personne, dans la vallée, ne croyait voir finir un jour."
)
SECOND = (
    "Le meunier, qui a repris l’affaire de son oncle, a passé l’hiver à retailler les meules à la main, avec l’aide de "
    "trois compagnons venus de la ville voisine et payés en farine."
)


def heard(body: str) -> list[str]:
    article_html = f"<article><h1>Le moulin rouvre</h1><p>{FIRST}</p>{body}<p>{SECOND}</p></article>"
    html = f"<html lang='fr'><body>{article_html}</body></html>"
    article = segment_article(Source(data=html.encode(), media_type="text/html", fetched_at=NOW))
    return [p.text for p in article.paragraphs]


def test_an_infobox_without_links_is_the_article_s() -> None:
    box = "<div><h3>En savoir plus</h3><ul><li><b>450</b> moulins dans la vallée</li><li>1995, la roue</li></ul></div>"
    texts = heard(box)
    assert "En savoir plus" in texts
    assert "450 moulins dans la vallée" in texts


def test_the_same_heading_over_links_leads_away() -> None:
    box = (
        "<div><h3>En savoir plus</h3><ul><li><a href='/a'>Une forge à vendre dans la vallée haute</a></li>"
        "<li><a href='/b'>La scierie du haut cherche un repreneur</a></li></ul></div>"
    )
    assert heard(box) == ["Le moulin rouvre", FIRST, SECOND]


def test_an_arrow_without_a_link_is_a_heading() -> None:
    assert "► Abel, meunier et lecteur" in heard("<p><strong>► Abel, meunier et lecteur</strong></p>")


def test_an_arrow_on_a_link_leads_away() -> None:
    assert heard("<p><a href='/a'>► La scierie du haut cherche un repreneur</a></p>") == [
        "Le moulin rouvre",
        FIRST,
        SECOND,
    ]


def test_words_in_quotation_marks_are_somebody_s() -> None:
    assert "« Faites un don de terre »" in heard("<h2>« Faites un don de terre »</h2>")


def test_the_byline_again_at_the_end_is_not_read() -> None:
    html = (
        f"<html><body><article><h1>Le moulin rouvre</h1><div class='ArticleAuthor'>Maëva Guillon</div><p>{FIRST}</p>"
        f"<p>{SECOND}</p><p class='fin'>Maëva Guillon</p></article></body></html>"
    )
    article = segment_article(Source(data=html.encode(), media_type="text/html", fetched_at=NOW))
    assert [p.text for p in article.paragraphs] == ["Le moulin rouvre", FIRST, SECOND]


def test_a_box_s_name_may_be_written_with_underscores() -> None:
    box = "<div class='video_block'><div class='title_video'>Le bief vu du ciel, un film de trois minutes.</div></div>"
    assert heard(box) == ["Le moulin rouvre", FIRST, SECOND]


def test_a_box_s_promise_goes_with_its_name_and_button() -> None:
    promise = "Le meilleur de la culture de la vallée haute, chaque jeudi dans la boîte de courriel."
    box = f"<div><p>Infolettre Arts</p><p>{promise}</p><button>S’inscrire</button></div>"
    assert heard(box) == ["Le moulin rouvre", FIRST, SECOND]


def test_a_step_beside_a_note_in_a_box_is_heard() -> None:
    step = "Tournez la vanne jusqu’au cran."
    steps = f"<ol><li>{step}</li><li class='newsletter'>Recevez nos conseils par courriel.</li></ol>"
    assert step in heard(f"<h2>Remettre en eau</h2>{steps}")


def test_the_standfirst_beside_a_subscriber_s_label_is_heard() -> None:
    standfirst = "Pendant trois heures, ils ont raconté la nuit où l’eau est montée."
    head = f"<h1>Le moulin rouvre</h1><div>Réservé aux abonnés</div><div><p>{standfirst}</p></div><div>Partager</div>"
    html = f"<html lang='fr'><body><article><header><div>{head}</div></header><p>{FIRST}</p><p>{SECOND}</p></article>"
    article = segment_article(Source(data=html.encode(), media_type="text/html", fetched_at=NOW))
    assert [p.text for p in article.paragraphs] == ["Le moulin rouvre", standfirst, FIRST, SECOND]


TEXT = (FIRST, SECOND, f"{FIRST} Bis.", f"{SECOND} Ter.")


def test_bold_words_between_paragraphs_parted_by_line_breaks_head_them() -> None:
    html = (
        "<html lang='fr'><body><table><tr><td><h1>La roue tourne</h1><div>"
        f"{TEXT[0]}<br><br>{TEXT[1]}<br><br><b>La meule, enfin</b><br><br>{TEXT[2]}<br><br>{TEXT[3]}</div></td></tr>"
        "</table></body></html>"
    )
    source = Source(data=html.encode(), media_type="text/html", fetched_at=NOW)
    roles = {p.text: p.role for p in segment_article(source).paragraphs}
    assert roles["La meule, enfin"] == "heading"


def test_the_title_of_a_live_page_s_post_may_speak_of_pictures() -> None:
    titles = ("La Vilaine monte encore", "EN IMAGES - Le quai sous l’eau à Redon", "Un pont fermé")
    posts = "".join(
        f"<article><div class='h'>{hour} h 10</div><h2>{title}</h2><div class='c'><p>Les équipes de la mairie sont "
        f"sur place depuis {hour} heures et les riverains du quai ont été conduits au gymnase.</p></div></article>"
        for hour, title in zip((17, 16, 15), titles, strict=True)
    )
    html = (
        "<html lang='fr'><body><main><h1>Crues à Redon : suivez la journée</h1><p>La Vilaine a débordé dans la nuit, "
        f"et trois quartiers de Redon sont sous l’eau depuis ce matin.</p>{posts}</main></body></html>"
    )
    source = Source(data=html.encode(), media_type="text/html", fetched_at=NOW)
    roles = {p.text: p.role for p in segment_article(source).paragraphs}
    assert roles[titles[1]] == "heading"
