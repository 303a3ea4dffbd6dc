"""Copied text: what stands amid or behind the article and no phrase names, and the article's own data."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.article.judge.speech import reports
from audioedition.model import Article, Source
from audioedition.segment import segment_article

NOW = datetime(2026, 11, 30, tzinfo=timezone.utc)
TITLE = "Le bac de Sainte-Orme ne passera plus la nuit"
A = (
    "Depuis mardi, le bac de Sainte-Orme ne traverse plus la Vanne après vingt et une heures, faute de pilotes, et"
    " les ouvriers de la laiterie font un détour de quarante kilomètres par le pont de Brassac."
)
B = (
    "Le maire, Anselme Rouvière, a demandé au département de recruter deux pilotes avant la fin du mois ; il n’a reçu"
    " pour réponse qu’un accusé de réception et une invitation à patienter."
)
C = (
    "« Nous avons compté trois cents traversées par nuit en octobre », rappelle Mireille Castan, qui tient la buvette"
    " du débarcadère et ferme désormais à la tombée du jour, comme au temps de sa grand-mère."
)
D = (
    "Une réunion publique est prévue jeudi à la salle des fêtes ; les conseillers départementaux du canton ont promis"
    " d’y venir, sans dire s’ils auraient d’ici là le nom des remplaçants."
)
AROUND = "Accueil\nSports\nCulture\n\n"
FOOT = "\n\nCommentaires\n\nLaisser un commentaire\n\nMentions légales\nContact\n"


def read(*paragraphs: str, head: str = "Par Solange Arnaud\nPublié le 3 novembre 2026 à 18h02") -> Article:
    text = AROUND + "\n\n".join((TITLE, head, *paragraphs)) + FOOT
    return segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))


def heard(article: Article) -> list[str]:
    return [p.text for p in article.paragraphs]


@pytest.mark.parametrize(
    "insert",
    [
        "À ne pas manquer Brassac, le pont que personne ne voulait repeindre",
        "Dans cet article : bac transports laiterie",
        "Le Courrier de la Vanne vit grâce à ses lectrices. Pour lire nos enquêtes, abonnez-vous, c’est gratuit.",
        "Le Courrier est un média sans publicité. Soutenez-nous par un don, si petit soit-il, avant décembre.",
        "Le vieux débarcadère, rénové en 1998",
        "En direct 17:31 Handball. Mende engage un gardien 17:10 Cyclisme. Le tour du lac raccourci",
    ],
)
def test_what_is_set_amid_the_article_is_not_heard(insert: str) -> None:
    found = heard(read(A, B, insert, C, D))
    assert insert not in found
    assert [p for p in (A, B, C, D) if p not in found] == []


def test_two_cards_run_into_one_line_each_are_not_heard() -> None:
    cards = (
        "Concerts La fanfare de Lure revient à Mende L’orchestre jouera trois soirs de suite sous la halle.",
        "Livres Un roman de la rivière Dans Eaux basses, Inès Galtier raconte une enfance sur une péniche.",
    )
    found = heard(read(A, B, C, D, "À lire aussi dans la rubrique Loisirs", *cards))
    assert not set(cards) & set(found)
    assert found[-1] == D


def test_capitals_within_sentences_make_no_card() -> None:
    verses = (
        "1 Le serpent demanda au roi de Brassac s’il dormait. Il répondit que La Ferté veillait pour lui.",
        "2 La reine se leva. Elle avait lu Le Temps des cerises et Les Misérables avant de partir pour Dijon.",
    )
    assert [v for v in verses if v not in heard(read(A, *verses, B, C))] == []


@pytest.mark.parametrize(
    "life",
    [
        "Arnaud dirige le bureau du Courrier dans la vallée de la Vanne depuis quatorze ans.",
        "Solange Arnaud couvre la vallée de la Vanne depuis 2014, après dix ans de radio.",
        "Géographe de formation, Solange Arnaud suit les transports pour nos éditions du sud du département.",
    ],
)
def test_who_signs_is_not_told_at_the_end(life: str) -> None:
    article = read(A, B, C, D, life)
    assert life not in heard(article)
    assert next(d for d in article.dropped if d.text == life).reason == "byline"


def test_one_whom_the_article_names_is_heard_at_its_end() -> None:
    last = "Rouvière dirige la commune depuis quatorze ans, et ne se représentera pas au printemps."
    assert last in heard(
        read(A, B, C, D, last, head="Par Anselme Rouvière\nPublié le 3 novembre 2026 à 18h02")
    )


def test_an_offer_behind_the_last_paragraph_goes_with_its_button() -> None:
    found = heard(
        read(A, B, C, D, "Gens d’ici", "Chaque samedi, la lettre de nos correspondants.", "Je m’inscris")
    )
    assert found[-1] == D


def test_a_button_that_speaks_as_its_reader() -> None:
    found = heard(read(A, B, "Rejoignez les 18 300 abonnés à notre lettre du mercredi.", "Ça me va", C, D))
    assert "Ça me va" not in found
    assert C in found


def test_the_article_s_own_data_are_heard() -> None:
    data = (
        "Les équipages",
        "Sainte-Orme : Rouvière ; Delmas, Huc, Fontanié ; Berthou, Fabre (cap.).",
        "Brassac : Castan ; Marty, Roques, Sénac ; Dupouy, Alary (cap.), Galan.",
        "Départ : 20h45, quai nord. Arbitre : M. Quéméner (Bretagne).",
    )
    ad = "Les alertes de votre club : téléchargez l’application"
    found = heard(read(A, B, C, D, ad, "Télécharger", *data))
    assert [x for x in data if x not in found] == []


def test_a_label_said_again_and_again_above_nothing() -> None:
    shared = "Transmettre ce passage"
    found = heard(read(A, shared, "Publicité", B, shared, "Publicité", C, shared, "Publicité", D))
    assert shared not in found


def test_who_speaks_again_and_again_is_heard() -> None:
    asked = "Qu’avez-vous vu du débarcadère, ce soir-là, et qui vous accompagnait ?"
    found = heard(
        read(A, "La Vanne", asked, "Mireille", B, "La Vanne", asked[:-1] + "donc ?", "Mireille", C, D)
    )
    assert found.count("Mireille") == 2


@pytest.mark.parametrize("page_title", [f"{TITLE} – Le Courrier de la Vanne", f"Le Courrier : {TITLE}"])
def test_the_headline_of_a_page_s_title_is_without_the_site(page_title: str) -> None:
    text = (
        "\n\n".join((page_title, "Accueil\nSports\nCulture", "Le Courrier de la Vanne", TITLE, A, B, C, D))
        + FOOT
    )
    article = segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))
    assert article.title == TITLE
    assert heard(article) == [TITLE, A, B, C, D]


def test_reported_words() -> None:
    assert reports("« On nous l’avait promis, lâche Corinne Bujard, membre du comité. Alors pourquoi ? »")
    assert not reports("« Le rail a besoin de modestie »")
