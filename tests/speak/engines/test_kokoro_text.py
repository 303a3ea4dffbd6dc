"""From sentence to tokens: pure, with espeak where its phonemes matter."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioedition.speak.engines.kokoro.phonemes import phonemize_sentence, rewrite, tidy_punctuation
from audioedition.speak.engines.kokoro.tokens import (
    EASY_TOKENS,
    MAX_TOKENS,
    VOCABULARY,
    split_phonemes,
    tokenize,
)
from tests.support.tools import missing


def spell(text: str, voice: str) -> str:
    """Stands for espeak where only the frame around the words is at stake."""
    return f"{'' if voice == 'fr' else voice + ':'}{text.strip()}"


def phonemes(text: str, language: str = "fr-FR") -> str:
    return phonemize_sentence(text, language=language, phonemize=spell)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oui, non.", "Oui, non."),
        ("Vraiment ? Oui !", "Vraiment? Oui!"),
        ("« Bonjour », dit-il.", "“Bonjour”, ditil."),
        ('Un "mot" et un "autre".', "Un “mot” et un “autre”."),
        ("Il l’a dit ; c’est tout : voilà…", "Il l'a dit; c'est tout: voilà…"),
        ("Attends... quoi ?!", "Attends… quoi?"),
        ("Paris – la ville — dort", "Paris — la ville — dort"),
        ("Le taux de 3,5 ou 1.2", "Le taux de 3,5 ou 1.2"),
        ("peut-être (ou non)", "peutêtre (ou non)"),
    ],
)
def test_punctuation_is_kept_in_the_signs_that_kokoro_knows(text: str, expected: str) -> None:
    assert phonemes(text) == expected


@pytest.mark.parametrize("text", ["", " ", "…", "...!?", "« »", "— — —", "()", "\u00a0?"])
def test_pure_punctuation_is_nothing_to_say(text: str) -> None:
    assert phonemes(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a dit مرحبا بكم à tout", "Il a dit ar:مرحبا بكم à tout"),
        ("Le mot мир est russe", "Le mot ru:мир est russe"),
        ("私は学生です", "cmn:私 ja:は cmn:学生 ja:です"),
        ("Ελλάδα", "el:Ελλάδα"),
    ],
)
def test_other_scripts_are_read_by_their_own_language(text: str, expected: str) -> None:
    assert phonemes(text) == expected


def test_language_marks_ties_and_hyphens_are_resolved() -> None:
    assert rewrite("lə- (en)njˈuː jˈɔːk tˈa^ɪmz(fr) la dˈi") == "lə njˈuː jˈɔːk tˈImz la dˈi"
    assert rewrite("(fr-be)t^ʃˈɛk(fr)") == "ʧˈɛk"
    assert rewrite("le-z amˈi") == "lez amˈi"


def test_straight_quotes_and_spaces() -> None:
    assert tidy_punctuation("«\u202fOui\u00a0»") == "“Oui”"


@given(st.text(max_size=400))
@settings(max_examples=150)
def test_no_text_breaks_the_frame(text: str) -> None:
    for piece in split_phonemes(phonemes(text)):
        assert len(tokenize(piece)) <= MAX_TOKENS


@given(st.text(alphabet="abɑ̃ʁ ,.;:—!?", max_size=3000))
@settings(max_examples=100)
def test_splitting_loses_nothing_and_always_fits(text: str) -> None:
    pieces = split_phonemes(text)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert all(len(piece) > 0 and len(tokenize(piece)) <= MAX_TOKENS for piece in pieces)


def test_a_long_passage_is_split_at_the_best_place() -> None:
    sentence = "lə kɔ̃sɛj sə ʁeyni. " * 15
    clauses = "lə kɔ̃sɛj sə ʁeyni, " * 28
    assert all(piece.rstrip().endswith(".") for piece in split_phonemes(sentence + sentence))
    assert all(piece.rstrip().endswith(",") for piece in split_phonemes(clauses))
    assert [len(piece) for piece in split_phonemes("a" * 1200)] == [300] * 4


def test_a_breath_is_taken_between_clauses_never_inside_one() -> None:
    clause = "lə kɔ̃sɛj dy vilaʒ sə ʁeyni ʃak səmɛn o palɛ, "
    long = clause * 6
    assert EASY_TOKENS < len(tokenize(long)) <= MAX_TOKENS
    pieces = split_phonemes(long)
    assert len(pieces) == 2
    assert all(len(tokenize(piece)) <= EASY_TOKENS and piece.endswith(",") for piece in pieces)
    unbroken = clause.replace(",", "") * 6
    assert split_phonemes(unbroken) == [unbroken.strip()], "no clause to split at: one breath must do"


def test_the_vocabulary_is_the_models_own() -> None:
    assert len(VOCABULARY) == 114
    assert (VOCABULARY[";"], VOCABULARY["ʁ"], VOCABULARY["\u0303"], VOCABULARY["ᵻ"]) == (1, 128, 17, 177)
    assert tokenize("ʁ\u0303ħ˥") == [128, 17, VOCABULARY["h"]]


@pytest.fixture(scope="module")
def french() -> None:
    if find_spec("espeakng_loader") is None:
        missing("espeakng-loader (extra [neural])")


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Les amis arrivent.", "lez amˈi"),  # liaison
        ("deux ans", "dˈøz ˈɑ̃"),
        ("un grand homme", "ɡʁˈɑ̃t ˈɔm"),
        ("le New York Times", "njˈu jˈɔʁk tˈajms"),  # English in French sounds, its marks gone
        ("un walking dinner", "wɔkˈiŋ"),  # what no table knows, too
        ("un bon vin blanc", "œ̃ bˈɔ̃ vˈɛ̃ blˈɑ̃"),
    ],
)
def test_french_as_espeak_says_it(text: str, heard: str) -> None:
    from audioedition.speak.engines.espeak_library import load_espeak

    espeak = load_espeak()
    said = phonemize_sentence(
        text, language="fr-FR", phonemize=lambda piece, by: espeak.phonemes(piece, voice=by)
    )
    assert heard in said
    assert not set(said) - set(VOCABULARY), "every sign has a number"


@pytest.mark.usefixtures("french")
def test_arabic_is_words_not_letter_names() -> None:
    from audioedition.speak.engines.espeak_library import load_espeak

    espeak = load_espeak()
    said = phonemize_sentence(
        "السلام عليكم", language="fr-FR", phonemize=lambda piece, by: espeak.phonemes(piece, voice=by)
    )
    assert 8 < len(said) < 40, said


def test_no_mark_of_a_change_of_language_is_spoken() -> None:
    """Heard in an edition: « le N New York Times-fle »: espeak had tied the letters of its marks, « (^e^n) »."""
    if find_spec("espeakng_loader") is None:
        missing("espeak-ng (extra [neural])")
    from audioedition.speak.engines.espeak_library import load_espeak

    espeak = load_espeak()
    for text in (
        "Le New York Times a cité un responsable par e-mail.",
        "Le podcast Feel Good, un must-have.",
    ):
        said = phonemize_sentence(
            text, language="fr-FR", phonemize=lambda piece, by: espeak.phonemes(piece, voice=by)
        )
        assert said
        assert "(" not in said, said
