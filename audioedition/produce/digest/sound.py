"""Where a digest's sound comes from: the cache's clips, or the editions' MP3s decoded. An edge."""

from __future__ import annotations

import dataclasses
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audioedition.errors import AudioError, EngineError, VoiceError
from audioedition.model import (
    Article,
    Clip,
    Cue,
    Edition,
    EditionParagraph,
    Jingle,
    Paragraph,
    Programme,
    Script,
    StoredEdition,
    Stretch,
    Voice,
)
from audioedition.produce.digest.plan import Part, opening_article
from audioedition.publish.folder.facts import article_of
from audioedition.script.write import write_script
from audioedition.sound.assemble import assemble_programme
from audioedition.sound.encode import FRAME_RATE, Tags, encode_programme
from audioedition.speak.clip_store import ClipStore, FolderStore
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.speak import plan_calls, speak_script
from audioedition.speak.voices import read_voice
from audioedition.system.ffmpeg import find_ffmpeg
from audioedition.system.files import sha256_of

PIECE_FRAMES = 20 * FRAME_RATE
"""Decoded sound is kept in pieces of 20 s: memory does not grow with the digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What the digest is made of, and where its stretches are read."""

    parts: tuple[Part, ...]
    frame_rate: int
    """Hz."""
    store: ClipStore
    notes: tuple[str, ...] = ()
    marked: bool = False
    """It bears the watermark already: it comes from MP3s that do."""


def find_sound(
    chosen: Sequence[tuple[StoredEdition, str | None]], *, title: str, store: ClipStore, scratch: Path
) -> Sound:
    """``scratch``: an empty folder for decoded sound, needed until the digest is encoded."""
    editions = [shelved.edition for shelved, _ in chosen]
    voice, notes = _voice_here(editions[0])
    opening = opening_article(title, articles=len(editions), language=editions[0].language)
    spoken: Programme | None = None
    if voice is not None:
        try:
            spoken = _speak_opening(opening, voice=voice, store=store)
        except EngineError as error:
            notes = (f"The opening could not be spoken: {error}",)
    cached = _from_cache(chosen, voice=voice, store=store) if voice is not None else None
    if cached is not None and spoken is not None:
        parts = (_part(opening.paragraphs, spoken, title=title), *cached)
        return Sound(parts=parts, frame_rate=spoken.frame_rate, store=store)
    scratch_store = FolderStore(scratch / "pieces")
    marked = all(edition.audio.watermark for edition in editions)
    decoded: list[Part] = []
    if spoken is not None:
        encoded = _encode_opening(opening, spoken, store=store, scratch=scratch, watermark=marked)
        part = _part(opening.paragraphs, spoken, title=opening.title)
        stretches = _decode(encoded, key=sha256_of(encoded), store=scratch_store)
        decoded.append(dataclasses.replace(part, stretches=stretches))
    for shelved, rubric in chosen:
        edition = shelved.edition
        stretches = _decode(
            shelved.audio_path, key=edition.audio.sha256, store=scratch_store, without=edition.jingles
        )
        decoded.append(
            Part(
                title=edition.title,
                rubric=rubric,
                stretches=stretches,
                cues=bare_cues(edition),
                paragraphs=edition.paragraphs,
                image=edition.image,
            )
        )
    note = "The sound comes from the editions' MP3s: not all of their clips are in the cache as they were."
    return Sound(
        parts=tuple(decoded),
        frame_rate=FRAME_RATE,
        store=scratch_store,
        notes=(*notes, note),
        marked=marked,
    )


def _voice_here(edition: Edition) -> tuple[Voice | None, tuple[str, ...]]:
    """The voice of that edition, when it can speak on this machine; else ``None`` and the note that says so."""
    try:
        voice = read_voice(edition.voice.name)
        load_engine(voice.engine).check(voice)
    except VoiceError as error:
        return None, (f"The opening is not spoken: {error}",)
    return voice, ()


def _from_cache(
    chosen: Sequence[tuple[StoredEdition, str | None]], *, voice: Voice, store: ClipStore
) -> tuple[Part, ...] | None:
    """The editions from their clips; ``None`` unless all are there and give the very cues of the editions."""
    parts: list[Part] = []
    for shelved, rubric in chosen:
        edition = shelved.edition
        if edition.voice.name != voice.name:
            return None
        article = article_of(edition)
        script = _script(article, voice=voice)
        if any(store.find(call.key) is None for call in plan_calls(script, voice=voice)):
            return None
        programme = _programme(article, script, voice=voice, store=store)
        if not _same_cues(programme.cues, edition):
            return None
        part = _part(edition.paragraphs, programme, title=edition.title, rubric=rubric)
        parts.append(dataclasses.replace(part, image=edition.image))
    return tuple(parts)


