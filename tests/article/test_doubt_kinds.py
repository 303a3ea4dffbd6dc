"""Kinds of pages that were read badly in silence, and pages of the same look that are whole."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path

import pytest

from audioedition.model import Article, Source
from audioedition.segment import segment_article
from audioedition.system.messages import translate
from tests.article.test_structure_before_phrases import BODY, HEADLINE, OTHERS, page, paragraphs


def kinds(article: Article) -> set[str]:
    return {doubt.kind for doubt in article.doubts}


def html(source: str) -> Article:
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    return segment_article(Source(data=source.encode(), media_type="text/html", fetched_at=now))


def copied(*lines: str) -> Article:
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    text = "\n\n".join((HEADLINE, *lines))
    return segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=now))


def main(*texts: str, behind: str = "", head: str = "") -> Article:
    return page(f"<main><h1>{HEADLINE}</h1><div>{paragraphs(*texts)}</div>{behind}</main>", head=head)


# --- words ------------------------------------------------------------------------------------------------------------

GERMAN = (
    "Seit Montag wird die Laterne des Leuchtturms von einer Frau angezündet, der ersten in hundertvierzig Jahren "
    "an dieser Küste, wo die Strömungen so viele Schiffe zerbrochen haben.",
    "Sie hat die Fischerei aufgegeben, um Optik, Uhrwerke und Wetterkunde zu lernen, drei Berufe, welche der "
    "Vorgänger seit 1987 allein ausübte und nun endlich weitergibt.",
)
LATIN = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore magna "
    "aliqua, quis nostrud exercitation ullamco laboris nisi aliquip.",
    "Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore fugiat nulla pariatur, excepteur "
    "sint occaecat cupidatat non proident sunt in culpa.",
)
CIPHER = tuple(text.translate(str.maketrans("aeioulnrstd", "qkzygxpdlti")) for text in BODY[2:])


@pytest.mark.parametrize("odd", [GERMAN, LATIN, CIPHER])
def test_paragraphs_that_are_no_french(odd: tuple[str, ...]) -> None:
    for article in (main(*BODY[:3], *odd), copied(*BODY[:3], *odd)):
        assert "wrong_words" in kinds(article)
        assert article.doubtful


def test_one_paragraph_in_another_language_and_a_bibliography_are_none() -> None:
    works = "Solnit, R. (2005). A field guide to getting lost and to the sea that keeps the old lights. Viking Press."
    assert main(*BODY, GERMAN[0]).doubts == ()
    assert "wrong_words" not in kinds(main(*BODY, works, works.replace("2005", "2009")))
    quoted = [f"« {text} »" for text in GERMAN]
    assert "wrong_words" not in kinds(main(*BODY, *quoted))


def test_words_that_lost_their_blanks() -> None:
    glued = [text.replace(" ", "") for text in BODY]
    assert "wrong_words" in kinds(copied(*glued))
    defined = [
        text.replace(word, f"{word}{word} Mot du métier") for text, word in zip(BODY, WORDS, strict=True)
    ]
    assert "wrong_words" in kinds(main(*defined))


WORDS = ("lanterne", "mécanique", "escalier", "galerie", "gardienne")


def test_letters_that_are_not_those_shown() -> None:
    broken = [text.encode("ascii", "replace").decode().replace("?", "\ufffd") for text in BODY]
    assert "wrong_words" in kinds(main(*broken))
    assert "wrong_words" in kinds(copied(*(" ".join(text.replace(" ", "")) for text in BODY)))


def test_words_that_say_themselves_twice_are_french() -> None:
    ends = " Ils rentrent, elle va chercher du pain, et cela coûte de moins en moins en hiver…Voilà."
    assert main(*(text + ends for text in BODY)).doubts == ()


# --- the end ----------------------------------------------------------------------------------------------------------


def test_a_page_whose_bytes_stop() -> None:
    start = f"<html lang='fr'><head><title>{HEADLINE}</title></head><body><main><h1>{HEADLINE}</h1><div>"
    cut = html(start + paragraphs(*BODY[:2]) + "<p>Le syndicat mixte du littoral paiera la réfection de")
    assert "cut_short" in kinds(cut)
    assert cut.doubtful
    assert not html(start + paragraphs(*BODY)).doubtful, "nobody wrote the closing tags"


def test_a_copied_text_that_breaks_off() -> None:
    assert copied(*BODY[:3], "Les visites reprendront à Pâques : trente personnes par jour, et la").doubtful
    assert copied(*BODY, "Les visites reprendront à Pâques, si les vents le veulent bien").doubtful is False


@pytest.mark.parametrize(
    "button", ["Afficher la suite", "Voir les messages précédents (12)", "Lire tout l’article"]
)
def test_a_button_that_shows_more(button: str) -> None:
    assert main(*BODY[:3], behind=f"<div><button>{button}</button></div>").doubtful
    assert copied(*BODY[:3], button).doubtful


@pytest.mark.parametrize(
    "button", ["Afficher plus", "Voir tous les commentaires", "Événements", "Voir les articles"]
)
def test_a_button_that_shows_others(button: str) -> None:
    assert not main(*BODY[:3], behind=f"<div><button>{button}</button></div>").doubtful


def test_an_instalment_is_whole() -> None:
    article = main(*BODY[:4], "Elle souffla la lampe, ouvrit la trappe, et entendit marcher…", "À suivre…")
    assert "cut_short" not in kinds(article)


@pytest.mark.parametrize(
    "pages",
    [
        "<b>1</b> <a href='?p=2'>2</a> <a href='?p=3'>3</a> <a href='?p=2'>Page suivante</a>",
        "<span>Page 1 sur 3</span>",
        "<b>1</b> <a href='?page=2'>2</a>",
    ],
)
def test_numbered_pages(pages: str) -> None:
    article = main(*BODY[:3], behind=f"<div class='nav-p'>{pages}</div>")
    assert "goes_on" in kinds(article)
    assert article.doubtful


def test_numbered_pages_of_comments_are_none() -> None:
    said = (
        "<h3>12 commentaires</h3><div class='comments'><p>Bravo !</p><a href='?p=2'>2</a> Page 1 sur 2</div>"
    )
    assert "goes_on" not in kinds(main(*BODY, behind=said))
    reviews = (
        "<div id='avis'><h2>Avis (39)</h2><p>Superbe.</p><a href='?p=2'>2</a> <a href='?p=3'>3</a></div>"
    )
    assert "goes_on" not in kinds(main(*BODY, behind=reviews))


# --- elsewhere --------------------------------------------------------------------------------------------------------


def test_the_text_is_in_a_document() -> None:
    frame = '<iframe src="https://visionneuse.example/embed/lettre" height="900"></iframe>'
    assert "elsewhere" in kinds(main(*BODY[:2], behind=frame))
    film = '<iframe src="https://film.example/embed/12"></iframe>'
    assert main(*BODY[:2], behind=film).doubts == ()


def test_captions_that_are_the_story() -> None:
    shown = "".join(
        f'<figure><img src="{i}.jpg"><figcaption>{t}</figcaption></figure>' for i, t in enumerate(BODY)
    )
    article = main(
        "Une semaine au phare de Kermor avec celle qui vient d’en prendre la garde, en cinq images.",
        "Elle a bien voulu ouvrir les portes que personne ne passe, du quai jusqu’à la lanterne.",
        "On la suit de l’aube au soir, par tous les temps de mars, avec le vieux gardien qui s’en va.",
        behind=shown,
    )
    assert "elsewhere" in kinds(article)
    assert article.doubtful


def test_the_rest_stands_on_hidden_tabs() -> None:
    tabs = "".join(f'<div role="tabpanel" hidden>{paragraphs(t)}</div>' for t in BODY[2:])
    article = main(*BODY[:2], behind=tabs)
    assert "left_out" in kinds(article)
    wall = (
        "<div hidden>"
        + paragraphs(
            *(
                f"Nos partenaires lisent des cookies et des traceurs sur votre appareil, avec votre accord. {t}"
                for t in OTHERS
            )
        )
        + "</div>"
    )
    assert main(*BODY, behind=wall).doubts == ()


def test_the_declared_text_is_another() -> None:
    linked = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n".join(OTHERS)})
    article = main(*BODY[:3], head=f'<script type="application/ld+json">{linked}</script>')
    assert "another_text" in kinds(article)
    assert article.doubtful


def test_what_stands_there_instead() -> None:
    gone = copied(
        "Cet article n’est plus disponible",
        "La dépêche a été retirée du site à la fin de ses droits, nous en sommes navrés.",
    )
    assert "instead" in kinds(gone)


# --- another ----------------------------------------------------------------------------------------------------------


def test_another_article_by_its_signature() -> None:
    def one(tag: str, head: str, who: str, texts: tuple[str, ...]) -> str:
        said = f"<{tag}>{head}</{tag}><p class='s'>{who}</p><div>{paragraphs(*texts)}</div>"
        return f"<div class='{who[:4]}'>{said}</div>"

    own = one("h1", HEADLINE, "Anne Morel · 9 mai 2024", BODY)
    other = one("h2", "Le marché aux bestiaux ferme ses portes", "Paul Rivet · 8 mai 2024", OTHERS)
    article = page(f"<main>{own}{other}</main>")
    assert any(OTHERS[1] == p.text for p in article.paragraphs), "read rightly by now?"
    assert "another_text" in kinds(article)
    assert article.doubtful
    years = "".join(f"<h2>La construction reprend enfin en mer</h2><p>{t}</p>" for t in BODY)
    assert page(f"<main><h1>{HEADLINE}</h1><p>Anne Morel · 9 mai 2024</p>{years}</main>").doubts == ()


def test_variants_of_one_paragraph() -> None:
    told = "Dans le département {}, le salaire médian atteint {} euros, et {} % des habitants possèdent leur logement."
    places = (
        ("de l’Aisne", 1740, 62),
        ("du Nord", 1810, 55),
        ("de la Somme", 1790, 60),
        ("de l’Oise", 1905, 64),
    )
    article = main(BODY[0], *(told.format(*place) for place in places), BODY[1])
    assert "said_twice" in kinds(article)
    assert article.doubtful


# --- what was wrong ---------------------------------------------------------------------------------------------------


def test_minutes_are_rounded_up() -> None:
    time = "<div>Lecture 3 min</div>"
    article = page(f"<main><h1>{HEADLINE}</h1>{time}{paragraphs(*BODY, *OTHERS)}</main>")
    assert "less_than_declared" not in kinds(article)


def test_a_text_behind_its_wall_is_whole() -> None:
    wall = "<div><p>Cet article est réservé aux abonnés</p><p>Déjà abonné ? Connectez-vous</p></div>"
    linked = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "isAccessibleForFree": False})
    free = f'<script type="application/ld+json">{linked}</script>'
    body = f"<main><h1>{HEADLINE}</h1><p>{BODY[0]}</p>{wall}{paragraphs(*BODY[1:])}</main>"
    assert "teaser" not in kinds(page(body, head=free))
    assert "teaser" in kinds(
        page(f"<main><h1>{HEADLINE}</h1>{paragraphs(*BODY[:2])}{wall}</main>", head=free)
    )


def test_every_sentence_has_its_french() -> None:
    judge = Path(__file__).parents[2] / "audioedition" / "article" / "judge" / "doubts"
    for text in (
        "Words of the text are glued to each other without a blank.",
        "Letters of the text are not those that the page shows.",
        "31 % of the text is not French: another language, filler, or letters that only the page's own font sets "
        "right.",
        "The page's bytes end within the article: the connection may have been cut.",
        "The last paragraph breaks off in the midst of a sentence.",
        "A button below the text shows more of it, which is not on the page yet.",
        "The page is one of several on which the article stands, by its numbers.",
        "Beside this short text stands a document, which is not read.",
        "The captions, which are not read, say more than the text (900 characters beside 80).",
        "The text stands amid a request for consent: the article is behind it.",
        "The page says that its article is no longer there.",
        "Behind one of its headings stand a signature or a date again: another article may follow.",
        "The text that the page declares to be its article's is another than the one it shows.",
        "4 paragraphs say nearly what another says: variants of which the page shows one.",
    ):
        assert translate(text, "fr").lang == "fr", text
    assert "Doubt(" in (judge / "wrong_words.py").read_text(encoding="utf-8")


def test_readers_answers_below_a_copied_text_are_not_the_article() -> None:
    said = [f"{text} Je le dis depuis des années, et personne ne m’écoute." for text in (*OTHERS, *OTHERS)]
    article = copied(*BODY[:2], "8 commentaires", *said)
    assert [p.text for p in article.paragraphs[1:]] == list(BODY[:2])
    assert article.doubts == ()


REST = "La suite est à lire dans notre édition de jeudi."


@pytest.mark.parametrize(
    "rest", [f"<p>{REST}</p>", f"<p>{REST}</p><p>Le phare se visite à Pâques, le matin.</p>"]
)
def test_a_sentence_that_says_where_the_rest_is(rest: str) -> None:
    assert main(*BODY[:2], behind=rest).doubtful
    assert not main(*BODY[:2], "La suite appartient aux juges, qui entendront la gardienne en mars.").doubtful


def test_another_article_in_a_container_of_its_own() -> None:
    told = paragraphs(*OTHERS, *(f"{text} La commune le dira." for text in OTHERS))
    article = page(
        f"<main><h1>{HEADLINE}</h1>{paragraphs(*BODY)}<div><h2>Le marché aux bestiaux ferme</h2>{told}</div></main>"
    )
    assert any(OTHERS[1] == p.text for p in article.paragraphs), "read rightly by now?"
    assert "another article may follow" in str(article.doubt)
    section = f"<section><h2>Une lanterne de cent quarante ans</h2>{paragraphs(*BODY[2:])}</section>"
    assert page(f"<main><h1>{HEADLINE}</h1>{paragraphs(*BODY)}{section}</main>").doubts == ()


def test_a_sentence_set_apart_is_no_variant() -> None:
    apart = [text[: len(text) * 2 // 5].rsplit(" ", 1)[0] + "." for text in BODY]
    told = [f"{text} La gardienne le répète à qui veut l’entendre depuis la galerie." for text in BODY]
    article = main(*(text for pair in zip(told, apart, strict=True) for text in pair))
    assert "said_twice" not in kinds(article)


# --- a page that says what it is --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "doubted"),
    [("DiscussionForumPosting", True), ("Product", True), ("Organization", False), ("NewsArticle", False)],
)
def test_a_thread_of_a_forum_and_a_product_are_no_articles(declared: str, doubted: bool) -> None:
    head = f'<script type="application/ld+json">{json.dumps({"@type": declared, "name": HEADLINE})}</script>'
    assert ("no_article" in kinds(main(*BODY, head=head))) is doubted


def test_an_article_about_a_product_is_one() -> None:
    things = json.dumps(
        [{"@type": "Product", "name": "Lanterne"}, {"@type": "NewsArticle", "headline": HEADLINE}]
    )
    head = f'<script type="application/ld+json">{things}</script>'
    assert "no_article" not in kinds(main(*BODY, head=head))


# --- paragraphs that sell ---------------------------------------------------------------------------------------------

PITCHES = (
    "Vous rêvez d’une lampe qui dure ? Notre maison fabrique la sienne à la main : découvrez-la dans l’une de nos huit "
    "boutiques, et repartez avec elle dès aujourd’hui.",
    "Jusqu’au 31 mai, bénéficiez de vingt pour cent de remise sur toute notre collection : saisissez le code PHARE20 "
    "au moment de votre commande, la livraison chez vous est gratuite.",
)


@pytest.mark.parametrize("pitches", [PITCHES, (f"<h2>Une lampe pour la vie</h2><p>{PITCHES[0]}", PITCHES[1])])
def test_paragraphs_that_sell_amid_the_article_are_doubted(pitches: tuple[str, ...]) -> None:
    assert "advert" in kinds(main(*BODY[:2], *pitches, *BODY[2:]))


def test_one_such_paragraph_and_an_article_that_advises_are_not() -> None:
    assert "advert" not in kinds(main(*BODY, PITCHES[1]))
    assert "advert" not in kinds(
        main(*(f"{pitch} Vous y penserez, n’oubliez pas votre reçu." for pitch in PITCHES * 3))
    )


def test_a_link_to_more_publications_does_not_continue_the_article() -> None:
    link = "<p><a href='/n'>Lire plus de publications sur la liseuse</a></p>"
    assert "cut_short" not in kinds(main(*BODY[:2], behind=link))
    assert "cut_short" in kinds(main(*BODY[:2], behind="<p><a href='/n'>Lire plus</a></p>"))
