"""What may reach an engine. The cases are those that hurt SVOX Pico; the properties hold for any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioedition.speak.engines.guard import guard_text


def test_plain_text_passes_unchanged() -> None:
    assert guard_text("Où est l’île ? — Là-bas !", max_chars=100) == ("Où est l’île ? — Là-bas !",)


def test_markup_is_neutralised() -> None:
    (text,) = guard_text('Bonjour <genfile file="x.wav"> à tous', max_chars=100)
    assert "<" not in text
    assert ">" not in text
    assert "Bonjour" in text
    assert "à tous" in text


def test_long_letter_runs_shrink() -> None:
    assert guard_text("a" * 128, max_chars=100) == ("aaa",)
    assert guard_text("Nooooon !", max_chars=100) == ("Nooon !",)


def test_digit_runs_are_split_and_kept() -> None:
    pieces = guard_text("9" * 60, max_chars=100)
    assert "".join(pieces).replace(" ", "") == "9" * 60
    assert max(len(word) for piece in pieces for word in piece.split()) <= 15


def test_nul_and_surrogates_go() -> None:
    assert guard_text("avant\0après \ud800fin", max_chars=100) == ("avant après fin",)


@pytest.mark.parametrize("text", ["", "  ", "…", "🎉🎉", "— « » !"])
def test_nothing_to_hear(text: str) -> None:
    assert guard_text(text, max_chars=100) == ()


def test_cuts_at_a_clause_first() -> None:
    text = "Il pleut depuis lundi, dit-elle ; la mer monte encore."
    assert guard_text(text, max_chars=40) == ("Il pleut depuis lundi, dit-elle ;", "la mer monte encore.")


@given(st.text(max_size=400), st.integers(min_value=20, max_value=80))
def test_every_piece_fits_and_nothing_speakable_is_lost(text: str, max_chars: int) -> None:
    pieces = guard_text(text, max_chars=max_chars)
    assert all(0 < len(piece) <= max_chars for piece in pieces)
    whole = "".join(pieces)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in whole)
    said = {c for c in whole if c.isalnum()}
    printed = {c for c in unicodedata.normalize("NFC", text) if c.isalnum()}
    assert said == {c for c in printed if unicodedata.category(c) not in ("Cn", "Co")}
