"""Copied text: what stands above a button, a poll's question, marked headlines with their summaries."""

from __future__ import annotations

import pytest

from tests.article.test_text_goes_on import BUTTONS, PARAGRAPHS, heard, read

TITLE = "Le moulin de Kerven tourne"


@pytest.mark.parametrize("button", ["Je m’inscris", "S’abonner"])
def test_an_offer_goes_with_the_button_below_it(button: str) -> None:
    offer = ("La lettre du littoral", "Un courrier, chaque vendredi, qui raconte la mer.", button)
    assert heard(read(TITLE, PARAGRAPHS[0], *offer, *PARAGRAPHS[1:], *BUTTONS)) == [TITLE, *PARAGRAPHS]


def test_a_heading_and_a_short_sentence_on_the_subject_stay_above_a_button() -> None:
    own = ("Des meules cerclées de fer", "Le granit des meules avait souffert du gel.", "Je m’inscris")
    assert set(own[:2]) <= set(heard(read(TITLE, *PARAGRAPHS, *own, PARAGRAPHS[0] + " Bis.", *BUTTONS)))


@pytest.mark.parametrize("answers", [("OuiNonSans opinion",), ("Oui", "Non", "Sans opinion")])
def test_a_poll_s_question_goes_with_its_answers(answers: tuple[str, ...]) -> None:
    asked = "Selon vous, faut-il rouvrir tous les moulins de la rivière ?"
    article = read(TITLE, *PARAGRAPHS, asked, *answers, *BUTTONS)
    assert heard(article) == [TITLE, *PARAGRAPHS]


def test_a_question_that_somebody_answers_stays() -> None:
    asked, answer = (
        "Faut-il rouvrir tous les moulins ?",
        "Oui, et le plus vite possible, répond le meunier de Kerven.",
    )
    assert {asked, answer} <= set(heard(read(TITLE, *PARAGRAPHS[:2], asked, answer, PARAGRAPHS[2], *BUTTONS)))


@pytest.mark.parametrize("mark", ["»", "▶", "→"])
def test_marked_headlines_go_with_their_summaries(mark: str) -> None:
    cards = (
        f"{mark} La criée ferme à Lorient",
        "Les bateaux débarquent désormais au port voisin.",
        f"{mark} Un phare à vendre",
        "L’État cherche preneur pour deux tours.",
    )
    article = read(TITLE, *PARAGRAPHS[:2], "À lire aussi", *cards, PARAGRAPHS[2], *BUTTONS)
    assert heard(article) == [TITLE, *PARAGRAPHS]


@pytest.mark.parametrize("answer", ["Oui.", "Oui", "Non", "Oui, bien sûr. Non, je plaisante."])
def test_a_short_answer_is_no_poll(answer: str) -> None:
    asked = "Et vous, vivrez-vous ici ?"
    own = (PARAGRAPHS[0], asked, answer, PARAGRAPHS[1], "Le referez-vous ?", "Non.", PARAGRAPHS[2])
    assert asked in heard(read(TITLE, *own, *BUTTONS))
