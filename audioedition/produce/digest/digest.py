"""The daily edition: many editions in one MP3 with a chapter each, in one folder, one item of the feed. An edge.

The sound comes from the clips of the cache where all of them are there, and is encoded once like any edition's;
else from the editions' MP3s, decoded. Never from both: their levels differ.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from audioedition.errors import PublishError, UsageError
from audioedition.model import (
    Article,
    AudioFile,
    Edition,
    Loudness,
    Member,
    OnProgress,
    Paragraph,
    Progress,
    Revision,
    StoredEdition,
)
from audioedition.produce.digest.plan import common_voice, digest_fingerprint, join_parts
from audioedition.produce.digest.sound import Sound, find_sound
from audioedition.produce.house import open_house
from audioedition.produce.options import EditionOptions
from audioedition.produce.other_formats import lacking_formats, show_formats
from audioedition.produce.produce import Produced
from audioedition.produce.record import is_whole
from audioedition.publish.books.renew import books_on_request, renew_books
from audioedition.publish.folder.facts import article_facts, article_of, edition_id, tag_values
from audioedition.publish.folder.revisions import revision_changes
from audioedition.publish.folder.shelf import audio_problem, read_edition
from audioedition.publish.folder.slug import slugify
from audioedition.publish.folder.writer import StagedEdition, check_output, show_edition, staging_edition
from audioedition.publish.rebuild import write_beside
from audioedition.sound.chapters import bounded_note
from audioedition.sound.encode import Encoding, Tags, encode_programme
from audioedition.sound.formats import chosen_formats
from audioedition.sound.house_mix import mixed
from audioedition.sound.jingles import HouseSounds
from audioedition.sound.watermark.weights import SCHEME, require_watermark
from audioedition.speak.clip_store import ClipStore, open_store
from audioedition.system.ffmpeg import find_ffmpeg
from audioedition.system.files import sha256_of
from audioedition.system.moments import is_ahead, iso_in_paris


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """One article of a digest."""

    edition: Path
    """Its folder, or its edition.json."""
    rubric: str | None = None


def produce_digest(
    entries: Sequence[DigestEntry],
    *,
    title: str,
    output: Path | str = "output",
    store: ClipStore | None = None,
    force: bool = False,
    now: datetime | None = None,
    options: EditionOptions | None = None,
    on_progress: OnProgress | None = None,
) -> Produced:
    """Make, revise or leave as it is the digest of that title on that day (``now``, UTC, as the day is in Paris), in
    ``entries``' order.

    It opens with its title and the number of articles, in the voice of the first one; where that voice is not
    installed here the opening is left out, and a note says so. Where an article bears the watermark, the digest does.
    Of ``options`` count ``intro``, ``between`` (the articles), ``outro`` and ``formats``; the jingles of the editions
    themselves are left out.

    Raises UsageError (no entries, no title, one edition twice, one whose hour is still to come, a jingle, an unknown
    format, the watermark's extra missing), PublishError (an edition missing, damaged or altered; the disk) and
    AudioError (ffmpeg).
    """
    output, store = Path(output), store or open_store()
    now = now or datetime.now(timezone.utc)
    on_progress = on_progress or (lambda progress: None)
    chosen = _open_entries(entries, title=title, now=now)
    find_ffmpeg()
    if _watermark_of([shelved.edition for shelved, _ in chosen]):
        require_watermark()
    options = options or EditionOptions()
    house = open_house(dataclasses.replace(options, bed=None))
    check_output(output)
    pairs = [(shelved.edition, rubric) for shelved, rubric in chosen]
    identity = f"digest:{iso_in_paris(now)[:10]}:{title}"  # else a night's digest would replace yesterday's
    fingerprint = digest_fingerprint(title, pairs, house_sha256=house.sha256)
    with staging_edition(output, edition_id=edition_id(identity)) as place:
        old = place.edition
        stands = old and not force and old.fingerprint == fingerprint and is_whole(place)
        lacking = lacking_formats(options, place)
        if old and stands and not lacking:
            assert place.folder is not None
            return Produced(status="unchanged", folder=place.folder, edition=old)
        with tempfile.TemporaryDirectory(dir=place.staging) as scratch:
            on_progress(Progress(stage="speak", total=len(pairs), text=title))
            sound = find_sound(chosen, title=title, store=store, scratch=Path(scratch))
            on_progress(Progress(stage="encode"))
            if old and stands:  # nothing was corrected: the MP3 and the revision stay
                assert place.folder is not None
                made, _ = _encode(
                    sound,
                    house=house,
                    encoding=Encoding(formats=lacking),
                    scratch=Path(scratch),
                    path=Path(scratch) / old.audio.path,
                    tags=Tags(**tag_values(article_of(old), facts=old.voice, today=now.isoformat())),
                    watermark=old.audio.watermark,
                )
                folder, place = place.folder, show_formats(place, made, scratch=Path(scratch))
                return Produced(status="revised", folder=folder, edition=place.edition or old)
            edition = _record(
                sound,
                house=house,
                encoding=Encoding(formats=chosen_formats(options.formats)),
                scratch=Path(scratch),
                place=place,
                title=title,
                identity=identity,
                editions=[e for e, _ in pairs],
                now=now,
            )
        members = tuple(
            Member(id=e.id, title=e.title, audio_sha256=e.audio.sha256, rubric=rubric) for e, rubric in pairs
        )
        edition = dataclasses.replace(edition, fingerprint=fingerprint, members=members)
        on_progress(Progress(stage="publish"))
        write_beside(place.staging, edition, to_come=books_on_request(place.folder, slug=edition.slug))
        folder = show_edition(place, edition)
        if old:
            renew_books(folder, slug=edition.slug)
    notes = (*sound.notes, *filter(None, [bounded_note(len(pairs) + 1)]))
    return Produced(status="revised" if old else "made", folder=folder, edition=edition, notes=notes)


def _open_entries(
    entries: Sequence[DigestEntry], *, title: str, now: datetime
) -> list[tuple[StoredEdition, str | None]]:
    if not title.strip():
        raise UsageError("A digest needs a title.", hint='--title "L’essentiel du matin"')
    if not entries:
        raise UsageError("A digest needs at least one edition.")
    opened: list[tuple[StoredEdition, str | None]] = []
    for entry in entries:
        shelved = read_edition(entry.edition)
        if any(shelved.edition.id == other.edition.id for other, _ in opened):
            raise UsageError(f"{shelved.folder} is named twice.", hint="Name each edition once.")
        if is_ahead(shelved.edition.published, now=now.timestamp()):
            raise UsageError(
                f"{shelved.folder} is dated {shelved.edition.published}: the digest would be heard before that.",
                hint="Leave it out until then.",
            )
        problem = audio_problem(shelved)
        if problem is None and sha256_of(shelved.audio_path) != shelved.edition.audio.sha256:
            problem = f"{shelved.audio_path} was altered: it is not the sound that edition.json describes."
        if problem:
            raise PublishError(problem)
        opened.append((shelved, (entry.rubric or "").strip() or None))
    return opened


def _watermark_of(editions: Sequence[Edition]) -> str:
    """A digest bears the mark where one of its articles does."""
    return SCHEME if any(edition.audio.watermark for edition in editions) else ""


def _encode(
    sound: Sound,
    *,
    house: HouseSounds,
    encoding: Encoding,
    scratch: Path,
    path: Path,
    tags: Tags,
    watermark: str,
) -> tuple[AudioFile, Loudness]:
    programme, _ = join_parts(sound.parts, frame_rate=sound.frame_rate, house=house.lengths_ms())
    heard, read_clip = mixed(programme, house, read_clip=sound.store.read, scratch=scratch)
    audio, loudness = encode_programme(
        dataclasses.replace(heard, watermark=bool(watermark) and not sound.marked),
        path,
        read_clip=read_clip,
        tags=tags,
        encoding=encoding,
    )
    return dataclasses.replace(audio, watermark=watermark), loudness


def _record(
    sound: Sound,
    *,
    house: HouseSounds,
    encoding: Encoding,
    scratch: Path,
    place: StagedEdition,
    title: str,
    identity: str,
    editions: Sequence[Edition],
    now: datetime,
) -> Edition:
    """Join and encode into the staging folder; the edition that says what came out (its fingerprint is empty)."""
    programme, paragraphs = join_parts(sound.parts, frame_rate=sound.frame_rate, house=house.lengths_ms())
    old, moment = place.edition, now.replace(microsecond=0).isoformat()
    sites = dict.fromkeys(e.site for e in editions)
    article = Article(
        title=title,
        site=next(iter(sites)) if len(sites) == 1 else None,
        published=old.published if old else iso_in_paris(now),
        language=editions[0].language,
        paragraphs=tuple(
            Paragraph(role=p.role, text=p.text, language=p.language, foreign=p.foreign, table=p.table)
            for p in paragraphs
        ),
    )
    slug = old.slug if old else slugify(title)
    number = old.revision + 1 if old else 1
    name = f"{slug}.mp3" if number == 1 else f"{slug}.r{number}.mp3"
    facts = common_voice([edition.voice for edition in editions])
    audio, loudness = _encode(
        sound,
        house=house,
        encoding=encoding,
        scratch=scratch,
        path=place.staging / name,
        tags=Tags(**tag_values(article, facts=facts, today=moment)),
        watermark=_watermark_of(editions),
    )
    changes = revision_changes(old, article, voice=facts) if old else ()
    revision = Revision(number=number, created_at=moment, audio=name, changes=changes)
    return Edition(
        id=edition_id(identity),
        identity=identity,
        slug=slug,
        voice=facts,
        created_at=old.created_at if old else moment,
        revision=number,
        revisions=(*(old.revisions if old else ()), revision),
        fingerprint="",
        audio=audio,
        loudness=loudness,
        cues=programme.cues,
        chapters=programme.chapters,
        jingles=programme.heard_jingles(),
        **article_facts(article),
    )
