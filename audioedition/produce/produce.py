"""The whole road, from a source to an edition, in one function that reads aloud."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Iterator
from pathlib import Path

from audioedition.errors import EngineError, PublishError
from audioedition.fetch.addresses import Access
from audioedition.fetch.entries import FeedEntry
from audioedition.fetch.tracking import without_tracking
from audioedition.model import Article, OnProgress, Progress, Source, Voice
from audioedition.produce.by_hand import facts_that_stand, with_facts_by_hand
from audioedition.produce.house import open_house
from audioedition.produce.options import EditionOptions, Produced, ReadArticle
from audioedition.produce.other_formats import add_formats, lacking_formats
from audioedition.produce.planned import plan_edition, with_identity
from audioedition.produce.read import read_article
from audioedition.produce.record import (
    EditionRequest,
    is_whole,
    keep_edition,
    picture_of,
    picture_stands,
    record_edition,
    remember_origin,
    speak_article,
)
from audioedition.publish.books.renew import renew_books
from audioedition.publish.folder.facts import edition_id
from audioedition.publish.folder.shelf import read_edition
from audioedition.publish.folder.which import staging_article
from audioedition.publish.folder.writer import check_output, find_folder, show_edition
from audioedition.publish.rebuild import write_beside
from audioedition.publish.web import is_http_url
from audioedition.sound.assemble import assemble_programme
from audioedition.sound.chapters import bounded_note
from audioedition.speak.clip_store import ClipStore, FolderStore, open_store
from audioedition.speak.engine_pool import Speakers
from audioedition.speak.voices import choose_voice
from audioedition.system.ffmpeg import find_ffmpeg
from audioedition.system.moments import is_ahead

__all__ = ["EditionOptions", "Produced", "ReadArticle", "produce_edition", "read_article"]


def produce_edition(
    source: Source | ReadArticle | FeedEntry | str,
    *,
    output: Path | str = "output",
    options: EditionOptions | None = None,
    access: Access | None = None,
    store: ClipStore | None = None,
    speakers: Speakers | None = None,
    on_progress: OnProgress | None = None,
    wishes: EditionOptions | None = None,
) -> Produced:
    """Make, revise or leave as it is the edition of a path, a URL, ``-``, a Source, a feed's entry, or what was read.

    ``output``: the folder of editions. ``access``: what may be fetched (default: public addresses). ``store``: where
    clips are kept (default: the person's cache folder). ``speakers``: engines that stay loaded from one source to the
    next. ``wishes`` is the former name of ``options``. Raises AudioEditionError, each kind with its exit code; then
    nothing is published, what stood before stands, and the clips made so far are kept.
    """
    options, output, started_at = options or wishes or EditionOptions(), Path(output), time.time()
    on_progress, access = on_progress or (lambda progress: None), access or Access()
    voice = choose_voice(options.voice, rate=options.rate)
    find_ffmpeg()
    house = open_house(options)
    check_output(output)
    read = source
    if not isinstance(read, ReadArticle):
        read = read_article(read, options=options, access=access, on_progress=on_progress)
    page = as_known(read, output=output)
    read = with_facts_by_hand(page, output=output)
    store = store or open_store()
    request = EditionRequest(
        read=read,
        page=page,
        options=options,
        output=output,
        access=access,
        store=store,
        speakers=speakers,
        on_progress=on_progress,
        house=house,
    )
    try:
        produced = make_edition(request, voice=voice)
    except EngineError as error:
        if voice.fallback is None:
            raise
        other = choose_voice(voice.fallback, rate=options.rate)
        note = f"The voice “{voice.name}” failed ({error}); the whole article is spoken by “{other.name}”."
        on_progress(Progress(stage="speak", text=note))
        produced = make_edition(request, voice=other)
        produced = dataclasses.replace(produced, notes=(note, *produced.notes))
    if is_ahead(read.article.published, now=started_at):
        note = f"The article is dated {read.article.published}: the feed leaves its edition out until then."
        produced = dataclasses.replace(produced, notes=(note, *produced.notes))
    if isinstance(store, FolderStore) and produced.status != "unchanged":
        store.prune(not_after_s=started_at)
    return produced


def as_known(read: ReadArticle, *, output: Path) -> ReadArticle:
    """Under the identity that its edition has, or will have, in that folder."""
    identity = known_identity(read.article, identity=read.identity, output=output)
    return dataclasses.replace(read, identity=identity)


def known_identity(article: Article, *, identity: str, output: Path) -> str:
    """The identity under which the article stands already: before addresses were compared without tracking parameters
    it was the address as it was fetched, and the guid of its item in the feed must not change. ``/x`` and ``/x/``,
    http and https are one address where one title stands at both."""
    if not is_http_url(identity) or find_folder(output, edition_id=edition_id(identity)) is not None:
        return identity
    former = article.url
    if (
        former
        and former != identity
        and without_tracking(former) == identity
        and find_folder(output, edition_id=edition_id(former)) is not None
    ):
        return former
    for other in _written_otherwise(identity):
        folder = find_folder(output, edition_id=edition_id(other))
        if folder is not None:
            with contextlib.suppress(PublishError):  # what stands there is damaged: staging says so
                if read_edition(folder, facts_only=True).edition.title == article.title:
                    return other
    return identity


def _written_otherwise(address: str) -> Iterator[str]:
    """With or without its last slash, and as it was before its site went to https, or back."""
    scheme = address.partition("://")[0]
    slashes = [address, *filter(None, [_other_slash(address)])]
    yield from slashes[1:]
    for known in slashes:
        yield f"{'http' if scheme == 'https' else 'https'}://{known.partition('://')[2]}"


def _other_slash(address: str) -> str:
    """``…/x/`` of ``…/x`` and the other way round; nothing where a query or no path stands at the end."""
    if "?" in address or address.count("/") < 3 or address.endswith("//"):
        return ""
    return address[:-1] if address.endswith("/") else address + "/"


def make_edition(request: EditionRequest, *, voice: Voice) -> Produced:
    """Script, speak, assemble, encode, publish; or nothing, when all of it stands already."""
    plan = plan_edition(request, voice=voice)
    with staging_article(
        request.output,
        article=request.read.article,
        identity=request.read.identity,
        by_name=request.read.by_name,
        source=request.read.source,
    ) as (choice, place):
        old = place.edition
        # a run that was killed before it could say so may have made the very same
        own = old is not None and old.fingerprint == plan.fingerprint and old.edited == request.read.edited
        read = request.read if own else facts_that_stand(request.page, request.read, old)
        if read is not request.read:  # saved while this run waited for the lock
            plan = plan_edition(dataclasses.replace(request, read=read), voice=voice)
        request, script, voice, making = plan.request, plan.script, plan.voice, plan.making
        request = with_identity(request, choice.identity)
        article, options = request.read.article, request.options
        notes = (*plan.notes, *filter(None, [choice.note]))
        stands = (
            old
            and not options.force
            and old.fingerprint == plan.fingerprint
            and is_whole(place)
            and picture_stands(request.read, old)
        )
        lacking = lacking_formats(options, place)
        if stands and not options.listen and not lacking:
            return keep_edition(request, place, making=making, notes=notes)
        spoken = speak_article(request, script, plan.calls, voice=voice)
        notes = (*notes, *spoken.doubts)
        stands = stands and not spoken.replaced
        if stands and not lacking:
            return keep_edition(request, place, making=making, notes=notes)
        programme = assemble_programme(
            script,
            spoken.clips,
            paragraphs=article.paragraphs,
            chapters=options.chapters,
            house=request.house.lengths_ms(),
        )
        if stands:
            place = add_formats(request, programme, place=place, formats=lacking)
            kept = keep_edition(request, place, making=making, notes=notes)
            return dataclasses.replace(kept, status="revised")
        notes = (*notes, *filter(None, [bounded_note(len(programme.chapters))]))
        picture, missing = picture_of(request, place)
        notes = (*notes, *filter(None, [missing]))
        edition = record_edition(
            request,
            programme,
            place=place,
            voice=voice,
            making=making,
            picture=picture,
        )
        edition = dataclasses.replace(edition, fingerprint=plan.fingerprint)
        request.on_progress(Progress(stage="publish"))
        write_beside(place.staging, edition)
        folder = show_edition(place, edition)
        if old:
            renew_books(folder, slug=edition.slug)
        remember_origin(request.output, source=request.read.source, options=options, edition_id=edition.id)
        return Produced(status="revised" if old else "made", folder=folder, edition=edition, notes=notes)
