"""From Kokoro's durations to the times of words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.tools import need_module

need_module("numpy", extra="neural")

import numpy as np

from audioedition.model import SpokenWord
from audioedition.speak.engines.kokoro.durations import (
    FRAMES_A_UNIT,
    LEAD_FRAMES,
    OUTPUT,
    tell_durations,
    time_spans,
    token_edges,
)
from audioedition.speak.engines.kokoro.sound import FRAME_RATE, PieceSound, trim_piece
from audioedition.speak.engines.kokoro.words import WordSpan, find_words


def spell(word: str) -> str:
    """Said alone, a word is its own letters, or the names of them."""
    if word == "xyz":
        return "iks igrek zed"
    return "".join(filter(str.isalnum, word.lower()))


def pairs(text: str, phonemes: str) -> list[tuple[str, str]]:
    return [(w.text, phonemes[w.start : w.end]) for w in find_words(text, phonemes, say_alone=spell)]


def test_words_and_groups_pair_off_without_the_punctuation_around_them() -> None:
    assert pairs("« Oui », dit-il — hier.", "“wi”, ditil — jɛʁ.") == [
        ("Oui", "wi"),
        ("dit-il", "ditil"),
        ("hier.", "jɛʁ"),
    ]


def test_words_that_espeak_runs_together_share_their_group() -> None:
    assert pairs("belle parce que nous", "bel parskeu nu") == [
        ("belle", "bel"),
        ("parce", "pars"),
        ("que", "keu"),
        ("nous", "nu"),
    ]


def test_a_word_said_in_several_groups_has_them_all() -> None:
    assert pairs("la xyz part", "la iks igrek zed par") == [
        ("la", "la"),
        ("xyz", "iks igrek zed"),
        ("part", "par"),
    ]


@pytest.mark.parametrize(
    ("text", "phonemes"), [("", "wi"), ("oui", ""), ("…", "wi"), ("oui", "…"), ("a b c d e f g h", "z")]
)
def test_rows_that_cannot_be_matched_raise_nothing(text: str, phonemes: str) -> None:
    spans = find_words(text, phonemes, say_alone=spell)
    assert [s.text for s in spans] in ([], text.split())
    places = [place for s in spans for place in (s.start, s.end)]
    assert places == sorted(places)


def test_edges_are_told_only_when_they_add_up_to_the_sound() -> None:
    lead = LEAD_FRAMES // FRAMES_A_UNIT
    told = token_edges([lead + 1, 2, 3, 4], tokens=2, frames=(lead + 10) * FRAMES_A_UNIT)
    assert told == (600, 1800, 3600), "a token is heard before its place"
    assert token_edges([1, 2, 3, 4], tokens=2, frames=10 * FRAMES_A_UNIT)[0] == 0, "but not before the sound"
    assert token_edges([1, 2, 3, 4], tokens=3, frames=10 * FRAMES_A_UNIT) == ()
    assert token_edges([1, 2, 3, 4], tokens=2, frames=6001) == ()
    assert token_edges([], tokens=2, frames=0) == ()


def sound(seconds: float) -> Any:
    return np.zeros(int(seconds * FRAME_RATE), np.float32)


def test_words_are_timed_through_the_pieces_of_a_sentence_and_the_breath_between() -> None:
    phonemes = "wi, nɔ̃. ba"
    spans = (WordSpan(text="Oui,", start=0, end=2), WordSpan(text="non.", start=4, end=7),
             WordSpan(text="bah", start=9, end=11))  # fmt: skip
    pieces = [
        PieceSound(sound=sound(1), edges=tuple(range(0, 9000, 1000))),
        PieceSound(sound=sound(1), edges=(0, 500, 900)),
    ]
    timed = time_spans(spans, phonemes, ["wi, nɔ̃.", "ba"], pieces, pause_ms=100)
    assert timed == (
        SpokenWord(text="Oui,", start_frame=0, end_frame=2000),
        SpokenWord(text="non.", start_frame=4000, end_frame=7000),
        SpokenWord(text="bah", start_frame=FRAME_RATE + 2400, end_frame=FRAME_RATE + 3300),
    )


def test_a_word_that_a_split_goes_through_lasts_from_its_first_part_to_its_last() -> None:
    spans = (WordSpan(text="abba", start=0, end=4),)
    pieces = [PieceSound(sound=sound(1), edges=(0, 10, 20)), PieceSound(sound=sound(1), edges=(5, 10, 20))]
    (word,) = time_spans(spans, "abba", ["ab", "ba"], pieces, pause_ms=0)
    assert (word.start_frame, word.end_frame) == (0, FRAME_RATE + 20)


def test_no_words_where_a_piece_does_not_tell_and_none_for_a_silent_one() -> None:
    spans = (WordSpan(text="a", start=0, end=1),)
    assert time_spans(spans, "a", ["a"], [PieceSound(sound=sound(1))], pause_ms=0) == ()
    assert time_spans(spans, "a", ["a"], [PieceSound(sound=sound(0))], pause_ms=0) == ()


def test_trimming_moves_the_edges_of_the_tokens() -> None:
    quiet = np.zeros(FRAME_RATE // 2, np.float32)
    loud = np.sin(np.arange(FRAME_RATE) / 5).astype(np.float32)
    half = FRAME_RATE // 2
    piece = trim_piece(np.concatenate([quiet, loud, quiet]), (0, half, 3 * half, 4 * half))
    kept = FRAME_RATE * 25 // 1000
    assert piece.edges == (0, kept, kept + FRAME_RATE, len(piece.sound))
    assert trim_piece(quiet, (0, 10)).edges == ()


@pytest.mark.parametrize("kind", ["Clip", "Abs"])
def test_the_graph_tells_its_durations_where_it_rounds_them(kind: str) -> None:
    need_module("onnx", extra="neural")
    from onnx import TensorProto, checker, helper, numpy_helper

    bounds = ["one"] if kind == "Clip" else []
    nodes = [
        helper.make_node("Round", ["x"], ["rounded"]),
        helper.make_node(kind, ["rounded", *bounds], ["whole"]),
        helper.make_node("Cast", ["whole"], ["count"], to=TensorProto.INT64),
        helper.make_node("Cast", ["count"], ["y"], to=TensorProto.FLOAT),
    ]
    graph = helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None])],
        [numpy_helper.from_array(np.array(1, np.float32), "one")],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    assert tell_durations(model) is (kind == "Clip")
    assert [o.name for o in model.graph.output] == (["y", OUTPUT] if kind == "Clip" else ["y"])
    assert not tell_durations(model), "told once"
    checker.check_model(model)
