"""Script -> clips: only what is missing is spoken, what cannot be spoken is named, roles may have voices."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from audioedition.errors import EngineError
from audioedition.model import Clip, ClipFacts, Progress, Role, RoleVoice, Script, Utterance
from audioedition.sound.clip import holds_sound, trim_clip
from audioedition.speak.clip_store import FolderStore
from audioedition.speak.speak import attempt, plan_calls, speak_script
from audioedition.speak.voices import read_voice


def script(*texts: str, role: Role = "body") -> Script:
    return Script(
        utterances=tuple(
            Utterance(
                paragraph=n,
                sentence=0,
                role=role,
                text=text,
                spoken=text,
                pause_after_ms=100,
            )
            for n, text in enumerate(texts)
        )
    )


class CountingStore(FolderStore):
    """Counts what is written: one write = one call of the engine."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.written: list[str] = []

    def write(self, key: str, clip: Clip) -> ClipFacts:
        self.written.append(key)
        return super().write(key, clip)


def test_a_second_run_speaks_nothing_and_an_edit_speaks_only_itself(tmp_path: Path) -> None:
    voice = read_voice("tone")
    store = CountingStore(tmp_path)
    first = speak_script(script("un deux", "trois", "quatre"), voice=voice, store=store)
    assert len(store.written) == 3
    assert speak_script(script("un deux", "trois", "quatre"), voice=voice, store=store) == first
    assert len(store.written) == 3
    speak_script(script("un deux", "TROIS", "quatre"), voice=voice, store=store)
    assert len(store.written) == 4
    speak_script(script("un deux", "trois"), voice=voice, store=store, fresh=True)
    assert len(store.written) == 6


def test_equal_sentences_are_spoken_once(tmp_path: Path) -> None:
    store = CountingStore(tmp_path)
    clips = speak_script(script("encore", "encore", "encore"), voice=read_voice("tone"), store=store)
    assert len(store.written) == 1
    assert len(clips) == 3
    assert clips[0] == clips[1] == clips[2]


def test_nothing_to_hear_has_no_clip(tmp_path: Path) -> None:
    clips = speak_script(script("🎉", "bravo"), voice=read_voice("tone"), store=FolderStore(tmp_path))
    assert clips[0] == ()
    assert len(clips[1]) == 1


def test_progress_tells_paragraph_and_text(tmp_path: Path) -> None:
    told: list[Progress] = []
    speak_script(
        script("un", "deux"), voice=read_voice("tone"), store=FolderStore(tmp_path), on_progress=told.append
    )
    assert [(p.done, p.total, p.text) for p in told] == [(0, 2, "un"), (1, 2, "deux")]


@pytest.mark.usefixtures("tone_voices")
def test_the_paragraph_is_named_and_the_clips_are_kept(tmp_path: Path) -> None:
    store = CountingStore(tmp_path / "clips")
    with pytest.raises(EngineError, match=r"Paragraph 2 cannot be spoken by “faulty”.*zzfail") as caught:
        speak_script(script("bien", "oh zzfail", "jamais"), voice=read_voice("faulty"), store=store)
    assert caught.value.hint
    assert len(store.written) == 1


@pytest.mark.usefixtures("tone_voices")
@pytest.mark.parametrize("text", ["zzsilence s’il vous plaît", "zzcrash"])
def test_silence_and_crash_fail_the_paragraph(tmp_path: Path, text: str) -> None:
    with pytest.raises(EngineError, match="Paragraph 1"):
        speak_script(script(text), voice=read_voice("faulty"), store=FolderStore(tmp_path / "clips"))


@pytest.mark.usefixtures("tone_voices")
def test_a_passing_fault_is_tried_again(tmp_path: Path) -> None:
    clips = speak_script(script("zzflaky"), voice=read_voice("faulty"), store=FolderStore(tmp_path / "clips"))
    assert clips[0][0].frames > 0


def test_pico_stays_silent_on_cyrillic_and_that_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="silent") as caught:
        speak_script(script("Привет, мир"), voice=read_voice("pico"), store=FolderStore(tmp_path))
    assert "--drop" in caught.value.hint


def test_a_role_may_have_its_own_voice_and_all_clips_get_one_frame_rate(tmp_path: Path) -> None:
    voice = dataclasses.replace(
        read_voice("tone"),
        options={"frame_rate": 22_050},
        roles={"quote": RoleVoice(voice="pico"), "heading": RoleVoice(rate=2.0)},
    )
    mixed = Script(
        utterances=(
            *script("un mot").utterances,
            *script("une citation", role="quote").utterances,
            *script("un mot", role="heading").utterances,
        )
    )
    calls = plan_calls(mixed, voice=voice)
    assert [c.voice.engine for c in calls] == ["tone", "pico", "tone"]
    store = FolderStore(tmp_path)
    body, quote, heading = speak_script(mixed, voice=voice, store=store)
    assert {facts.frame_rate for facts in (*body, *quote, *heading)} == {22_050}
    assert heading[0].frames < body[0].frames
    assert store.read(quote[0].key).frames == quote[0].frames


def test_attempts_stop_at_an_error_that_will_stay() -> None:
    calls: list[int] = []

    def fail(retryable: bool) -> Clip:
        calls.append(1)
        raise EngineError("no", retryable=retryable)

    waits: list[float] = []
    with pytest.raises(EngineError):
        attempt(lambda: fail(False), sleep=waits.append)
    assert (len(calls), waits) == (1, [])
    with pytest.raises(EngineError):
        attempt(lambda: fail(True), sleep=waits.append)
    assert (len(calls), waits) == (4, [0.5, 1.0])


def test_trimming_keeps_the_sound_and_takes_the_silence() -> None:
    sound = b"".join(
        (8000 if n % 20 < 10 else -8000).to_bytes(2, "little", signed=True) for n in range(16_000)
    )
    clip = Clip(pcm=bytes(2 * 8000) + sound + bytes(2 * 16_000), frame_rate=16_000)
    trimmed = trim_clip(clip)
    assert abs(trimmed.duration_ms - 1080) <= 20
    assert holds_sound(trimmed)
    assert trim_clip(Clip(pcm=bytes(3200), frame_rate=16_000)).frames == 1600


@pytest.mark.parametrize(
    ("voice", "may_pass", "said", "not_said"),
    [
        ("google", True, ("network", "fallback", "--voice pico"), "Correct the text"),
        ("tone", True, ("Try again", "--voice"), "network"),
        ("google", False, ("Correct the text",), "network"),
        ("tone", False, ("Correct the text",), "network"),
    ],
)
def test_the_advice_fits_the_cause(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    voice: str,
    may_pass: bool,
    said: tuple[str, ...],
    not_said: str,
) -> None:
    """Without a network Google's voice advised to correct the text."""

    def fail(*arguments: object, **options: object) -> Clip:
        raise EngineError("No route to host.", retryable=may_pass)

    monkeypatch.setattr("audioedition.speak.speak.attempt", lambda call: call())
    monkeypatch.setattr("audioedition.speak.speak.speak_once", fail)
    with pytest.raises(EngineError, match="No route to host") as caught:
        speak_script(script("Bonjour."), voice=read_voice(voice), store=FolderStore(tmp_path))
    assert all(words in caught.value.hint for words in said)
    assert not_said not in caught.value.hint
