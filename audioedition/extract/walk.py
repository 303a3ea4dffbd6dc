"""An lxml tree -> its visible blocks in reading order, each with what its markup tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.html import HtmlElement

from audioedition.extract.bounds import Weight
from audioedition.extract.clean import clean_characters
from audioedition.model import Block

# What a reader does not see, or what holds no text of the page.
_SKIPPED = frozenset(  # words in a row are easier to read
    (  # noqa: SIM905
        "script style noscript template svg iframe object embed canvas video audio math head option datalist "
        "textarea input map area picture source track meta link title frameset noframes"
    ).split()
)
_BLOCKS = frozenset(  # words in a row are easier to read
    (  # noqa: SIM905
        "html body address article aside blockquote button center dd details dialog div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr label legend li main menu nav ol p "
        "pre section select summary table tbody td tfoot th thead tr ul caption search"
    ).split()
)
_PICTURES = frozenset({"img", "picture", "video", "iframe"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = frozenset({"b", "strong"})
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_READER_ONLY = re.compile(
    r"\b(?:sr-only|visually-?hidden|screen-reader(?:-text)?|u-visually|a11y-hidden|hidden-text)\b"
)
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_NAMING = (
    "id",
    "class",
    "role",
    "itemprop",
    "data-testid",
    "data-component",
    "data-type",
    "data-module",
    "aria-label",
)
_WHITE = " \t\n\r\f\v"
_NAMES = 3
_SENTENCE_ENDS = (".", "!", "?", "…", "»", "”")
_PARAGRAPH_CHARS = 80
_DEEPEST = 256
"""More nesting than any article; deeper elements are read as if they stood here (200,000 levels stay linear)."""
_ATTRIBUTE_CHARS = 200
"""Of an id or class list: enough to tell what it is."""


@dataclass(slots=True)
class _Container:
    number: int
    tag: str
    name: str
    """Tag, id and classes, lower case."""
    hidden: bool = False


@dataclass(slots=True)
class _Walk:
    """The walk's state: the containers around the place it has come to, and the text that is being gathered."""

    blocks: list[Block] = field(default_factory=list)
    containers: list[_Container] = field(default_factory=list)
    numbers: int = 0
    weight: Weight = field(default_factory=Weight)
    runs: list[tuple[str, bool, bool]] = field(default_factory=list)
    """Text, whether in a link, whether bold."""
    links: int = 0
    bold: int = 0
    breaks: int = 0
    last: str = ""
    """The last of the runs that holds more than white space."""
    chars: int = 0
    """Of the runs that hold more than white space."""
    gap: bool = True
    """Nothing was gathered yet, or it ends in white space: more of that would say nothing."""
    names: list[str] = field(default_factory=list)
    """Names of inline elements that hold the text being gathered."""
    pictured: set[int] = field(default_factory=set)
    """Numbers of the innermost containers around pictures and films."""

    def add(self, text: str | None) -> None:
        if not text:
            return
        if text.strip():
            if self.breaks >= 2:
                self.flush()
            self.breaks = 0
            self.weight.add_text(len(text))
            self.last = text
            self.chars += len(text)
        elif self.gap and not text.strip(_WHITE):
            return
        self.gap = text[-1] in _WHITE
        self.runs.append((text, self.links > 0, self.bold > 0))

    def add_name(self, name: str) -> None:
        """Of the elements around a text the first few tell what it is; a text of 100,000 elements keeps no more."""
        if len(self.names) < _NAMES:
            self.names.append(name)

    def ends_paragraph(self) -> bool:
        """A whole sentence or more stands before this line break: it parts paragraphs, not the lines of one."""
        return self.chars >= _PARAGRAPH_CHARS and self.last.rstrip().endswith(_SENTENCE_ENDS)

    def flush(self) -> None:
        runs, self.runs, self.breaks = self.runs, [], 0
        names, self.names = self.names, []
        self.last, self.chars, self.gap = "", 0, True
        if runs and any(text.strip() for text, _, _ in runs):
            block = _make_block(runs, self.containers, len(self.blocks), names)
            if block:
                self.blocks.append(block)
                self.weight.add_block(path_chars=len(block.path), ancestors=len(block.ancestors))


def walk_blocks(root: HtmlElement) -> tuple[list[Block], int]:
    """Every visible block, and the depth of the tree. Elements that CSS in the page itself hides are not visible."""
    state = _Walk()
    depth = deepest = 0
    skipped: HtmlElement | None = None
    walker = etree.iterwalk(root, events=("start", "end"))  # the parser leaves comments out
    for event, element in walker:
        tag = str(element.tag)
        if event == "start":
            depth += 1
            deepest = max(deepest, depth)
            if tag in _PICTURES and state.containers:
                state.pictured.add(state.containers[-1].number)
            if tag in _SKIPPED or _is_hidden(element, tag):
                walker.skip_subtree()
                skipped = element
                continue
            _enter(state, element, tag, depth)
            state.add(element.text)
        else:
            depth -= 1
            if element is skipped:
                skipped = None
            else:
                _leave(state, element, tag, depth + 1)
            state.add(element.tail)
    state.flush()
    return [_with_picture(b, state.pictured) for b in state.blocks], deepest


def _with_picture(block: Block, pictured: set[int]) -> Block:
    """Beside a picture: in the same innermost element as one, or in the element around that."""
    if pictured.isdisjoint(block.ancestors[-2:]):
        return block
    return replace(block, signals=block.signals | {"picture"})


