"""An address or a document comes onto a reader's shelf; what is too much or no address is refused here."""

from __future__ import annotations

import dataclasses
import hashlib
import math
import re
from typing import Any

from audioedition.errors import UsageError
from audioedition.fetch.addresses import find_addresses, parse_target
from audioedition.fetch.tracking import without_tracking
from audioedition.model import Source
from audioedition.produce.held import decide_held, find_held
from audioedition.produce.produce import EditionOptions, ReadArticle, read_article
from audioedition.publish.address import address_key
from audioedition.serve.library import LibraryEntry
from audioedition.serve.shelf.items import ShelfItem
from audioedition.serve.shelf.readers import ShelfReader
from audioedition.serve.shelf.room import ReadingRoom
from audioedition.serve.shelf.shelf_state import reader_folder
from audioedition.serve.submit import check_options, reading_turn

LOOK_UP_S = 3.0
"""For the name of a site, while a person waits; whoever fetches it looks again."""
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_AROUND = "<>()[]{}«»\"'“”’.,;:!?"
"""What stands around an address in a sentence."""


class ShelfFull(UsageError):
    """The shelf holds, or took today, as much as the newsroom allows."""


class TooQuick(UsageError):
    """So many are not added by hand."""

    def __init__(self, *, wait_s: float) -> None:
        super().__init__(
            "You have added many articles within a minute.", hint="Wait a little, then try again."
        )
        self.wait_s = math.ceil(wait_s)


def address_in(*texts: str) -> str:
    """The first web address among what was pasted or shared: phones put it into a sentence, or name it « text ». Raises
    UsageError when there is none."""
    for text in texts:
        if found := _ADDRESS.search(text.strip()):
            return found[0].strip(_AROUND)
    pasted = next((text.strip() for text in texts if text.strip()), "")
    if pasted and "." in pasted and not re.search(r"\s|:", pasted):
        return f"https://{pasted}"  # « journal.example/article », as people say it
    raise UsageError("There is no web address in this.", hint="It starts with https://")


def add_address(room: ReadingRoom, reader: ShelfReader, address: str) -> tuple[ShelfItem, bool]:
    """The article, and whether it is new on the shelf. Raises UsageError, SourceError (an address that nobody may
    ask for), ShelfFull, TooQuick."""
    key = address_key(address)
    known = room.items.keyed(reader.id, key)
    if known is not None:
        if _lost(room, known):
            _bring(room, known, address, entry=public_entry(room, key))
        return room.items.get(reader.id, known.id) or known, False
    count_add(room, reader)
    entry = public_entry(room, key)
    if entry is None:
        access = room.service.settings.reader_access()
        target = parse_target(address, ports=access.ports, port_option=access.port_option)
        find_addresses(target, access=access, timeout_s=LOOK_UP_S)
    item = room.items.add(
        reader.id, key=key, address=address, title=entry.title if entry else _shown(address)
    )
    _bring(room, item, address, entry=entry)
    return room.items.get(reader.id, item.id) or item, True


def _bring(room: ReadingRoom, item: ShelfItem, address: str, *, entry: LibraryEntry | None) -> None:
    """``entry``: what the newsroom has made of it for everybody."""
    if entry is None:
        order(room, item, {"url": without_tracking(address)})
    else:
        facts = {"title": entry.title, "duration_ms": entry.duration_ms}
        room.items.settle(item.id, {"id": entry.id, "edition": entry.name, "public": True, **facts})


def public_entry(room: ReadingRoom, key: str) -> LibraryEntry | None:
    """The newsroom's edition at this address, where there is one that everybody may hear now."""
    entry = room.service.library.by_address(key)
    stored = room.service.library.find(entry.name) if entry else None
    return entry if stored is not None and room.for_everybody(stored.edition) else None


