"""One article's sound and its record: speak, hear back, encode into the staging folder. An edge."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from audioedition.fetch.addresses import Access
from audioedition.model import (
    ClipFacts,
    Edition,
    OnProgress,
    Programme,
    Progress,
    RecordedOptions,
    Revision,
    Script,
    Voice,
)
from audioedition.produce.house import LOUDNESS_LUFS, asked_sounds
from audioedition.produce.options import EditionOptions, Produced, ReadArticle
from audioedition.produce.review import review_clips
from audioedition.publish.artwork import ARTWORK_NAME
from audioedition.publish.folder.facts import (
    article_facts,
    edition_id,
    spoken_sha256,
    tag_values,
    voice_facts,
    voice_sha256,
)
from audioedition.publish.folder.origin import Origin, write_origin
from audioedition.publish.folder.revisions import revision_changes
from audioedition.publish.folder.slug import slugify
from audioedition.publish.folder.writer import StagedEdition, write_manifest
from audioedition.publish.rebuild import write_beside
from audioedition.sound.encode import Tags, encode_programme
from audioedition.sound.house_mix import mixed
from audioedition.sound.jingles import HouseSounds
from audioedition.speak.clip_store import ClipStore
from audioedition.speak.engine_pool import Speakers
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.speak import Call, speak_script
from audioedition.system.files import sha256_of


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRequest:
    """One article with all that decides what becomes of it, but the voice."""

    read: ReadArticle
    options: EditionOptions
    output: Path
    access: Access
    store: ClipStore
    speakers: Speakers | None
    on_progress: OnProgress
    house: HouseSounds = field(default_factory=HouseSounds)
    """The sounds of the house, read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenArticle:
    clips: tuple[tuple[ClipFacts, ...], ...]
    """Of each utterance."""
    replaced: int = 0
    """Clips that a better take replaced after hearing."""
    doubts: tuple[str, ...] = ()
    """What stays doubtful after hearing, one sentence each."""


def speak_article(
    request: EditionRequest, script: Script, calls: Sequence[Call], *, voice: Voice
) -> SpokenArticle:
    """Speak what the store lacks; where it is wished, hear all of it back and keep the better takes."""
    clips = speak_script(
        script,
        voice=voice,
        store=request.store,
        fresh=request.options.force,
        speakers=request.speakers,
        on_progress=request.on_progress,
    )
    if not request.options.listen:
        return SpokenArticle(clips=clips)
    from audioedition.check.listen import Ear, find_model

    review = review_clips(
        calls,
        script=script,
        store=request.store,
        ear=Ear(find_model()),
        speakers=request.speakers,
        on_progress=request.on_progress,
    )
    if review.replaced:  # their lengths are others
        clips = speak_script(script, voice=voice, store=request.store, speakers=request.speakers)
    return SpokenArticle(clips=clips, replaced=review.replaced, doubts=review.notes)


def record_edition(
    request: EditionRequest,
    programme: Programme,
    *,
    place: StagedEdition,
    voice: Voice,
    making: RecordedOptions,
    picture: bytes | None = None,
) -> Edition:
    """Encode into the staging folder; the edition that says what came out, its fingerprint still to be set.
    ``picture``: JPEG, ≤ 300 kB."""
    article, options, old = request.read.article, request.options, place.edition
    now = datetime.now(timezone.utc).replace(microsecond=0).isoformat()
    slug = old.slug if old else slugify(article.title)
    number = old.revision + 1 if old else 1
    name = f"{slug}.mp3" if number == 1 else f"{slug}.r{number}.mp3"
    facts = voice_facts(voice, engine_version=load_engine(voice.engine).version)
    request.on_progress(Progress(stage="encode"))
    with tempfile.TemporaryDirectory(dir=place.staging) as scratch:
        sound, read_clip = mixed(
            programme, request.house, read_clip=request.store.read, scratch=Path(scratch)
        )
        sound = dataclasses.replace(sound, watermark=options.watermark)
        audio, loudness = encode_programme(
            sound,
            place.staging / name,
            read_clip=read_clip,
            tags=Tags(**tag_values(article, facts=facts, today=now), picture=picture),
            bit_rate_kbps=options.bit_rate_kbps,
            target_lufs=LOUDNESS_LUFS[options.loudness],
        )
    if picture:
        (place.staging / ARTWORK_NAME).write_bytes(picture)
    changes = revision_changes(old, article, voice=facts) if old else ()
    revision = Revision(number=number, created_at=now, audio=name, changes=changes)
    return Edition(
        id=old.id if old else edition_id(request.read.identity),
        identity=request.read.identity,
        slug=slug,
        voice=facts,
        created_at=old.created_at if old else now,
        revision=number,
        revisions=(*(old.revisions if old else ()), revision),
        fingerprint="",  # of the whole making, which the caller knows
        audio=audio,
        loudness=loudness,
        cues=programme.cues,
        chapters=programme.chapters,
        jingles=programme.heard_jingles(),
        making=making,
        artwork=ARTWORK_NAME if picture else None,
        certified_by=options.certified_by
        or "",  # of this revision: a claim for the one before says nothing of it
        **article_facts(article),
    )


