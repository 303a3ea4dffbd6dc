"""The whole road, from a source to an edition, in one function that reads aloud."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from pathlib import Path

from audioedition.article.chrome import newsroom_folders
from audioedition.errors import EngineError, ExtractionError
from audioedition.fetch.addresses import Access
from audioedition.fetch.source import is_url
from audioedition.fetch.tracking import without_tracking
from audioedition.model import Article, OnProgress, Progress, Script, Source, Voice
from audioedition.produce.options import Produced, Wishes
from audioedition.produce.picture import find_picture, picture_access
from audioedition.produce.record import (
    Order,
    is_whole,
    keep_edition,
    making_of,
    record_edition,
    speak_article,
)
from audioedition.publish.folder.facts import edition_id, fingerprint_of, identity_of
from audioedition.publish.folder.writer import Place, check_output, find_folder, holding_place, show_edition
from audioedition.publish.rebuild import write_beside
from audioedition.publish.web import is_http_url
from audioedition.script.lexicon import Lexicon, load_lexicon
from audioedition.script.write import write_script
from audioedition.segment import segment_article
from audioedition.sound.assemble import assemble_programme
from audioedition.sound.chapters import bounded_note
from audioedition.speak.clip_store import ClipStore, FolderStore, open_store
from audioedition.speak.engine_pool import Speakers
from audioedition.speak.engines.registry import load_engine
from audioedition.speak.speak import plan_calls
from audioedition.speak.voices import choose_voice
from audioedition.system.ffmpeg import find_ffmpeg
from audioedition.system.folders import config_folder

__all__ = ["Produced", "Wishes", "open_store", "produce_article", "produce_edition", "read_article"]


def produce_edition(
    source: Source | str,
    *,
    output: Path | str = "output",
    wishes: Wishes | None = None,
    store: ClipStore | None = None,
    speakers: Speakers | None = None,
    force: bool = False,
    announced: str | None = None,
    on_progress: OnProgress | None = None,
) -> Produced:
    """Make, revise or leave as it is the edition of one source (a path, a URL, ``-`` or a Source).

    ``output``: the folder of editions. ``store``: where clips are kept (default: the person's cache folder).
    ``speakers``: engines that stay loaded from one source to the next.
    ``announced``: the title by which a feed named it.
    ``force`` speaks and encodes again what has not changed. Raises AudioEditionError, each kind with its exit
    code; then nothing is published, what stood before stands, and the clips made so far are kept.
    """
    wishes, output = wishes or Wishes(), Path(output)
    choose_voice(wishes.voice, rate=wishes.rate)
    find_ffmpeg()
    check_output(output)
    article, identity = read_article(
        source, wishes=wishes, tell=on_progress or (lambda progress: None), announced=announced
    )
    return produce_article(
        article,
        identity=identity,
        output=output,
        wishes=wishes,
        store=store,
        speakers=speakers,
        force=force,
        from_web=is_url(source) if isinstance(source, str) else source.url is not None,
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
    durable: bool = True,
    from_web: bool | None = None,
    on_progress: OnProgress | None = None,
) -> Produced:
    """The second half of the road, for an article that was already read (and perhaps corrected by a person).

    ``identity``: what stays the same when the article changes (``edition.identity_of``). ``speakers``: engines
    that stay loaded from one article to the next. ``durable``: wait until the disk has the edition, so that it
    survives a power cut. ``from_web``: the article was fetched, and its picture may be, too; by itself where the
    identity is an address. Raises as ``produce_edition`` does.
    """
    started_at = time.time()
    identity = known_identity(article, identity=identity, output=output)
    tell = on_progress or (lambda progress: None)
    voice = choose_voice(wishes.voice, rate=wishes.rate)
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
        durable=durable,
        tell=tell,
        from_web=is_http_url(identity) if from_web is None else from_web,
    )
    try:
        produced = make_edition(order, voice=voice)
    except EngineError as error:
        if voice.fallback is None:
            raise
        other = choose_voice(voice.fallback, rate=wishes.rate)
        note = f"The voice “{voice.name}” failed ({error}); the whole article is spoken by “{other.name}”."
        tell(Progress(stage="speak", text=note))
        produced = make_edition(order, voice=other)
        produced = dataclasses.replace(produced, notes=(note, *produced.notes))
    if isinstance(store, FolderStore) and produced.status != "unchanged":
        store.prune(not_after_s=started_at)
    return produced


def read_article(
    source: Source | str,
    *,
    wishes: Wishes,
    tell: Callable[[Progress], None],
    access: Access | None = None,
    announced: str | None = None,
) -> tuple[Article, str]:
    """Fetch where needed, then segment. Returns the article and its identity.

    ``access``: where the network may take us, in place of what the wishes say of it. ``announced``: the article's
    title as the feed says that named it; a page that has nothing of it is not taken for it.
    """
    if isinstance(source, str):
        from audioedition.fetch.source import fetch_source

        tell(Progress(stage="fetch", text=source))
        source = fetch_source(source, allow_private=wishes.allow_private, ports=wishes.ports, access=access)
    if announced:
        source = dataclasses.replace(source, announced=announced)
    tell(Progress(stage="segment"))
    article = segment_article(
        source,
        title=wishes.title,
        keep=wishes.keep,
        drop=wishes.drop,
        captions=wishes.captions,
        site_rules=(*wishes.site_rules, *newsroom_folders()),
    )
    return article, identity_of(source, article=article)


def known_identity(article: Article, *, identity: str, output: Path) -> str:
    """The identity under which the article stands already: before addresses were compared without tracking parameters
    it was the address as it was fetched, and the guid of its item in the feed must not change."""
    former = article.url
    if not former or former == identity or without_tracking(former) != identity:
        return identity
    stands = [find_folder(output, edition_id=edition_id(known)) for known in (identity, former)]
    return former if stands[1] is not None and stands[0] is None else identity


def own_lexicon(wishes: Wishes) -> Lexicon | None:
    """The newsroom's: as wished, else ``lexicon.toml`` among the person's settings, else none."""
    if wishes.lexicon is not None:
        return load_lexicon(wishes.lexicon)
    path = config_folder() / "lexicon.toml"
    return load_lexicon(path) if path.is_file() else None


def picture_of(order: Order, place: Place) -> tuple[bytes | None, str | None]:
    """The article's picture, and a note where it could not be had."""
    if not order.from_web:
        return None, None
    access = picture_access(allow_private=order.wishes.allow_private, ports=order.wishes.ports)
    return find_picture(order.article, old=place.edition, folder=place.folder, access=access)


def refuse_unread(script: Script, *, wishes: Wishes) -> None:
    if wishes.strict and script.unread:
        raise ExtractionError(
            f"{len(script.unread)} places cannot be read for certain: {'; '.join(script.unread[:5])}",
            hint="Add them to the lexicon (audioedition lexicon suggest), or leave --strict out.",
        )


def make_edition(order: Order, *, voice: Voice) -> Produced:
    """Script, speak, assemble, encode, publish; or nothing, when all of it stands already."""
    article, wishes = order.article, order.wishes
    engine = load_engine(voice.engine)
    script = write_script(
        article,
        voice=voice,
        max_chars=engine.max_chars,
        lexicon=own_lexicon(wishes),
        locale=wishes.locale,
        inclusive=wishes.inclusive,
    )
    refuse_unread(script, wishes=wishes)
    calls = plan_calls(script, voice=voice)
    fingerprint = fingerprint_of(
        script,
        keys=[call.key for call in calls],
        article=article,
        settings=[wishes.chapters, wishes.bit_rate_kbps],
    )
    making = making_of(wishes, script, voice=voice)
    notes = (*article.warnings, *script.unread)
    with holding_place(order.output, edition_id=edition_id(order.identity)) as place:
        old = place.edition
        stands = old and not order.force and old.fingerprint == fingerprint and is_whole(place)
        if old and stands and not wishes.listen:
            return keep_edition(place, old, article=article, notes=notes, making=making)
        spoken = speak_article(order, script, calls, voice=voice)
        notes = (*notes, *spoken.doubts)
        if old and stands and not spoken.replaced:
            return keep_edition(place, old, article=article, notes=notes, making=making)
        programme = assemble_programme(
            script, spoken.clips, paragraphs=article.paragraphs, chapters=wishes.chapters
        )
        notes = (*notes, *filter(None, [bounded_note(len(programme.chapters))]))
        picture, missing = picture_of(order, place)
        notes = (*notes, *filter(None, [missing]))
        edition = record_edition(
            order,
            programme,
            place=place,
            voice=voice,
            fingerprint=fingerprint,
            making=making,
            picture=picture,
        )
        order.tell(Progress(stage="publish"))
        write_beside(place.staging, edition)
        date = (article.published or edition.created_at)[:10]
        folder = show_edition(place, edition, name=f"{date}-{edition.slug}", durable=order.durable)
        return Produced(status="revised" if old else "made", folder=folder, edition=edition, notes=notes)
