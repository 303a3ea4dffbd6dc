"""Missing, repeated, swapped; and what a listening model gets wrong, which is none of these."""

from __future__ import annotations

from itertools import pairwise

import pytest

from audioedition.check.facts import Silence
from audioedition.check.listen.align import align_words
from audioedition.check.listen.coverage import uncovered
from audioedition.check.listen.judge import Remark, judge_alignment
from audioedition.check.listen.windows import LONGEST_MS, plan_windows
from audioedition.check.listen.words import HeardWord, expected_words, heard_words
from audioedition.model import Cue

SENTENCES = (
    "Le chantier a duré quatorze mois.",
    "La salle de lecture donne sur un jardin planté de pommiers.",
    "Des bénévoles ont déménagé les livres en quatre jours.",
)


def said(*sentences: str, at_ms: int = 0, sound_ms: int = 70) -> list[HeardWord]:
    """Words as they would be heard, each as long as its letters take; 300 ms between sentences."""
    words = []
    for sentence in sentences:
        for word in sentence.split():
            end_ms = at_ms + sound_ms * len(word)
            words.append(HeardWord(text=" " + word, start_ms=at_ms, end_ms=end_ms))
            at_ms = end_ms
        at_ms += 300
    return words


def judge(words: list[HeardWord], *expected: str, silences: tuple[Silence, ...] = ()) -> tuple[Remark, ...]:
    end_ms = max((word.end_ms for word in words), default=5000)
    alignment = align_words(expected_words(expected or SENTENCES), heard_words(words))
    return judge_alignment(alignment, silences=silences, start_ms=0, end_ms=end_ms)


def kinds(remarks: tuple[Remark, ...]) -> list[str]:
    return [remark.kind for remark in remarks]


def test_what_was_said_raises_nothing() -> None:
    assert judge(said(*SENTENCES)) == ()


def test_misheard_words_and_homophones_raise_nothing() -> None:
    words = said(
        "Le chantier a duré 14 moi.",
        "La sale de lecture donne sur un jardin planter de paumier.",
        "Des bénévoles on déménager les livre en 4 jour.",
    )
    assert judge(words) == ()


def test_a_sentence_left_out_is_missing() -> None:
    (remark,) = judge(said(SENTENCES[0], SENTENCES[2]))
    assert (remark.kind, remark.sentence, remark.alarm) == ("missing", 1, True)
    assert remark.words.startswith("la salle de lecture")


def test_half_a_sentence_is_missing() -> None:
    (remark,) = judge(said(SENTENCES[0], "La salle de lecture donne", SENTENCES[2]))
    assert remark.kind == "missing"
    assert "jardin planté de pommiers" in remark.words


def test_nothing_heard_at_all() -> None:
    remarks = judge([], silences=(Silence(start_ms=0, end_ms=5000),))
    assert kinds(remarks) == ["missing"]


def test_silence_in_place_of_words_is_missing_though_it_takes_their_time() -> None:
    words = said(SENTENCES[0]) + said(SENTENCES[2], at_ms=6000)
    hush = Silence(start_ms=words[5].end_ms + 50, end_ms=5950)
    assert kinds(judge(words, silences=(hush,))) == ["missing"]


def test_words_passed_over_by_the_model_were_spoken_when_their_time_is_full_of_sound() -> None:
    words = said(*SENTENCES)
    kept = [word for word in words if word.text.strip() not in ("jardin", "planté", "de", "pommiers.")]
    (remark,) = judge(kept)
    assert (remark.kind, remark.alarm) == ("unheard", False)


def test_a_sentence_said_twice_is_repeated() -> None:
    (remark,) = judge(said(SENTENCES[0], SENTENCES[1], SENTENCES[1], SENTENCES[2]))
    assert (remark.kind, remark.alarm) == ("repeated", True)
    assert remark.sentence == 1


def test_a_repetition_in_no_time_is_the_models_invention() -> None:
    words = said(SENTENCES[0])
    end_ms = words[-1].end_ms
    echo = [HeardWord(text=" " + w, start_ms=end_ms, end_ms=end_ms + 10) for w in SENTENCES[0].split()]
    assert judge(words + echo, SENTENCES[0]) == ()


def test_words_that_belong_nowhere_are_a_note() -> None:
    (remark,) = judge(said(*SENTENCES, "Sous-titrage réalisé par la communauté"))
    assert (remark.kind, remark.alarm) == ("added", False)


