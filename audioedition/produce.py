"""The whole road, from a source to an edition, in one function that reads aloud."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Literal

from audioedition.assemble import assemble_programme
from audioedition.clips import ClipStore, FolderStore
from audioedition.edition import (
    article_facts,
    edition_id,
    fingerprint_of,
    identity_of,
    tag_values,
    voice_facts,
)
from audioedition.encode import BIT_RATE_KBPS, Tags, encode_programme, sha256_of
from audioedition.engines.registry import load_engine
from audioedition.errors import EngineError, ExtractionError
from audioedition.ffmpeg import find_ffmpeg
from audioedition.folders import cache_folder
from audioedition.model import (
    Article,
    ChapterMode,
    Edition,
    OnProgress,
    Progress,
    Revision,
    Script,
    Source,
    Voice,
)
from audioedition.publish.rebuild import write_beside
from audioedition.publish.revisions import revision_changes
from audioedition.publish.writer import (
    Place,
    check_output,
    holding_place,
    show_edition,
    write_manifest,
)
from audioedition.script import write_script
from audioedition.segment import segment_article
from audioedition.slug import slugify
from audioedition.speak import plan_calls, speak_script
from audioedition.speakers import Speakers
from audioedition.voices import AUTO, choose_voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a newsroom wants of an edition. Every field has the default that suits most."""

    voice: str = AUTO
    chapters: ChapterMode = "auto"
    title: str | None = None
    """In place of the article's own."""
    keep: tuple[str, ...] = ()
    """Regular expressions: paragraphs that match are kept whatever the rules say."""
    drop: tuple[str, ...] = ()
    captions: bool = False
    locale: str = "fr-FR"
    """How figures are said: fr-FR, fr-BE, fr-CH, fr-CA."""
    lexicon: Path | None = None
    """The newsroom's own, beside the house lexicon."""
    strict: bool = False
    """Fail where something in the text could not be read for certain."""
    bit_rate_kbps: int = BIT_RATE_KBPS
    allow_private: bool = False
    """Fetch from private addresses too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Produced:
    """What came of one source."""

    status: Literal["made", "revised", "unchanged"]
    folder: Path
    edition: Edition
    notes: tuple[str, ...] = ()
    """Sentences for the person: warnings of the article, what could not be read, a fallback voice."""

    @property
    def audio_path(self) -> Path:
        return self.folder / self.edition.audio.path


def produce_edition(
    source: Source | str,
    *,
    output: Path | str = "output",
    wishes: Wishes | None = None,
    store: ClipStore | None = None,
    force: bool = False,
    on_progress: OnProgress | None = None,
) -> Produced:
    """Make, revise or leave as it is the edition of one source (a path, a URL, ``-`` or a Source).

    ``output``: the folder of editions. ``store``: where clips are kept (default: the person's cache folder).
    ``force`` speaks and encodes again what has not changed. Raises AudioEditionError, each kind with its exit
    code; then nothing is published, what stood before stands, and the clips made so far are kept.
    """
    wishes, output = wishes or Wishes(), Path(output)
    choose_voice(wishes.voice)
    find_ffmpeg()
    check_output(output)
    article, identity = read_article(source, wishes=wishes, tell=on_progress or (lambda progress: None))
    return produce_article(
        article,
        identity=identity,
        output=output,
        wishes=wishes,
        store=store,
        force=force,
        on_progress=on_progress,
    )


def produce_article(
    article: Article,
    *,
    identity: str,
    output: Path,
    wishes: Wishes,
    store: ClipStore | None = None,
    speakers: Speakers | None = None,
    force: bool = False,
    on_progress: OnProgress | None = None,
) -> Produced:
    """The second half of the road, for an article that was already read (and perhaps corrected by a person).

    ``identity``: what stays the same when the article changes (``edition.identity_of``). ``speakers``: engines
    that stay loaded from one article to the next. Raises as ``produce_edition`` does.
    """
    started_at = time.time()
    tell = on_progress or (lambda progress: None)
    voice = choose_voice(wishes.voice)
    find_ffmpeg()
    check_output(output)
    store = store or open_store()
    order = Order(
        article=article,
        identity=identity,
        wishes=wishes,
        output=output,
        store=store,
        speakers=speakers,
        force=force,
        tell=tell,
    )
    try:
        produced = make_edition(order, voice=voice)
    except EngineError as error:
        if voice.fallback is None:
            raise
        other = choose_voice(voice.fallback)
        note = f"The voice “{voice.name}” failed ({error}); the whole article is spoken by “{other.name}”."
        tell(Progress(stage="speak", text=note))
        produced = make_edition(order, voice=other)
        produced = dataclasses.replace(produced, notes=(note, *produced.notes))
    if isinstance(store, FolderStore) and produced.status != "unchanged":
        store.prune(not_after_s=started_at)
    return produced


def open_store(folder: Path | None = None) -> FolderStore:
    """The clips of earlier runs: in ``folder``, else in the person's cache folder."""
    return FolderStore(folder or cache_folder() / "clips")


def read_article(
    source: Source | str, *, wishes: Wishes, tell: Callable[[Progress], None]
) -> tuple[Article, str]:
    """Fetch where needed, then segment. Returns the article and its identity."""
    if isinstance(source, str):
        from audioedition.fetch import fetch_source

        tell(Progress(stage="fetch", text=source))
        source = fetch_source(source, allow_private=wishes.allow_private)
    tell(Progress(stage="segment"))
    article = segment_article(
        source, title=wishes.title, keep=wishes.keep, drop=wishes.drop, captions=wishes.captions
    )
    return article, identity_of(source, article=article)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One article with all that decides what becomes of it, but the voice."""

    article: Article
    identity: str
    wishes: Wishes
    output: Path
    store: ClipStore
    speakers: Speakers | None
    force: bool
    tell: OnProgress


def make_edition(order: Order, *, voice: Voice) -> Produced:
    """Script, speak, assemble, encode, publish; or nothing, when all of it stands already."""
    article, wishes = order.article, order.wishes
    engine = load_engine(voice.engine)
    script = write_script(
        article,
        voice=voice,
        max_chars=engine.max_chars,
        locale=wishes.locale,
    )
    notes = (*article.warnings, *script.unread)
    if wishes.strict and script.unread:
        raise ExtractionError(
            f"{len(script.unread)} places cannot be read for certain: {'; '.join(script.unread[:5])}",
            hint="Add them to the lexicon (audioedition lexicon suggest), or leave --strict out.",
        )
    fingerprint = fingerprint_of(
        script,
        keys=[call.key for call in plan_calls(script, voice=voice)],
        article=article,
        settings=[wishes.chapters, wishes.bit_rate_kbps],
    )
    with holding_place(order.output, edition_id=edition_id(order.identity)) as place:
        old = place.edition
        if old and not order.force and old.fingerprint == fingerprint and is_whole(place):
            return keep_edition(place, old, article=article, notes=notes)
        edition = record_edition(order, script, place=place, voice=voice, fingerprint=fingerprint)
        order.tell(Progress(stage="publish"))
        write_beside(place.staging, edition)
        date = (article.published or edition.created_at)[:10]
        folder = show_edition(place, edition, name=f"{date}-{edition.slug}")
        return Produced(status="revised" if old else "made", folder=folder, edition=edition, notes=notes)


def record_edition(order: Order, script: Script, *, place: Place, voice: Voice, fingerprint: str) -> Edition:
    """Speak, assemble and encode into the staging folder; the edition that says what came out."""
    article, wishes, old = order.article, order.wishes, place.edition
    clips = speak_script(
        script,
        voice=voice,
        store=order.store,
        fresh=order.force,
        speakers=order.speakers,
        on_progress=order.tell,
    )
    programme = assemble_programme(script, clips, paragraphs=article.paragraphs, chapters=wishes.chapters)
    now = datetime.now(timezone.utc).replace(microsecond=0).isoformat()
    slug = old.slug if old else slugify(article.title)
    number = old.revision + 1 if old else 1
    name = f"{slug}.mp3" if number == 1 else f"{slug}.r{number}.mp3"
    facts = voice_facts(voice, engine=load_engine(voice.engine))
    order.tell(Progress(stage="encode"))
    audio, loudness = encode_programme(
        programme,
        place.staging / name,
        read_clip=order.store.read,
        tags=Tags(**tag_values(article, facts=facts, today=now)),
        bit_rate_kbps=wishes.bit_rate_kbps,
    )
    changes = revision_changes(old, article, voice=facts) if old else ()
    revision = Revision(number=number, created_at=now, audio=name, changes=changes)
    return Edition(
        id=edition_id(order.identity),
        identity=order.identity,
        slug=slug,
        voice=facts,
        created_at=old.created_at if old else now,
        revision=number,
        revisions=(*(old.revisions if old else ()), revision),
        fingerprint=fingerprint,
        audio=audio,
        loudness=loudness,
        cues=programme.cues,
        chapters=programme.chapters,
        **article_facts(article),
    )


def is_whole(place: Place) -> bool:
    """Whether the MP3 that stands is the one that ``edition.json`` describes."""
    if place.folder is None or place.edition is None:
        return False
    path, audio = place.folder / place.edition.audio.path, place.edition.audio
    return path.is_file() and path.stat().st_size == audio.size_bytes and sha256_of(path) == audio.sha256


def keep_edition(place: Place, old: Edition, *, article: Article, notes: tuple[str, ...]) -> Produced:
    """Nothing to speak. What the ledger says (dropped blocks, warnings) may still have changed."""
    assert place.folder is not None
    edition = dataclasses.replace(old, **article_facts(article))
    if edition != old:
        write_beside(place.folder, edition)
        write_manifest(place.folder, edition)
    return Produced(status="unchanged", folder=place.folder, edition=edition, notes=notes)
