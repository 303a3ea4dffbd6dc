"""Script + voice -> clips in the store. Only what the store lacks is spoken; one engine for the whole article."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from audioedition.errors import EngineError
from audioedition.model import Clip, ClipFacts, OnProgress, Progress, Script, Utterance, Voice
from audioedition.sound.clip import holds_sound, resample_clip, trim_clip
from audioedition.speak.clip_store import ClipStore, clip_key
from audioedition.speak.engine_pool import Hosts, Speakers
from audioedition.speak.engines import Engine
from audioedition.speak.engines.guard import guard_text
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.pronounced import decided_sounds
from audioedition.speak.voices import read_voice

AHEAD = 6
"""Calls that an engine is told of before their turn: enough to keep two streams busy when one holds a long
sentence. What was begun in vain, when an article is given up, costs a few seconds."""
ATTEMPTS = 3
WAIT_S = 0.5
"""Before the second attempt; twice that before the third. A network engine has its own, longer patience."""
FASTEST_CHARACTERS_PER_S = 60.0
SLOWEST_S_PER_CHARACTER = 0.6
SLACK_S = 2.0
"""Of plausible length. Read out at normal speed French runs at 13 to 17 characters per second; a spelled
acronym takes 0.4 s a letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One engine call: a piece of an utterance that has passed the guard."""

    key: str
    text: str
    voice: Voice
    utterance: int


def speak_script(
    script: Script,
    *,
    voice: Voice,
    store: ClipStore,
    fresh: bool = False,
    speakers: Speakers | None = None,
    on_progress: OnProgress | None = None,
) -> tuple[tuple[ClipFacts, ...], ...]:
    """The clips of each utterance, in the script's order, all of one frame rate.

    An utterance with nothing to hear in it (no letter, no digit) has none. ``fresh`` speaks everything again;
    ``speakers`` are engines that stay loaded from one article to the next.
    Raises EngineError, with the paragraph named, for what cannot be spoken: the clips made so far are kept.
    """
    calls = plan_calls(script, voice=voice)
    found: dict[str, ClipFacts] = {}
    missing: dict[str, Call] = {}
    for call in calls:
        facts = None if fresh else found.get(call.key) or store.find(call.key)
        if facts is None:
            missing.setdefault(call.key, call)
        else:
            found[call.key] = facts
    found |= _speak_missing(
        tuple(missing.values()), script=script, store=store, speakers=speakers, on_progress=on_progress
    )
    found = _to_one_frame_rate(found, store=store)
    by_utterance: list[list[ClipFacts]] = [[] for _ in script.utterances]
    for call in calls:
        by_utterance[call.utterance].append(found[call.key])
    return tuple(tuple(clips) for clips in by_utterance)


def plan_calls(script: Script, *, voice: Voice) -> tuple[Call, ...]:
    """Every call that the script takes, guarded, with its key. Raises VoiceError for a role's broken voice."""
    fingerprints: dict[str, str] = {}
    calls: list[Call] = []
    for index, utterance in enumerate(script.utterances):
        own = voice_for(utterance, voice=voice)
        engine = load_engine(own.engine)
        if own.name not in fingerprints:
            fingerprints[own.name] = engine.check(own)
        for piece in guard_text(utterance.spoken, max_chars=engine.max_chars):
            key = clip_key(
                piece,
                voice=own,
                engine_version=engine.version,
                fingerprint=fingerprints[own.name],
                sounds=decided_sounds(piece, own),
            )
            calls.append(Call(key=key, text=piece, voice=own, utterance=index))
    return tuple(calls)


def voice_for(utterance: Utterance, *, voice: Voice) -> Voice:
    """The voice of this utterance: the profile's ``[roles]`` may give a role another one, or another rate; an engine
    that was taught the utterance's language speaks it in that one."""
    role = voice.roles.get(utterance.role)
    own = voice
    if role and role.voice:
        own = dataclasses.replace(read_voice(role.voice), sounds=voice.sounds)
    if role and role.rate is not None:
        own = dataclasses.replace(own, rate=role.rate)
    spoken = (utterance.language or "").lower().split("-")[0]
    if spoken and spoken in getattr(load_engine(own.engine), "languages", ()):
        own = dataclasses.replace(own, language=utterance.language or own.language)
    return own


