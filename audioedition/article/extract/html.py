"""HTML -> Page: the tree, its blocks, its account of itself, and what trafilatura thinks of each block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from audioedition.article.extract.bounds import refuse_heavy
from audioedition.article.extract.clean import one_line
from audioedition.article.extract.following import next_page
from audioedition.article.extract.metadata import read_metadata
from audioedition.article.extract.traces import read_traces
from audioedition.article.extract.tree import parse_page
from audioedition.article.extract.walk import walk_blocks
from audioedition.errors import ExtractionError
from audioedition.model import Block, Page

_DEEPEST_FOR_TRAFILATURA = 300
"""It recurses; a page nested deeper is judged without it."""
_MANY_TAGS, _MUCH_TEXT = 12_000, 250_000
"""Four times the fullest news page that was met: from here on trafilatura must do with fewer copies of the tree."""
_MOST_TAGS_FOR_TRAFILATURA = 25_000
_LONG_ATTRIBUTE_CHARS = 4_000
_WITH_LONG_ATTRIBUTES = etree.XPath(f"//*[@*[string-length(.) > {_LONG_ATTRIBUTE_CHARS}]]")
_LEAST_DECLARED_CHARS = 300
_TOKEN = re.compile(r"\w+")
_WINDOW = 4


def html_page(text: str, *, url: str | None = None, first: str | None = None) -> Page:
    """Take a web page apart; ``first``: where the article begins, on one of its later pages.

    Raises ``ExtractionError`` when nothing at all can be seen on it, or far too much.
    """
    refuse_heavy(text)
    root = parse_page(text)
    declared = read_metadata(root, url)
    blocks, deepest = walk_blocks(root, base=url or declared.metadata.url)
    traces = read_traces(text, root, url or declared.metadata.url)
    goes_on = next_page(root, url or declared.metadata.url, first=first)
    blocks = _mark(blocks, declared.body_text, "declared")
    blocks += _only_declared(blocks, declared.body_text)
    if not blocks:
        _refuse_blank(root)
    tags = text.count("<")
    if deepest <= _DEEPEST_FOR_TRAFILATURA and tags <= _MOST_TAGS_FOR_TRAFILATURA:
        _lighten(root)
        large = tags > _MANY_TAGS or sum(len(b.text) for b in blocks) > _MUCH_TEXT
        blocks = _mark(blocks, _trafilatura_text(root, fast=large), "trafilatura")
    return Page(
        metadata=declared.metadata,
        blocks=tuple(blocks),
        body_text=declared.body_text,
        declared_words=declared.words,
        free=declared.free,
        paid_shown=declared.paid_shown,
        kind=declared.kind,
        next_page=goes_on,
        cut_off=traces.cut_off,
        documents=traces.documents,
        pages_shown=traces.pages_shown,
        unseen=traces.unseen,
    )


def _refuse_blank(root: HtmlElement) -> None:
    """Raises ``ExtractionError`` for a page that shows nothing itself, when it is plain why."""
    frames = [src for frame in root.iter("frame") if (src := frame.get("src"))]
    if frames:
        raise ExtractionError(
            "The page is only a frame around others: " + ", ".join(frames[:4]) + ".",
            hint="Give the address of the one that holds the article.",
        )
    if root.find(".//script") is not None:
        raise ExtractionError(
            "The page shows its text only when a browser runs its scripts.",
            hint="Open it in a browser, save the page, and give that file.",
        )


def _lighten(root: HtmlElement) -> None:
    """Take out what holds no text of the page and can weigh megabytes, before trafilatura copies the tree."""
    etree.strip_elements(root, "script", "style", "svg", with_tail=False)
    for element in _WITH_LONG_ATTRIBUTES(root):
        for name, value in element.attrib.items():
            if len(value) > _LONG_ATTRIBUTE_CHARS:  # pictures as « data: » addresses, a script's state
                del element.attrib[name]


def _only_declared(blocks: list[Block], body: str) -> list[Block]:
    """The declared text as blocks, when the page itself shows next to nothing of it: a script would have drawn it."""
    shown = sum(len(b.text) for b in blocks if "declared" in b.signals)
    if len(body) < _LEAST_DECLARED_CHARS or shown > 0.3 * len(body):
        return []
    pieces = [one_line(piece) for piece in body.splitlines()]
    container = max((n for b in blocks for n in b.ancestors), default=0) + 1
    return [
        Block(
            text=piece,
            position=len(blocks) + rank,
            path="articlebody",
            signals=frozenset({"declared", "in_p", "trafilatura"}),
            ancestors=(container,),
        )
        for rank, piece in enumerate(p for p in pieces if p)
    ]


def _mark(blocks: list[Block], chosen: str, signal: str) -> list[Block]:
    """Blocks whose words are found again in ``chosen`` get the signal."""
    if not chosen:
        return blocks
    lines = chosen.lower().splitlines()
    tokens = [_TOKEN.findall(line) for line in lines]
    short = {tuple(line) for line in tokens if len(line) < _WINDOW}
    windows = set(_windows([token for line in tokens for token in line]))
    whole = set(lines)
    return [
        replace(b, signals=b.signals | {signal}) if _is_chosen(b.text.lower(), whole, short, windows) else b
        for b in blocks
    ]


def _windows(tokens: list[str]) -> Iterator[int]:
    """Every four words in a row, as a number: of 200,000 the words themselves would take 30 MB."""
    return map(hash, zip(*(islice(tokens, i, None) for i in range(_WINDOW)), strict=False))


def _is_chosen(text: str, whole: set[str], short: set[tuple[str, ...]], windows: set[int]) -> bool:
    """``text``: in small letters, as is all that was chosen: its ``whole`` lines, the words of ``short`` ones, and
    ``windows``."""
    if text in whole and _TOKEN.search(text):  # most are: then its words need not be looked up
        return True
    tokens = _TOKEN.findall(text)
    if len(tokens) < _WINDOW:
        return bool(tokens) and tuple(tokens) in short
    return sum(map(windows.__contains__, _windows(tokens))) >= 0.75 * (len(tokens) - _WINDOW + 1)


def _trafilatura_text(root: HtmlElement, *, fast: bool) -> str:
    """Its default, which loses nothing on pages where ``fast=True`` loses whole articles (12 against 10 ms)."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(
        logging.CRITICAL
    )  # it logs to stderr what we take as « no opinion »
    try:
        chosen = trafilatura.extract(
            root, fast=fast, include_comments=False, include_tables=True, deduplicate=False
        )
    except Exception:  # noqa: BLE001  # any fault of one signal leaves the others
        return ""
    return chosen or ""
