"""One article's sound and its record: speak, hear back, encode into the staging folder. An edge."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Literal

from audioedition.fetch.addresses import Access
from audioedition.model import (
    AudioFile,
    ClipFacts,
    EditedFacts,
    Edition,
    Loudness,
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
from audioedition.produce.picture import find_picture, picture_access
from audioedition.produce.review import review_clips
from audioedition.publish.artwork import ARTWORK_NAME
from audioedition.publish.books.renew import renew_books
from audioedition.publish.folder.facts import (
    article_facts,
    edition_id,
    spoken_sha256,
    tag_values,
    voice_facts,
    voice_sha256,
    with_pictures,
)
from audioedition.publish.folder.origin import Origin, write_origin
from audioedition.publish.folder.revisions import describe_changes, describe_sound_change, fact_changes
from audioedition.publish.folder.shelf import stands_whole
from audioedition.publish.folder.slug import slugify
from audioedition.publish.folder.writer import StagedEdition, write_manifest
from audioedition.publish.rebuild import write_beside
from audioedition.sound.encode import Encoding, Tags, encode_programme
from audioedition.sound.formats import chosen_formats
from audioedition.sound.house_mix import mixed
from audioedition.sound.jingles import HouseSounds
from audioedition.speak.clip_store import ClipStore
from audioedition.speak.engine_pool import Speakers
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.speak import Call, speak_script


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRequest:
    """One article with all that decides what becomes of it, but the voice."""

    read: ReadArticle
    page: ReadArticle
    """The same without what a person wrote of the edition before."""
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
    tags = Tags(**tag_values(article, facts=facts, today=now), picture=picture)
    audio, loudness = encode_sound(
        request, programme, place.staging / name, tags=tags, encoding=encoding_of(options)
    )
    if picture:
        (place.staging / ARTWORK_NAME).write_bytes(picture)
    edited = request.read.edited or EditedFacts()
    changes: tuple[str, ...] = ()
    if old:
        by_hand = fact_changes(old, article, edited=edited)
        changes = (*describe_changes(old, article, voice=facts), *by_hand) or (describe_sound_change(),)
    revision = Revision(number=number, created_at=now, audio=name, changes=changes, note=request.read.note)
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
        chapters=with_pictures(programme.chapters, article),
        jingles=programme.heard_jingles(),
        making=making,
        edited=edited,
        artwork=ARTWORK_NAME if picture else None,
        certified_by=options.certified_by
        or "",  # of this revision: a claim for the one before says nothing of it
        **article_facts(article),
    )


def encoding_of(options: EditionOptions) -> Encoding:
    return Encoding(
        bit_rate_kbps=options.bit_rate_kbps,
        target_lufs=LOUDNESS_LUFS[options.loudness],
        formats=chosen_formats(options.formats),
    )


def encode_sound(
    request: EditionRequest, programme: Programme, path: Path, *, tags: Tags, encoding: Encoding
) -> tuple[AudioFile, Loudness]:
    """With the sounds of the house and the watermark, as ``encode_programme``."""
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        sound, read_clip = mixed(
            programme, request.house, read_clip=request.store.read, scratch=Path(scratch)
        )
        sound = dataclasses.replace(sound, watermark=request.options.watermark)
        return encode_programme(sound, path, read_clip=read_clip, tags=tags, encoding=encoding)


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
    return stands_whole(place.folder, place.edition.audio)


def picture_of(request: EditionRequest, place: StagedEdition) -> tuple[bytes | None, str | None]:
    """The article's picture, and a note where it could not be fetched."""
    by_hand = request.read.edited is not None and request.read.edited.image
    if not request.read.from_web and not by_hand:
        return None, None
    access = picture_access(request.access)
    return find_picture(request.read.article, old=place.edition, folder=place.folder, access=access)


def picture_stands(read: ReadArticle, old: Edition) -> bool:
    """Whether the sound file bears the picture that it is to bear. What a page shows today is taken with the next
    revision; what a person chose is shown at once."""
    by_hand = read.edited is not None and read.edited.image is not None
    return not by_hand or (old.image or "") == (read.article.image or "")


def keep_edition(
    request: EditionRequest,
    place: StagedEdition,
    *,
    making: RecordedOptions,
    notes: tuple[str, ...],
) -> Produced:
    """Nothing to speak. What the ledger says (dropped blocks, warnings) may still have changed, and so may what a
    person wrote of it: that is a revision too, of the same sound."""
    old, read = place.edition, request.read
    assert place.folder is not None
    assert old is not None
    edited = read.edited or old.edited
    edition = dataclasses.replace(
        old,
        **article_facts(read.article),
        chapters=with_pictures(old.chapters, read.article),
        identity=read.identity,
        making=making,
        edited=edited,
        certified_by=request.options.certified_by or old.certified_by,
    )
    if old.artwork:  # its address, until another picture is fetched
        edition = dataclasses.replace(edition, image=old.image)
    revised = edited != old.edited or bool(read.note)
    if revised:
        revision = Revision(
            number=old.revision + 1,
            created_at=datetime.now(timezone.utc).replace(microsecond=0).isoformat(),
            audio=old.audio.path,
            changes=(*describe_changes(old, read.article), *fact_changes(old, read.article, edited=edited)),
            note=read.note,
        )
        edition = dataclasses.replace(edition, revision=revision.number, revisions=(*old.revisions, revision))
    if edition != old:
        write_beside(place.folder, edition)
        write_manifest(place.folder, edition)
    if revised:
        renew_books(place.folder, slug=edition.slug)
    remember_origin(request.output, source=read.source, options=request.options, edition_id=edition.id)
    status: Literal["revised", "unchanged"] = "revised" if revised else "unchanged"
    return Produced(status=status, folder=place.folder, edition=edition, notes=notes)
