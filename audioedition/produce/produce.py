"""The whole road, from a source to an edition, in one function that reads aloud."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import Literal

from audioedition.errors import EngineError
from audioedition.fetch.addresses import Access
from audioedition.fetch.entries import FeedEntry
from audioedition.model import OnProgress, Progress, Source, Voice
from audioedition.produce.by_hand import facts_that_stand, said_once, with_facts_by_hand
from audioedition.produce.house import open_house
from audioedition.produce.identity import as_known, remember_addresses, restore_gone
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
from audioedition.publish.books.renew import books_on_request, renew_books
from audioedition.publish.folder.which import staging_article
from audioedition.publish.folder.writer import check_output, show_edition
from audioedition.publish.rebuild import write_beside
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
    restore_gone(page, output=output)
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
    if remember_addresses(page, output=output, edition=produced.edition):
        note = f"The article’s address has changed; it was {page.identity} before. Its edition is the same."
        # also where not a word of it changed: pages and feeds lead to the new address
        status: Literal["made", "revised"] = "made" if produced.status == "made" else "revised"
        notes = (note, *produced.notes)
        produced = dataclasses.replace(produced, status=status, notes=notes, moved_from=page.identity)
    if is_ahead(read.article.published, now=started_at):
        note = f"The article is dated {read.article.published}: the feed leaves its edition out until then."
        produced = dataclasses.replace(produced, notes=(note, *produced.notes))
    if isinstance(store, FolderStore) and produced.status != "unchanged":
        store.prune(not_after_s=started_at)
    return produced


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
        read = said_once(request.read, old) if own else facts_that_stand(request.page, request.read, old)
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
        write_beside(place.staging, edition, to_come=books_on_request(place.folder, slug=edition.slug))
        folder = show_edition(place, edition)
        if old:
            renew_books(folder, slug=edition.slug)
        remember_origin(request.output, source=request.read.source, options=options, edition_id=edition.id)
        return Produced(status="revised" if old else "made", folder=folder, edition=edition, notes=notes)
