from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audioedition.check.listen.align import align_sounds, align_words
from audioedition.check.listen.words import HeardWord, expected_words, heard_words


def heard(*texts: str, length_ms: int = 300) -> tuple[HeardWord, ...]:
    """As Whisper gives them: a leading space marks a new word."""
    return tuple(
        HeardWord(text=text, start_ms=n * length_ms, end_ms=(n + 1) * length_ms)
        for n, text in enumerate(texts)
    )


def test_both_sides_meet_in_spoken_form() -> None:
    ours = [word.text for word in expected_words(["Soit 12 % de plus, et 3,5 millions d’euros."])]
    theirs = heard_words(
        heard(" Soit", " 12", "%", " de", " plus,", " et", " 3", ",5", " millions", " d", "'euros.")
    )
    assert [word.text for word in theirs] == ours
    assert ours[1:4] == ["douze", "pour", "cent"]


def test_times_stay_with_unchanged_words_and_spread_over_figures() -> None:
    words = heard_words(heard(" Soit", " 12", "%", " de"))
    assert [(w.start_ms, w.end_ms) for w in words] == [
        (0, 300),
        (300, 500),
        (500, 700),
        (700, 900),
        (900, 1200),
    ]


def test_names_are_capitals_inside_a_sentence() -> None:
    words = expected_words(["Claire Le Bris vit à Plouzané."])
    assert [word.text for word in words if word.name] == ["le", "bris", "plouzané"]


def test_no_words_at_all() -> None:
    assert expected_words(["", "…"]) == ()
    assert heard_words(()) == ()
    assert heard_words(heard(" …", " ♪")) == ()
    assert align_words((), ()).fates == ()


def test_words_divided_otherwise_still_count_as_heard() -> None:
    alignment = align_words(
        expected_words(["La médiathèque de Plouzané ouvre."]),
        heard_words(heard(" La", " médiatec", " de", " plus", " années", " ouvre.")),
    )
    assert min(fate.share for fate in alignment.fates) > 0.7
    assert sum(alignment.surplus) == 0


def test_a_missing_sentence_is_missing_in_one_piece() -> None:
    alignment = align_words(
        expected_words(["Le train part.", "La neige est tombée toute la nuit.", "La gare ferme."]),
        heard_words(heard(" Le", " train", " part.", " La", " gare", " ferme.")),
    )
    lost = [
        word.sentence
        for word, fate in zip(alignment.expected, alignment.fates, strict=True)
        if fate.share < 0.4
    ]
    assert lost == [1] * 7


def test_a_gap_on_either_side() -> None:
    assert align_sounds("", "") == []
    assert align_sounds("abc", "") == [(0, None), (1, None), (2, None)]
    assert align_sounds("", "abc") == [(None, 0), (None, 1), (None, 2)]
    assert align_sounds("kata", "kata") == [(0, 0), (1, 1), (2, 2), (3, 3)]


@given(st.text("abdtOA", max_size=12), st.text("abdtOA", max_size=12))
def test_every_sound_has_its_place_in_order(ours: str, theirs: str) -> None:
    steps = align_sounds(ours, theirs)
    assert [i for i, _ in steps if i is not None] == list(range(len(ours)))
    assert [j for _, j in steps if j is not None] == list(range(len(theirs)))


@given(st.text("abdtOA", max_size=8), st.text("abdtOA", max_size=8))
def test_it_is_the_cheapest_of_all_alignments(ours: str, theirs: str) -> None:
    assert cost(align_sounds(ours, theirs), ours, theirs) <= cheapest(ours, theirs) + 1e-9


def cost(steps: list[tuple[int | None, int | None]], ours: str, theirs: str) -> float:
    from audioedition.check.listen.align import EXTEND, NEARLY, OPEN, OTHER
    from audioedition.check.listen.phonetics import NEAR

    total, previous = 0.0, "pair"
    for i, j in steps:
        kind = "put" if i is None else "out" if j is None else "pair"
        if i is not None and j is not None:
            a, b = ours[i], theirs[j]
            total += 0 if a == b else NEARLY if (a, b) in NEAR else OTHER
        else:
            total += EXTEND + (OPEN if kind != previous else 0)
        previous = kind
    return total


def cheapest(ours: str, theirs: str) -> float:
    """By plain recursion over all of them, remembered."""
    from functools import cache

    from audioedition.check.listen.align import EXTEND, NEARLY, OPEN, OTHER
    from audioedition.check.listen.phonetics import NEAR

    @cache
    def rest(i: int, j: int, previous: str) -> float:
        if i == len(ours) and j == len(theirs):
            return 0.0
        ways = []
        if i < len(ours) and j < len(theirs):
            a, b = ours[i], theirs[j]
            step = 0 if a == b else NEARLY if (a, b) in NEAR else OTHER
            ways.append(step + rest(i + 1, j + 1, "pair"))
        if i < len(ours):
            ways.append(EXTEND + (OPEN if previous != "out" else 0) + rest(i + 1, j, "out"))
        if j < len(theirs):
            ways.append(EXTEND + (OPEN if previous != "put" else 0) + rest(i, j + 1, "put"))
        return min(ways)

    return rest(0, 0, "pair")
