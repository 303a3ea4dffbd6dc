"""Copied text: the box of who wrote the article behind its last paragraph, captions with their credit in brackets and
orders to read another publication; and what looks like them and is the article's."""

from __future__ import annotations

import pytest

from tests.article.test_text_amid import CLOSING, OPENING, kept

FIRST = (
    "Les vannes, refaites en chêne par le charron du bourg, s’ouvrent maintenant d’une seule main, et l’eau du bief"
    " ne déborde plus sur le chemin des écoliers quand l’orage éclate sur le plateau."
)
SECOND = (
    "La farine part chaque mercredi dans la vieille camionnette de la coopérative, qui dessert onze boulangeries et"
    " deux cantines, dont celle du collège où le meunier a lui-même appris à lire et à compter."
)
HIMSELF = (
    "Curieuse des métiers de la rivière depuis l’enfance, j’écris pour ce magazine entre deux promenades et mes cours"
    " de dessin."
)


def text(*lines: str) -> list[str]:
    return kept(OPENING + "\n" + "\n\n".join(lines) + "\n" + CLOSING)


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("Maud Kerellec", HIMSELF),
        (
            "Auteur Hugues Ternant",
            "Hugues Ternant est ingénieur en hydraulique. Depuis 2009, il forme des meuniers.",
        ),
    ],
)
def test_the_box_of_the_author_is_not_heard(name: str, about: str) -> None:
    heard = text(FIRST, SECOND, "Catégories Métiers Étiquettes Moulins", name, about)
    assert heard[-1] == SECOND


def test_who_is_named_by_the_article_or_speaks_among_others_is_heard() -> None:
    said = (
        "Je n’aurais jamais cru que mes meules tourneraient encore un jour, et je remercie toute la vallée."
    )
    named = text(
        FIRST,
        SECOND,
        f"Sans Maud Kerellec, rien n’eût été possible. {FIRST[:90]} d’eau.",
        "Maud Kerellec",
        said,
    )
    assert named[-1] == said
    among = text(FIRST, SECOND, "Hugues Ternant", HIMSELF, "Maud Kerellec", said)
    assert among[-1] == said


@pytest.mark.parametrize(
    "line",
    [
        "Le moulin pendant la crue de 1957 (DR)",
        "Les meules avant leur retaille (photo de Luc Barrande)",
        "(crédit photo en une : vaudrey-images.fr)",
        "Lire notre entretien avec le charron : comment choisir le chêne d’une vanne",
    ],
)
def test_credits_in_brackets_and_orders_to_read_are_not_heard(line: str) -> None:
    heard = text(FIRST, line, SECOND)
    assert line not in heard
    assert FIRST in heard
    assert SECOND in heard


@pytest.mark.parametrize(
    "line",
    [
        "Lire la rivière comme un vieux livre de comptes",
        "Le retour des anguilles (et des loutres)",
        "Lire le rapport de la commission prend deux heures, et personne ne le fait.",
        "Une photo de la crue (1957) est accrochée à gauche de la porte.",
    ],
)
def test_headings_and_sentences_that_look_so_are_heard(line: str) -> None:
    assert line in text(FIRST, line, SECOND)
