"""``make --listen``: every clip is heard back, and what was not well said is spoken again. An edge."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audioedition.model import Clip, OnProgress, Progress, Script
from audioedition.sound.clip import join_clips
from audioedition.speak.clip_store import ClipStore
from audioedition.speak.engine_pool import Hosts, Speakers
from audioedition.speak.engines.guard import guard_text
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.speak import Call, speak_once

if TYPE_CHECKING:
    from audioedition.check.listen import Ear

RATES = (1.0, 0.95, 1.05)
"""Of the voice's own, by attempt: a deterministic engine says the same text another way only at another speed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    replaced: int
    """Clips that a better take replaced in the store."""
    notes: tuple[str, ...]
    """What stays doubtful, one sentence each."""


def review_clips(
    calls: Sequence[Call],
    *,
    script: Script,
    store: ClipStore,
    ear: Ear,
    speakers: Speakers | None = None,
    on_progress: OnProgress | None = None,
) -> Review:
    """Hear the clip of every call; speak a failing one again, up to three times, and keep the best take.

    The clips stand in ``store`` already. Raises EngineError only when an engine dies for good.
    """
    if speakers is None:
        with Speakers() as own:
            return review_clips(
                calls, script=script, store=store, ear=ear, speakers=own, on_progress=on_progress
            )
    by_key = {call.key: call for call in calls}
    paragraphs = max((u.paragraph or 0 for u in script.utterances), default=0) + 1

    def review(key: str, hosts: Hosts) -> tuple[bool, str]:
        utterance = script.utterances[by_key[key].utterance]
        if on_progress is not None:
            done = utterance.paragraph or 0
            on_progress(Progress(stage="listen", done=done, total=paragraphs, text=utterance.text))
        return _review_call(by_key[key], printed=utterance.text, store=store, ear=ear, hosts=hosts)

    outcomes = speakers.run(review, tuple(by_key), streams=1).values()
    return Review(
        replaced=sum(replaced for replaced, _ in outcomes), notes=tuple(note for _, note in outcomes if note)
    )


def _review_call(call: Call, *, printed: str, store: ClipStore, ear: Ear, hosts: Hosts) -> tuple[bool, str]:
    from audioedition.check.listen import best_take, listen_to_clip
    from audioedition.check.listen.report import describe_remark

    engine = load_engine(call.voice.engine)

    def speak(pieces: tuple[str, ...], attempt: int) -> Clip:
        rate = call.voice.rate * RATES[attempt % len(RATES)]
        voice = dataclasses.replace(call.voice, rate=rate)
        guarded = [part for piece in pieces for part in guard_text(piece, max_chars=engine.max_chars)]
        again = (dataclasses.replace(call, text=part, voice=voice) for part in guarded)
        return join_clips([speak_once(part, hosts=hosts) for part in again])

    first = store.read(call.key)
    best = best_take(
        call.text, speak=speak, hear=lambda clip, text: listen_to_clip(clip, text, ear=ear), first=first
    )
    replaced = best.attempt > 0
    if replaced:
        store.write(call.key, best.clip)
    if not best.doubtful:
        return replaced, ""
    remark = describe_remark(best.doubtful[0])
    return replaced, f"« {printed} » stays doubtful after {best.takes} takes: {remark}"
