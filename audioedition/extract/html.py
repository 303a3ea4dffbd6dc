"""HTML -> Page: the tree, its blocks, its account of itself, and what trafilatura thinks of each block."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from audioedition.errors import ExtractionError
from audioedition.extract.clean import one_line
from audioedition.extract.metadata import read_metadata
from audioedition.extract.walk import walk_blocks
from audioedition.model import Block, Page

_DEEPEST_FOR_TRAFILATURA = 300
"""It recurses; a page nested deeper is judged without it."""
_MAX_CHARS_FOR_TRAFILATURA = 3_000_000
_LEAST_DECLARED_CHARS = 300
_TOKEN = re.compile(r"\w+")
_WINDOW = 4


def html_page(text: str, *, url: str | None = None) -> Page:
    """Take a web page apart. Raises ``ExtractionError`` when nothing at all can be seen on it."""
    root = _parse(text)
    blocks, deepest = walk_blocks(root)
    declared = read_metadata(root, url)
    blocks = _mark(blocks, declared.body_text, "declared")
    blocks += _only_declared(blocks, declared.body_text)
    if deepest <= _DEEPEST_FOR_TRAFILATURA and len(text) <= _MAX_CHARS_FOR_TRAFILATURA:
        blocks = _mark(blocks, _trafilatura_text(root), "trafilatura")
    return Page(
        metadata=declared.metadata,
        blocks=tuple(blocks),
        body_text=declared.body_text,
        free=declared.free,
        kind=declared.kind,
    )


def _parse(text: str) -> HtmlElement:
    data = text.encode("utf-8", errors="replace")
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise ExtractionError(
            "The page cannot be read as HTML.", hint="Save it again from the browser."
        ) from error
    if root is None:
        raise ExtractionError(
            "The page is empty.", hint="Check the address, or save the page from the browser."
        )
    return root


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
    short = {tuple(_TOKEN.findall(line)) for line in chosen.lower().splitlines()}
    windows = set(_windows(_TOKEN.findall(chosen.lower())))
    return [
        replace(b, signals=b.signals | {signal}) if _is_chosen(b.text, short, windows) else b for b in blocks
    ]


def _windows(tokens: list[str]) -> list[tuple[str, ...]]:
    """Every four words in a row."""
    return list(zip(*(tokens[i:] for i in range(_WINDOW)), strict=False))


def _is_chosen(text: str, short: set[tuple[str, ...]], windows: set[tuple[str, ...]]) -> bool:
    tokens = _TOKEN.findall(text.lower())
    if len(tokens) < _WINDOW:
        return bool(tokens) and tuple(tokens) in short
    pieces = _windows(tokens)
    return sum(map(windows.__contains__, pieces)) >= 0.75 * len(pieces)


def _trafilatura_text(root: HtmlElement) -> str:
    """Its default, which loses nothing on pages where ``fast=True`` loses whole articles (12 against 10 ms)."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(
        logging.CRITICAL
    )  # it logs to stderr what we take as « no opinion »
    try:
        return trafilatura.extract(root, include_comments=False, include_tables=True, deduplicate=False) or ""
    except Exception:  # noqa: BLE001 — any fault of one signal leaves the others
        return ""
