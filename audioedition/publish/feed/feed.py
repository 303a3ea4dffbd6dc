"""The feeds on the disk: editions read from their folders, ``feed.xml``, its sisters and covers written. An edge."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audioedition.errors import PublishError, UsageError
from audioedition.model import StoredEdition
from audioedition.publish.feed.cover_file import provide_image
from audioedition.publish.feed.feed_model import FeedSettings
from audioedition.publish.feed.feed_settings import read_feeds
from audioedition.publish.feed.feed_xml import (
    CHAPTERS,
    TRANSCRIPTS,
    FeedItem,
    newest_first,
    published_at,
    render_feed,
)
from audioedition.publish.feed.files import remove_file, write_if_changed
from audioedition.publish.feed.hub import note_change
from audioedition.publish.feed.numbering import Numbered, keep_numbers, number_editions, read_numbers
from audioedition.publish.feed.pages import split_pages
from audioedition.publish.feed.selection import belongs, is_reserved
from audioedition.publish.folder.shelf import Unreadable, audio_problem, read_shelf
from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.publish.site import write_site
from audioedition.publish.web import is_http_url
from audioedition.system.files import write_atomically
from audioedition.system.garbage import nothing_collected
from audioedition.system.moments import is_ahead, moment_of

DUE_NAME = "feed-due"
"""In the hidden folder: the date of the first edition that is to enter the feed later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedResult:
    path: Path
    """Of ``feed.xml``."""
    items: int
    """In the feed."""
    left_out: tuple[str, ...] = ()
    """Editions that are not in the feed, a sentence each: their MP3 is missing or altered, for instance."""
    warnings: tuple[str, ...] = ()
    """What could be better, though the feed stands."""
    waiting: tuple[str, ...] = ()
    """Editions that are dated in the future, a sentence each: they enter the feed when their hour has come."""
    others: tuple[BuiltFeed, ...] = ()
    """The public ones of ``[feeds.NAME]``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltFeed:
    """One feed of its own."""

    name: str
    path: Path
    items: int
    """In its file and its archives."""


@nothing_collected()
def build_feed(
    output_dir: Path,
    *,
    base_url: str,
    settings: FeedSettings | None = None,
    settings_path: Path | None = None,
    site: bool = False,
    now: float | None = None,
) -> FeedResult:
    """Write ``feed.xml`` (and ``cover.png`` where no image is given) into ``output_dir``, and each public feed of
    ``[feeds.NAME]`` beside it.

    ``base_url`` is where that folder is served; a missing last slash is added. Settings: those given, else
    the file ``settings_path``, else ``feed.toml`` in the folder when there is one, else the defaults. A file
    that would stay the same is not touched. ``site`` also writes what a static host's pages find their edition
    by (``publish/site.py``). ``now``: seconds since the epoch; what is dated later is left out until then. Raises
    UsageError (base URL, settings) and PublishError (folder, disk).
    """
    base_url = check_base_url(base_url)
    if not output_dir.is_dir():
        raise PublishError(
            f"There is no folder {output_dir}.", hint="Make an edition first: audioedition make …"
        )
    written = settings_path or output_dir / "feed.toml"
    if settings is not None:
        feeds: tuple[FeedSettings, ...] = (settings,)
    else:
        feeds = read_feeds(written) if settings_path or written.is_file() else (FeedSettings(),)
    found, left_out = gather_items(output_dir)
    found = [item for item in found if not is_reserved(item.edition, feeds)]
    now = time.time() if now is None else now
    items = [item for item in found if not is_ahead(item.edition.published, now=now)]
    waiting = [item for item in found if is_ahead(item.edition.published, now=now)]
    remove_unnamed(output_dir, feeds)
    shelf = FeedShelf(output_dir=output_dir, base_url=base_url, beside=written.parent, items=tuple(items))
    built = [write_feed(shelf, feed) for feed in feeds if not feed.private]
    _note_due(output_dir, waiting)
    if site:
        write_site(output_dir, ((item.folder, item.edition) for item in items))
    return FeedResult(
        path=built[0].path,
        items=built[0].items,
        left_out=tuple(left_out),
        warnings=tuple(_warnings(items, feeds)),
        waiting=tuple(
            f"{item.folder} is dated {item.edition.published}: it is left out until then." for item in waiting
        ),
        others=tuple(built[1:]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedShelf:
    """What feeds are made from."""

    output_dir: Path
    base_url: str
    """With its last slash."""
    beside: Path
    """The folder that ``image`` files are named from."""
    items: tuple[FeedItem, ...]
    """Sound, and not dated in the future."""


def write_feed(shelf: FeedShelf, settings: FeedSettings) -> BuiltFeed:
    """One public feed with its archives, and its cover. Raises UsageError (the picture), PublishError."""
    items = newest_first([item for item in shelf.items if belongs(item.edition, settings)])
    numbers = episode_numbers(shelf.output_dir, settings, items)
    image_url = provide_image(shelf.output_dir, settings, base_url=shelf.base_url, beside=shelf.beside)
    pages = split_pages(len(items), size=settings.page_items, name=settings.file_name)
    for page in reversed(pages):  # the feed itself last: what it points to is there
        data = render_feed(
            items, base_url=shelf.base_url, settings=settings, image_url=image_url, page=page, numbers=numbers
        )
        changed = write_if_changed(shelf.output_dir / page.name, data)
    if changed and settings.hub:
        note_change(shelf.output_dir, hub=settings.hub, feed_url=shelf.base_url + settings.file_name)
    _remove_archives(shelf.output_dir, settings, stay={page.name for page in pages})
    shown = len(items) if settings.page_items else min(len(items), settings.limit or len(items))
    return BuiltFeed(name=settings.name, path=shelf.output_dir / settings.file_name, items=shown)


def episode_numbers(
    output_dir: Path, settings: FeedSettings, items: Sequence[FeedItem]
) -> dict[str, Numbered]:
    """Where each stands in the programme; what is new is numbered and remembered. ``items``: newest first. Raises
    PublishError."""
    if not (settings.seasons or settings.numbers or settings.episodes):
        return {}
    given = read_numbers(output_dir, settings)
    dated = [(item.edition, published_at(item.edition), item.folder) for item in reversed(items)]
    numbers, kept = number_editions(dated, settings=settings, given=given)
    if kept != given and settings.numbers:
        keep_numbers(output_dir, settings, kept)
    return numbers


def remove_unnamed(output_dir: Path, feeds: Sequence[FeedSettings]) -> None:
    """The files of a feed that became private: its address must not go on answering. Raises PublishError."""
    for feed in feeds:
        if feed.private:
            remove_file(output_dir / feed.file_name)
            _remove_archives(output_dir, feed, stay=set())


def _remove_archives(output_dir: Path, settings: FeedSettings, *, stay: set[str]) -> None:
    """Those that a feed with other pages left behind."""
    stem = settings.file_name.removesuffix(".xml")
    pattern = re.compile(re.escape(stem) + r"-archive-\d+\.xml")
    for path in output_dir.glob(f"{stem}-archive-*.xml"):
        if pattern.fullmatch(path.name) and path.name not in stay:
            remove_file(path)


def feed_is_due(output_dir: Path, *, now: float) -> bool:
    """Whether the hour of an edition has come that the last build left out."""
    try:
        date = (output_dir / OWN_FOLDER / DUE_NAME).read_text(encoding="ascii")
    except (OSError, ValueError):
        return False
    return not is_ahead(date, now=now)


def _note_due(output_dir: Path, waiting: Sequence[FeedItem]) -> None:
    """When the feed is to be built again, for whoever watches."""
    path = output_dir / OWN_FOLDER / DUE_NAME
    dates = [str(item.edition.published) for item in waiting]
    try:
        if not dates:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, min(dates, key=lambda date: moment_of(date) or 0.0).encode("ascii", "replace"))
    except OSError as problem:
        raise PublishError(f"{path} cannot be written: {problem.strerror}.") from problem


def check_base_url(base_url: str) -> str:
    """With its last slash. Raises UsageError when it is no http(s) address, or has a query or a fragment."""
    if not is_http_url(base_url) or "?" in base_url or "#" in base_url:
        raise UsageError(
            f"{base_url!r} is not an address under which files can be served.",
            hint="Like https://audio.example.fr/editions/",
        )
    return base_url.rstrip("/") + "/"


def gather_items(output_dir: Path) -> tuple[list[FeedItem], list[str]]:
    """Sound editions, and why the others are left out. One guid, one item: the newest revision stays. Raises
    PublishError."""
    newest: dict[str, StoredEdition] = {}
    left_out: list[str] = []
    for shelved in read_shelf(output_dir, facts_only=True):
        if isinstance(shelved, Unreadable):
            left_out.append(shelved.reason)
            continue
        if problem := audio_problem(shelved):
            left_out.append(problem)
            continue
        rival = newest.get(shelved.edition.id)
        if rival is None:
            newest[shelved.edition.id] = shelved
            continue
        older, newer = sorted((rival, shelved), key=lambda s: (s.edition.revision, s.folder.name))
        newest[shelved.edition.id] = newer
        left_out.append(
            f"{older.folder} holds the same article as {newer.folder}: only the latter is in the feed."
        )
    return [
        FeedItem(
            edition=s.edition, folder=s.folder.name, size_bytes=s.edition.audio.size_bytes, files=s.files
        )
        for s in newest.values()
    ], left_out


def _warnings(items: list[FeedItem], feeds: Sequence[FeedSettings]) -> Iterator[str]:
    expected = [name for name, _ in (*TRANSCRIPTS, CHAPTERS)]
    for item in items:
        if missing := [name for name in expected if name not in item.files]:
            yield f"{item.folder} lacks {', '.join(missing)}: audioedition publish writes them."
    if not feeds[0].email:
        yield "No e-mail in feed.toml: directories ask for one to verify who owns the feed."
    for feed in feeds:
        if feed.private:
            yield f"The feed “{feed.name}” is private: only audioedition serve gives it, to its readers."
