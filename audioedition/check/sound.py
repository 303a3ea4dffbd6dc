"""``edition.json`` against the sound itself: file, tags, chapters, loudness, silences, pace. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest
from statistics import median

from audioedition.check.facts import Silence, SoundFacts
from audioedition.check.findings import Finding
from audioedition.model import Cue, Edition, Jingle, Loudness, flat_title
from audioedition.script.normalise import normalise
from audioedition.sound.chapters import file_chapters
from audioedition.sound.encode import ENCODER_DELAY_MS
from audioedition.sound.loudness import CEILING_DBTP, TARGET_LUFS, TOLERANCE_LU, UNMEASURED_LUFS

DURATION_TOLERANCE_MS = 100
TIME_TOLERANCE_MS = 60
"""Cues come from the PCM; the encoder's delay, its pre-echo and a consonant's faint start lie within it."""
SLOW_START_MS = 400
"""Some voices begin so faintly; a cue that is off by more than this stands in the wrong place."""
SHORTEST_GAP_MS = 100
"""A shorter pause between two sentences leaves no silence that could be found for certain."""
LONGEST_HUSH_MS = 1800
"""No voice pauses so long inside a sentence: something was not spoken there."""
HURRIED, DRAWN_OUT, SLACK_MS = 0.45, 2.2, 600
"""A sentence's length by its letters at this edition's own median pace: outside these factors words are
missing, or are said twice (a doubled sentence is at 2, beyond it with its pause)."""
LETTERS_FOR_PACE = 20


def check_sound(edition: Edition, facts: SoundFacts) -> Iterator[Finding]:
    yield from check_file(edition, facts)
    yield from check_tags(edition, facts)
    yield from check_chapter_frames(edition, facts)
    yield from check_loudness(edition, facts)
    yield from check_silences(edition.cues, facts.silences, edition.jingles)
    yield from check_pace(edition.cues)


def check_file(edition: Edition, facts: SoundFacts) -> Iterator[Finding]:
    audio = edition.audio
    if facts.size_bytes != audio.size_bytes:
        yield _file(f"The MP3 has {facts.size_bytes} bytes instead of {audio.size_bytes}.")
    elif facts.sha256 != audio.sha256:
        yield _file("The MP3 was altered: its checksum does not hold.")
    if abs(facts.duration_ms - audio.duration_ms) > DURATION_TOLERANCE_MS:
        yield _file(f"The MP3 lasts {facts.duration_ms} ms instead of {audio.duration_ms}.")
    if facts.frame_rate != audio.frame_rate or facts.channels != "mono":
        yield _file(f"The MP3 is {facts.frame_rate} Hz {facts.channels}, not {audio.frame_rate} Hz mono.")
    kbps = 8 * facts.size_bytes / max(facts.duration_ms, 1)
    if kbps > audio.bit_rate_kbps * 1.05 + 8 * 400_000 / max(facts.duration_ms, 1):  # a cover: ≤ 300 kB
        yield _file(f"The MP3 takes {kbps:.0f} kb/s where {audio.bit_rate_kbps} were promised.")


def _file(message: str) -> Finding:
    return Finding(kind="file", message=message)


def check_tags(edition: Edition, facts: SoundFacts) -> Iterator[Finding]:
    """ID3v2.3 alone (2.4 where C2PA signed the file), with what a player shows."""
    if facts.id3_version != "2.3" and not (facts.signed and facts.id3_version == "2.4"):
        found = f"ID3v{facts.id3_version}" if facts.id3_version else "no ID3v2"
        yield _tags(f"The MP3 has {found} tag, not ID3v2.3.")
    if facts.id3v1:
        yield _tags("The MP3 ends in an ID3v1 tag, which cannot hold accents.")
    expected = {"title": edition.title, "artist": edition.byline or edition.site, "album": edition.site}
    for name, value in expected.items():
        found = facts.tags.get(name, "")
        if not found or (value and found != " ".join(value.split()) and found != value):
            yield _tags(f"The tag “{name}” is “{found}”" + (f", not “{value}”." if value else "."))
    if edition.published and not facts.tags.get("date", "").startswith(edition.published[:4]):
        yield _tags(f"The tag “date” is “{facts.tags.get('date', '')}”, not {edition.published[:10]}.")
    if edition.language.startswith("fr") and facts.tags.get("language") != "fra":
        yield _tags(f"The tag “language” is “{facts.tags.get('language', '')}”, not “fra”.")
    if not facts.tags.get("comment"):
        yield _tags("The tag “comment”, where the synthetic voice is named, is missing.")


def _tags(message: str) -> Finding:
    return Finding(kind="tags", message=message)


def check_chapter_frames(edition: Edition, facts: SoundFacts) -> Iterator[Finding]:
    """The CHAP frames of the file are the edition's chapters, as many of them as a file can list."""
    expected = file_chapters(edition.chapters)
    if len(facts.chapters) != len(expected):
        yield Finding(
            kind="chapters",
            message=f"The MP3 holds {len(facts.chapters)} chapters, the edition {len(edition.chapters)}.",
        )
        return
    for number, (found, promised) in enumerate(zip(facts.chapters, expected, strict=True), start=1):
        off_ms = max(abs(found.start_ms - promised.start_ms), abs(found.end_ms - promised.end_ms))
        if off_ms > ENCODER_DELAY_MS:
            yield Finding(
                kind="chapters",
                message=f"Chapter {number} stands at {found.start_ms}–{found.end_ms} ms in the MP3, "
                f"at {promised.start_ms}–{promised.end_ms} in the edition.",
                start_ms=promised.start_ms,
            )
        title = flat_title(promised)
        if found.title != title:
            yield Finding(
                kind="chapters",
                message=f"Chapter {number} is called “{found.title}” in the MP3, not “{title}”.",
                start_ms=promised.start_ms,
            )


