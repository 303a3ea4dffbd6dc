"""Printed words and when they are heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioedition.model import Clip, ClipFacts, Paragraph, Script, SpokenWord, Utterance, WordCue
from audioedition.script.normalise import normalise
from audioedition.sound.assemble import assemble_programme
from audioedition.sound.clip import join_clips, resample_clip, trim_clip
from audioedition.sound.words import printed_units, shift_words, time_words


def heard(text: str) -> list[SpokenWord]:
    """Each spoken word lasts one frame: its rank."""
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    return [SpokenWord(text=word, start_frame=n, end_frame=n + 1) for n, word in enumerate(words)]


def matched(printed: str, spoken: str) -> list[tuple[str, str]]:
    """(printed word, the spoken words that it lasts for)."""
    words = heard(spoken)
    return [
        (timed.text, " ".join(word.text for word in words[timed.start_frame : timed.end_frame]))
        for timed in time_words(printed, words)
    ]


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("Le pont, lui, tient.", ["Le", "pont,", "lui,", "tient."]),
        ("Près de 12 000 voix.", ["Près", "de", "12 000", "voix."]),
        ("En 2024 300 voix.", ["En", "2024", "300", "voix."]),
        ("1 234 567 € de plus", ["1 234 567 €", "de", "plus"]),
        ("« Non ! », dit-il.", ["« Non ! »,", "dit-il."]),
        ("Lui – le maire – rit.", ["Lui", "– le", "maire", "– rit."]),
        ("Fin (…)", ["Fin (…)"]),
        ("Fin «", ["Fin «"]),
        ("…", ["…"]),
        ("", []),
    ],
)
def test_what_is_printed_as_one_word(printed: str, words: list[str]) -> None:
    assert list(printed_units(printed)) == words


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("La hausse atteint 12,5 % en mai.", {"12,5 %": "douze virgule cinq pour cent", "en": "en"}),
        (
            "Le 3 mai 2024, 12 000 voix.",
            {"3": "trois", "2024,": "deux mille vingt-quatre,", "12 000": "douze mille"},
        ),
        ("De 1 et 21 à 30.", {"1": "un", "21": "vingt et un", "30.": "trente."}),
        ("Un train de la SNCF, hier.", {"SNCF,": "esse-enne-cé-effe,", "hier.": "hier."}),
        ("M. Roux et Mme Blin parlent.", {"M.": "Monsieur", "Mme": "madame", "Blin": "Blin"}),
        ("Rendez-vous à 3 h 30, ici.", {"3": "trois", "h": "heures", "30,": "trente,"}),
        ("Au XXIe siècle, Louis XIV.", {"XXIe": "vingt et unième", "XIV.": "quatorze."}),
        ("Une pièce de 45 m² à louer.", {"45": "quarante-cinq", "m²": "mètres carrés", "à": "à"}),
    ],
)
def test_a_printed_word_lasts_as_long_as_all_that_is_said_for_it(
    printed: str, expected: dict[str, str]
) -> None:
    pairs = dict(matched(printed, normalise(printed)))
    assert {word: pairs.get(word) for word in expected} == expected


def test_what_is_not_heard_stands_with_its_neighbour() -> None:
    assert matched("Il est venu [1].", "Il est venu.") == [
        ("Il", "Il"),
        ("est", "est"),
        ("venu [1].", "venu."),
    ]
    assert matched("3 Il est venu", "Il est venu")[0] == ("3 Il", "Il")


def test_no_times_where_nothing_is_spoken() -> None:
    assert time_words("Bonjour", []) == ()
    assert time_words("", heard("bonjour")) == ()


@given(
    st.lists(st.sampled_from("le 12 000 % SNCF « ( est, [1] — 3,5 M. l’eau ! 2024 oui".split()), min_size=1),
    st.lists(st.sampled_from("le douze mille pour est, oui virgule cinq l'eau un".split()), min_size=1),
)
def test_every_character_stands_in_one_word_and_times_never_run_back(
    printed: list[str], spoken: list[str]
) -> None:
    text = " ".join(printed)
    timed = time_words(text, heard(" ".join(spoken)))
    assert "".join("".join(word.text for word in timed).split()) == "".join(text.split())
    times = [frame for word in timed for frame in (word.start_frame, word.end_frame)]
    assert times == sorted(times)
    assert times[-1] == len(spoken), "the end of the last word spoken"


def test_a_long_sentence_of_figures_takes_no_time() -> None:
    printed = " et ".join(f"{n}, puis {n + 1}" for n in range(100, 300, 7))
    assert len(time_words(printed, heard(normalise(printed)))) > 20


# --- words go where their sound goes -----------------------------------------------------------------------

RATE = 16_000
LOUD = b"\x00\x40\x00\xc0" * 4000


def word(text: str, start: int, end: int) -> SpokenWord:
    return SpokenWord(text=text, start_frame=start, end_frame=end)


def test_words_are_held_within_what_is_left_of_their_clip() -> None:
    moved = shift_words([word("a", 0, 100), word("b", 150, 900)], -50, within=500)
    assert [(w.start_frame, w.end_frame) for w in moved] == [(0, 50), (100, 500)]


def test_trimming_moves_the_words_with_the_sound() -> None:
    """Half a second of silence is cut in front, all but 20 ms."""
    silence = bytes(RATE)
    clip = Clip(pcm=silence + LOUD + silence, frame_rate=RATE, words=(word("oui", 8000, 16_000),))
    trimmed = trim_clip(clip)
    (moved,) = trimmed.words
    assert moved.start_frame == 320
    assert moved.end_frame == 320 + 8000
    assert trim_clip(Clip(pcm=silence, frame_rate=RATE, words=clip.words)).words == clip.words


def test_another_frame_rate_scales_the_words() -> None:
    clip = Clip(pcm=LOUD, frame_rate=RATE, words=(word("oui", 1000, 8000),))
    (scaled,) = resample_clip(clip, frame_rate=24_000).words
    assert scaled.start_frame == 1500
    assert scaled.end_frame == pytest.approx(12_000, abs=1)


def test_joined_clips_keep_their_words_unless_one_has_none() -> None:
    clip = Clip(pcm=LOUD, frame_rate=RATE, words=(word("oui", 0, 8000),))
    joined = join_clips([clip, clip], gap_ms=60)
    assert [w.start_frame for w in joined.words] == [0, 8960]
    assert join_clips([clip, Clip(pcm=LOUD, frame_rate=RATE)]).words == ()


def utterance(text: str, *, sentence: int = 0) -> Utterance:
    return Utterance(paragraph=0, sentence=sentence, role="body", text=text, spoken=text, pause_after_ms=300)


def facts(*words: SpokenWord) -> ClipFacts:
    return ClipFacts(key="k", frames=RATE, frame_rate=RATE, words=words)


def test_a_cue_holds_its_words_in_milliseconds_of_the_programme() -> None:
    script = Script(utterances=(utterance("Oui, 12 %."), utterance("Non.", sentence=1)))
    clips = [
        [facts(word("Oui,", 0, 4000), word("douze", 4800, 8000), word("pour", 8000, 9000),
               word("cent.", 9000, 16_000))],
        [facts()],
    ]  # fmt: skip
    programme = assemble_programme(script, clips, paragraphs=[Paragraph(role="body", text="x")])
    assert programme.cues[0].words == (
        WordCue(start_ms=200, end_ms=450, text="Oui,"),
        WordCue(start_ms=500, end_ms=1200, text="12 %."),
    )
    assert programme.cues[1].words == (), "a voice that tells no words has its sentences as ever"


def test_a_sentence_in_pieces_has_the_words_of_all_or_none() -> None:
    told, untold = [facts(word("un", 0, 8000))], [facts()]
    both = Script(utterances=(utterance("un"), utterance("un")))
    body = [Paragraph(role="body", text="x")]
    assert len(assemble_programme(both, [told, told], paragraphs=body).cues[0].words) == 2
    assert assemble_programme(both, [told, untold], paragraphs=body).cues[0].words == ()
    assert assemble_programme(both, [untold, told], paragraphs=body).cues[0].words == ()
    cut = Script(utterances=(utterance("un"), utterance("")))
    (cue,) = assemble_programme(cut, [told, told], paragraphs=body).cues
    assert (len(cue.words), cue.words[-1].end_ms) == (1, cue.end_ms), "the rest of a word too long for a call"
