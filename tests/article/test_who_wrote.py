"""Who wrote the article, said again at its edges: not read, of a page and of copied text; whom it tells of is."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.article.judge.made_by import says_who_made
from audioedition.article.judge.opened_notes import cut_opened_notes
from audioedition.article.judge.persons import read_presented
from audioedition.article.judge.stamps import cut_agency
from audioedition.model import Article, Source
from audioedition.segment import segment_article

NOW = datetime(2026, 5, 4, tzinfo=timezone.utc)
TITLE = "Les tourbières du plateau boivent de nouveau"
FIRST = (
    "Depuis que les drains ont été bouchés, l’eau remonte dans les tourbières du plateau et les sphaignes reprennent "
    "leur place, au grand étonnement de ceux qui les croyaient perdues."
)
SECOND = (
    "Il aura fallu quatre hivers et des centaines de planches de mélèze, portées à dos d’homme, pour fermer les "
    "fossés que trois générations avaient creusés l’un après l’autre."
)
LAST = (
    "Les bergers, qui redoutaient de perdre leurs pâtures, y mènent désormais les bêtes plus tard dans la saison et "
    "disent que l’herbe y est restée verte jusqu’aux premières neiges."
)
SIGNED = "Par Solenne Aubrac"


def read(pieces: list[str], *, page: bool, byline: str = "") -> Article:
    if page:
        body = "".join(f"<p>{piece}</p>" for piece in pieces)
        signed = f"<p class='byline'>{byline}</p>" if byline else ""
        text = f"<html lang='fr'><body><article><h1>{TITLE}</h1>{signed}{body}</article></body></html>"
    else:
        text = "\n\n".join([TITLE, *([byline] if byline else []), *pieces])
    kind = "text/html" if page else "text/plain"
    return segment_article(Source(data=text.encode(), media_type=kind, fetched_at=NOW))


def heard(pieces: list[str], *, page: bool, byline: str = "") -> list[str]:
    return [p.text for p in read(pieces, page=page, byline=byline).paragraphs]


both = pytest.mark.parametrize("page", [True, False], ids=["page", "text"])


@both
@pytest.mark.parametrize(
    "line",
    [
        "Yann Le Dantec – Laboratoire d’écologie des sols, Université de Brest",
        "Yann Le Dantec Professeur d’écologie, titulaire de la chaire Eaux et sols de montagne, CNRS",
        "Dre. Maëlle Kerjean, hydrologue au Parc naturel du plateau",
        "Yann Le Dantec (doctorant, Institut des zones humides)",
        "Yann Le Dantec et Maëlle Kerjean, chercheurs à Brest",
        "Dr Maëlle Kerjean",
        "Yann Le Dantec pour Valnature",
        "Yann Le Dantec | Hydrologue",
    ],
)
def test_who_is_presented_at_the_edge_and_named_nowhere_is_not_read(line: str, page: bool) -> None:
    whole = [TITLE, FIRST, SECOND, LAST]
    assert heard([FIRST, SECOND, LAST, line], page=page) == whole
    assert heard([line, FIRST, SECOND, LAST], page=page) == whole


def test_whom_the_article_names_is_read() -> None:
    told = (
        "Yann Le Dantec compte les sphaignes depuis vingt ans, et n’en avait jamais vu autant en un seul été."
    )
    line = "Yann Le Dantec, écologue et infatigable marcheur"
    assert line in heard([line, FIRST, told, SECOND, LAST], page=True)


def test_a_quotation_keeps_who_said_it() -> None:
    said = (
        "« Nous avons rendu l’eau à la montagne, et la montagne nous rend l’herbe que nous croyions perdue. »"
    )
    line = "Yann Le Dantec, écologue au parc naturel"
    assert line in heard([FIRST, SECOND, said, line], page=True)


@pytest.mark.parametrize("announced", ["Le jury", "Le jury du prix de la Tourbe a siégé à Gap :"])
def test_who_is_announced_is_read(announced: str) -> None:
    jury = ["Yann Le Dantec, hydrologue à Brest", "Maëlle Kerjean, botaniste à Rennes"]
    head = f"<h2>{announced}</h2>" if len(announced) < 9 else announced
    assert heard([FIRST, SECOND, LAST, head, *jury], page=True)[-2:] == jury


def test_three_and_more_who_are_presented_have_signed_an_appeal() -> None:
    signed = ["Yann Le Dantec, hydrologue", "Maëlle Kerjean, botaniste", "Odilon Ferrat, hydrologue"]
    assert heard([FIRST, SECOND, LAST, *signed], page=True)[-3:] == signed


@both
@pytest.mark.parametrize(
    "line",
    [
        "Article préparé avec l’aide de Valnature",
        "Chronique tenue chaque premier lundi par Solenne Aubrac, autrice de Tourbe et sel (éd. du Plateau)",
        "Cet article a été consulté 12 408 fois.",
        "Relu et validé par la docteure Maëlle Kerjean le 12 mai",
        "Une première version de ce texte est parue dans la revue Sols et eaux.",
        "Une chronique de Yann Le Dantec",
        "Entretien mené le 3 mai 2024 à Gap.",
        "L’autrice : Maëlle Kerjean est hydrologue.",
        f"Cet article {TITLE} est paru en premier sur Carnets d’altitude.",
    ],
)
def test_how_it_was_made_is_not_read(line: str, page: bool) -> None:
    assert heard([FIRST, SECOND, LAST, line], page=page) == [TITLE, FIRST, SECOND, LAST]


def test_what_was_done_to_another_thing_is_told() -> None:
    for told in (
        "Validé par le parlement, le texte est entré en vigueur.",
        "Adapté en 1998 par deux ingénieures, le procédé rend soixante mares par an.",
        "Un article de loi encadre ces travaux.",
        "Une chronique de montagne",
        "Revu et corrigé par temps de pluie",
        "Une chronique de la montagne, tendre et drôle.",
        "Cet article de luxe n’a pas été soldé.",
    ):
        assert not says_who_made(told, [])


def test_an_article_of_law_is_no_article_that_was_made() -> None:
    told = ["L’article 12 de la loi sur les zones humides prévoit une amende."]
    assert not says_who_made("Cet article a été rédigé par trois sénateurs.", told)
    assert says_who_made("Cet article a été rédigé par trois étudiants.", [FIRST])
    assert not says_who_made("Ce texte a été signé par quarante maires.", ["Le texte fixe un calendrier."])
    assert not says_who_made("Cette étude a été menée par un laboratoire de Brest.", [])


@both
def test_the_addresses_behind_go_with_it(page: bool) -> None:
    lines = ["Chronique tenue par Solenne Aubrac, autrice de Tourbe et sel", "www.solenne-aubrac.example"]
    assert heard([FIRST, SECOND, LAST, *lines], page=page) == [TITLE, FIRST, SECOND, LAST]


@both
def test_the_life_of_who_signs_is_not_read(page: bool) -> None:
    life = (
        "Solenne Aubrac est autrice et conférencière. Elle a fondé l’association Tourbe vive, qui accompagne les "
        "communes de montagne dans la remise en eau de leurs marais et de leurs étangs."
    )
    assert heard([FIRST, SECOND, LAST, life], page=page, byline=SIGNED) == [TITLE, FIRST, SECOND, LAST]


@both
def test_the_life_of_one_whom_nobody_names_is_not_read(page: bool) -> None:
    life = "Paul Kessler est hydrologue, auteur de Marais et sel (éd. du Plateau)."
    assert heard([FIRST, SECOND, LAST, life], page=page) == [TITLE, FIRST, SECOND, LAST]


def test_two_lives_are_what_the_article_tells() -> None:
    lives = [
        "Paul Kessler est hydrologue, auteur de Marais et sel.",
        "Ida Roux est botaniste, membre du parc.",
    ]
    assert heard([FIRST, SECOND, LAST, *lives], page=True)[-2:] == lives


@both
def test_the_life_of_who_is_told_of_is_read(page: bool) -> None:
    life = (
        "Yann Le Dantec est professeur d’écologie. Il a fondé l’association Tourbe vive, qui accompagne les communes "
        "de montagne dans la remise en eau de leurs marais et de leurs étangs."
    )
    told = (
        "Yann Le Dantec compte les sphaignes depuis vingt ans, et n’en avait jamais vu autant en un seul été."
    )
    assert life in heard([FIRST, told, SECOND, LAST, life], page=page, byline=SIGNED)
    assert life in heard([life, FIRST, SECOND, LAST], page=page, byline=SIGNED)


def test_an_agency_a_place_and_the_author_are_not_read() -> None:
    texts = heard(["AV / Gap / Solenne Aubrac", FIRST, SECOND, LAST], page=True)
    assert texts == [TITLE, FIRST, SECOND, LAST]
    assert "Eau / Tourbe / Mélèze" in heard(["Eau / Tourbe / Mélèze", FIRST, SECOND, LAST], page=True)


def test_an_agency_and_its_hour_are_cut_off_the_headline() -> None:
    given = "information fournie par Valnature avec Odilon • 21/03/2026 à 14:40"
    text = "\n\n".join([f"{TITLE} {given}", FIRST, SECOND, LAST])
    article = segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))
    assert [p.text for p in article.paragraphs] == [TITLE, FIRST, SECOND, LAST]
    assert given in [d.text for d in article.dropped]
    assert article.published == "2026-03-21T14:40"
    told = "Le préfet a reçu l’information fournie par Valnature le 21/03/2026"
    assert cut_agency(told) == (told, "")


def test_a_byline_with_its_role_amid_the_article_is_not_read() -> None:
    line = "Par Odilon Ferrat ( Professeur agrégé en classes préparatoires scientifiques au lycée de la ville de Gap)"
    texts = heard([FIRST, SECOND, "Le contexte", line, LAST], page=False)
    assert texts == [TITLE, FIRST, SECOND, "Le contexte", LAST]


def test_a_photographer_and_his_caption_are_not_read() -> None:
    text = (
        f"{TITLE}\n\n© Lucas Morvent\n\n{FIRST}\n\nLucas Morvent\nIl marche tous les matins jusqu’au dernier fossé.\n\n"
        f"{SECOND}\n\n{LAST}\n"
    )
    article = segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))
    assert [p.text for p in article.paragraphs] == [TITLE, FIRST, SECOND, LAST]


def test_a_photographer_s_name_that_comes_again_with_its_captions_is_not_read() -> None:
    shown = [
        "Lucas Morvent\nIl marche tous les matins jusqu’au dernier fossé.",
        "Lucas Morvent\nElle compte les libellules.",
    ]
    text = "\n\n".join([TITLE, FIRST, shown[0], SECOND, shown[1], LAST])
    article = segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))
    assert [p.text for p in article.paragraphs] == [TITLE, FIRST, SECOND, LAST]


def test_a_name_over_its_section_is_read() -> None:
    text = "\n\n".join([TITLE, FIRST, f"Lucas Morvent\n{SECOND}", f"Ida Roux\n{LAST}"])
    article = segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))
    assert [p.text for p in article.paragraphs] == [TITLE, FIRST, "Lucas Morvent", SECOND, "Ida Roux", LAST]


PEOPLE = [
    "Ida Roux\n\nIda accompagne les communes de montagne dans la remise en eau de leurs marais.\n\nVoir le profil",
    "Paul Kessler\n\nPaul mesure la tourbe depuis vingt ans et forme les agents du parc.\n\nVoir le profil",
]


def test_the_people_of_a_house_behind_the_article_are_not_read() -> None:
    text = "\n\n".join([TITLE, FIRST, SECOND, LAST, "Partager", "Nos spécialistes", *PEOPLE])
    article = segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))
    assert [p.text for p in article.paragraphs if p.role != "heading"] == [TITLE, FIRST, SECOND, LAST]


def test_the_people_of_an_article_are_read() -> None:
    told = [piece.rpartition("\n\n")[0] for piece in PEOPLE]
    with_ads = [piece for people in told for piece in (people, "Publicité")]
    for pieces in ([*told, LAST], [*with_ads, LAST], [*PEOPLE, LAST]):
        text = "\n\n".join([TITLE, FIRST, SECOND, *pieces])
        article = segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=NOW))
        said = [p.text for p in article.paragraphs]
        assert sum(text.startswith(("Ida accompagne", "Paul mesure")) for text in said) == 2


@both
@pytest.mark.parametrize("line", ["Valnature 18/11/2026 Ida Roux", "11 décembre 2026 Eau et montagne"])
def test_a_stamp_under_the_headline_is_not_read(line: str, page: bool) -> None:
    assert heard([line, FIRST, SECOND, LAST], page=page) == [TITLE, FIRST, SECOND, LAST]


def test_the_days_of_a_chronicle_are_read() -> None:
    days = ["11 décembre 2026, le premier fossé", "18 décembre 2026, la neige"]
    told = f"<h2>{days[0]}</h2><p>{FIRST}</p><h2>{days[1]}</h2><p>{SECOND}</p><p>{LAST}</p>"
    html = f"<html lang='fr'><body><article><h1>{TITLE}</h1>{told}</article></body></html>"
    article = segment_article(Source(data=html.encode(), media_type="text/html", fetched_at=NOW))
    assert set(days) <= {p.text for p in article.paragraphs}


def test_what_a_note_s_call_opens_is_cut_out_of_its_line() -> None:
    line = "L’eau remonte chaque année [3] X Source de recherche. Les sphaignes suivent [4] ✕ Revue des sols."
    assert cut_opened_notes(line) == (
        "L’eau remonte chaque année. Les sphaignes suivent.",
        ("[3] X Source de recherche", "[4] ✕ Revue des sols"),
    )
    for same in ("Le fossé [3] X, le plus profond, est fermé.", "Louis X [2] Le Hutin y chassait."):
        assert cut_opened_notes(same) == (same, ())
    article = read([FIRST, f"{SECOND[:-1]} [2] X Source fiable Revue des sols.", LAST], page=False)
    assert [p.text for p in article.paragraphs] == [TITLE, FIRST, SECOND, LAST]
    assert any(
        d.reason == "footnote" and d.text == "[2] X Source fiable Revue des sols" for d in article.dropped
    )


@pytest.mark.parametrize(
    "text",
    [
        "Simone Aubrac, une femme engagée",
        "Solenne Aubrac, botaniste, est morte à Gap",
        "Solenne Aubrac, botaniste : « L’eau revient »",
        "Gap, préfecture des Hautes-Alpes",
    ],
)
def test_a_heading_presents_nobody(text: str) -> None:
    assert read_presented(text) is None


def test_a_presentation_is_read_in_its_parts() -> None:
    who = read_presented("Mme Anne de La Tour, maîtresse de conférences à l’université de Brest")
    assert who is not None
    assert (who.name, who.surname) == ("Anne de La Tour", "Tour")