def bare_cues(edition: Edition) -> tuple[Cue, ...]:
    """As they stand where an edition's own jingles are cut out: a digest has its own."""

    def moved(at_ms: int) -> int:
        return at_ms - sum(j.end_ms - j.start_ms for j in _cut(edition.jingles) if j.end_ms <= at_ms)

    return tuple(
        dataclasses.replace(
            cue,
            start_ms=moved(cue.start_ms),
            end_ms=moved(cue.end_ms),
            words=tuple(
                dataclasses.replace(word, start_ms=moved(word.start_ms), end_ms=moved(word.end_ms))
                for word in cue.words
            ),
        )
        for cue in edition.cues
    )


def _cut(jingles: Sequence[Jingle]) -> list[Jingle]:
    """What can be cut out: a bed lies under words."""
    return [jingle for jingle in jingles if jingle.kind != "bed"]


def _same_cues(cues: Sequence[Cue], edition: Edition) -> bool:
    """Whether they are the edition's; with jingles between them only their texts and lengths can be compared."""
    if not edition.jingles:
        return tuple(cues) == edition.cues
    ours, theirs = ([(c.text, c.end_ms - c.start_ms) for c in one] for one in (cues, edition.cues))
    return len(ours) == len(theirs) and all(
        a == b and abs(x - y) <= 1 for (a, x), (b, y) in zip(ours, theirs, strict=True)
    )


def _speak_opening(opening: Article, *, voice: Voice, store: ClipStore) -> Programme:
    """Its own words say what the opening words of an article would: those are left out."""
    script = _script(opening, voice=voice)
    own = tuple(u for u in script.utterances if u.paragraph is not None)
    return _programme(opening, dataclasses.replace(script, utterances=own), voice=voice, store=store)


def _script(article: Article, *, voice: Voice) -> Script:
    return write_script(article, voice=voice, max_chars=load_engine(voice.engine).max_chars)


def _programme(article: Article, script: Script, *, voice: Voice, store: ClipStore) -> Programme:
    """Nothing is spoken that the store holds."""
    clips = speak_script(script, voice=voice, store=store)
    return assemble_programme(script, clips, paragraphs=article.paragraphs)


def _part(
    paragraphs: Sequence[EditionParagraph | Paragraph],
    programme: Programme,
    *,
    title: str,
    rubric: str | None = None,
) -> Part:
    return Part(
        title=title,
        rubric=rubric,
        stretches=programme.stretches,
        cues=programme.cues,
        paragraphs=tuple(
            EditionParagraph(role=p.role, text=p.text, language=p.language, foreign=p.foreign, table=p.table)
            for p in paragraphs
        ),
    )


def _encode_opening(
    opening: Article, programme: Programme, *, store: ClipStore, scratch: Path, watermark: bool
) -> Path:
    """The opening as loud as the MP3s between which it will stand: encoded like one, to be decoded like one."""
    path = scratch / "opening.mp3"
    tags = Tags(title=opening.title, artist="", album="", date="")
    programme = dataclasses.replace(programme, watermark=watermark)
    encode_programme(programme, path, read_clip=store.read, tags=tags)
    return path


def _decode(
    path: Path, *, key: str, store: FolderStore, without: Sequence[Jingle] = ()
) -> tuple[Stretch, ...]:
    """An MP3's sound at ``FRAME_RATE``, laid into ``store`` in pieces, ``without`` some of it. Raises AudioError."""
    cuts = [(_at(j.start_ms), _at(j.end_ms)) for j in _cut(without)]
    position = 0
    command = [find_ffmpeg(), "-v", "error", "-i", str(path), "-map", "0:a"]
    command += ["-f", "s16le", "-ac", "1", "-ar", str(FRAME_RATE), "pipe:1"]
    stretches: list[Stretch] = []
    with tempfile.TemporaryFile() as report:
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=report, stdin=subprocess.DEVNULL
        ) as child:
            assert child.stdout is not None
            while read := child.stdout.read(2 * PIECE_FRAMES):
                pcm, position = _kept(read, position, cuts), position + len(read)
                if not pcm:
                    continue
                facts = store.write(f"{key}-{len(stretches)}", Clip(pcm=pcm, frame_rate=FRAME_RATE))
                stretches.append(Stretch(clip=facts.key, frames=facts.frames))
        if child.returncode:
            report.seek(0)
            words = report.read().decode("utf-8", "replace").strip().splitlines() or ["no word"]
            raise AudioError(f"{path} cannot be decoded: {words[-1]}", hint="Make the edition again.")
    return tuple(stretches)


def _at(at_ms: int) -> int:
    """Byte of the decoded sound."""
    return 2 * round(FRAME_RATE * at_ms / 1000)


def _kept(pcm: bytes, position: int, cuts: Sequence[tuple[int, int]]) -> bytes:
    """``pcm``, which stands at that byte of the sound, without what is cut out of it."""
    kept = bytearray()
    read = 0
    for start, end in cuts:
        first, last = (min(max(at - position, read), len(pcm)) for at in (start, end))
        kept += pcm[read:first]
        read = last
    return bytes(kept + pcm[read:])
