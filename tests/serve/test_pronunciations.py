"""What the web page's box tells of a passage: how a name will be said, and who decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from audioedition.errors import VoiceError
from audioedition.model import Voice
from audioedition.serve import pronunciations
from audioedition.serve.pronunciations import Pronunciations
from tests.support.tools import need_module

SIWIS = Voice(name="siwis", engine="kokoro")
PASSAGE = "Krzysztof habite à Reims."


def box(tmp_path: Path) -> Pronunciations:
    kept = tmp_path / "lexicon.toml"
    kept.write_text('[[entry]]\nwritten = "Krzysztof"\nipa = "kʃɨʃtɔf"\n', "utf-8")
    return Pronunciations(kept)


def test_sounds_and_who_decided(tmp_path: Path) -> None:
    need_module("espeakng_loader", extra="neural")
    said = {one.word: (one.sounds, one.by) for one in box(tmp_path).said_in(PASSAGE, voice=SIWIS)}
    assert said == {"Krzysztof": ("kʃiʃtˈɔf", "lexicon"), "Reims": ("ʁɛ̃s", "house")}


def test_a_voice_that_takes_words_shows_its_spelling(tmp_path: Path) -> None:
    said = box(tmp_path).said_in(PASSAGE, voice=Voice(name="pico", engine="pico"))
    assert [(one.word, one.sounds, one.by) for one in said] == [("Krzysztof", "kchichtof", "lexicon")]


def test_without_espeak_the_page_still_shows_the_lexicon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise VoiceError("espeak-ng is not here.")

    monkeypatch.setattr(pronunciations, "say_entry", missing)
    said = box(tmp_path).said_in(PASSAGE, voice=SIWIS)
    assert [(one.word, one.sounds) for one in said] == [("Krzysztof", "kchichtof")]
