"""A long feed in several documents (RFC 5005): the newest editions in the feed itself, older ones in archives.

The archives are counted from the oldest edition on, so that one that is full stays as it is while the feed grows. They
are linked both ways that the RFC knows: as archives (section 4) and as pages (section 3), which podcast apps follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audioedition.publish.feed.namespaces import ATOM, HISTORY
from audioedition.publish.xml import add

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """One document of a feed, and its neighbours; file names."""

    name: str
    current: str = ""
    """Of an archive: the feed itself."""
    older: str = ""
    newer: str = ""
    oldest: str = ""
    known_as: str = ""
    """The address that ``podcast:guid`` is made from, where it is another than the feed's own: a secret must not stand
    in it."""
    linked: bool = False
    """The feed may have several documents."""
    start: int = 0
    stop: int | None = None
    """Which of the feed's items stand in it, newest first."""


def split_pages(count: int, *, size: int, name: str, known_as: str = "") -> list[FeedPage]:
    """``count`` items, newest first, as documents: the feed itself first, with ``size`` to twice that, then the
    archives, the newest first. ``size`` 0 = all in one."""
    full = max(0, count // size - 1) if size else 0
    if not full:
        return [FeedPage(name=name, linked=bool(size), known_as=known_as)]
    stem = name.removesuffix(".xml")
    names = [f"{stem}-archive-{number}.xml" for number in range(1, full + 1)]
    recent = count - full * size
    pages = [
        FeedPage(name=name, older=names[-1], oldest=names[0], linked=True, stop=recent, known_as=known_as)
    ]
    for rank in reversed(range(full)):
        start = recent + (full - 1 - rank) * size
        page = FeedPage(
            name=names[rank],
            current=name,
            older=names[rank - 1] if rank else "",
            newer=names[rank + 1] if rank + 1 < full else "",
            oldest=names[0],
            linked=True,
            known_as=known_as,
            start=start,
            stop=start + size,
        )
        pages.append(page)
    return pages


def link_pages(channel: _Element, page: FeedPage, *, base_url: str) -> None:
    """``atom:link`` to the neighbours; an archive says that it is one."""
    if not (page.older or page.current):
        return
    first = page.current or page.name
    before = page.newer or (page.current if page.current else "")
    links = (
        ("current", page.current),
        ("first", first),
        ("previous", before),
        ("next", page.older),
        ("last", page.oldest),
        ("prev-archive", page.older),
        ("next-archive", page.newer),
    )
    for rel, name in links:
        if name:
            add(channel, ATOM + "link", href=base_url + name, rel=rel, type="application/rss+xml")
    if page.current:
        add(channel, HISTORY + "archive")