def test_two_sentences_exchanged_are_swapped() -> None:
    remarks = judge(said(SENTENCES[1], SENTENCES[0], SENTENCES[2]))
    assert "swapped" in kinds(remarks)
    assert "added" not in kinds(remarks)


def test_a_lost_little_word_is_no_alarm() -> None:
    assert (
        judge(said(SENTENCES[0], "La salle lecture donne sur un jardin planté pommiers.", SENTENCES[2])) == ()
    )


def test_a_name_heard_as_something_else_is_doubtful() -> None:
    (remark,) = judge(said("Le maire Bertrand s’en réjouit."), "Le maire Kowalczyk s’en réjouit.")
    assert (remark.kind, remark.words, remark.heard) == ("doubtful", "Kowalczyk", "bertrand")
    assert not remark.alarm


def test_nothing_expected_and_something_heard() -> None:
    remarks = judge(said("Merci d’avoir regardé cette vidéo."), "…")
    assert kinds(remarks) == ["added"]


# --- coverage --------------------------------------------------------------------------------------------


def test_sound_without_words_is_found_and_silence_is_not() -> None:
    words = said(SENTENCES[0])
    end_ms = words[-1].end_ms
    assert uncovered(words, (), start_ms=0, end_ms=end_ms + 2000) == ((end_ms, end_ms + 2000),)
    hush = (Silence(start_ms=end_ms + 100, end_ms=end_ms + 2000),)
    assert uncovered(words, hush, start_ms=0, end_ms=end_ms + 2000) == ()
    assert uncovered((), (), start_ms=500, end_ms=1000) == ()
    assert uncovered((), (), start_ms=500, end_ms=1500) == ((500, 1500),)


# --- windows ---------------------------------------------------------------------------------------------


def cues_of(*lengths_ms: int, pause_ms: int = 300) -> list[Cue]:
    cues, at_ms = [], 200
    for n, length_ms in enumerate(lengths_ms):
        cues.append(Cue(start_ms=at_ms, end_ms=at_ms + length_ms, paragraph=0, sentence=n, text="x"))
        at_ms += length_ms + pause_ms
    return cues


@pytest.mark.parametrize("lengths", [(5000,) * 20, (29_000, 1000), (40_000, 2000, 2000), (1,), ()])
def test_every_sentence_stands_whole_in_one_window(lengths: tuple[int, ...]) -> None:
    cues = cues_of(*lengths)
    windows = plan_windows(cues, duration_ms=sum(lengths) + 300 * len(lengths) + 800)
    assert [index for window in windows for index in window.cues] == list(range(len(cues)))
    for window in windows:
        assert window.start_ms <= cues[window.first].start_ms
        assert window.end_ms >= cues[window.last].end_ms
        assert window.end_ms - window.start_ms <= LONGEST_MS + 500 or window.first == window.last
    for before, after in pairwise(windows):
        assert before.end_ms <= after.start_ms


def test_five_second_sentences_share_a_window() -> None:
    assert len(plan_windows(cues_of(*(5000,) * 20), duration_ms=110_000)) == 4


@pytest.mark.parametrize(
    ("expected", "heard", "word"),
    [
        ("Ses deux fils ont hérité.", "Ses deux filles ont hérité.", "fils"),
        ("Il vit à Gérardmer.", "Il vit à géradmère.", "Gérardmer"),
        ("Le train de Reims est annoncé.", "Le train de rem est annoncé.", "Reims"),
        ("Les juges président l’audience.", "Les juges présidents l’audience.", "président"),
    ],
)
def test_another_word_that_sounds_otherwise_is_doubtful(expected: str, heard: str, word: str) -> None:
    """Was « OK, 0 alarms »: the spelling of « filles » is near enough to « fils » for the alignment."""
    (remark,) = judge(said(heard), expected)
    assert (remark.kind, remark.words) == ("doubtful", word)
    assert 0 < remark.start_ms < remark.end_ms


@pytest.mark.parametrize(
    "sentence",
    [
        "Ses deux fils ont hérité.",
        "Les fils électriques sont tombés à Reims.",
        "Les juges président l’audience.",
        "L’Ehpad de Saint-Étienne accueille tous les résidents.",
        "Six élus sur dix ont voté.",
    ],
)
def test_risky_words_heard_as_written_raise_nothing(sentence: str) -> None:
    assert judge(said(sentence), sentence) == ()


def test_a_homophone_of_a_risky_word_raises_nothing() -> None:
    assert judge(said("Ses deux fisses ont hérité."), "Ses deux fils ont hérité.") == ()
    assert judge(said("Il habite rince."), "Il habite Reims.") == ()