def check_loudness(edition: Edition, facts: SoundFacts) -> Iterator[Finding]:
    """Its target (−16) ±1 LUFS as heard on two speakers, true peak ≤ −1 dBTP; and what ``edition.json`` says of it."""
    heard = facts.loudness
    yield from check_level(edition, heard, name="MP3")
    if heard.integrated_lufs < UNMEASURED_LUFS:
        return
    if abs(heard.integrated_lufs - edition.loudness.integrated_lufs) > 0.3:
        yield Finding(
            kind="loudness",
            severity="note",
            message=f"edition.json says {edition.loudness.integrated_lufs:.1f} LUFS, "
            f"measured were {heard.integrated_lufs:.1f}.",
        )


def check_level(edition: Edition, heard: Loudness, *, name: str) -> Iterator[Finding]:
    """Of one of its files, which ``name`` names."""
    if heard.integrated_lufs < UNMEASURED_LUFS:
        yield Finding(kind="loudness", message=f"The {name} holds too little sound to measure.")
        return
    target_lufs = edition.making.loudness_lufs if edition.making else TARGET_LUFS
    if abs(heard.integrated_lufs - target_lufs) > TOLERANCE_LU:
        yield Finding(
            kind="loudness",
            message=f"The {name} is heard at {heard.integrated_lufs:.1f} LUFS, not at {target_lufs:.0f} ±1.",
        )
    if heard.true_peak_dbtp > CEILING_DBTP:
        yield Finding(
            kind="loudness",
            message=f"The {name} peaks at {heard.true_peak_dbtp:.1f} dBTP, above {CEILING_DBTP:.0f}.",
        )


def check_silences(
    cues: Sequence[Cue], silences: Sequence[Silence], jingles: Sequence[Jingle] = ()
) -> Iterator[Finding]:
    """Sound where a cue has words, silence between two cues (or a sound of the house), none too long inside one. Under
    a bed there is no silence."""
    beds = [j for j in jingles if j.kind == "bed"]
    between = [Silence(start_ms=j.start_ms, end_ms=j.end_ms) for j in jingles if j.kind != "bed"]
    calm = sorted([*silences, *between], key=lambda s: s.start_ms)
    calm_ends = list(accumulate((s.end_ms for s in calm), max))
    starts, ends = [s.start_ms for s in silences], [s.end_ms for s in silences]
    for cue, following in zip_longest(cues, cues[1:]):
        inside = [
            min(s.end_ms, cue.end_ms) - max(s.start_ms, cue.start_ms)
            for s in silences[bisect_left(ends, cue.start_ms) : bisect_left(starts, cue.end_ms)]
        ]
        length_ms = cue.end_ms - cue.start_ms
        words = any(c.isalnum() for c in cue.text)
        if words and length_ms > 0 and sum(inside) >= 0.9 * length_ms:
            yield _at(cue, "sound", "Silence stands in place of this sentence.")
        elif max(inside, default=0) > LONGEST_HUSH_MS:
            yield _at(cue, "sound", f"A silence of {max(inside) / 1000:.1f} s stands inside this sentence.")
        if following is None or following.start_ms - cue.end_ms < SHORTEST_GAP_MS:
            continue
        if not any(bed.start_ms < following.start_ms and bed.end_ms > cue.end_ms for bed in beds):
            yield from _check_gap(cue, following, calm, first=bisect_left(calm_ends, cue.end_ms))


def _check_gap(cue: Cue, following: Cue, silences: Sequence[Silence], *, first: int) -> Iterator[Finding]:
    gap_ms = following.start_ms - cue.end_ms
    quiet_ms, until_ms = 0, cue.end_ms
    for silence in silences[first:]:
        if silence.start_ms >= following.start_ms:
            break
        quiet_ms += min(silence.end_ms, following.start_ms) - max(silence.start_ms, cue.end_ms)
        until_ms = silence.end_ms
    if quiet_ms < gap_ms - 2 * TIME_TOLERANCE_MS:
        yield _at(following, "times", "No silence stands before this sentence, where one was promised.")
    elif until_ms > following.start_ms + SLOW_START_MS:
        late_ms = until_ms - following.start_ms
        yield _at(following, "times", f"The sound of this sentence starts {late_ms} ms after its cue.")


def check_pace(cues: Sequence[Cue]) -> Iterator[Finding]:
    """No sentence far shorter or longer than its letters take at the pace of the others."""
    spoken = [(cue, sum(c.isalpha() for c in normalise(cue.text))) for cue in cues]
    paces = [(cue.end_ms - cue.start_ms) / letters for cue, letters in spoken if letters >= LETTERS_FOR_PACE]
    if not paces:
        return
    pace = median(paces)
    for cue, letters in spoken:
        expected_ms, length_ms = letters * pace, cue.end_ms - cue.start_ms
        if length_ms < HURRIED * expected_ms - SLACK_MS / 2:
            yield _at(
                cue, "sound", f"{length_ms / 1000:.1f} s are too short for this sentence: {_words(cue)}."
            )
        if length_ms > DRAWN_OUT * expected_ms + SLACK_MS:
            yield _at(
                cue, "sound", f"{length_ms / 1000:.1f} s are too long for this sentence: {_words(cue)}."
            )


def _words(cue: Cue) -> str:
    return f"« {cue.text if len(cue.text) <= 60 else cue.text[:59].rstrip() + '…'} »"


def _at(cue: Cue, kind: str, message: str) -> Finding:
    return Finding(
        kind=kind,
        message=message,
        start_ms=cue.start_ms,
        end_ms=cue.end_ms,
        paragraph=cue.paragraph,
        sentence=cue.sentence,
    )
