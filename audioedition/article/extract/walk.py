"""An lxml tree -> its visible blocks in reading order, each with what its markup tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

from audioedition.article.extract.bubbles import bubble_text, described_ids, is_bubble
from audioedition.article.extract.elements import (
    BLOCKS,
    attributes_of,
    declared_language,
    element_name,
    is_block,
    is_hidden,
    needs_quotes,
)
from audioedition.article.extract.gathering import WHITE, Gathering, OpenElement, role_within
from audioedition.article.extract.notes import (
    between_cells,
    is_data_table,
    is_heard_by_rows,
    is_note_call,
    leads_back,
)
from audioedition.article.extract.pictures import address_in, with_figures
from audioedition.model import Block

_PICTURES = frozenset({"img", "picture", "video", "iframe"})
_BOLD = frozenset({"b", "strong"})
_SLANTED = frozenset({"em", "i"})
_STRUCK = frozenset({"del", "s", "strike"})
_PREFORMATTED = frozenset({"pre", "listing", "plaintext", "xmp"})
_CELLS = frozenset({"td", "th"})
_READER_ONLY = re.compile(
    r"\b(?:sr-only|visually-?hidden|screen-reader(?:-text)?|u-visually|a11y-hidden|hidden-text)\b"
)
_READER_PIECES = ("sr-only", "visually", "screen-reader", "a11y-hidden", "hidden-text")
"""One of them stands in whatever that finds."""
_Kind = Literal["block", "inline", "cell", "break"]
_DEEPEST = 256
"""More nesting than any article; deeper elements are read as if they stood here (200,000 levels stay linear)."""


def walk_blocks(root: HtmlElement, *, base: str | None = None) -> tuple[list[Block], int]:
    """Every visible block, and the depth of the tree. Elements that CSS in the page itself hides are not visible.
    ``base``: the page's address."""
    state = Gathering()
    depth = deepest = 0
    opened: list[_Kind | None] = []
    """What the elements around this place are; ``None`` = not visible."""
    described = cache(lambda: described_ids(root))
    walker = etree.iterwalk(root, events=("start", "end"))  # the parser leaves comments out
    for event, element in walker:
        if event == "start":
            tag, attributes = str(element.tag), attributes_of(element)
            depth += 1
            if depth > deepest:
                deepest = depth
            if tag in _PICTURES and state.containers:
                state.pictured.add(state.containers[-1].number)
                _note_picture(state, element, tag)
            if is_hidden(tag, attributes):
                walker.skip_subtree()
                opened.append(None)
                continue
            if state.chars and state.silent is None and is_bubble(element, attributes, described):
                state.leave_out(bubble_text(element), "tooltip")
                walker.skip_subtree()
                opened.append(None)
                continue
            opened.append(_enter(state, element, tag, depth, attributes))
            text = element.text
        else:
            kind = opened.pop()
            if kind is not None:
                _leave(state, element, kind, depth)
            depth -= 1
            text = element.tail
        if text and not (state.gap and not state.preformatted and not text.strip(WHITE)):
            state.add(text)  # the blanks between two elements say nothing
    state.flush()
    blocks = with_figures(state.blocks, state.figures, base=base)
    return [_with_picture(b, state.pictured) for b in blocks], deepest


def _note_picture(state: Gathering, element: HtmlElement, tag: str) -> None:
    """The first picture of the innermost figure."""
    figure = next((c.number for c in reversed(state.containers) if c.tag == "figure"), None)
    if figure is not None and figure not in state.figures:
        img = element if tag == "img" else element.find(".//img")  # a picture holds its img and finer ones
        address = None if img is None else address_in(img)
        if address:
            state.figures[figure] = address


def _with_picture(block: Block, pictured: set[int]) -> Block:
    """Beside a picture: in the same innermost element as one, or in the element around that."""
    if pictured.isdisjoint(block.ancestors[-2:]):
        return block
    return replace(block, signals=block.signals | {"picture"})


def _enter(
    state: Gathering, element: HtmlElement, tag: str, depth: int, attributes: Mapping[str, str]
) -> _Kind:
    if tag == "br":
        state.breaks += 1
        if state.ends_paragraph():
            state.flush()
        state.add(" ")
        return "break"
    if tag in _CELLS and state.in_row():
        state.separator = between_cells(element)
        return "cell"
    if is_block(element, tag, attributes):
        state.flush()
        state.preformatted += tag in _PREFORMATTED
        if depth <= _DEEPEST:
            state.numbers += 1
            state.containers.append(_container(state, element, tag, attributes))
        return "block"
    _enter_inline(state, element, tag, attributes)
    return "inline"


def _container(
    state: Gathering, element: HtmlElement, tag: str, attributes: Mapping[str, str]
) -> OpenElement:
    name = element_name(tag, attributes)
    around = state.containers[-1] if state.containers else None
    shown = tag if tag in BLOCKS or tag == "cite" else "div"
    return OpenElement(
        state.numbers,
        shown,
        name,
        hidden=(around is not None and around.hidden)
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") == "tooltip"
        or (any(map(name.__contains__, _READER_PIECES)) and _READER_ONLY.search(name) is not None),
        table=(around.table if around is not None else "") or _table(element, tag),
        language=declared_language(tag, attributes) or (around.language if around is not None else None),
        role=role_within(around, shown),
    )


def _table(element: HtmlElement, tag: str) -> str:
    if tag != "table" or not is_data_table(element):
        return ""
    return "row" if is_heard_by_rows(element) else "table"


def _enter_inline(state: Gathering, element: HtmlElement, tag: str, attributes: Mapping[str, str]) -> None:
    if state.silent is None and (tag in _STRUCK or is_note_call(element, tag, state.last)):
        if tag in _STRUCK or not state.begins():
            state.silent, state.reason = element, "struck" if tag in _STRUCK else "footnote"
        else:
            state.note = state.note or tag == "a"
    if attributes:
        state.note_language(element, tag, attributes)
    if tag == "a":
        state.links += 1
        state.open_name(element, tag, attributes)
        state.note = state.note or leads_back(element)
    elif tag in _BOLD:
        state.bold += 1
    elif tag in _SLANTED and state.begins_under_picture():
        state.slanted = element
    elif attributes:
        state.open_name(element, tag, attributes)
    if tag == "q" and needs_quotes(element):
        state.add("«\u00a0")


def _leave(state: Gathering, element: HtmlElement, kind: _Kind, depth: int) -> None:
    if kind == "cell":
        return
    if kind == "block":
        state.flush()
        state.preformatted -= element.tag in _PREFORMATTED
        if depth <= _DEEPEST and state.containers:
            state.containers.pop()
        return
    tag = element.tag
    if tag == "q" and needs_quotes(element):
        state.add("\u00a0»")
    if tag == "a":
        state.links -= 1
    elif tag in _BOLD:
        state.bold -= 1
    state.close_name(element)
    if element is state.slanted:
        state.slanted_chars = state.chars
    if element is state.silent:
        state.silent, state.reason = None, ""