def recorded_options(
    options: EditionOptions, script: Script, *, voice: Voice, house: HouseSounds
) -> RecordedOptions:
    """What ``audioedition status`` compares later. It is published: of files it holds no more than their names."""
    engine = load_engine(voice.engine)
    return RecordedOptions(
        voice=Path(options.voice).stem if options.voice.endswith(".toml") else options.voice,
        rate=options.rate,
        chapters=options.chapters,
        locale=options.locale,
        inclusive=options.inclusive,
        lexicon=options.lexicon.name if options.lexicon else None,
        site_rules=tuple(folder.resolve().name for folder in options.site_rules),
        title=options.title,
        keep=options.keep,
        drop=options.drop,
        captions=options.captions,
        strict=options.strict,
        listen=options.listen,
        watermark=options.watermark,
        bit_rate_kbps=options.bit_rate_kbps,
        loudness_lufs=LOUDNESS_LUFS[options.loudness],
        opening=options.opening,
        jingles=house.names,
        jingles_sha256=house.sha256,
        spoken_sha256=spoken_sha256(script),
        voice_sha256=voice_sha256(voice, engine_version=engine.version, fingerprint=engine.check(voice)),
    )


def remember_origin(output: Path, *, source: str | None, options: EditionOptions, edition_id: str) -> None:
    """The paths that ``status`` needs, in the folder that is not published. Raises OSError."""
    origin = Origin(
        source=source,
        lexicon=str(options.lexicon.resolve()) if options.lexicon else None,
        site_rules=tuple(str(folder.resolve()) for folder in options.site_rules),
        voice=str(Path(options.voice).resolve()) if options.voice.endswith(".toml") else None,
        sounds=tuple((kind, str(path.resolve())) for kind, path in asked_sounds(options).items() if path),
    )
    write_origin(output, origin, edition_id=edition_id)


def is_whole(place: StagedEdition) -> bool:
    """Whether the MP3 that stands is the one that ``edition.json`` describes."""
    if place.folder is None or place.edition is None:
        return False
    path, audio = place.folder / place.edition.audio.path, place.edition.audio
    return path.is_file() and path.stat().st_size == audio.size_bytes and sha256_of(path) == audio.sha256


def keep_edition(
    request: EditionRequest,
    place: StagedEdition,
    *,
    making: RecordedOptions,
    notes: tuple[str, ...],
) -> Produced:
    """Nothing to speak. What the ledger says (dropped blocks, warnings) may still have changed."""
    old = place.edition
    assert place.folder is not None
    assert old is not None
    edition = dataclasses.replace(
        old,
        **article_facts(request.read.article),
        identity=request.read.identity,
        making=making,
        certified_by=request.options.certified_by or old.certified_by,
    )
    if edition != old:
        write_beside(place.folder, edition)
        write_manifest(place.folder, edition)
    remember_origin(
        request.output, source=request.read.source, options=request.options, edition_id=edition.id
    )
    return Produced(status="unchanged", folder=place.folder, edition=edition, notes=notes)
