"""Pages: lines that look like chrome by themselves, amid which the article plainly goes on."""

from __future__ import annotations

import pytest

from audioedition.model import Source
from audioedition.segment import segment_article
from tests.article.test_html_own_boxes import NOW, PARAGRAPHS, heard, paragraphs, points

FIRST, SECOND, THIRD = PARAGRAPHS
MORE = (
    "Dans le hangar voisin, les apprentis rangent les couvercles par taille et par couleur, sous l’œil d’un ancien "
    "mécanicien revenu exprès de sa retraite pour leur montrer le métier."
)


def within(entries: str, last: str) -> str:
    above = (
        "Les acheteurs viennent de loin goûter les premières boîtes de la saison. On a vu passer au comptoir"
    )
    return f"{paragraphs(FIRST, above)}{entries}{paragraphs(last, SECOND, THIRD)}"


@pytest.mark.parametrize(
    "names", [("Morvan de Brest,", "Etxea de Bilbao et", "Casa Lobo"), ("Le Goff", "Les Halles du Nord")]
)
def test_a_list_within_a_sentence_is_heard_be_it_of_links(names: tuple[str, ...]) -> None:
    entries = points(*(f"<a href='https://{n}.example/'>{name}</a>" for n, name in enumerate(names)))
    last = "pour ne citer que les plus bavards d’une clientèle qui paie comptant et emporte tout."
    said = heard("", within(entries, last))
    assert [t for t in said if t in names] == list(names)


def test_a_list_of_links_between_two_sentences_leads_away() -> None:
    names = ("Morvan de Brest", "Etxea de Bilbao", "Casa Lobo")
    entries = points(*(f"<a href='/{n}'>{name}</a>" for n, name in enumerate(names)))
    last = "Les plus bavards d’entre eux paient comptant et emportent tout ce qui reste."
    assert not set(names) & set(heard("", within(entries, last)))


def test_a_question_of_the_article_s_own_is_heard() -> None:
    asks = "Qu’en pensez-vous ?"
    text = f"{paragraphs(FIRST, asks)}<h2>Faut-il produire plus ?</h2>{paragraphs(SECOND, THIRD, MORE)}"
    assert asks in heard("", text)


def test_a_readers_corner_between_its_sections_is_not() -> None:
    asks = "Qu’en pensez-vous ?"
    text = f"{paragraphs(FIRST, asks)}<h2>Huit mille boîtes</h2>{paragraphs(SECOND, THIRD, MORE)}"
    assert asks not in heard("", text)


@pytest.mark.parametrize("word", ["Discussion", "Contributions"])
def test_a_word_that_may_be_an_intertitre_is_heard_amid_paragraphs(word: str) -> None:
    assert word in heard("", f"{paragraphs(FIRST, SECOND, word, THIRD, MORE)}")


def test_the_same_word_behind_the_last_paragraph_is_not() -> None:
    assert "Discussion" not in heard("", paragraphs(FIRST, SECOND, THIRD, MORE, "Discussion"))


def test_a_heading_that_begins_as_a_signature_does() -> None:
    head = "Texte de présentation :"
    text = f"{paragraphs(FIRST, SECOND)}<h2>{head}</h2>{paragraphs(THIRD, MORE)}"
    assert head in heard("", text)
    assert "Texte de Paul Kerbrat" not in heard("", paragraphs("Texte de Paul Kerbrat", *PARAGRAPHS))


@pytest.mark.parametrize("name", ["m-key-figure", "carte key_figure"])
def test_a_key_figure_is_a_number_and_no_picture(name: str) -> None:
    said = "52 emplois avant la fin de l’été"
    box = f"<h2>Le chantier en chiffres</h2><div class='{name}'><p>{said}</p></div>"
    assert said in heard("", f"{paragraphs(FIRST, SECOND)}{box}{paragraphs(THIRD)}")


def test_who_said_a_quotation_set_in_a_figure_is_heard_with_it() -> None:
    quote = "<figure class='q'><blockquote><p>« La mer ne prévient jamais deux fois. »</p><p>– Anne Le Dû</p>"
    said = heard("", f"{paragraphs(FIRST)}{quote}</blockquote></figure>{paragraphs(SECOND, THIRD)}")
    assert said[1:3] == ["« La mer ne prévient jamais deux fois. »", "– Anne Le Dû"]
    caption = "<figure class='q'><img src='a.jpg'><figcaption>– Anne Le Dû</figcaption></figure>"
    assert heard("", f"{paragraphs(FIRST)}{caption}{paragraphs(SECOND, THIRD)}") == list(PARAGRAPHS)


def column(name: str, text: str, *, turned: bool = False) -> str:
    head, below = f"<div class='c'><h3>{name}</h3></div>", f"<div class='c'>{paragraphs(text)}</div>"
    return f"<div class='r'>{below + head if turned else head + below}</div>"


def test_a_heading_below_the_column_that_it_names() -> None:
    rows = (column("Anne", SECOND), column("Yves", THIRD, turned=True), column("Léa", MORE))
    said = heard("", f"{paragraphs(FIRST)}{''.join(rows)}")
    assert said == [FIRST, "Anne", SECOND, THIRD, "Yves", "Léa", MORE]


def test_a_heading_that_nothing_stands_under_is_not_heard() -> None:
    text = f"{paragraphs(FIRST, SECOND)}<h3>Yves</h3><h3>Léa</h3>{paragraphs(THIRD, MORE)}"
    assert heard("", text) == [FIRST, SECOND, "Léa", THIRD, MORE]


def test_bare_words_over_the_many_paragraphs_of_an_inset_are_its_name() -> None:
    inset = [f"{text} C’est du moins le compte du {n} mai." for n in range(2, 6) for text in PARAGRAPHS]
    told = [f"{text} Ainsi parlait-on le {n} juin sur le quai." for n in range(2, 9) for text in PARAGRAPHS]
    box = f"<div class='e'>La réponse du directeur{paragraphs(*inset, MORE)}</div>"
    assert "La réponse du directeur" in heard("", f"{paragraphs(*told)}{box}{paragraphs(MORE)}")


def test_questions_behind_the_article_head_their_answers() -> None:
    answers = (
        "La conserverie achète ses sardines à la criée de Port-Naval et à deux bateaux du canton voisin.",
        "Les boîtes sont vendues à l’atelier, le matin, et dans les marchés de la côte jusqu’à l’automne.",
    )
    asked = ("D’où viennent les sardines ?", "Où acheter les boîtes ?")
    folds = "".join(
        f"<details open><summary><h3>{q}</h3></summary><div><p>{a}</p></div></details>"
        for q, a in zip(asked, answers, strict=True)
    )
    quays = "Les quais du port, la criée, les remparts, le marché couvert et la halle aux toiles, " * 4
    more = "".join(f"<li><a href='/{n}'>{quays}le {n} mai</a></li>" for n in range(2, 8))
    html = (
        "<html lang='fr'><head><title>La conserverie de Port-Naval rouvre</title></head><body><main>"
        f"<h1>La conserverie de Port-Naval rouvre</h1><div class='t'>{paragraphs(*PARAGRAPHS, MORE)}</div>"
        f"<ul>{more}</ul><div class='b'>{folds}</div></main></body></html>"
    )
    article = segment_article(Source(data=html.encode(), media_type="text/html", fetched_at=NOW))
    said = [p.text for p in article.paragraphs]
    assert [t for t in said if t in asked + answers] == [asked[0], answers[0], asked[1], answers[1]]
