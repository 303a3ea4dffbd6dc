"""What listeners are told of a correction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audioedition.model import Article, Paragraph, Role
from audioedition.publish.folder.revisions import MAX_CHANGES, describe_changes, revision_changes
from tests.support.by_hand import STORY, Story, make_edition

NB = "\u00a0"


def article(story: Story = STORY) -> Article:
    edition = make_edition()
    return Article(
        title=story[0][1],
        url=edition.url,
        byline=edition.byline,
        published=edition.published,
        paragraphs=tuple(Paragraph(role=r, text=t, position=n) for n, (r, t) in enumerate(story)),
    )


def changed(index: int, text: str) -> Article:
    return article((*STORY[:index], (STORY[index][0], text), *STORY[index + 1 :]))


def test_the_same_article_has_no_changes() -> None:
    assert describe_changes(make_edition(), article()) == ()


def test_a_revision_always_says_something() -> None:
    (sentence,) = revision_changes(make_edition(), article())
    assert "texte est inchangé" in sentence


@pytest.mark.parametrize(
    ("index", "text", "expected"),
    [
        (
            0,
            "Le pont neuf rouvre",
            f"Titre : «{NB}Le vieux pont rouvre aux promeneurs{NB}» devient «{NB}Le pont neuf",
        ),
        (
            2,
            "La barrière est tombée à 9 h. Une centaine d’habitants attendaient déjà, sous la pluie.",
            f"Paragraphe 1 : «{NB}tombée à 8 h 30{NB}» devient «{NB}tombée à 9 h{NB}».",
        ),
        (
            4,
            "La facture a gonflé de 21 %. La ville en paie la moitié. L’État et la région font le reste.",
            f"Paragraphe 2 : «{NB}gonflé de 12 %{NB}» devient «{NB}gonflé de 21 %{NB}».",
        ),
        (
            4,
            "La facture a gonflé de 12 %. La ville en paie la moitié. L’État, la région et l’Europe paient.",
            "Paragraphe 2 : ",
        ),
        (
            2,
            "La barrière est tombée à 8 h 30. Trois cents habitants attendaient déjà, sous la pluie.",
            f"Paragraphe 1 : «{NB}Une centaine d’habitants attendaient{NB}» devient «{NB}Trois cents habitants",
        ),
        (
            1,
            STORY[1][1] + " Les vélos, si.",
            f"Chapô : ajout de «{NB}Les vélos, si.{NB}».",
        ),
        (
            4,
            "La facture a gonflé de 12 %. L’État et la région font le reste.",
            f"Paragraphe 2 : suppression de «{NB}La ville en paie la moitié.{NB}».",
        ),
    ],
)
def test_a_corrected_passage_is_named_and_quoted(index: int, text: str, expected: str) -> None:
    (sentence,) = describe_changes(make_edition(), changed(index, text))
    assert sentence.startswith(expected)


def test_added_and_removed_paragraphs() -> None:
    new = article((*STORY[:5], *STORY[6:], ("body", "Une enquête publique ouvrira en juin.")))
    assert describe_changes(make_edition(), new) == (
        f"Citation retirée : «{NB}“On avait fini par oublier le bruit de l’eau”, sourit une riveraine.{NB}».",
        f"Paragraphe ajouté : «{NB}Une enquête publique ouvrira en juin.{NB}».",
    )


def test_a_rewritten_paragraph_is_not_quoted_whole() -> None:
    text = "La facture a gonflé, et " + "personne ne sait au juste pourquoi, ni depuis quand, " * 12
    sentences = describe_changes(make_edition(), changed(4, text))
    assert all(len(s) < 240 for s in sentences)
    assert sentences


@pytest.mark.parametrize(
    "text",
    [
        STORY[2][1].replace("8 h 30", "8\u00a0h\u202f30").replace("’", "'"),
        "La barrière est tombée à 8 h 30.  Une centaine d’habi\u00adtants attendaient déjà, sous la pluie.",
    ],
)
def test_typography_alone_is_no_correction_of_fact(text: str) -> None:
    assert describe_changes(make_edition(), changed(2, text)) == ("Corrections typographiques.",)


def test_another_role_with_the_same_words() -> None:
    new = article((*STORY[:5], ("body", STORY[5][1]), *STORY[6:]))
    assert describe_changes(make_edition(), new) == ("Paragraphe 3 : mise en forme corrigée.",)


def test_many_changes_are_counted() -> None:
    story = tuple((role, f"{text} Ajout numéro {n}.") for n, (role, text) in enumerate(STORY * 4))
    sentences = describe_changes(make_edition(STORY * 4), article(story))
    assert len(sentences) == MAX_CHANGES
    assert sentences[-1] == f"{40 - MAX_CHANGES + 1} autres passages corrigés."


def test_byline_and_voice() -> None:
    old = make_edition()
    new = replace(article(), byline=None)
    voice = replace(old.voice, name="siwis", label="Siwis")
    assert describe_changes(old, new, voice=voice) == (
        f"Signature : «{NB}Claire Aubin{NB}» devient «{NB}aucune{NB}».",
        f"Voix : «{NB}Pico (voix embarquée){NB}» devient «{NB}Siwis{NB}».",
    )


def test_an_article_rewritten_from_end_to_end_is_still_quick() -> None:
    roles: list[Role] = ["title"]
    roles += ["body"] * 299
    old = make_edition(tuple((r, f"Phrase ancienne {n}, sans rien de commun.") for n, r in enumerate(roles)))
    new = article(tuple(("body", f"Tout autre chose {n} vraiment, dit-elle.") for n in range(300)))
    assert len(describe_changes(old, new)) == MAX_CHANGES
