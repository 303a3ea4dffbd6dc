"""What every engine owes the program, as a function that any engine's tests can call.

    from audioedition.speak.engines.contract import check_contract

    def test_my_engine_keeps_the_contract():
        check_contract(MyEngine(), voice)

It needs no test framework: a broken promise raises AssertionError with a sentence.
"""

from __future__ import annotations

import dataclasses
import time

from audioedition.errors import EngineError, VoiceError
from audioedition.model import Clip, Voice
from audioedition.speak.engines import Engine

SENTENCE = "Bonjour, le conseil municipal s’est réuni hier soir."
UNSPEAKABLE = ("…", "!?", "« »", "—", "...!?")
AWKWARD = (
    "L’été, œuvre naïve : « ça va ? »",
    "This is an English sentence.",
    "السلام عليكم",
    "Привет, мир",
    "(entre parenthèses) ; et : le reste — enfin.",
)
CHECK_S = 0.5
"""``check`` promises 50 ms; ten times that, so that a busy machine fails nobody."""


def check_contract(engine: Engine, voice: Voice, *, awkward: tuple[str, ...] = AWKWARD) -> Clip:
    """Run the contract; the clip of SENTENCE, for further tests. Raises AssertionError."""
    check_facts(engine)
    check_checking(engine, voice)
    check_preparing(engine, voice)
    clip = engine.speak(SENTENCE, voice)
    check_sound(clip, text=SENTENCE)
    for text in awkward:
        check_sound(speak_or_refuse(engine, text, voice), text=text, may_be_silent=True)
    for text in UNSPEAKABLE:
        check_sound(speak_or_refuse(engine, text, voice), text=text, may_be_silent=True)
    check_longest(engine, voice)
    return clip


def check_facts(engine: Engine) -> None:
    assert isinstance(engine, Engine), (
        "name, version, max_chars, sends_text_to, check() or speak() is missing"
    )
    assert engine.name, "the name is empty"
    assert engine.version, "the version is empty"
    assert engine.max_chars >= 50, "max_chars below 50 cuts every sentence to pieces"
    assert engine.sends_text_to is None or engine.sends_text_to, "sends_text_to is None, or says whom"


def check_checking(engine: Engine, voice: Voice) -> None:
    """``check`` answers quickly, always the same, and refuses options that it does not know."""
    engine.check(voice)  # imports and first reads
    started = time.monotonic()
    first = engine.check(voice)
    assert time.monotonic() - started < CHECK_S, "check() takes too long: it must not load a model"
    assert isinstance(first, str), "check() returns the model's fingerprint, a string"
    assert engine.check(voice) == first, "check() must give the same fingerprint while nothing changes"
    strange = dataclasses.replace(voice, options={**voice.options, "no_such_option": 1})
    refusal = ""
    try:
        engine.check(strange)
    except VoiceError as error:
        refusal = f"{error} {error.hint}"
    assert "no_such_option" in refusal, "check() must refuse an unknown option by its name"


def check_preparing(engine: Engine, voice: Voice) -> None:
    """Who offers ``prepare`` bears it for any text, and speaks nothing for nothing: that only loads the voice."""
    prepare = getattr(engine, "prepare", None)
    if prepare is None:
        return
    for text in ("", *UNSPEAKABLE):
        assert prepare(text, voice) is None, "prepare() gives nothing back"
    empty = speak_or_refuse(engine, "", voice)
    assert empty is None or not empty.pcm, "there is sound for an empty text"


def check_sound(clip: Clip | None, *, text: str, may_be_silent: bool = False) -> None:
    """Mono s16le at a usual frame rate, of a length that the text can have. ``None`` = it was refused."""
    if clip is None:
        return
    assert 8_000 <= clip.frame_rate <= 48_000, f"frame rate {clip.frame_rate} Hz"
    assert len(clip.pcm) % 2 == 0, "half a sample at the end"
    assert clip.duration_ms <= 5_000 + 400 * len(text), f"{clip.duration_ms:.0f} ms for “{text}”"
    frames = [frame for word in clip.words for frame in (word.start_frame, word.end_frame)]
    assert frames == sorted(frames), f"the words of “{text}” are not in order"
    assert not frames or (frames[0] >= 0 and frames[-1] <= clip.frames), (
        f"a word of “{text}” is outside its clip"
    )
    said = [word for word in text.split() if any(map(str.isalnum, word))]
    assert not frames or [word.text for word in clip.words] == said, f"“{text}” has other words"
    if may_be_silent:
        return
    assert clip.duration_ms >= 20 * len(text), f"only {clip.duration_ms:.0f} ms for “{text}”"
    samples = memoryview(clip.pcm).cast("h")
    assert max(max(samples), -min(samples)) > 500, "there is nothing to hear"


def speak_or_refuse(engine: Engine, text: str, voice: Voice) -> Clip | None:
    """The clip, or ``None`` when the engine says that it cannot; any other exception breaks the contract."""
    try:
        return engine.speak(text, voice)
    except EngineError:
        return None


def check_longest(engine: Engine, voice: Voice) -> None:
    """``max_chars`` characters are spoken whole, not cut: twice the text, nearly twice the sound."""
    half = ("Les élus ont débattu du budget, " * 100)[: engine.max_chars // 2].rsplit(" ", 1)[0] + "."
    whole = f"{half[:-1]}, {half}"[: engine.max_chars]
    short, long = engine.speak(half, voice), engine.speak(whole, voice)
    assert long.duration_ms > 1.6 * short.duration_ms, (
        f"{len(whole)} characters give {long.duration_ms:.0f} ms, half of them {short.duration_ms:.0f} ms"
    )
