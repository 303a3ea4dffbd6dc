"""Sentences: none cut at an abbreviation, nothing lost."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioedition.script.normalise import split_sentences
from tests.support.work import calls_of

MANY = settings(max_examples=200)

CASES = [
    "M. Dupont a vu le Dr. Martin. | Ils ont parlé.",
    "MM. Le Pen et La Fayette sont là. | Mme. Roux aussi.",
    "Au 5, av. Foch, il pleut. | Au 12, bd. Voltaire aussi.",
    "L’U.R.S.S. a gagné. | La guerre est finie.",
    "Il vivait en U.R.S.S. | Il est mort.",
    "Rendez-vous à 18 h. | Le maire parlera.",
    "Il fait 30 °C. | Le soleil tape.",
    "Cela coûte 3.50 euros. | C’est cher.",
    "Il aime lire, écrire, etc. | Le soir, il dort.",
    "Des pommes, etc. et des poires. | Voilà.",
    "« Je pars. | Adieu. » | Il sort.",
    "« Viens-tu ? » demande-t-elle. | Il se tait.",
    "« Non ! » crie-t-il.",
    "Il a dit : « Non. » | Puis il est parti.",
    "Vraiment ?! | Oui…",
    "Il hésite… puis renonce. | Tant pis.",
    "Il hésite… | Puis il renonce.",
    "Voir p. 12 et art. 3. | C’est clair.",
    "Le n°. 5 de la liste. | Voilà.",
    "1. Le prix du pain. | 2 euros.",
    "J. K. Rowling écrit. | F. Mercier lit.",
    "En 44 av. J.-C. César meurt. | Rome tremble.",
    "La vitamine C. | Elle est utile.",
    "Le P.-D.G. de l’usine. | Il part.",
    "Publié le 3 janv. 2024. | À lire.",
    "Elle (Mme. Petit) rit. | Lui non.",
    "Il a 3 ans. | 2 de plus que moi.",
    "Un seul mot",
    "Ah ! | Oh ! | Hein ?",
    "La Cie. Martin recrute. | Bien.",
    "Selon l’Insee, +0,3 %. | La croissance revient.",
    "Pourquoi ? | Parce que c’est ainsi.",
    "Prof. Durand, c.-à-d. lui. | Pas moi.",
    "Le 12.05.2024, il neige. | Eh oui.",
    "Sur www.exemple.fr. | Voilà.",
    "“Non.” | Il rit.",
    "Il a crié : « Feu ! » | Les soldats ont tiré.",
    "(Il est parti. | Elle reste.)",
]


@pytest.mark.parametrize("case", CASES)
def test_cut_where_it_should_be_and_nowhere_else(case: str) -> None:
    assert " | ".join(split_sentences(case.replace(" | ", " "))) == case


def test_a_piece_without_letters_stays_with_its_neighbour() -> None:
    assert split_sentences("Il part. * * *") == ("Il part. * * *",)
    assert split_sentences("… Il part.") == ("… Il part.",)
    assert split_sentences("***") == ("***",)
    assert split_sentences("  ") == ()


@MANY
@given(st.text(alphabet="aéM.DrLe UN!?…«»\"' 12\n\t-(’", max_size=120))
def test_nothing_is_lost_or_moved(text: str) -> None:
    assert " ".join(split_sentences(text)) == " ".join(text.split())


@MANY
@given(st.text(max_size=80))
def test_any_text_survives(text: str) -> None:
    assert " ".join(split_sentences(text)) == " ".join(text.split())


PIECES = [".", ". ", "« » ", ".» ", "M. ", "A. ", "(", "… ", 'a." ', "!?"]


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_line_is_four_times_the_work(piece: str) -> None:
    """Counted, not timed: to look at the whole line at each full stop would be sixteen times as much."""
    lines = [piece * (size // len(piece)) for size in (5_000, 20_000)]
    short, long = (calls_of(partial(split_sentences, line)) for line in lines)
    assert long <= 5 * short + 1_000


@pytest.mark.parametrize("piece", PIECES)
def test_a_line_of_a_hundred_kilobytes_is_cut_to_its_end(piece: str) -> None:
    line = piece * (100_000 // len(piece))
    assert " ".join(split_sentences(line)) == " ".join(line.split())
