"""Copied text: lines of the article that a rule took for the page's are heard."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from audioedition.article.chrome import load_phrasebook
from audioedition.article.extract import extract_page
from audioedition.article.judge.copied.learned import drop_doubted, load_weights
from audioedition.article.judge.copied.listed import drop_menus
from audioedition.article.judge.features import Line, read_lines
from audioedition.article.judge.verdict import Verdict, drop, keep
from audioedition.model import Source
from audioedition.segment import segment_page

TITLE = "Le four banal de Saint-Aubrac cuit de nouveau"
PARAGRAPHS = (
    "Le four banal de Saint-Aubrac a cuit samedi ses premiers pains depuis soixante ans, devant deux cents habitants "
    "venus avec leur pâte, leur panier et, pour les plus vieux, la marque de leur famille taillée dans le buis.",
    "La voûte, effondrée en 1987, a été remontée pierre à pierre par un maçon de la vallée, qui a retrouvé dans la "
    "rivière une partie des claveaux et taillé les autres dans le même grès rose que ceux du vieux four.",
    "Le boulanger du bourg surveillera le feu une fois par mois. Chacun paiera le bois à son tour, comme le voulait "
    "la coutume, et les enfants de l’école tiendront le cahier des fournées.",
)
BUTTONS = ("Partager", "Facebook", "Imprimer", "Mentions légales")


def source(text: str) -> Source:
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    return Source(data=text.encode(), media_type="text/plain", fetched_at=now)


def heard(*lines: str) -> list[str]:
    return [p.text for p in segment_page(extract_page(source("\n\n".join(lines)))).paragraphs]


MENU_WITH_ITS_SENTENCE = (
    *("Aller au contenu", "Recherche globale", "Qui sommes-nous", "Nos vallées", "Travailler ici"),
    "Avec douze communes et quarante hameaux, le syndicat des vallées d’Aubrac rend aux habitants, cuit ou cru, quatre "
    "saisons sur quatre, tous les services que chacune d’elles ne peut payer seule : le four banal, l’eau, la neige et "
    "les routes, et depuis soixante ans les écoles de ses plateaux.",
    *("Vue d’ensemble", "Organisation", "Histoire", "Rapport annuel", "Marchés", "Bureau", "Élus", "Agents"),
    *("Aubenas", "Aurillac", "Conques", "Espalion", "Estaing", "Laguiole", "Marvejols", "Nasbinals", "Rodez"),
    *(
        "Saugues",
        "Langogne",
        "Mende",
        "Florac",
        "Ispagnac",
        "Millau",
        "Decazeville",
        "Figeac",
        "Maurs",
        "Murat",
    ),
    *(
        "Salers",
        "Mauriac",
        "Pleaux",
        "Riom",
        "Allanche",
        "Massiac",
        "Brioude",
        "Langeac",
        "Chanac",
        "Balsièges",
    ),
    *("Langues", "Occitan", "Español", "Fiche du 11 novembre"),
)


@pytest.mark.parametrize(
    ("site", "headline"),
    [
        ("Syndicat des vallées d’Aubrac : ", "Le four banal de Saint-Aubrac cuit de nouveau"),
        ("Vallées d’Aubrac – ", "Soixante ans après, le four banal cuit de nouveau"),
    ],
)
def test_a_headline_behind_its_site_s_name_is_found_below_the_menu(site: str, headline: str) -> None:
    spoken = heard(site + headline, *MENU_WITH_ITS_SENTENCE, headline, *BUTTONS[:3], *PARAGRAPHS, *BUTTONS)
    assert spoken == [headline, *PARAGRAPHS]


def test_a_site_s_short_name_behind_the_headline_is_no_headline() -> None:
    spoken = heard(f"{TITLE} - Vallées d’Aubrac", *PARAGRAPHS, "Partager", "Vallées d’Aubrac", *BUTTONS)
    assert spoken[-3:] == list(PARAGRAPHS)


LISTS = (
    (
        "Pour le feu :",
        "Le bois de chêne sec fendu depuis deux hivers au moins",
        "Une torche de paille tressée de la longueur d’un bras",
    ),
    (
        "Pour la pâte :",
        "Le levain rafraîchi la veille dans une jatte de grès",
        "La farine de seigle du moulin et le sel de la commune",
    ),
)


def test_two_lists_in_a_row_end_the_article() -> None:
    spoken = heard(TITLE, *PARAGRAPHS, *LISTS[0], *LISTS[1], "Laissez un mot", *BUTTONS)
    assert spoken[-6:] == [*LISTS[0], *LISTS[1]]


def test_a_second_list_behind_one_that_the_article_tells_is_heard() -> None:
    told = "Le bois de chêne sec, fendu depuis deux hivers au moins et rangé par chacun à son tour, sous l’appentis"
    spoken = heard(TITLE, *PARAGRAPHS, LISTS[0][0], told, told.replace("chêne", "hêtre"), *LISTS[1], *BUTTONS)
    assert spoken[-3:] == list(LISTS[1])


def test_what_is_announced_behind_the_last_list_and_is_short_is_the_page_s() -> None:
    spoken = heard(TITLE, *PARAGRAPHS, *LISTS[0], "Nos rubriques :", "Le bourg", "Les hameaux", *BUTTONS)
    assert "Le bourg" not in spoken


@pytest.mark.parametrize("announced", ["Histoire et usages du four :", "Ce que voulait la coutume :"])
def test_a_heading_with_a_colon_right_above_the_first_paragraph_is_heard(announced: str) -> None:
    assert announced in heard(TITLE, "Partager", "Imprimer", announced, *PARAGRAPHS, *BUTTONS)


def test_a_label_above_the_first_paragraph_is_not_heard() -> None:
    assert "Rubrique :" not in heard(TITLE, "Partager", "Imprimer", "Rubrique :", *PARAGRAPHS, *BUTTONS)


@pytest.mark.parametrize("named", ["Un maçon remonte la voûte de grès rose", "Le boulanger surveille le feu"])
def test_a_heading_that_the_summary_has_named_is_heard_once(named: str) -> None:
    spoken = heard(TITLE, "Sommaire", named, PARAGRAPHS[0], named, *PARAGRAPHS[1:], *BUTTONS)
    assert spoken.count(named) == 1


def test_a_card_s_title_said_twice_is_not_heard() -> None:
    card = "Un maçon remonte la voûte de grès rose"
    assert card not in heard(TITLE, *PARAGRAPHS[:2], card, card, PARAGRAPHS[2], *BUTTONS)


@pytest.mark.parametrize(
    "asked",
    [
        "D’ailleurs, qu’est devenue notre vieille charrette bleue ? C’est toi qui l’as ou dort-elle chez Marcel ?",
        "Tiens, aurais-tu gardé mes pinces-monseigneur rouillées ? Sinon, Bertrand les a-t-il emportées ?",
    ],
)
def test_a_question_of_two_sentences_amid_paragraphs_is_no_other_s_headline(asked: str) -> None:
    assert asked in heard(TITLE, *PARAGRAPHS[:2], asked, PARAGRAPHS[2], *BUTTONS)


def test_one_strange_question_amid_paragraphs_is_another_s_headline() -> None:
    asked = "Pourquoi tant de motocyclistes islandais boudent-ils encore leur capitale verglacée ?"
    assert asked not in heard(TITLE, *PARAGRAPHS[:2], asked, PARAGRAPHS[2], *BUTTONS)


WORDS = ("Braise – Cendre – Fagot", "Levain – Maie", "Pelle – Rouable – Tison", "Voûte – Sole")


def test_pictures_beside_a_run_of_short_lines_make_no_menu_of_it() -> None:
    picture = "© Claire Vidal / Vallées"
    texts = [PARAGRAPHS[0], "Les mots du four", picture, *WORDS, PARAGRAPHS[1]]
    lines, verdicts = judged(texts)
    drop_menus(lines, verdicts, range(len(lines)))
    assert all(verdicts[texts.index(word)].kept for word in WORDS)
    texts[2] = "Partager"
    lines, verdicts = judged(texts)
    drop_menus(lines, verdicts, range(len(lines)))
    assert not any(verdicts[texts.index(word)].kept for word in WORDS)


# --- the judge that learned --------------------------------------------------------------------------------------


def judged(texts: list[str]) -> tuple[list[Line], list[Verdict]]:
    """Each text a line, kept unless a phrase names it: paragraphs, headings, and the first the title if it is short."""
    lines = read_lines(extract_page(source("\n\n".join(texts))).blocks, load_phrasebook(), plain=True)
    assert [line.text for line in lines] == texts
    roles = [_verdict(x) for x in lines]
    return lines, [keep("title") if i == 0 and not lines[0].prose else v for i, v in enumerate(roles)]


def _verdict(line: Line) -> Verdict:
    if line.rule is not None:
        return drop("share", "button")
    return keep("list" if line.text.endswith(",") else "body" if line.ends else "heading")


def left(texts: list[str], chance: dict[str, float]) -> list[str]:
    """What the judge leaves of ``texts`` where it is sure of all but those with a ``chance``."""
    lines, verdicts = judged(texts)
    weights = load_weights()
    assert weights is not None
    out = drop_doubted(lines, verdicts, [()] * len(lines), [chance.get(t, 0.99) for t in texts], weights)
    return [t for t, v in zip(texts, out, strict=True) if v.kept]


@pytest.mark.parametrize("doubted", [(1, 3), (2, 3)])
def test_a_list_of_short_lines_is_heard_whole_where_its_first_and_one_of_three_are(
    doubted: tuple[int, int],
) -> None:
    entries = ["La pelle de frêne", "Le rouable", "La balle de paille", "Le cahier des fournées"]
    texts = [TITLE, *PARAGRAPHS[:2], *entries, PARAGRAPHS[2], "Partager"]
    assert left(texts, {entries[i]: 0.01 for i in doubted})[3:-1] == entries
    first = left(texts, {entries[i]: 0.01 for i in (0, *doubted)})
    assert entries[doubted[0]] not in first


@pytest.mark.parametrize("heading", ["Les mots du four banal", "Ce que l’on cuit à Saint-Aubrac"])
def test_a_list_under_a_heading_that_names_the_subject_is_heard_past_its_pictures(heading: str) -> None:
    picture = "© Claire Vidal / Vallées"
    texts = [TITLE, *PARAGRAPHS[:2], heading, *WORDS[:2], picture, *WORDS[2:], PARAGRAPHS[2], "Partager"]
    doubted = dict.fromkeys(WORDS, 0.01)
    assert [t for t in left(texts, doubted) if t in WORDS] == list(WORDS)
    texts[3] = "Nos pages"
    assert [t for t in left(texts, doubted) if t in WORDS] == []


@pytest.mark.parametrize(
    "heading", ["Textes d’apprentis de la vallée", "Texte de présentation :", "Textes de boulangers"]
)
def test_texts_of_those_whom_no_name_names_are_no_byline(heading: str) -> None:
    assert heading in heard(TITLE, PARAGRAPHS[0], heading, *PARAGRAPHS[1:], *BUTTONS)


@pytest.mark.parametrize(
    "byline", ["Texte de Claire Vidal", "Texte et photos : Claire Vidal", "Texte : la rédaction"]
)
def test_a_text_s_author_is_its_byline(byline: str) -> None:
    assert byline not in heard(TITLE, byline, *PARAGRAPHS, *BUTTONS)


@pytest.mark.parametrize("heading", ["Un four pour chaque hameau", "Saint-Aubrac et ses pierres"])
def test_a_heading_amid_the_article_that_names_its_subject_is_heard(heading: str) -> None:
    below = (
        "À Saint-Aubrac, chaque hameau avait autrefois son four et ses pierres, que l’on allumait à tour de rôle et "
        "que l’on éteignait le dimanche, avant la messe."
    )
    texts = [
        "Saint-Aubrac rallume le feu sous chaque four",
        PARAGRAPHS[0],
        heading,
        below,
        *PARAGRAPHS[1:],
        "Partager",
    ]
    assert (heading in left(texts, {heading: 0.01})) == ("Aubrac" in heading or "four" in heading)
    other = "Les perdreaux sont de retour"
    texts[2] = other
    assert other not in left(texts, {other: 0.01})


@pytest.mark.parametrize("farewell", ["Amitiés boulangères,", "Bien à vous tous,"])
def test_a_letter_s_farewell_above_who_signs_is_heard(farewell: str) -> None:
    texts = [TITLE, *PARAGRAPHS, farewell, "Partager"]
    lines, verdicts = judged(texts)
    weights = load_weights()
    assert weights is not None
    chance = [0.99, 0.99, 0.99, 0.99, 0.01, 0.01]
    for reason, stays in (("byline", True), ("share", False)):
        verdicts[-1] = drop(reason, "below")
        out = drop_doubted(lines, verdicts, [()] * len(lines), chance, weights)
        assert out[-2].kept is stays
