"""What is decided, and that it stays within bounds: sounds, time, damage."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audioedition.model import Voice
from audioedition.script.pronounce import decide, lookup
from audioedition.script.pronounce.foreign import FRENCH_SOUNDS, MARKS, adapt, clean
from audioedition.script.pronounce.render import render_clause
from audioedition.script.pronounce.tagger import tag_words
from audioedition.script.pronounce.tokens import split_words
from audioedition.speak.clip_store import clip_key
from audioedition.speak.pronounced import decided_sounds, say_in_ipa
from tests.support.tools import need_module
from tests.support.work import calls_of


def tags(sentence: str) -> str:
    words = split_words(sentence)[1]
    return " ".join(f"{word.text}/{tag}" for word, tag in zip(words, tag_words(words), strict=True))


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Les juges président l'audience.", "président/V6"),
        ("Le président des juges dort.", "président/Ns"),
        ("Les employés du couvent négligent la cour.", "négligent/V6"),
        ("Un employé négligent du couvent.", "négligent/As"),
        ("Il veut reporter le vote.", "reporter/I"),
        ("Ce reporter vote.", "reporter/Ns"),
        ("Ceux qui résident ici paient.", "résident/V6"),
    ],
)
def test_part_of_speech_by_agreement(sentence: str, wanted: str) -> None:
    assert wanted in tags(sentence)


def said(sentence: str) -> dict[str, tuple[str, str]]:
    return {one.word.text: (one.sounds, one.by) for one in decide(sentence).words}


def test_who_decides() -> None:
    found = said("Les fils électriques de Reims ferment, reste New York.")
    assert found["fils"] == ("fil", "sense")
    assert found["Reims"] == ("ʁɛ̃s", "name")
    assert found["New"] == ("nju", "name")
    assert found["reste"] == ("", "espeak")


def test_a_sentence_that_sounds_as_before_keeps_its_key() -> None:
    voice = Voice(name="siwis", engine="kokoro")
    same, other = "La maire parle de la gare.", "Le taux est bas à Reims."
    assert decided_sounds(same, voice) == ()
    assert decided_sounds(other, voice)
    assert decided_sounds(other, Voice(name="pico", engine="pico")) == ()

    def key(text: str, sounds: tuple[str, ...]) -> str:
        return clip_key(text, voice=voice, engine_version="3", fingerprint="f", sounds=sounds)

    assert key(same, ()) == clip_key(same, voice=voice, engine_version="3", fingerprint="f")
    assert key(other, ("a",)) != key(other, ("b",)) != key(other, ())


INVENTORY = FRENCH_SOUNDS | MARKS | set(',.;:!?…—()“”"') | {"ʧ", "ʤ", "ʦ", "ʣ"}


def test_all_that_the_lexicons_hold_is_french() -> None:
    for written, sounds in lookup.names().items():
        assert sounds == clean(sounds), (written, sounds)
        assert written.count(" ") == sounds.count(" "), (written, sounds)


FOREIGN = (
    "The quick brown fox jumps over the lazy dog.",
    "Das Bundesverfassungsgericht hat gesprochen.",
    "Wrocław, Łódź, Dvořák, Ångström, São João.",
    "Football, week-end, Manchester Thunderbirds, Worcestershire.",
    "L'Ehpad de Saint-Étienne, le burn-out, Xi Jinping et N'Golo Kanté.",
)


@pytest.mark.parametrize("text", FOREIGN)
def test_only_sounds_that_the_voice_was_taught(text: str) -> None:
    need_module("espeakng_loader", extra="neural")
    assert set(say_in_ipa(text, language="fr-FR")) <= INVENTORY


@settings(max_examples=150)
@given(st.text(alphabet=st.sampled_from("abcdefghijklmnopqrstuvwxyzéèêàçœùïABCDEFRSTW'’- .,?"), max_size=60))
def test_whatever_is_written_only_french_sounds_come_out(text: str) -> None:
    need_module("espeakng_loader", extra="neural")
    assert set(say_in_ipa(text, language="fr-FR")) <= INVENTORY


def test_english_sounds_become_french_ones() -> None:
    assert adapt("wˈɒʃɪŋtən").replace("ˈ", "") == "wɔʃiŋtən"
    assert adapt("θˈɪŋk").replace("ˈ", "") == "siŋk"
    assert set(adapt("ʜʘǃ꜀çħʕq\u0303")) <= FRENCH_SOUNDS | MARKS


HOSTILE = (
    "mot " * 10_000,
    "mot" * 10_000,
    "a-" * 10_000,
    "l'" * 10_000,
    "\0" * 10_000 + "x",
    "quatre-vingt-" * 2_000,
    "s a " * 10_000,
    "abc дом " * 5_000,
    "(" * 10_000,
    "é́" * 5_000,
    "Saint-" * 5_000,
    "New York " * 5_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:9]))
def test_hostile_text_takes_linear_work(text: str) -> None:
    decide(text[:100])  # the data is read
    long, short = text[: len(text) // 3], text[: len(text) // 12 - 1]
    assert calls_of(lambda: decide(long)) < 1_000 + 6 * calls_of(lambda: decide(short))


def test_words_that_espeak_joins_are_found_again() -> None:
    """« parce que » is one word for espeak-ng: what stands behind must not slip by one."""
    spoken = {"Il part parce que Reims dort": "il pˈaʁ paʁskə ʁˈɛm dˈɔʁ", "Reims": "ʁˈɛm"}
    chunks, own = decide("Il part parce que Reims dort").between(0, 99)
    ipa = render_clause("Il part parce que Reims dort", chunks, own, lambda part: spoken.get(part, part))
    assert ipa.split()[-2:] == ["ʁˈɛ̃s", "dˈɔʁ"]


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    caches = (lookup.forms, lookup.dictionary, lookup.aspirated, lookup.names)
    for cached in caches:
        cached.cache_clear()
    decide.cache_clear()

    def broken(name: str) -> bytes:
        raise lzma.LZMAError("Corrupt input data")

    monkeypatch.setattr(lookup, "_open", broken)
    yield
    for cached in caches:
        cached.cache_clear()
    decide.cache_clear()


def test_a_damaged_dictionary_is_told_and_espeak_goes_on(
    damaged: None, caplog: pytest.LogCaptureFixture
) -> None:
    words = decide("Le suspect de Reims a été entendu.").words
    assert [said.sounds for said in words if said.word.key in {"suspect", "reims"}] == ["", ""]
    assert "cannot be read" in caplog.text
    assert lookup.problems()


@pytest.mark.parametrize(
    ("sentence", "word", "sounds"),
    [
        ("Les élus qui président la séance négligent un vote.", "négligent", ""),
        ("Le maire et le préfet président la séance.", "président", "pʁezid"),
        ("Il faut le supporter.", "supporter", ""),
        ("Le supporter chante.", "supporter", "sypɔʁtœʁ"),
        ("Elle évite de le reporter.", "reporter", ""),
        ("Des pays émergents attendent.", "émergents", "emɛʁʒɑ̃"),
        ("Un avis divergent demeure.", "divergent", ""),
        ("Une hausse de plus trois pour cent.", "plus", "plys"),
        ("Une baisse de dix pour cent.", "dix", "di"),
        ("Il a dix-huit ans.", "dix", "diz"),
        ("Il a dix-sept ans.", "dix", "disɛt"),
        ("Il en a dix.", "dix", "dis"),
    ],
)
def test_readings_that_the_clause_decides(sentence: str, word: str, sounds: str) -> None:
    """Met one by one: relative clauses, joined subjects, an infinitive behind its pronoun, plurals in -ents."""
    assert said(sentence)[word][0] == sounds


def test_the_newsroom_s_sounds_come_before_any_table() -> None:
    lexicon = (("reims", "ʁɛms"), ("new york", "nju jɔk"))
    found = {one.word.text: (one.sounds, one.by) for one in decide("De Reims à New York.", lexicon).words}
    assert found["Reims"] == ("ʁˈɛms", "lexicon")
    assert found["New"] == ("njˈu", "lexicon")
    assert found["York"] == ("jˈɔk", "lexicon")
    voice = Voice(name="siwis", engine="kokoro", sounds=lexicon)
    plain = Voice(name="siwis", engine="kokoro")
    assert decided_sounds("De Reims.", voice) != decided_sounds("De Reims.", plain)
    assert decided_sounds("De Lyon.", voice) == decided_sounds("De Lyon.", plain)


@pytest.mark.parametrize(
    ("sentence", "sounds"),
    [
        ("Les fils se dénouent.", "fil"),
        ("Il tient les fils de l'intrigue.", "fil"),
        ("Les fils ont été sectionnés.", "fil"),
        ("Les fils de la victime témoignent.", "fis"),
        ("Ses fils ont rompu avec lui.", "fis"),
        ("Les deux fils du maire sont mêlés à l'affaire.", "fis"),
    ],
)
def test_threads_are_known_by_what_is_done_to_them(sentence: str, sounds: str) -> None:
    assert said(sentence)["fils"][0] == sounds


@pytest.mark.parametrize(
    ("sentence", "word", "sounds"),
    [
        ("Au fait, il pleut.", "fait", "fɛt"),
        ("En fait, il pleut.", "fait", "fɛt"),
        ("Il en fait trop.", "fait", ""),
        ("C'est un état de fait.", "fait", ""),
        ("Huit virgule six.", "Huit", "ɥit"),
        ("Dix virgule deux.", "Dix", "dis"),
        ("Le Canal Plus perd.", "Plus", "plys"),
    ],
)
def test_what_stands_beside_a_word_decides_its_last_consonant(sentence: str, word: str, sounds: str) -> None:
    assert said(sentence)[word][0] == sounds


@pytest.mark.parametrize(
    ("sentence", "sounds"),
    [
        ("Ils craignent la suite.", "kʁɛɲ"),
        ("L'Uefa paie.", "lyefa"),
        ("Le QR code.", "kyɛʁ"),
        ("Le made in China.", "mɛd in tʃajna"),
        ("La FranceAgriMer paie.", "fʁɑ̃s aɡʁi mɛʁ"),
        ("Hasparren vote.", "aspaʁɛn"),
    ],
)
def test_kinds_that_a_third_blind_set_found(sentence: str, sounds: str) -> None:
    need_module("espeakng_loader", extra="neural")
    assert sounds in say_in_ipa(sentence, language="fr-FR").replace("ˈ", "").replace("ˌ", "")
