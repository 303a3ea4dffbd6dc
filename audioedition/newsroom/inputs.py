"""What ``batch`` is given -> the places of the articles: a list, a folder, a feed."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from audioedition.errors import SourceError, UsageError
from audioedition.fetch.addresses import Access
from audioedition.fetch.documents import MARKDOWN, is_document
from audioedition.fetch.documents.kinds import MAX_DOCUMENT_BYTES
from audioedition.fetch.documents.kinds import SUFFIXES as DOCUMENTS
from audioedition.fetch.entries import FeedEntry
from audioedition.fetch.feeds import read_feed
from audioedition.fetch.media_type import FEEDS, HTML
from audioedition.fetch.robots import Robots
from audioedition.fetch.source import chapter_named, decode_text, fetch_any, is_url
from audioedition.fetch.tracking import without_tracking
from audioedition.model import Source

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".txt", *DOCUMENTS})
"""Of the articles in a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    argument: str
    """The same for the same argument: by it an interrupted batch is found again."""
    places: tuple[str, ...]
    entries: Mapping[str, FeedEntry] = field(default_factory=dict)
    """Place -> what a feed says of it."""
    skipped: Mapping[str, str] = field(default_factory=dict)
    """Place -> why it is not read: each is a row of the report."""


def find_places(
    argument: str,
    *,
    access: Access,
    robots: Robots,
    latest: int | None = None,
    stdin: IO[bytes] | None = None,
    before: Callable[[str], object] | None = None,
) -> Places:
    """The articles of a folder (with its subfolders), a feed or sitemap (a URL or a file), or a list: a text file
    or ``-`` with a path or URL a line, relative to the list's folder; ``#`` begins a remark. ``before``: as
    ``read_feed`` has it.

    Raises SourceError (nothing there, not readable) and UsageError (an article in place of a list).
    """
    path = Path(argument)
    if argument != "-" and not is_url(argument) and path.is_dir():
        return places_of_folder(path)
    if path.suffix.lower() == ".epub" and path.is_file():
        return Places(argument=str(path.resolve()), places=_chapters_of(argument)[:latest])
    if is_url(argument):
        robots.require(argument)
    source = fetch_any(argument, access=access, stdin=stdin)
    if source.media_type in FEEDS:
        entries = read_feed(source, latest=latest, access=access, robots=robots, before=before)
        places = tuple(entry.url for entry in entries)
        return Places(argument=source.path or argument, places=places, entries={e.url: e for e in entries})
    document = is_document(source.media_type) and source.media_type != MARKDOWN  # a list may have a title
    if is_url(argument) or source.media_type == HTML or document:
        raise UsageError(
            f"{argument} is a page, not a feed, a list or a folder.",
            hint=f"For one article: audioedition make {argument}",
        )
    digest = hashlib.sha256(source.data).hexdigest()
    return Places(argument=source.path or f"stdin:{digest}", places=_of_list(source, argument)[:latest])


def places_of_folder(folder: Path) -> Places:
    """Every file in it and below; what is not read has its reason. Hidden ones, and the parts of a page that a browser
    saved beside it, are none of the archive's."""
    skipped: dict[str, str] = {}

    def unreadable(error: OSError) -> None:
        skipped[str(error.filename)] = f"the folder cannot be read: {error.strerror}"

    places: list[str] = []
    for where, folders, names in os.walk(folder, onerror=unreadable):
        kept = []
        for name in sorted(folders, key=os.fsencode):
            below = Path(where, name)
            if (below / "edition.json").is_file():
                skipped[str(below)] = "it is an edition of ours"
            elif not name.startswith(".") and not _is_part_of_a_page(below, names):
                kept.append(name)
        folders[:] = kept
        for name in sorted(names, key=os.fsencode):
            if not name.startswith("."):
                place = os.path.join(where, name)
                places.append(place)
                if reason := _why_not(Path(place)):
                    skipped[place] = reason
                elif place.lower().endswith(".epub"):
                    places[-1:] = _chapters_of(place)
    if not places and not skipped:
        raise SourceError(
            f"There is no article in {folder}.",
            hint=f"Files that end in {', '.join(sorted(SUFFIXES))} are read.",
        )
    places += [place for place in skipped if place not in set(places)]
    argument = str(folder.resolve())
    return Places(argument=argument, places=tuple(sorted(places, key=_by_name)), skipped=skipped)


def _by_name(place: str) -> tuple[bytes, int]:
    """The chapters of a book by their numbers: the tenth comes behind the ninth."""
    book, number = chapter_named(place)
    return os.fsencode(book), number or 0


def _chapters_of(book: str) -> tuple[str, ...]:
    """A book's chapters, each an article; the file itself where it is one article, or cannot be read: then its row
    says why."""
    from audioedition.fetch.documents.epub import chapters

    try:
        data = Path(book).read_bytes()
        count = len(chapters(data)) if len(data) <= MAX_DOCUMENT_BYTES else 1
    except (SourceError, OSError):
        return (book,)
    return (book,) if count == 1 else tuple(f"{book}#{number}" for number in range(1, count + 1))


def _why_not(path: Path) -> str:
    """Why a file is not read; empty when it is."""
    try:
        mode = path.stat().st_mode
    except OSError as error:  # a link that leads nowhere, or in a circle
        return f"it cannot be read: {error.strerror}"
    if not stat.S_ISREG(mode):
        return "it is no file"
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return ""
    if suffix in ("", ".") or " " in suffix:  # « Rapport. Version du 3 mai »: a sentence's stop, no ending
        return "files without an ending such as “.txt” are not read"
    return f"files that end in “{suffix}” are not read"


def _is_part_of_a_page(folder: Path, beside: Sequence[str]) -> bool:
    """« Article_files », « Article_fichiers » beside « Article.html »: its pictures and scripts."""
    stem = re.sub(r"[-_ ](?:files|fichiers)$", "", folder.name, flags=re.IGNORECASE)
    return stem != folder.name and any(f"{stem}{suffix}" in beside for suffix in (".html", ".htm", ".xhtml"))


def _of_list(source: Source, name: str) -> tuple[str, ...]:
    lines = (line.strip() for line in decode_text(source).splitlines())
    wanted = [line for line in lines if line and not line.startswith("#")]
    folder = Path(source.path).parent if source.path else Path()
    named = (line if is_url(line) else str(folder / line) for line in wanted)
    first: dict[str, str] = {}
    for place in named:
        first.setdefault(without_tracking(place), place)
    places = tuple(first.values())
    if not places:
        raise SourceError(f"{name} lists nothing.", hint="Write a path or a web address on each line.")
    if not any(is_url(place) or _is_file(place) for place in places[:50]):
        raise UsageError(
            f"{name} is no list: none of its first lines is a web address or a file that is there.",
            hint=f"For one article: audioedition make {name}",
        )
    return places


def _is_file(place: str) -> bool:
    try:
        return Path(place).is_file()
    except (OSError, ValueError):  # a line of prose is no name of a file
        return False