def _speak_missing(
    calls: tuple[Call, ...],
    *,
    script: Script,
    store: ClipStore,
    speakers: Speakers | None,
    on_progress: OnProgress | None,
) -> dict[str, ClipFacts]:
    """Speak the calls, on as many children as the engine bears at once, and keep each clip at once."""
    if not calls:
        return {}
    if speakers is None:
        with Speakers() as own:
            return _speak_missing(calls, script=script, store=store, speakers=own, on_progress=on_progress)
    paragraphs = max((u.paragraph or 0 for u in script.utterances), default=0) + 1
    by_key = {call.key: call for call in calls}
    after = {call.key: calls[place + 1 : place + 1 + AHEAD] for place, call in enumerate(calls)}

    def run(key: str, hosts: Hosts) -> ClipFacts:
        utterance = script.utterances[by_key[key].utterance]
        if on_progress is not None:
            done = utterance.paragraph or 0
            on_progress(Progress(stage="speak", done=done, total=paragraphs, text=utterance.text))
        clip = _speak_call(by_key[key], utterance=utterance, hosts=hosts, ahead=after[key])
        return store.write(key, clip)

    return speakers.run(run, tuple(by_key), streams=_streams(load_engine(calls[0].voice.engine)))


def _streams(engine: Engine) -> int:
    """How many children serve this engine best at once; an engine may say it (``streams``), most need one."""
    return int(getattr(engine, "streams", 1))


def _speak_call(call: Call, *, utterance: Utterance, hosts: Hosts, ahead: Sequence[Call]) -> Clip:
    try:
        return attempt(lambda: speak_once(call, hosts=hosts, ahead=ahead))
    except EngineError as error:
        where = "The opening" if utterance.paragraph is None else f"Paragraph {utterance.paragraph + 1}"
        words = utterance.text if len(utterance.text) <= 80 else utterance.text[:79] + "…"
        raise EngineError(
            f"{where} cannot be spoken by “{call.voice.name}” (« {words} »): {error}",
            hint=error.hint or _hint(call.voice, may_pass=error.retryable),
            retryable=error.retryable,
            retry_after_s=error.retry_after_s,
        ) from error


def _hint(voice: Voice, *, may_pass: bool) -> str:
    """What helps against the cause: the network's, the moment's, or the text's."""
    if may_pass and load_engine(voice.engine).sends_text_to is not None:
        return (
            "Check this machine's network, or try again later; the text is not at fault. A voice that stays on "
            'this machine needs no network (--voice pico), and fallback = "pico" in this '
            "voice's profile takes it by itself."
        )
    if may_pass:
        return "Try again, or choose another --voice; the text is not at fault."
    return "Correct the text, drop it with --drop REGEX, or choose another --voice."


def speak_once(call: Call, *, hosts: Hosts, ahead: Sequence[Call] = ()) -> Clip:
    """One engine call, checked and trimmed. ``ahead``: what comes next, for an engine that can begin it.

    Raises EngineError.
    """
    engine = call.voice.engine
    later = [(next_one.text, next_one.voice) for next_one in ahead if next_one.voice.engine == engine]
    return trim_clip(check_clip(hosts[engine].speak(call.text, call.voice, ahead=later), call))


def attempt(
    speak: Callable[[], Clip], *, attempts: int = ATTEMPTS, sleep: Callable[[float], None] = time.sleep
) -> Clip:
    """Call until it succeeds, as long as the error says that this may help."""
    for number in range(attempts - 1):
        try:
            return speak()
        except EngineError as error:
            if not error.retryable:
                raise
            sleep(WAIT_S * 2**number)
    return speak()


def check_clip(clip: Clip, call: Call) -> Clip:
    """The clip, when it holds sound of a plausible length for its characters. Else EngineError."""
    if not holds_sound(clip):
        raise EngineError(
            "the voice stays silent; it may not know this script",
            hint="Drop the paragraph with --drop REGEX, or choose a voice that speaks its language.",
        )
    seconds = clip.duration_ms / 1000 * call.voice.rate
    longest = SLACK_S + SLOWEST_S_PER_CHARACTER * len(call.text)
    if not len(call.text) / FASTEST_CHARACTERS_PER_S <= seconds <= longest:
        raise EngineError(f"{seconds:.1f} s of sound for {len(call.text)} characters cannot be right")
    return clip


def _to_one_frame_rate(found: Mapping[str, ClipFacts], *, store: ClipStore) -> dict[str, ClipFacts]:
    """Voices of several rates in one article: the lower ones are raised to the highest, and kept so."""
    rate = max((facts.frame_rate for facts in found.values()), default=0)
    unified: dict[str, ClipFacts] = {}
    for key, facts in found.items():
        if facts.frame_rate == rate:
            unified[key] = facts
            continue
        other = f"{key}-{rate}"
        unified[key] = store.find(other) or store.write(
            other, resample_clip(store.read(key), frame_rate=rate)
        )
    return unified