def _is_hidden(element: HtmlElement, tag: str) -> bool:
    get = element.get
    if get("hidden") is not None or (tag == "dialog" and get("open") is None):
        return True
    style = get("style")
    return style is not None and _HIDING_STYLE.search(style) is not None


def _enter(state: _Walk, element: HtmlElement, tag: str, depth: int) -> None:
    if tag == "br":
        state.breaks += 1
        if state.ends_paragraph():
            state.flush()
        state.add(" ")
    elif tag == "a":
        state.links += 1
        state.add_name(_name(element, tag))
    elif tag in _BOLD:
        state.bold += 1
    elif tag in _BLOCKS or _is_source_of_quote(element, tag):
        state.flush()
        if depth <= _DEEPEST:
            state.numbers += 1
            name = _name(element, tag)
            around = state.containers[-1].hidden if state.containers else False
            hidden = around or element.get("aria-hidden") == "true" or _READER_ONLY.search(name) is not None
            state.containers.append(_Container(state.numbers, tag, name, hidden))
    elif element.attrib:
        state.add_name(_name(element, tag))


def _is_source_of_quote(element: HtmlElement, tag: str) -> bool:
    """A ``cite`` beside a quotation's words names the speaker; within a sentence it names a work."""
    if tag != "cite":
        return False
    parent = element.getparent()
    return parent is not None and parent.tag in ("blockquote", "figure", "footer", "figcaption")


def _leave(state: _Walk, element: HtmlElement, tag: str, depth: int) -> None:
    if tag == "a":
        state.links -= 1
    elif tag in _BOLD:
        state.bold -= 1
    elif tag in _BLOCKS or _is_source_of_quote(element, tag):
        state.flush()
        if depth <= _DEEPEST and state.containers:
            state.containers.pop()


def _name(element: HtmlElement, tag: str) -> str:
    """What an element calls itself: « div content article-body »-like words, lower case.

    An id that is a whole phrase (« comment-est-mort-d-artagnan ») is a link target made from the text, not a name.
    """
    get = element.get
    words = [tag]
    for key in _NAMING:
        value = get(key)
        if value and not (key in ("id", "aria-label") and (tag in _HEADINGS or value.count("-") > 3)):
            words.append(value[:_ATTRIBUTE_CHARS])
    return " ".join(words).lower().replace(" / ", " ")


def _make_block(
    runs: list[tuple[str, bool, bool]], containers: list[_Container], position: int, names: list[str]
) -> Block | None:
    text, links, linked, bold = _join(runs)
    if not text:
        return None
    heading = next((c.tag for c in reversed(containers) if c.tag in _HEADINGS), None)
    cell = containers[-1].tag if containers else "p"
    nearest = heading or next(
        (
            c.tag
            for c in reversed(containers)
            if c.tag in ("li", "blockquote", "figcaption", "dt", "dd", "td", "th")
        ),
        cell,
    )
    signals = {"hidden"} if containers and containers[-1].hidden else set()
    if cell == "p":
        signals.add("in_p")
    visible = max(1, _visible(text))
    return Block(
        text=text,
        position=position,
        tag=nearest,
        path=" / ".join([c.name for c in containers] + names),
        link_density=min(1.0, linked / visible),
        signals=frozenset(signals),
        ancestors=tuple(c.number for c in containers),
        links=tuple(links),
        bold=min(1.0, bold / visible),
    )


def _join(runs: list[tuple[str, bool, bool]]) -> tuple[str, list[tuple[int, int]], int, int]:
    """Runs as one line; spans of links in it; how many visible characters are linked, and bold."""
    runs = _without_doubled_drop_cap(runs)
    out: list[str] = []
    length = linked = bold = 0
    links: list[tuple[int, int]] = []
    gap = False
    for raw, in_link, in_bold in runs:
        text = _SPACE.sub(" ", clean_characters(raw))
        if not text:
            continue
        if (gap or not length) and text[0] == " ":
            text = text[1:]
        if not text:
            continue
        if out and text[0].isupper() and out[-1][-1].islower():
            text = " " + text  # « …la visLes opérateurs… »: two elements that style sets apart
        gap = text[-1] == " "
        if in_link and text.strip():
            if links and links[-1][1] == length:
                links[-1] = (links[-1][0], length + len(text))
            else:
                links.append((length, length + len(text)))
        visible = _visible(text)
        linked += visible if in_link else 0
        bold += visible if in_bold else 0
        out.append(text)
        length += len(text)
    joined = "".join(out)
    stripped = joined.rstrip()
    return stripped, [(a, min(b, len(stripped))) for a, b in links if a < len(stripped)], linked, bold


def _visible(text: str) -> int:
    return len(text) - text.count(" ") - text.count("\u00a0")


def _without_doubled_drop_cap(runs: list[tuple[str, bool, bool]]) -> list[tuple[str, bool, bool]]:
    """« Le » set large and hidden from readers before « Le matin »: once is enough."""
    filled = [i for i, (text, _, _) in enumerate(runs) if text.strip()]
    if len(filled) < 2:
        return runs
    first, second = runs[filled[0]][0].lstrip(), runs[filled[1]][0]
    if len(first) <= 3 and first.isalpha() and first[0].isupper() and second.startswith(first):
        return runs[: filled[0]] + runs[filled[0] + 1 :]
    return runs
