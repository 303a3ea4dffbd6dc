"""A page's own text among what looks like it, and what looks like the article's own and is not."""

# ruff: noqa: E501  # paragraphs of French stand on one line

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.model import Article, Source
from audioedition.segment import segment_article

H = "La filature de Roumazelle rallume ses métiers après douze ans"
PARTS = [
    "La filature de Roumazelle a remis en marche lundi quatre de ses vingt métiers, sous les yeux de ses ouvrières.",
    "Deux ingénieurs du lycée technique ont passé l’hiver à refaire les pièces qui manquaient, d’après les dessins de 1931.",
    "La laine vient de trois élevages de la vallée, et sera vendue sur place ainsi qu’au marché couvert de la préfecture.",
    "Le maire espère une douzaine d’emplois d’ici à trois ans, si la région confirme la subvention qu’elle a promise en mars.",
]
OTHER = [
    "Le pont de Lassigne sera fermé aux camions dès le mois prochain, a décidé mardi soir le conseil de la communauté.",
    "Une déviation de onze kilomètres passera par la zone des Bruyères, où deux giratoires restent cependant à construire.",
    "Les transporteurs réclament un délai, car les chantiers de l’automne dépendent tous de cette route vers la carrière.",
]


def read(body: str) -> Article:
    page = f"<!doctype html><html lang=fr><head><title>{H}</title></head><body>{body}</body></html>"
    now = datetime(2025, 1, 1, tzinfo=timezone.utc)
    return segment_article(Source(data=page.encode(), media_type="text/html", fetched_at=now))


def heard(article: Article) -> list[str]:
    return [p.text for p in article.paragraphs if p.role != "title"]


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


DATE = "<p class=d>Par Luc Ney, le 4 mai 2024</p>"
FOLLOWING = f"<h2 class=t>Lassigne : le pont sera fermé aux camions</h2>{DATE}{paragraphs(OTHER)}"


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=item><h1 class=t>{H}</h1><p class=d>Par Zoé Kern, le 5 mai 2024</p>{paragraphs(PARTS)}</div>"
        f"<div class=sep>Article suivant</div><div class=item>{FOLLOWING}</div>",
        f"<div class='item a1'><h1>{H}</h1><p>5 mai 2024</p><div>{paragraphs(PARTS)}</div></div>"
        f"<div class='item a2'><span>Routes</span>{FOLLOWING}</div><div class='item a3'>{FOLLOWING}</div>",
        f"<article><h1>{H}</h1><p>Par Zoé Kern</p>{paragraphs(PARTS)}</article>"
        f"<article>{FOLLOWING.replace(', le 4 mai 2024', '')}</article>",
        f"<div><h1>{H}</h1><time>5 mai 2024</time><div>{paragraphs(PARTS)}</div></div>"
        f"<div>{FOLLOWING.replace('h2', 'h1')}</div>",
        f"<h2 class=t>{H}</h2><p class=d>Par Zoé Kern, le 5 mai 2024</p>{paragraphs(PARTS)}<p>Routes</p>{FOLLOWING}",
    ],
)
def test_the_articles_that_follow_in_the_same_column_go_with_a_reason(body: str) -> None:
    article = read(f"<main>{body}</main>")
    assert heard(article) == PARTS
    assert {d.rule for d in article.dropped if d.text in OTHER} == {"next-article"}


def test_the_sections_of_one_article_stay() -> None:
    parts = (
        f"<section class=part><h1>{H}</h1><p>5 mai 2024</p>{paragraphs(PARTS[:2])}</section>"
        f"<section class=part><h2>Une laine de la vallée, vendue sur place</h2>{paragraphs(PARTS[2:3])}</section>"
        f"<section class=part><h2>En mars 2024, une promesse de la région</h2>{paragraphs(PARTS[3:])}</section>"
    )
    assert [t for t in heard(read(f"<main>{parts}</main>")) if t in PARTS] == PARTS


def test_a_sentence_that_comes_with_each_blocked_film_is_heard_never() -> None:
    def blocked(name: str) -> str:
        return (
            f"<div class=emb><p>Cette publication est hébergée par {name} et reste masquée pour le moment.</p>"
            f"<p>Pour la lire, vous devez permettre à {name} de déposer ses fichiers ; inscrivez ce choix ici.</p></div>"
        )

    names = ("Vidéotron", "Photomaton", "Toktok", "Vidéotron")
    body = "".join(f"<p>{text}</p>{blocked(name)}" for text, name in zip(PARTS, names, strict=True))
    article = read(f"<main><h1>{H}</h1>{body}<p>{OTHER[0]}</p></main>")
    assert heard(article) == [*PARTS, OTHER[0]]


def test_what_is_told_of_each_in_turn_is_no_refrain() -> None:
    dated = [
        f"Le film de {name} sort en salle mercredi prochain." for name in ("Léa Brun", "Jo Kern", "Ali Roy")
    ]
    body = "".join(f"<p>{a}</p><div class=info><p>{b}</p></div>" for a, b in zip(PARTS, dated, strict=False))
    assert [
        t for t in heard(read(f"<main><h1>{H}</h1>{body}<p>{PARTS[3]}</p></main>")) if t in dated
    ] == dated


def test_an_article_dressed_as_adverts() -> None:
    names = ("ad-slot", "sponsor box-3", "pub-bloc", "native-ad")
    body = "".join(
        f"<div class='{n}'><div class=tx>{t}</div></div>" for n, t in zip(names, PARTS, strict=True)
    )
    assert heard(read(f"<div class=sheet><h1>{H}</h1>{body}</div>")) == PARTS


