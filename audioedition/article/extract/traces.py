"""What a page's blocks no longer show: where its source ends, its documents, its other pages, hidden text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from audioedition.article.extract.clean import one_line
from audioedition.article.extract.following import OTHERS, continues, is_numbered

_CLOSED = re.compile(r"</(?:html|body)\s*>", re.I)
_OPENED, _HEAD = re.compile(r"<(?:html|body)\b", re.I), 20_000
_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|odt|pptx?|epub)(?:$|[?#&])|\b(?:pdf|docs?|documents?)[-_.]?(?:viewer|visionneuse|reader)|visionneuse"
    r"|\b(?:scribd|issuu|calameo|slideshare|documentcloud|yumpu|fliphtml5|docdroid|pdfjs)\b"
    r"|docs\.google|drive\.google|/viewer\b",
    re.I,
)
_TITLED = re.compile(r"\b(?:document|pdf|lettre|liseuse)\b", re.I)
_MOST = 200
_HIDDEN = etree.XPath(
    "//*[@hidden or contains(translate(@style, ' ', ''), 'display:none')]/descendant-or-self::*[self::p or self::li]"
)
_SWALLOWING = ("iframe", "textarea", "xmp", "noembed", "noframes")
_PARAGRAPH = re.compile(r"</?(?:p|div|li|h\d)\b[^>]*>|<br\s*/?>\s*<br[^>]*>", re.I)
_TAG = re.compile(r"<[^>]{0,500}>")
_PARAGRAPH_CHARS, _ENOUGH, _MOST_UNSEEN = 140, 600, 60
_ASIDE = frozenset({"aside", "footer", "nav", "header"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    cut_off: bool
    documents: int
    pages_shown: bool
    unseen: tuple[str, ...]


def read_traces(text: str, root: HtmlElement, url: str | None) -> Traces:
    """``text``: the page's source; ``url``: its own address, for its other pages."""
    return Traces(
        cut_off=_OPENED.search(text, 0, _HEAD) is not None
        and _CLOSED.search(text, max(0, len(text) - _HEAD)) is None,
        documents=sum(_is_document(e) for e in islice(root.iter("iframe", "embed", "object"), _MOST)),
        pages_shown=_links_pages(root, url),
        unseen=tuple(_unseen(root)),
    )


def _unseen(root: HtmlElement) -> Iterator[str]:
    """Beginnings of whole paragraphs that the page hides, or that an element which holds no text has swallowed."""
    hidden = ("".join(e.itertext()) for e in islice(_HIDDEN(root), _MOST))
    swallowed = (
        _TAG.sub("", piece)
        for e in islice(root.iter(*_SWALLOWING), _MOST)
        if len(e.text or "") > _PARAGRAPH_CHARS
        for piece in _PARAGRAPH.split(e.text or "")
    )
    long = (one_line(piece) for piece in chain(hidden, swallowed) if len(piece) > _PARAGRAPH_CHARS)
    return (piece[:_ENOUGH] for piece in islice(long, _MOST_UNSEEN))


def _is_document(element: HtmlElement) -> bool:
    source = element.get("src") or element.get("data") or element.get("data-src") or ""
    told = f"{source} {element.get('type') or ''}"
    if not (_DOCUMENT.search(told) or "pdf" in told.lower() or _TITLED.search(element.get("title") or "")):
        return False
    return not any(around.tag in _ASIDE for around in element.iterancestors())


def _links_pages(root: HtmlElement, url: str | None) -> bool:
    """A link that is the number 2, or « page suivante », to this address with a page's number."""
    return any(_is_next(a, url) for a in root.iter("a") if (a.get("href") or "") and _names_page(a))


def _names_page(link: HtmlElement) -> bool:
    text = link.text or ""
    return text.strip() == "2" if len(text) < 6 else "page suivante" in text[:40].lower()


def _is_next(link: HtmlElement, url: str | None) -> bool:
    href = (link.get("href") or "").strip()
    try:
        other = urljoin(url, href) if url else href
        parted = urlsplit(other)
        leads = continues(url, other) if url else not parted.path and is_numbered(parted.query)
    except ValueError:
        return False
    return leads and not any(
        a.tag in _ASIDE - {"nav"} or OTHERS.search(f"{a.get('class')} {a.get('id')}".lower())
        for a in link.iterancestors()
    )
