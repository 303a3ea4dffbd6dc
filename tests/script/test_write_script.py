"""Article -> Script: nothing lost, nothing over the engine's limit, each role with its pause."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioedition.model import Article, Paragraph, Pauses, Script, Voice
from audioedition.script.normalise import normalise
from audioedition.script.write import write_script

VOICE = Voice(
    name="essai",
    engine="tone",
    pauses=Pauses(sentence=1, body=2, title=3, opening=4, heading_before=50, heading=6, list=7),
)


def article(*paragraphs: Paragraph, **facts: Any) -> Article:
    return Article(title="Titre", paragraphs=(Paragraph(role="title", text="Titre"), *paragraphs), **facts)


def body(text: str) -> Paragraph:
    return Paragraph(role="body", text=text)


def script(*paragraphs: Paragraph, max_chars: int = 200, **facts: str) -> Script:
    return write_script(article(*paragraphs, **facts), voice=VOICE, max_chars=max_chars)


def printed(made: Script) -> list[str]:
    """Each paragraph as the utterances print it."""
    numbers = sorted({u.paragraph for u in made.utterances if u.paragraph is not None})
    return [" ".join(u.text for u in made.utterances if u.paragraph == n and u.text) for n in numbers]


def test_the_opening_says_who_reads_the_title_then_byline_and_date() -> None:
    made = script(
        body("Un."), site="Le Phare", byline="par Anne Le Goff", published="2024-05-01T08:00:00+02:00"
    )
    assert [(u.paragraph, u.sentence, u.role, u.text) for u in made.utterances] == [
        (None, 0, "opening", "Article du site Le Phare, lu par une voix de synthèse."),
        (0, 0, "title", "Titre"),
        (None, 1, "opening", "Par Anne Le Goff. Publié le 1er mai 2024."),
        (1, 0, "body", "Un."),
    ]
    assert made.utterances[2].spoken == "Par Anne Le Goff. Publié le premier mai deux mille vingt-quatre."


def test_without_facts_the_opening_still_says_that_a_synthetic_voice_reads() -> None:
    made = script(body("Un."), published="mardi", byline=" ", site="")
    assert [u.text for u in made.utterances if u.role == "opening"] == [
        "Article lu par une voix de synthèse."
    ]


def test_every_role_has_its_pause() -> None:
    made = script(
        body("Un. Deux."),
        Paragraph(role="heading", text="Inter"),
        Paragraph(role="list", text="Point."),
        Paragraph(role="quote", text="Cité."),
        byline="Anne",
    )
    assert [(u.text, u.pause_after_ms) for u in made.utterances] == [
        ("Article lu par une voix de synthèse.", 4),
        ("Titre", 3),
        ("Par Anne.", 4),
        ("Un.", 1),
        ("Deux.", 50),
        ("Inter", 6),
        ("Point.", 7),
        ("Cité.", 2),
    ]


def test_a_long_sentence_is_cut_at_clauses_and_shares_its_number() -> None:
    sentence = (
        "Le maire, élu en 2020, a promis trois choses ; la première est un pont ; la seconde, une école."
    )
    made = script(body(sentence), max_chars=60)
    pieces = [u for u in made.utterances if u.paragraph == 1]
    assert len(pieces) > 1
    assert {u.sentence for u in pieces} == {0}
    assert all(len(u.spoken) <= 60 for u in pieces)
    assert pieces[0].text.endswith((";", ","))
    assert " ".join(u.text for u in pieces) == sentence
    assert [u.pause_after_ms for u in pieces] == [0] * (len(pieces) - 1) + [2]


def test_no_cut_falls_inside_what_is_said_as_one() -> None:
    sentence = (
        "On a compté dans toute la ville ce dimanche de mars près de 12 000 000 d’euros de dons "
        "pour M. Le Goff et Mme Roux."
    )
    for limit in range(30, 120, 5):
        made = script(body(sentence), max_chars=limit)
        said = " ".join(u.spoken for u in made.utterances if u.paragraph == 1)
        if limit >= 40:
            assert said.lower() == normalise(sentence).lower(), limit
        assert printed(made)[1] == sentence


def test_a_word_too_long_is_cut_hard_and_printed_once() -> None:
    made = script(body("Le mot " + "é" * 450 + " et 9" + "9" * 300), max_chars=100)
    pieces = [u for u in made.utterances if u.paragraph == 1]
    assert all(0 < len(u.spoken) <= 100 for u in pieces)
    assert printed(made)[1] == "Le mot " + "é" * 450 + " et 9" + "9" * 300


def test_a_paragraph_of_20_000_characters_without_a_stop() -> None:
    text = "mot " * 5000
    made = script(body(text), max_chars=100)
    assert printed(made)[1] == text.strip()
    assert all(len(u.spoken) <= 100 for u in made.utterances)


def test_what_has_no_word_is_accounted_for() -> None:
    made = script(body("* * *"), body("Un. *** Deux. !!!"), body("🔥"))
    assert printed(made) == ["Titre", "Un. *** Deux. !!!", "🔥"]
    assert [u.spoken for u in made.utterances if u.paragraph == 3] == ["feu"]
    assert made.unread == ("« * * * » ne contient rien à lire",)


def test_what_cannot_be_read_is_named_with_its_sentence() -> None:
    made = script(body("Tout va bien. Il écrit 北京 au mur."))
    assert made.unread == ("lecture incertaine de « 北京 » dans « Il écrit 北京 au mur. »",)


def test_a_foreign_paragraph_keeps_its_words_and_bears_its_language() -> None:
    english = "The minister said that 21 of the members would not be there for the vote."
    made = script(
        body(english), Paragraph(role="body", text="Bonjour à 5 amis", language="en"), body("Fin à 5 h.")
    )
    assert [(u.language, u.spoken) for u in made.utterances if u.paragraph] == [
        ("en", english),
        ("en", "Bonjour à 5 amis"),
        (None, "Fin à cinq heures."),
    ]
    assert made.unread == ()


def test_locale_is_heard() -> None:
    made = write_script(article(body("Il y en a 90.")), voice=VOICE, max_chars=100, locale="fr-BE")
    assert made.utterances[-1].spoken == "Il y en a nonante."


@pytest.mark.parametrize("max_chars", [20, 60, 400])
@settings(max_examples=60)
@given(text=st.text(alphabet="aé 1€%.,;!?«»’M-—\u00a0X🔥(", min_size=1, max_size=200))
def test_nothing_printed_is_lost(max_chars: int, text: str) -> None:
    made = script(body(text), max_chars=max_chars)
    spoken = [u for u in made.utterances if u.paragraph == 1]
    assert all(0 < len(u.spoken) <= max_chars for u in spoken)
    whole = " ".join(u.text for u in spoken if u.text)
    if spoken:
        assert whole.replace(" ", "") == "".join(text.split())
    else:
        assert made.unread or not text.strip()
