"""Lines that a program or a hand has broken are joined; those that end by themselves are left alone."""

from __future__ import annotations

import textwrap

import pytest

from audioedition.article.extract.text import text_page
from audioedition.article.extract.unwrap import find_column, unwrap

PARAGRAPHS = (
    "Les mareyeurs reprennent possession de la halle",
    "Depuis onze mois que duraient les travaux, la halle à marée du port n’avait pas vu un poisson. Lundi, ils "
    "étaient quarante à s’y presser dès cinq heures, malgré la pluie et le vent qui soufflait du large.",
    "Le directeur du port, Yann Le Goff, a salué un « moment attendu par toute une filière » et promis que le quai "
    "serait achevé avant le mois de mars, quand les coquilliers rentreront de campagne.",
    "Un chantier de deux ans",
    "Quatre millions d’euros ont été investis par la région. Les pêcheurs, eux, réclament depuis longtemps un quai "
    "plus long : celui de l’est ne peut accueillir que six bateaux à la fois.",
    "- une chambre froide de trois cents mètres carrés",
    "- un tapis qui porte les caisses jusqu’aux camions",
    "Les enchères auront lieu chaque matin, sauf le dimanche.",
)


def broken(width: int) -> list[str]:
    lines = []
    for text in PARAGRAPHS:
        lines += textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)
    return lines


@pytest.mark.parametrize("width", [64, 68, 72, 76, 80, 90])
def test_a_text_broken_at_a_column_without_blank_lines_gets_its_paragraphs_back(width: int) -> None:
    (joined,) = unwrap([broken(width)])
    assert " ".join(joined) == " ".join(PARAGRAPHS)  # nothing is lost, nothing is out of order
    assert joined[0] == PARAGRAPHS[0]
    assert {"Un chantier de deux ans", PARAGRAPHS[5]} <= set(joined)
    # a last line that happens to be full cannot be told from one in the midst: two paragraphs may become one
    assert len(joined) >= len(PARAGRAPHS) - 2
    assert all(any(piece.startswith(text) for text in PARAGRAPHS) for piece in joined)


def test_blank_lines_between_broken_paragraphs_still_part_them() -> None:
    groups = [textwrap.wrap(text, 72) for text in PARAGRAPHS[1:3]] * 3
    assert unwrap(groups) == [[PARAGRAPHS[1]], [PARAGRAPHS[2]]] * 3


def test_a_paragraph_to_the_line_is_left_alone() -> None:
    assert find_column([PARAGRAPHS]) is None
    assert unwrap([PARAGRAPHS]) == [list(PARAGRAPHS)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Yann Le Goff, a salué", "un « moment"),
        ("par la", "région. Les"),
        ("port, ", "Yann"),
        ("duraient les", "travaux"),
    ],
)
def test_a_lone_break_amid_a_sentence_is_mended(before: str, after: str) -> None:
    whole = "\n".join(PARAGRAPHS)
    place = whole.replace(f"{before.strip()} {after}", f"{before.strip()}\n{after}")
    assert place != whole
    assert unwrap([place.split("\n")]) == [list(PARAGRAPHS)]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Marée",
            "La mer ce soir n’a rien à dire,",
            "elle repose ses galets",
            "un à un sur la même ligne,",
            "comme on range",
        ],
        ["Ingrédients", "deux œufs", "farine", "un peu de sel", "une noix de beurre fondu"],
        ["— Tu viens ?", "— Non.", "— Pourquoi ?", "— Parce que."],
        [
            "Titre sans point",
            "Le texte qui suit commence par une majuscule et finit par un point, comme il se doit.",
        ],
    ],
    ids=["poem", "list", "dialogue", "title"],
)
def test_verse_lists_and_talk_keep_their_lines(lines: list[str]) -> None:
    assert unwrap([lines]) == [lines]


def test_words_cut_at_a_lines_end_are_whole_again() -> None:
    lines = textwrap.wrap(" ".join(PARAGRAPHS[1:3]), 72)
    text = "\n".join(
        [
            *lines,
            "Elle avait été jugée néces\u00ad",
            "saire par les élus de l’",
            "agglomération et de Saint-",
            "Malo.",
        ]
    )
    said = " ".join(block.text for block in text_page(text).blocks)
    assert "jugée nécessaire par les élus de l’agglomération et de Saint-Malo." in said


def test_a_line_separator_amid_a_sentence_is_mended() -> None:
    text = "\n".join(PARAGRAPHS).replace("a salué un", "a salué\u2028un")
    assert [block.text for block in text_page(text).blocks] == list(PARAGRAPHS)


@pytest.mark.parametrize("soft", ["\v", "\u2028", "\x85", "\n"])
@pytest.mark.parametrize("between", ["\n\n", "\r\n\r\n"])
def test_paragraphs_that_are_each_broken_after_a_comma_lose_no_first_half(soft: str, between: str) -> None:
    whole = [p for p in PARAGRAPHS if len(p) > 120]
    broken_once = [p.replace(", ", "," + soft, 1) for p in whole]
    page = text_page(between.join([PARAGRAPHS[0], *broken_once]))
    assert [block.text for block in page.blocks] == [PARAGRAPHS[0], *whole]


@pytest.mark.parametrize("soft", ["\v", "\u2028"])
def test_a_soft_line_end_joins_no_paragraphs_that_have_no_blank_line_between(soft: str) -> None:
    whole = [p for p in PARAGRAPHS if len(p) > 120]
    page = text_page("\n".join([PARAGRAPHS[0], *(p.replace(", ", "," + soft, 1) for p in whole)]))
    assert [block.text for block in page.blocks] == [PARAGRAPHS[0], *whole]


def test_a_text_that_has_only_soft_line_ends_keeps_its_paragraphs() -> None:
    page = text_page("\u2028\u2028".join(PARAGRAPHS))
    assert [block.text for block in page.blocks] == list(PARAGRAPHS)


def test_verses_and_entries_that_begin_small_stay_lines() -> None:
    verses = [
        "Sur le quai de la halle, au matin,",
        "quand la pluie efface les bateaux,",
        "un enfant compte les oiseaux.",
    ]
    assert [block.text for block in text_page("\n".join(verses)).blocks] == verses


def test_a_mail_quoted_as_a_whole_is_heard_without_its_marks() -> None:
    quoted = "\n>\n".join("\n".join("> " + line for line in textwrap.wrap(p, 70)) for p in PARAGRAPHS[:3])
    assert [block.text for block in text_page(quoted).blocks] == list(PARAGRAPHS[:3])


def test_a_mark_before_one_line_is_no_quoted_mail() -> None:
    assert text_page("> Une ligne citée.\n\nEt une autre.").blocks[0].text == "> Une ligne citée."
