"""Faults of unseen pages: what decides is where a block stands and what stands beside it."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.model import Article, Source
from audioedition.segment import segment_article

HEADLINE = "Le phare de Kermor change de gardien"
BODY = (
    "Depuis lundi, la lanterne du phare est allumée par une femme, la première en cent quarante ans de service sur "
    "cette côte où les courants ont brisé tant de coques.",
    "Solenn Le Bihan a quitté la pêche au casier pour apprendre l’optique, la mécanique "
    "des horloges et la météo, trois "
    "métiers que son prédécesseur exerçait seul depuis 1987.",
    "Le syndicat mixte du littoral paiera la réfection de l’escalier, dont quarante "
    "marches sont fendues par le gel, et "
    "celle du logement, que l’humidité rendait inhabitable.",
    "Les visites reprendront à Pâques : trente personnes par jour, pas une de plus, car la galerie supérieure ne "
    "supporte ni la foule ni les grands vents d’équinoxe.",
    "La gardienne tiendra un journal de bord, comme le faisaient les anciens, et le "
    "déposera chaque année aux archives "
    "du département, où dorment déjà les cahiers de 1884.",
)
OTHERS = (
    "Le marché aux bestiaux ferme après deux siècles, faute d’éleveurs, et la commune "
    "cherche ce qu’elle pourrait faire "
    "de ses grandes halles de fonte.",
    "Une classe de CM2 a retrouvé le propriétaire d’une bouteille jetée à la mer en 1994 : il vit aujourd’hui en "
    "Islande, où il élève des chevaux.",
    "Le tramway ira jusqu’à l’hôpital en 2029, promet la métropole, qui a choisi un tracé "
    "par les quais plutôt que par "
    "la colline des moulins.",
    "Le lycée agricole plante huit cents pommiers de variétés oubliées, et les élèves en feront un cidre que la "
    "cantine servira aux professeurs.",
)


def page(body: str, *, head: str = "") -> Article:
    html = (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{HEADLINE}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )
    source = Source(
        data=html.encode(), media_type="text/html", fetched_at=datetime(2026, 1, 1, tzinfo=timezone.utc)
    )
    return segment_article(source)


def read(body: str, *, head: str = "") -> list[str]:
    return [p.text for p in page(body, head=head).paragraphs if p.role != "title"]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_cards_that_hold_more_prose_than_a_short_article() -> None:
    cards = "".join(
        f'<div class="tuile t{i}"><h4><a href="/{i}">Une autre nouvelle {i}</a></h4><p>{text}</p></div>'
        for i, text in enumerate(OTHERS)
    )
    kept = read(
        f'<main><h1>{HEADLINE}</h1><div class="txt">{paragraphs(*BODY[:2])}</div><div>{cards}</div></main>'
    )
    assert kept == list(BODY[:2])


def test_entries_of_a_live_page_with_their_button_are_no_cards() -> None:
    entries = "".join(
        f'<div class="entree"><span class="heure">{9 + i}h{10 + i}</span><h3>Nouvelle étape du chantier {i}</h3>'
        f'<p>{text}</p><a class="bouton" href="#{i}">Partager ce message</a></div>'
        for i, text in enumerate(OTHERS)
    )
    cards = "".join(
        f'<div class="entree"><h3><a href="/{i}">Une autre page du journal {i}</a></h3><p>{text[:90]}.</p></div>'
        for i, text in enumerate(BODY)
    )
    kept = read(
        f"<main><h1>{HEADLINE}</h1><div>{paragraphs(*BODY[:2])}</div><div>{entries}</div></main><div>{cards}</div>"
    )
    assert [text for text in kept if text in OTHERS] == list(OTHERS)
    assert not any(f"{text[:90]}." in kept for text in BODY)


def test_cards_without_links_under_a_paywalled_beginning() -> None:
    cards = "".join(
        f'<div class="bloc"><h3>Ailleurs, sujet {i}</h3><p>{t}</p></div>' for i, t in enumerate(OTHERS)
    )
    kept = read(
        f'<div class="page"><h1>{HEADLINE}</h1><div class="paywall"><div class="corps">{paragraphs(BODY[0])}</div>'
        f'</div><div class="plus">{cards}</div></div>'
    )
    assert kept == [BODY[0]]


def test_sections_of_an_article_are_no_cards() -> None:
    sections = "".join(
        f"<section><h2>La gardienne, épisode {i}</h2><p>{t}</p></section>" for i, t in enumerate(BODY)
    )
    kept = read(f"<article><h1>{HEADLINE}</h1>{sections}</article>")
    assert [t for t in kept if t in BODY] == list(BODY)


@pytest.mark.parametrize("name", ["pub-disable", "no-ads", "ads-off", "has-newsletter"])
def test_a_class_that_says_the_contrary(name: str) -> None:
    kept = read(
        f'<article><h1>{HEADLINE}</h1><div class="corps {name}">{paragraphs(BODY[0])}</div>'
        f'<div class="corps">{paragraphs(*BODY[1:])}</div></article>'
    )
    assert kept == list(BODY)


@pytest.mark.parametrize("dash", [" - ", " : ", " – "])
def test_heads_of_a_live_page(dash: str) -> None:
    heads = [
        f"1{3 - i}h{i}5{dash}{what}"
        for i, what in enumerate(("La relève est faite", "Les visiteurs attendus", "Le vent tombe"))
    ]
    entries = "".join(
        f'<div class="post"><div>{h}<p>{t}</p></div></div>' for h, t in zip(heads, BODY[:3], strict=True)
    )
    article = page(f'<article><h1>{HEADLINE}</h1><div class="fil">{entries}</div></article>')
    assert [p.text for p in article.paragraphs if p.role == "heading"] == heads


def test_a_class_subtitle_in_a_sidebar_is_no_standfirst() -> None:
    box = (
        '<div class="sidebar"><span class="x__subtitle">Choisissez vos alertes et créez votre '
        "journal en un geste.</span></div>"
    )
    kept = read(f'<div><h1>{HEADLINE}</h1>{box}<div class="corps">{paragraphs(*BODY)}</div></div>')
    assert kept == list(BODY)


def test_a_paragraph_that_begins_like_the_signature() -> None:
    last = (
        "Le Large, lui, n’attendra pas : la houle a repris dès mardi, et le canot de service "
        "reste à quai jusqu’à nouvel ordre."
    )
    kept = read(
        f"<article><h1>{HEADLINE}</h1>{paragraphs(*BODY, last)}</article>",
        head='<meta name="author" content="Le Large">',
    )
    assert kept[-1] == last


def test_a_first_paragraph_that_is_one_link() -> None:
    link = "Mémoire adressé aux armateurs, aux pilotes et à tous ceux qui passent encore au large de Kermor"
    kept = read(f'<article><h1>{HEADLINE}</h1><p><a href="/m">{link}</a></p>{paragraphs(*BODY)}</article>')
    assert kept[0] == link


def test_what_announces_links_goes_with_them() -> None:
    listed = (
        '<p>Notre dossier sur les feux :</p><ul><li><a href="/1">Les lentilles de verre, mode '
        'd’emploi</a></li><li><a href="/2">Ce que coûte une lanterne neuve</a></li></ul>'
    )
    kept = read(
        f"<article><h1>{HEADLINE}</h1>{paragraphs(*BODY[:2])}{listed}{paragraphs(*BODY[2:])}</article>"
    )
    assert kept == list(BODY)


def test_a_label_and_a_filler_that_come_again() -> None:
    label = '<a href="/1"><img src="a.jpg"><h3>À LIRE</h3> Comment on taille une lentille de phare</a>'
    filler = "<details><summary>Contenu masqué</summary></details>"
    between = "".join(f"<p>{t}</p>{label if i < 2 else ''}{filler}" for i, t in enumerate(BODY))
    kept = read(f"<article><h1>{HEADLINE}</h1><div>{between}</div></article>")
    assert kept == list(BODY)


def test_the_house_speaks_amid_an_article_that_does_not() -> None:
    promotion = (
        "<div><p>Emportez le littoral partout ! Téléchargez notre application et recevez vos "
        "alertes</p></div>"
    )
    kept = read(
        f"<article><h1>{HEADLINE}</h1>{paragraphs(*BODY[:2])}{promotion}{paragraphs(*BODY[2:])}</article>"
    )
    assert kept == list(BODY)


def test_advice_that_speaks_to_its_reader_is_no_promotion() -> None:
    advice = (
        "Venez à notre rencontre une semaine avant votre visite : l’escalier est gratuit pour les enfants.",
        "Prenez vos chaussures de marche et votre gilet, car nous vous faisons monter deux "
        "cents marches sans ascenseur.",
        "Présentez votre courriel de confirmation à l’entrée, puis suivez notre guide jusqu’à la lanterne du phare.",
        "Gardez votre enfant près de vous sur la galerie, et cliquez vos photographies avant que le vent ne se lève.",
    )
    assert read(f"<article><h1>{HEADLINE}</h1>{paragraphs(BODY[0], *advice)}</article>") == [BODY[0], *advice]


@pytest.mark.parametrize(
    "ending",
    [
        "Maëlle Corfmat",
        "Source : Capitainerie de Kermor",
        "(Avec Ronan Tual à Lorient, édité par Anna Prévot)",
        "mco/rtl",
    ],
)
def test_who_signs_and_where_it_comes_from_at_the_end(ending: str) -> None:
    assert read(f"<article><h1>{HEADLINE}</h1><div>{paragraphs(*BODY, ending)}</div></article>") == list(BODY)


def test_one_word_of_chrome_in_a_paragraph_of_the_article() -> None:
    said = (
        "L’étude de l’observatoire sur les courriels indésirables et les bloqueurs de "
        "publicité, dits adblock, paraîtra "
        "en mai ; vous pouvez en demander un exemplaire à la bibliothèque du port."
    )
    assert said in read(f"<article><h1>{HEADLINE}</h1>{paragraphs(*BODY[:3], said, *BODY[3:])}</article>")


def test_a_quotation_set_apart_by_an_embed_name() -> None:
    quote = "« Le feu n’a jamais manqué une nuit », rappelle le syndicat sur son mur."
    kept = read(
        f'<article><h1>{HEADLINE}</h1>{paragraphs(*BODY[:2])}<blockquote class="embed embed-citation">{quote}'
        f"</blockquote>{paragraphs(*BODY[2:])}</article>"
    )
    assert quote in kept


def test_rows_of_a_shop() -> None:
    rows = "<div><div class=zz><p>Phares de Bretagne</p><p>Neuf : 24,90 €</p><p>Occasion dès 9,50 €</p></div></div>"
    kept = read(f"<article><h1>{HEADLINE}</h1>{paragraphs(*BODY[:2])}{rows}{paragraphs(*BODY[2:])}</article>")
    assert kept == list(BODY)


def test_words_beside_a_credit_outside_of_the_text() -> None:
    figure = (
        '<div class="img"><div><img src="a.jpg"></div><div class="legende-zone"><div '
        'class="credit">© Musée des phares</div>'
        "<p>Quatre gardiens et leurs familles posent devant la porte de bronze, un jour de "
        "fête du siècle dernier.</p>"
        "</div></div>"
    )
    kept = read(f'<article><h1>{HEADLINE}</h1>{figure}<div class="corps">{paragraphs(*BODY)}</div></article>')
    assert kept == list(BODY)


def test_a_heading_right_above_what_became_the_main_container() -> None:
    kept = read(
        f"<article><h1>{HEADLINE}</h1><div><h3>Une relève attendue</h3><blockquote>{paragraphs(*BODY)}</blockquote>"
        "</div></article>"
    )
    assert kept == ["Une relève attendue", *BODY]


def test_a_prompt_in_a_box_and_once_more_without_one() -> None:
    prompt = (
        "Pour suivre la vie des phares et de ceux qui les gardent, abonnez-vous à la lettre du dimanche !"
    )
    kept = read(
        f'<div class="popup-newsletter"><p>{prompt}</p></div><article><h1>{HEADLINE}</h1><div>{paragraphs(*BODY[:2])}'
        f"<div><h2>La lettre du dimanche</h2><p>{prompt}</p></div>{paragraphs(*BODY[2:])}</div></article>"
    )
    assert kept == list(BODY)


def test_a_kicker_in_the_heading_that_says_the_headline_again() -> None:
    kept = read(
        f"<article><nav><h1>{HEADLINE}</h1></nav><div><h2><div>Littoral –</div>{HEADLINE}</h2></div>"
        f"{paragraphs(*BODY)}</article>"
    )
    assert kept == list(BODY)


def test_a_page_that_is_streamed() -> None:
    kept = read(
        '<header><p>Accueil</p></header><main><!--$?--><template id="B:1"></template><p>Un '
        "instant</p><!--/$--></main>"
        f"<footer><p>Contact</p></footer><div hidden "
        f'id="S:1"><article><h1>{HEADLINE}</h1>{paragraphs(*BODY)}</article></div>'
    )
    assert kept == list(BODY)


@pytest.mark.parametrize("phrase", ["Qu’en pensez-vous ?", "Vidéos : en ce moment sur Littoral"])
def test_a_phrase_may_not_take_more_than_stands_before_it(phrase: str) -> None:
    kept = read(
        f"<article><h1>{HEADLINE}</h1><div>{paragraphs(*BODY[:2], phrase)}<h2>Un journal de bord</h2>"
        f"{paragraphs(*BODY[2:])}</div></article>"
    )
    assert [t for t in kept if t in BODY] == list(BODY)
    assert phrase not in kept


def test_dispatches_of_other_subjects_outweigh_a_short_article() -> None:
    dispatches = "".join(
        f'<li class="depeche"><a href="/{i}">1{i}:20</a><div><b>Bref.</b><p>{t}</p></div></li>'
        for i, t in enumerate(OTHERS * 2)
    )
    kept = read(
        f'<div class="grille"><article><h1>{HEADLINE}</h1><div class="corps">{paragraphs(*BODY[:3])}</div></article>'
        f"<aside><ul>{dispatches}</ul></aside></div>"
    )
    assert kept == list(BODY[:3])
