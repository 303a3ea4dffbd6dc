"""Sitemaps (sitemaps.org protocol 0.9, Google's news extension) -> the articles that they name. Pure.

Read in a stream: the protocol allows 50,000 addresses and 50 MB, of which one element at a time is held. Names are
read with their namespace: a picture's ``image:loc`` is no address of a page, a film's ``video:title`` no headline.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from audioedition.errors import SourceError
from audioedition.fetch.address_order import newest_as_told
from audioedition.fetch.decode import decode_text
from audioedition.fetch.entries import FeedEntry, absolute, distinct, name_of, newest_first, one_line
from audioedition.fetch.media_type import SITEMAP
from audioedition.model import Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TELL = "Tell its publisher."
_HEAD_BYTES = 4096
_LAST_NUMBER = re.compile(r"(.*\D)(\d{1,9})(\D*)", re.DOTALL)
_NEWS = "sitemap-news"
"""In the namespace of Google's news extension, whatever its version."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):")
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b")

Found = tuple[tuple[FeedEntry, ...], tuple[str, ...]]


def parse_sitemap(source: Source) -> Found:
    """(entries, sitemaps named by an index, the newest first). Raises SourceError: broken, dangerous."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException

    try:
        try:
            return _read(source.data.lstrip(), source.url or "")
        except ParseError:  # bytes that are not of the declared encoding, a prefix that is not declared
            return _read(_mended(decode_text(source)).encode(), source.url or "")
    except ParseError as error:
        raise SourceError(f"{name_of(source)} is a broken sitemap: {error}.", hint=TELL) from error
    except DefusedXmlException as error:
        raise dangerous(source) from error


def is_index(source: Source) -> bool:
    """Whether it names sitemaps, not pages."""
    return source.media_type == SITEMAP and b"sitemapindex" in source.data[:_HEAD_BYTES]


def dangerous(source: Source) -> SourceError:
    """For a document that defines entities: a few hundred bytes may unfold to gigabytes."""
    return SourceError(
        f"{name_of(source)} defines its own entities, as attacks on XML readers do: it was not read.",
        hint=f"No feed needs that. {TELL}",
    )


def _read(data: bytes, base: str) -> Found:
    import defusedxml.ElementTree as ElementTree

    pages: list[FeedEntry] = []
    maps: list[FeedEntry] = []
    root: Element | None = None
    for event, element in ElementTree.iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
        if root is None:
            root = element
        elif event == "end" and _space(element.tag) == _space(root.tag):
            name = _local(element.tag)
            if name in ("url", "sitemap"):
                entry = _entry(element, base)
                if entry is not None:
                    (pages if name == "url" else maps).append(entry)
                root.clear()  # else all that was read stays in it
    # without dates « …-posts-3.xml » holds newer articles than « …-posts-2.xml » (WordPress counts from the oldest)
    newest = newest_first(newest_as_told(_last_number_first(distinct(maps)), sitemaps=True))
    return _in_order(distinct(pages)), tuple(entry.url for entry in newest)


def _in_order(pages: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    """The undated ones among them as their addresses tell; each dated one where it stands."""
    told = iter(newest_as_told([page for page in pages if not page.version]))
    return tuple(page if page.version else next(told) for page in pages)


def _last_number_first(maps: Sequence[FeedEntry]) -> list[FeedEntry]:
    """Of those whose names differ by no more than their last number; kinds (posts, tags) stay in their order."""
    kinds: dict[tuple[str, str], list[tuple[int, FeedEntry]]] = {}
    for entry in maps:
        found = _LAST_NUMBER.fullmatch(entry.url)
        kind, number = ((found[1], found[3]), int(found[2])) if found else ((entry.url, ""), 0)
        kinds.setdefault(kind, []).append((number, entry))
    return [
        entry for kind in kinds.values() for _, entry in sorted(kind, key=lambda one: one[0], reverse=True)
    ]


def _entry(element: Element, base: str) -> FeedEntry | None:
    """From the element's own children, and from those of its news."""
    own = {_local(child.tag): _text(child) for child in element if _space(child.tag) == _space(element.tag)}
    news: dict[str, str] = {}
    for child in element:
        if _local(child.tag) == "news" and (_NEWS in _space(child.tag) or _space(child.tag).endswith("news")):
            news = {_local(c.tag): _text(c) for c in child if _space(c.tag) == _space(child.tag)}
    url = absolute(own.get("loc"), base)
    if url is None:
        return None
    return FeedEntry(
        url=url,
        title=one_line(news.get("title")),
        published=news.get("publication_date") or own.get("lastmod") or None,
        updated=own.get("lastmod") or None,
    )


def _mended(text: str) -> str:
    """Without the declaration, which says another encoding; prefixes that are used are declared."""
    text = _DECLARATION.sub("", text).strip()
    used = {
        prefix for prefix in _PREFIX.findall(text) if not re.search(rf"xmlns:{re.escape(prefix)}\s*=", text)
    }
    spaces = "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in sorted(used - {"xml"}))
    return _ROOT.sub(lambda root: root[0] + spaces, text, count=1)


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _space(tag: str) -> str:
    return tag.rpartition("}")[0]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
