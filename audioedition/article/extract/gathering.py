"""What a walk through a page has gathered: the elements around its place, the text so far, the blocks made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from audioedition.article.extract.bounds import Weight
from audioedition.article.extract.elements import HEADINGS, declared_language, element_name
from audioedition.article.extract.runs import Run, join_runs, words_within
from audioedition.model import Block, ForeignWords

_TELLING = frozenset({"li", "blockquote", "figcaption", "dt", "dd", "td", "th"})
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
WHITE = " \t\n\r\f\v"
_NAMES = 3
_FOREIGN = 40
_FOREIGN_CHARS = 600
_SENTENCE_ENDS = (".", "!", "?", "…", "»", "”")
_PARAGRAPH_CHARS = 80


@dataclass(slots=True)
class OpenElement:
    """A block-level element around the walk's place."""

    number: int
    tag: str
    name: str
    """Tag, id and classes, lower case."""
    hidden: bool = False
    table: str = ""
    """In a table of data: ``row`` when it is heard row by row, else ``table``."""
    language: str | None = None
    """BCP 47, declared by it or by what stands around it; not by the page as a whole."""
    role: str = ""
    """The tag of the nearest heading, else of the nearest entry, quotation, caption or cell, around it or its own."""


def role_within(around: OpenElement | None, tag: str) -> str:
    """An element's ``role``, by the element around it."""
    role = around.role if around is not None else ""
    return tag if tag in HEADINGS or (tag in _TELLING and role not in HEADINGS) else role


@dataclass(slots=True)
class _Name:
    """An inline element's name, and which of the characters being gathered it holds."""

    element: HtmlElement
    name: str
    language: str | None
    starts_at: int
    ends_at: int | None = None


