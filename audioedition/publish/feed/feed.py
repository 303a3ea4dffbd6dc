"""The feed on the disk: editions read from their folders, ``feed.xml`` and its cover written. An edge."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from audioedition.errors import PublishError, UsageError
from audioedition.model import StoredEdition
from audioedition.publish.feed.cover import draw_cover, is_cover_of
from audioedition.publish.feed.feed_settings import FeedSettings, read_settings
from audioedition.publish.feed.feed_xml import CHAPTERS, TRANSCRIPTS, FeedItem, render_feed
from audioedition.publish.folder.shelf import Unreadable, audio_problem, read_shelf
from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.publish.site import write_site
from audioedition.publish.web import is_http_url
from audioedition.system.files import write_atomically
from audioedition.system.moments import is_ahead, moment_of

DUE_NAME = "feed-due"
"""In the hidden folder: the date of the first edition that is to enter the feed later."""
COVER_NAME = "cover.png"
COVER_LIMITS_PX = (1400, 3000)


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


def build_feed(
    output_dir: Path,
    *,
    base_url: str,
    settings: FeedSettings | None = None,
    settings_path: Path | None = None,
    site: bool = False,
    now: float | None = None,
) -> FeedResult:
    """Write ``feed.xml`` (and ``cover.png`` where no image is given) into ``output_dir``.

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
    if settings is None:
        settings = read_settings(written) if settings_path or written.is_file() else FeedSettings()
    found, left_out = _gather(read_shelf(output_dir, facts_only=True))
    now = time.time() if now is None else now
    items = [item for item in found if not is_ahead(item.edition.published, now=now)]
    waiting = [item for item in found if is_ahead(item.edition.published, now=now)]
    image_url = _provide_image(output_dir, settings, base_url=base_url, beside=written.parent)
    path = output_dir / "feed.xml"
    _write_if_changed(path, render_feed(items, base_url=base_url, settings=settings, image_url=image_url))
    _note_due(output_dir, waiting)
    if site:
        write_site(output_dir, ((item.folder, item.edition) for item in items))
    return FeedResult(
        path=path,
        items=min(len(items), settings.limit or len(items)),
        left_out=tuple(left_out),
        warnings=tuple(_warnings(items, settings)),
        waiting=tuple(
            f"{item.folder} is dated {item.edition.published}: it is left out until then." for item in waiting
        ),
    )


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


def _gather(found: Iterable[StoredEdition | Unreadable]) -> tuple[list[FeedItem], list[str]]:
    """Sound editions, and why the others are left out. One guid, one item: the newest revision stays."""
    newest: dict[str, StoredEdition] = {}
    left_out: list[str] = []
    for shelved in found:
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


def _provide_image(output_dir: Path, settings: FeedSettings, *, base_url: str, beside: Path) -> str:
    """The cover's URL; a given file is checked and copied beside the feed, a missing one is drawn."""
    if is_http_url(settings.image):
        return settings.image
    if settings.image:
        source = beside / settings.image
        name = "cover" + _checked_suffix(source)
        _write_if_changed(output_dir / name, source.read_bytes())
        return base_url + quote(name)
    cover = output_dir / COVER_NAME
    if not (cover.is_file() and is_cover_of(cover.read_bytes(), settings.title, settings.author)):
        _write_if_changed(cover, draw_cover(settings.title, settings.author))
    return base_url + COVER_NAME


def _checked_suffix(path: Path) -> str:
    """``.jpg`` or ``.png``. Raises UsageError when directories would refuse the picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            kind, width, height, mode = image.format, image.width, image.height, image.mode
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as problem:
        raise UsageError(
            f"{path} is not a picture that can be read.", hint="A JPEG or PNG file."
        ) from problem
    low, high = COVER_LIMITS_PX
    if kind not in ("JPEG", "PNG") or width != height or not low <= width <= high or mode not in ("RGB", "P"):
        raise UsageError(
            f"{path} is a {kind} of {width} × {height} px ({mode}).",
            hint=f"Podcast directories take square JPEG or PNG files in RGB, {low} to {high} px wide.",
        )
    return ".jpg" if kind == "JPEG" else ".png"


def _warnings(items: list[FeedItem], settings: FeedSettings) -> Iterator[str]:
    expected = [name for name, _ in (*TRANSCRIPTS, CHAPTERS)]
    for item in items:
        if missing := [name for name in expected if name not in item.files]:
            yield f"{item.folder} lacks {', '.join(missing)}: audioedition publish writes them."
    if not settings.email:
        yield "No e-mail in feed.toml: directories ask for one to verify who owns the feed."


def _write_if_changed(path: Path, data: bytes) -> None:
    try:
        if not path.is_file() or path.read_bytes() != data:
            write_atomically(path, data)
    except OSError as problem:
        raise PublishError(f"{path} cannot be written: {problem.strerror}.") from problem
