"""What comes in: a source's bytes, and the page that they are taken apart into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes as they were found, and where."""

    data: bytes
    media_type: str
    """``text/html``, ``text/plain``…, without parameters."""
    charset: str | None = None
    """As declared outside the bytes (HTTP header); a hint, not a truth."""
    url: str | None = None
    """Where it was finally found (after redirects), for http(s) sources."""
    path: str | None = None
    """Absolute path, for files; ``None`` for URLs and standard input."""
    fetched_at: datetime
    """Aware, UTC."""
    asked: str | None = None
    """The address that was asked for, which redirects may have led away from."""
    moved: bool = False
    """Redirects that stand for good (301, 308), and no others, led from there to ``url``."""
    former: tuple[str, ...] = ()
    """Addresses that the article had before, as its feed says (one guid)."""
    announced: str | None = None
    """The article's title, as the feed says that named the address."""
    etag: str | None = None
    last_modified: str | None = None
    fragment: bool = False
    """HTML that is an article's body alone, as a CMS keeps it: no page around it to be told from it."""
    instead: Source | None = None
    """The same article as its feed gives it: read where this page holds none, or only its beginning."""
    first_page: str | None = None
    """Where the article begins, when this is one of its later pages."""
    following: tuple[Source, ...] = ()
    """The later pages of the same article, in their order."""
    broken_off: str | None = None
    """Why the article is not whole, though its later pages were asked for: a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignWords:
    """Words within a text that its page declares to be of another language than what stands around them."""

    text: str
    """As printed, single blanks."""
    language: str
    """BCP 47."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One visible piece of the source in reading order: what segmentation judges."""

    text: str
    position: int
    """0-based rank in reading order."""
    tag: str = "p"
    """HTML element name (``p``, ``h2``, ``li``, ``blockquote``, ``figcaption``…); ``p`` for plain text."""
    path: str = ""
    """Ancestors' names, ids and classes as one lower-case string; empty for plain text."""
    link_density: float = 0.0
    """Share of the characters that stand inside links, 0 to 1."""
    blank_before: int = 0
    """Blank lines before it, for plain text."""
    signals: frozenset[str] = frozenset()
    """Facts found by extraction, e.g. ``trafilatura`` (that library kept it), ``hidden``, ``in_article``."""
    ancestors: tuple[int, ...] = ()
    """Numbers of the block-level elements around it, outermost first, equal for blocks that share one."""
    links: tuple[tuple[int, int], ...] = ()
    """Start and end, in ``text``, of what stands inside links."""
    bold: float = 0.0
    """Share of the characters that are set in bold, 0 to 1."""
    left_out: tuple[tuple[str, str], ...] = ()
    """What was printed in it and is no part of ``text``: words, and why (``footnote``: the call; ``struck``;
    ``tooltip``)."""
    language: str | None = None
    """BCP 47, as the nearest element around it inside the page's body declares; ``None`` where none does."""
    picture: str | None = None
    """In a figure: the address of its picture, http(s)."""
    foreign: tuple[ForeignWords, ...] = ()
    """What inline elements (``span``, ``i``, ``q``, ``em``…) declare of a part of it, in reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of itself."""

    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    published: str | None = None
    """ISO 8601 date or date-time, as printed."""
    updated: str | None = None
    site: str | None = None
    url: str | None = None
    """Canonical URL."""
    language: str | None = None
    """BCP 47."""
    image: str | None = None
    rubric: str | None = None
    """The section of the paper that it stands in: « Sport »."""


NO_ARTICLE_TYPES = frozenset({"DiscussionForumPosting", "Product"})
"""A thread of a forum and something for sale: what a page may declare itself to be instead of an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A source taken apart: its own account of itself, and every visible block."""

    metadata: Metadata
    blocks: tuple[Block, ...]
    fragment: bool = False
    """True when the source is an article's body alone: all of it is the article, but for chrome set into it."""
    plain_text: bool = False
    """True when the source was plain text: no tags to go by."""
    body_text: str = ""
    """The article's text as the page declares it (JSON-LD ``articleBody``), often cut or without paragraphs."""
    free: bool | None = None
    """JSON-LD ``isAccessibleForFree``: False = the page says that a part is behind a paywall."""
    paid_shown: bool = False
    """What JSON-LD names as the paid part (``hasPart``) holds whole paragraphs: a subscriber saved the page."""
    kind: str = ""
    """JSON-LD ``@type`` of the article: ``NewsArticle``, ``LiveBlogPosting``…; of a page without one of
    ``NO_ARTICLE_TYPES``; empty when not declared."""
    next_page: str | None = None
    """Where the article goes on, when it stands on several pages."""
    declared_words: int = 0
    """JSON-LD ``wordCount``: how many words the page says its article has; 0 when it does not."""
    cut_off: bool = False
    """The source opens a page and does not close it: the connection may have been cut, or nobody wrote the tags."""
    documents: int = 0
    """How many documents (PDF, a viewer) are set into it, whose text is not in it."""
    pages_shown: bool = False
    """It links to the same address with the number of a second page."""
    unseen: tuple[str, ...] = ()
    """Beginnings of whole paragraphs that are in no block: hidden, or swallowed by an element that holds no text."""
