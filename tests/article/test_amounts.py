"""Copied text: the amounts of a recipe, though they look like ranks and counts."""

from __future__ import annotations

from tests.article.test_text_goes_on import BUTTONS, PARAGRAPHS, heard, read

AMOUNTS = (
    "3 poireaux",
    "1,2 kg de pommes de terre",
    "1 oignon",
    "25 cl de crème",
    "½ botte de persil",
    "1 œuf",
    "Sel et poivre",
)
STEPS = (
    "Lavez les poireaux et coupez-les en rondelles, puis faites-les fondre au beurre pendant un quart d’heure.",
    "Ajoutez les pommes de terre, mouillez à hauteur et laissez cuire jusqu’à ce que "
    "la lame d’un couteau les traverse.",
)


def test_the_amounts_and_what_heads_them_are_heard() -> None:
    text = (
        "La soupe du moulin",
        *PARAGRAPHS,
        "Publicité",
        "Pour la soupe",
        *AMOUNTS,
        "Préparation",
        *STEPS,
        *BUTTONS,
    )
    article = read(*text)
    roles = {p.text: p.role for p in article.paragraphs}
    assert [t for t in heard(article) if t in AMOUNTS] == list(AMOUNTS)
    assert {roles[t] for t in AMOUNTS} == {"list"}
    assert roles["Pour la soupe"] == roles["Préparation"] == "heading"


def test_numbers_without_a_measure_are_no_amounts() -> None:
    ranks = ("1 Le maire démissionne", "2 La piscine rouvre", "3 Un loup à Kerven", "4 Le prix du blé")
    article = read("Le moulin de Kerven tourne", *PARAGRAPHS, *BUTTONS, "Les plus lus", *ranks)
    assert not set(ranks) & set(heard(article))


def test_shares_and_comments_are_no_amounts() -> None:
    counts = ("12 commentaires", "340 partages", "2 min de lecture", "4 h 20")
    article = read("Le moulin de Kerven tourne", PARAGRAPHS[0], *counts, *PARAGRAPHS[1:], *BUTTONS)
    assert not set(counts) & set(heard(article))
