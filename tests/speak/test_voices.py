"""Voice profiles: found, read, and what is wrong in them said with file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from audioedition.errors import VoiceError
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.voices import choose_voice, offered_voices, parse_voice, read_voice, voice_files


def write(folder: Path, text: str) -> Path:
    path = folder / "essai.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_shipped_profile_reads_and_says_its_licence() -> None:
    names = list(voice_files())
    assert {"pico", "google", "tone"} <= set(names)
    for name in names:
        voice = read_voice(name)
        assert voice.license, name
        assert voice.label, name


def test_auto_never_takes_a_voice_that_sends_text_away() -> None:
    assert load_engine(choose_voice().engine).sends_text_to is None


def test_unknown_voice_lists_the_known_ones() -> None:
    with pytest.raises(VoiceError, match="nobody") as caught:
        choose_voice("nobody")
    assert "pico" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('engine = "pico', "line 1"),
        ('label = "x"\nengnie = "pico"', "line 2: engnie: unknown key"),
        ('label = "x"', "engine: this key is needed"),
        ('engine = "pico"\nrate = "vite"', "line 2: rate: a number expected"),
        ('engine = "pico"\nrate = 9', "line 2: rate: 9 is outside"),
        ('engine = "pico"\n[pauses]\nbody = 300\nsilence = 2', "line 4: pauses.silence: unknown key"),
        ('engine = "pico"\n[pauses]\nbody = -1', "line 3: pauses.body: -1 ms"),
        ('engine = "pico"\n[roles.heading]\nspeed = 2', "line 3: roles.heading.speed: unknown key"),
        ('engine = "pico"\nneural = "yes"', "line 2: neural: true or false expected"),
    ],
)
def test_a_broken_profile_is_told_with_file_line_and_key(tmp_path: Path, text: str, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(VoiceError) as caught:
        parse_voice(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('label = "é"'.encode("latin-1"))
    with pytest.raises(VoiceError, match="UTF-8"):
        parse_voice(path)


def test_own_folder_comes_before_the_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pico.toml").write_text('engine = "pico"\nrate = 1.5\n')
    monkeypatch.setenv("AUDIOEDITION_VOICES", str(tmp_path))
    assert read_voice("pico").rate == 1.5


def test_unknown_option_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, 'engine = "pico"\n[options]\npich = 1.2')
    with pytest.raises(VoiceError, match="pich"):
        choose_voice(str(path))


def test_roles_and_pauses_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, 'engine = "pico"\n[pauses]\nbody = 900\n[roles.quote]\nvoice = "tone"\nrate = 0.9')
    voice = parse_voice(path)
    assert voice.pauses.body == 900
    assert voice.roles["quote"].voice == "tone"
    assert voice.roles["quote"].rate == 0.9


def test_a_rate_may_be_wished_within_bounds() -> None:
    assert choose_voice("pico", rate=2.5).rate == 2.5
    with pytest.raises(VoiceError, match="outside"):
        choose_voice("pico", rate=5)


def test_one_broken_profile_does_not_silence_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.toml").write_text("engine = ")
    monkeypatch.setenv("AUDIOEDITION_VOICES", str(tmp_path))
    assert load_engine(choose_voice().engine).sends_text_to is None


def test_the_test_voice_is_not_offered_and_stays_usable_by_name(tmp_path: Path) -> None:
    assert "tone" not in offered_voices()
    assert "pico" in offered_voices()
    assert choose_voice("tone").engine == "tone"
    with pytest.raises(VoiceError) as caught:
        choose_voice("nobody")
    assert "tone" not in caught.value.hint
    quiet = write(tmp_path, 'engine = "pico"\noffered = "no"')
    with pytest.raises(VoiceError, match="line 2: offered: true or false expected"):
        parse_voice(quiet)


def test_a_broken_profile_is_offered_so_that_its_fault_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.toml").write_text("engine = ")
    monkeypatch.setenv("AUDIOEDITION_VOICES", str(tmp_path))
    assert "broken" in offered_voices()
