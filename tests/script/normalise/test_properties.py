"""What holds for every text."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from audioedition.script.normalise import normalise, normalise_traced

SAME_EACH_TIME = settings(derandomize=True, deadline=None, max_examples=200)

PIECES = """
le la des M. Mme Dr St- av. p. n° etc. 1er 2e XIVe 3,5 12 000 1.250 18h30 20:45 12,50 € 2 Md€ $5 -3
+2 % 50 % 21 voix 31 femmes 1/2 2/3 15/20 2020-2022 3-0 4-3-3 06 12 34 56 78 a@b.fr www.x.fr #Mot
@nom SNCF OTAN U.R.S.S. F-35 CO2 km/h 5 m² -5 °C Louis XIV siècle République « » “ ” d’”opération” &
+ = § ° ½ 12/05/2023 14 mai années 90 39-45 et à ou de , . ; : ! ? … - – — ( ) homme Paris
Jean-Pierre aujourd’hui 1'30'' 9''58 10^3 × 4 x 100 m 🔥 ❤️ 007 5G 4x4
"""
SENTENCES = st.lists(st.sampled_from(PIECES.split()), min_size=1, max_size=14).map(" ".join)


@SAME_EACH_TIME
@given(SENTENCES)
def test_words_only_and_stable(text: str) -> None:
    said = normalise(text)
    assert not re.search(r"[\d€$£%°+=@#²³§&]", said)
    assert normalise(said) == said
    assert "\n" not in said
    assert unicodedata.is_normalized("NFC", said)


@SAME_EACH_TIME
@given(st.text(max_size=60))
def test_any_text_at_all(text: str) -> None:
    said = normalise(text)
    assert not re.search(r"[0-9\n\r€%]", said)


@SAME_EACH_TIME
@given(
    st.lists(
        st.sampled_from(["chat", "école", "Paris", "l'été", "vingt", "où", "« oui »", "puis", "M'Bappé"]),
        min_size=1,
        max_size=12,
    ).map(" ".join)
)
def test_plain_words_stay(text: str) -> None:
    assert normalise(text) == text


@SAME_EACH_TIME
@given(
    st.integers(0, 10**60),
    st.sampled_from(["{}", "{} euros", "{} %", "{} km", "-{}", "+{} °C", "{} €", "le {}", "{} voix", "{},5"]),
)
def test_no_figure_of_a_number_is_lost(number: int, shape: str) -> None:
    assert normalise_traced(shape.format(number)).unread == ()


@SAME_EACH_TIME
@given(SENTENCES)
def test_what_the_rules_say_passes_the_gate(text: str) -> None:
    assert normalise_traced(text).unread == ()