def test_one_advert_among_paragraphs_goes() -> None:
    body = f"{paragraphs(PARTS)}<div class=sponsor><p>{OTHER[0]}</p></div><div class=ad-slot><p>{OTHER[1]}</p></div>"
    assert heard(read(f"<div class=sheet><h1>{H}</h1>{body}</div>")) == PARTS


def test_other_episodes_beside_a_transcript() -> None:
    """« Épisode 4 » says the word of the page's title, and is another episode."""
    title = "Les Métiers perdus, épisode 7 : la fileuse de Roumazelle"
    cards = "".join(
        f"<article class=ep><h3>Épisode {n} : {name}</h3><p>{text}</p><button>Écouter</button></article>"
        for n, name, text in zip(
            (6, 5, 4), ("le cantonnier", "la rempailleuse", "le passeur"), OTHER, strict=True
        )
    )
    body = f"<div><h1>{title}</h1><ol>{''.join(f'<li>{t}</li>' for t in PARTS)}</ol><section>{cards}</section></div>"
    page = f"<!doctype html><html lang=fr><head><title>{title}</title></head><body>{body}</body></html>"
    article = segment_article(
        Source(
            data=page.encode(), media_type="text/html", fetched_at=datetime(2025, 1, 1, tzinfo=timezone.utc)
        )
    )
    assert heard(article) == PARTS


def test_a_story_told_in_captions() -> None:
    slides = "".join(
        f"<div class=slide><figure><img src=https://img.example/{n}.jpg><figcaption>{n}/4 {text} Zoé Kern / Le Roumazellois</figcaption>"
        "</figure></div>"
        for n, text in enumerate(PARTS, start=1)
    )
    article = read(
        f"<main><h1>{H}</h1><p class=chapo>Quatre jours dans l’atelier.</p><div class=row>{slides}</div></main>"
    )
    assert heard(article)[1:] == PARTS
    assert len(article.figures) == len(PARTS)


def test_captions_beside_an_article_stay_unread() -> None:
    figures = "".join(
        f"<figure><img src=/{n}.jpg><figcaption>{t}</figcaption></figure>" for n, t in enumerate(OTHER)
    )
    assert heard(read(f"<main><h1>{H}</h1>{paragraphs(PARTS)}{figures}</main>")) == PARTS


def test_of_variants_the_one_that_is_shown_is_heard() -> None:
    def variant(place: str, price: str, state: str) -> str:
        text = (
            f"Dans le canton de {place}, une pelote de laine filée se vendra {price} euros à la foire de mai."
        )
        return f"<div class='vr {state}'><p>{text}</p><p>{place} garde le four à chaux de sa vieille usine.</p></div>"

    places = (("Lassigne", "9", ""), ("Bruyères", "11", "is-on"), ("Vaulry", "10", ""))
    body = f"{paragraphs(PARTS[:2])}<div>{''.join(variant(*p) for p in places)}</div>{paragraphs(PARTS[2:])}"
    said = heard(read(f"<main><h1>{H}</h1>{body}</main>"))
    assert (len(said), [t for t in said if "Bruyères" in t]) == (6, said[2:4])
    unmarked = body.replace("is-on", "")
    assert len(heard(read(f"<main><h1>{H}</h1>{unmarked}</main>"))) == 10


def test_an_inset_behind_the_signature_is_the_article_s() -> None:
    inset = [
        "La filature avait compté jusqu’à deux cents ouvrières en 1931, et tissait la laine de toute la vallée.",
        "Elle a fermé une première fois en 1958, quand le lycée technique s’est installé dans sa grande halle.",
    ]
    box = f"<div class=encadre><h3>Deux fermetures en un siècle</h3>{paragraphs(inset)}</div>"
    text = f"<div class=texte>{paragraphs(PARTS)}<p class=signature>Zoé Kern</p></div>"
    assert heard(read(f"<main><h1>{H}</h1>{text}{box}</main>"))[-3:] == [
        "Deux fermetures en un siècle",
        *inset,
    ]


def test_the_series_name_under_a_link_to_another_episode_goes_with_it() -> None:
    box = "<div class=hx><span>À écouter</span><a href=/e>Le métier de fileuse</a><p>Les Métiers perdus</p></div>"
    assert (
        heard(read(f"<main><h1>{H}</h1>{paragraphs(PARTS[:2])}{box}{paragraphs(PARTS[2:])}</main>")) == PARTS
    )


def test_a_summary_between_a_linked_headline_and_who_signs_it_is_no_paragraph() -> None:
    summaries = [text.split(",")[0] + "." for text in OTHER]
    cards = (
        f"<article><p>Région — <span>Reportage</span></p><h3><a href='#'>Le pont fermé aux camions</a></h3>"
        f"<p>{summaries[0]}</p><p>par Élodie Sarrazin</p></article>"
        f"<article><p>Routes — <span>Enquête</span></p><h3><a href='#'>La colère des transporteurs</a></h3>"
        f"<p>{summaries[2]}</p><p>par Rémi Oulès</p></article>"
    )
    recommended = f"<section class='in-the-news'><h2>Recommandés</h2>{cards}</section>"
    article = read(f"<main><h1>{H}</h1><div class='t'>{paragraphs(PARTS)}</div>{recommended}</main>")
    assert heard(article) == PARTS


def test_a_last_paragraph_between_a_linked_line_and_its_own_signature_is_the_article_s() -> None:
    last = "Reste à trouver un gardien pour la nuit, que la commune paiera sur la taxe des visiteurs venus voir les métiers."
    behind = f"<h3><a href='/2'>À lire aussi : le pont fermé aux camions</a></h3><p>{last}</p><p>par Élodie Sarrazin</p>"
    article = read(f"<main><h1>{H}</h1><div class='t'>{paragraphs(PARTS)}</div>{behind}</main>")
    assert heard(article)[-1] == last