def add_document(room: ReadingRoom, reader: ShelfReader, document: Source) -> tuple[ShelfItem, bool]:
    """A file or mail that was sent. It is read now, so that a person is told at once when that is not possible. Raises
    SourceError, ExtractionError, ShelfFull, TooQuick."""
    key = f"sha256:{hashlib.sha256(document.data).hexdigest()}"
    known = room.items.keyed(reader.id, key)
    if known is None:
        count_add(room, reader)
    elif not _lost(room, known):
        return known, False
    with reading_turn():
        read = read_article(document, options=EditionOptions(), access=room.service.settings.reader_access())
    item = known or room.items.add(reader.id, key=key, address=None, title=read.article.title)
    order(room, item, as_read(read))
    return room.items.get(reader.id, item.id) or item, known is None


def count_add(room: ReadingRoom, reader: ShelfReader) -> None:
    """Raises ShelfFull, TooQuick."""
    wait_s = room.adds.wait_s(reader.id)
    if wait_s > 0:
        raise TooQuick(wait_s=wait_s)
    room.adds.count(reader.id)
    limits = room.limits
    if room.items.added_today(reader.id) >= limits.per_day:
        raise ShelfFull(
            f"You have added {limits.per_day} articles since yesterday.",
            hint="The shelf takes more tomorrow.",
        )
    there = room.items.list(reader.id)
    if len(there) >= limits.items:
        raise ShelfFull(
            f"Your shelf holds {limits.items} articles, as many as it may.",
            hint="Remove some, for example those that you have heard.",
        )
    if sum(item.duration_ms for item in there if not item.public) >= limits.hours * 3_600_000:
        raise ShelfFull(
            f"Your shelf holds {limits.hours:g} hours of sound, as much as it may.",
            hint="Remove some, for example those that you have heard.",
        )


def order(room: ReadingRoom, item: ShelfItem, wanted: dict[str, Any]) -> None:
    """Have it made."""
    wishes = check_options({"voice": room.service.settings.voice})
    job = room.jobs.submit(item, {**wanted, "wishes": wishes})
    room.items.order(item, job=job.id)


def speak_all_the_same(room: ReadingRoom, item: ShelfItem) -> None:
    """« L’écouter quand même »: the very text that was doubtful. Raises UsageError where there is none (any more)."""
    job = room.jobs.of(item)
    output = reader_folder(room.output, item.reader)
    held = find_held(output, str(job.outcome.get("held", ""))) if job and job.state == "held" else None
    if held is None:
        raise UsageError("Nothing waits for your decision here.", hint="Open your shelf again.")
    decide_held(output, held, "publish")
    order(room, item, as_read(held.read))


def try_again(room: ReadingRoom, item: ShelfItem) -> None:
    """Raises UsageError for what has not failed, or whose document is gone."""
    job = room.jobs.of(item)
    if item.folder or (job is not None and job.state not in ("failed", "cancelled")):
        raise UsageError("This article has not failed.", hint="Open your shelf again.")
    if item.address is not None:
        order(room, item, {"url": without_tracking(item.address)})
    elif job is not None:
        order(room, item, {name: job.wanted[name] for name in ("article", "identity", "origin")})
    else:
        raise UsageError("The document is no longer here.", hint="Send it once more.")


def as_read(read: ReadArticle) -> dict[str, Any]:
    """As a worker takes it."""
    origin = {"by_name": read.by_name, "source": read.source, "from_web": read.from_web}
    return {"article": dataclasses.asdict(read.article), "identity": read.identity, "origin": origin}


def _lost(room: ReadingRoom, item: ShelfItem) -> bool:
    """The same once more: whether it is to be made anew, as it failed or is gone; all else stands as it is."""
    if room.place(item).standing not in ("failed", "gone") or room.adds.wait_s(item.reader) > 0:
        return False
    room.adds.count(item.reader)
    room.items.lose(item)
    return True


def _shown(address: str) -> str:
    """Without what only machines need."""
    return address.split("://", 1)[-1].rstrip("/")[:200]