@dataclass(slots=True)
class Gathering:
    """The walk's state: the containers around the place it has come to, and the text that is being gathered."""

    blocks: list[Block] = field(default_factory=list)
    containers: list[OpenElement] = field(default_factory=list)
    numbers: int = 0
    weight: Weight = field(default_factory=Weight)
    runs: list[Run] = field(default_factory=list)
    links: int = 0
    bold: int = 0
    breaks: int = 0
    last: str = ""
    """The last of the runs that holds more than white space."""
    chars: int = 0
    """Of the runs that hold more than white space."""
    gap: bool = True
    """Nothing was gathered yet, or it ends in white space: more of that would say nothing."""
    names: list[_Name] = field(default_factory=list)
    """Of inline elements that hold the text being gathered."""
    preformatted: int = 0
    silent: HtmlElement | None = None
    """The outermost element around this place that is not read: a note's call, what is struck out."""
    reason: str = ""
    separator: str = ""
    """To stand before the next text: between the cells of a row."""
    note: bool = False
    """The text being gathered is a note: it begins with its number, or ends in a way back to its call."""
    foreign: list[ForeignWords] = field(default_factory=list)
    """What inline elements declare to be of another language, of the text being gathered."""
    slanted: HtmlElement | None = None
    """The ``em`` or ``i`` that begins the text right under a picture in the same paragraph."""
    slanted_chars: int = 0
    """Of the text gathered when it ended."""
    pictured: set[int] = field(default_factory=set)
    """Numbers of the innermost containers around pictures and films."""
    figures: dict[int, str] = field(default_factory=dict)
    """By the numbers of figures, the address of the first picture in each, as the page writes it."""

    def add(self, text: str) -> None:
        """Text of the element that the walk stands in; a blank line parts what is preformatted."""
        if self.preformatted and "\n" in text:
            for i, piece in enumerate(_BLANK_LINE.split(text)):
                if i:
                    self.flush()
                if piece:
                    self._add(piece)
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        if not text.isspace():
            if self.breaks >= 2:
                self.flush()
            self.breaks = 0
            self._separate()
            self.weight.add_text(len(text))
            self.last = text
            self.chars += len(text)
        elif self.gap and not text.strip(WHITE):
            return
        self.gap = text[-1] in WHITE
        self.runs.append(Run(text, self.links > 0, self.bold > 0, self.reason))

    def leave_out(self, text: str, reason: str) -> None:
        """Words that stand amid the text being gathered and are no part of it."""
        if text:
            self.weight.add_text(len(text))
            self.runs.append(Run(text, False, False, reason))

    def _separate(self) -> None:
        if self.separator and self.chars:
            while not self.runs[-1].text.strip():
                self.runs.pop()
            self.runs[-1] = self.runs[-1]._replace(text=self.runs[-1].text.rstrip())
            self.runs.append(Run(self.separator, False, False, ""))
            self.gap = True
        self.separator = ""

    def in_row(self) -> bool:
        """A cell that stands here is said in one line with the others of its row."""
        return bool(self.containers) and self.containers[-1].table == "row"

    def open_name(self, element: HtmlElement, tag: str, attributes: Mapping[str, str]) -> None:
        """Of the elements around a text the first few tell what it is; a text of 100,000 elements keeps no more."""
        if len(self.names) < _NAMES:
            name, language = element_name(tag, attributes), declared_language(tag, attributes)
            self.names.append(_Name(element, name, language, self.chars))

    def note_language(self, element: HtmlElement, tag: str, attributes: Mapping[str, str]) -> None:
        """Words that an inline element declares to be of another language."""
        language = declared_language(tag, attributes)
        if language is not None and len(self.foreign) < _FOREIGN:
            words = words_within(element, at_most=_FOREIGN_CHARS)
            if words:
                self.foreign.append(ForeignWords(text=words, language=language))

    def close_name(self, element: HtmlElement) -> None:
        """What is gathered from here on does not stand in it."""
        for name in self.names:
            if name.element is element:
                name.ends_at = self.chars

    def _names(self) -> list[str]:
        """Not those of a few words in a paragraph: a « time » in its first line makes no date of it."""
        least = self.chars // 2 if self.chars >= _PARAGRAPH_CHARS else 0
        return [n.name for n in self.names if n.ends_at is None or n.ends_at - n.starts_at >= least]

    def _language(self) -> str | None:
        """Declared by an inline element around all that was gathered, else by the nearest container."""
        inline = (
            n.language
            for n in reversed(self.names)
            if n.starts_at == 0 and (n.ends_at is None or n.ends_at == self.chars)
        )
        around = self.containers[-1].language if self.containers else None
        return next((language for language in inline if language), around)

    def begins(self) -> bool:
        """Nothing but a bracket stands before this place."""
        return not self.chars or (self.chars <= 3 and not self.last.strip(WHITE + "\u00a0[("))

    def ends_paragraph(self) -> bool:
        """A whole sentence or more stands before this line break: it parts paragraphs, not the lines of one."""
        return self.chars >= _PARAGRAPH_CHARS and self.last.rstrip().endswith(_SENTENCE_ENDS)

    def flush(self) -> None:
        """Make a block of what was gathered, where it holds a word, and begin anew."""
        if self.chars:
            self._make_block()
            self.last, self.chars = "", 0
        if self.runs:
            self.runs.clear()
            self.gap = True
        if self.names:
            self.names.clear()
        if self.foreign:
            self.foreign.clear()
        self.breaks, self.note = 0, False
        self.slanted, self.slanted_chars = None, 0

    def begins_under_picture(self) -> bool:
        """Nothing but a picture and a line break stands before this place in its paragraph."""
        inner = self.containers[-1] if self.containers else None
        return not self.chars and self.breaks == 1 and inner is not None and inner.number in self.pictured

    def _make_block(self) -> None:
        joined = join_runs(self.runs)
        if not joined.text:
            return
        language, containers = self._language(), self.containers
        inner = containers[-1] if containers else None
        cell = inner.tag if inner else "p"
        nearest = (inner.role if inner else "") or cell
        headed = nearest in HEADINGS
        signals = {joined.reason} if joined.reason else set()
        if inner and inner.hidden:
            signals.add("hidden")
        if inner and inner.table:
            signals.add(inner.table)
            nearest = "li" if inner.table == "row" else nearest
        if cell == "p":
            signals.add("in_p")
        if self.slanted_chars == self.chars and cell == "p":
            signals.add("under-picture")
        if self.note and not headed:
            signals.add("footnote")
        block = Block(
            text=joined.text,
            position=len(self.blocks),
            tag=nearest,
            path=" / ".join([c.name for c in containers] + self._names()),
            link_density=joined.link_density,
            signals=frozenset(signals),
            ancestors=tuple([c.number for c in containers]),
            links=joined.links,
            bold=joined.bold,
            left_out=joined.left_out,
            language=language,
            foreign=tuple(f for f in self.foreign if f.language != language and f.text in joined.text),
        )
        self.blocks.append(block)
        self.weight.add_block(path_chars=len(block.path), ancestors=len(block.ancestors))
