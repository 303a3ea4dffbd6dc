"""Edition -> a book that is read and heard: documents, blocks, sentences with their stretch of sound. Pure.

What EPUB and DAISY share. Their players sound the stretches and nothing else, so the pauses must lie inside
them: each sentence reaches to the beginning of the next, the first begins at 0, the last ends with the file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Literal

from audioedition.model import Chapter, Edition, ForeignWords
from audioedition.publish.transcript.passages import Passage, Section, arrange_passages, arrange_sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    id: str
    """``s1``, ``s2``…: unique in the edition, the same as in the WebVTT transcript."""
    text: str
    begin_ms: int
    end_ms: int
    """Above ``begin_ms``, or equal to it when nothing is heard (an emoji alone)."""

    @property
    def heard(self) -> bool:
        return self.end_ms > self.begin_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPassage:
    id: str
    """``p3`` for the edition's third paragraph, ``o1`` for the first opening words."""
    role: str
    """A paragraph's role, or ``opening``."""
    language: str | None
    sentences: tuple[Sentence, ...]
    foreign: tuple[ForeignWords, ...] = ()
    """Words in it of another language than it is."""
    text: str
    """As printed: what stands there when nothing of it was spoken."""
    table: bool = False
    """A row of a table, or the table's caption."""

    @property
    def run(self) -> Literal["list", "table", ""]:
        """What it is an item of, with its neighbours of the same run: listeners may leave the whole out."""
        return "" if self.role != "list" else "table" if self.table else "list"

    @property
    def heard(self) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self.sentences if sentence.heard)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article: an edition has one, a digest one per title."""

    name: str
    """``article-1``, without an ending."""
    title: str
    blocks: tuple[BookPassage, ...]

    @property
    def sentences(self) -> Iterator[Sentence]:
        return (sentence for block in self.blocks for sentence in block.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    """The table of contents."""
    duration_ms: int

    def block_of(self, chapter: Chapter) -> tuple[Document, BookPassage]:
        """Where a chapter begins. One that names no paragraph begins at the sentence heard then."""
        wanted = f"p{(chapter.paragraph if chapter.paragraph is not None else -1) + 1}"
        for document in self.documents:
            for block in document.blocks:
                if block.id == wanted:
                    return document, block
        for document in reversed(self.documents):
            for block in reversed(document.blocks):
                if block.sentences and block.sentences[0].begin_ms <= chapter.start_ms:
                    return document, block
        return self.documents[0], self.documents[0].blocks[0]


def arrange_book(edition: Edition) -> Book:
    """Raises PublishError when the edition contradicts itself (a sentence of a paragraph that is not there)."""
    passages = arrange_passages(edition)
    sentences = iter(_sentences(edition))
    openings = 0
    documents: list[Document] = []
    blocks: list[BookPassage] = []
    # an article of a digest may have no title of its own: its chapter has
    articles = (
        {chapter.start_ms: chapter.title for chapter in edition.chapters[1:]} if edition.members else {}
    )
    called = edition.title
    for position, passage in enumerate(passages):
        article = articles.get(passage.cues[0].start_ms, "") if passage.cues else ""
        begins = _begins_document(passages, position) and any(b.role == "title" for b in blocks)
        if begins or (article and any(b.sentences for b in blocks)):
            documents.append(_document(len(documents) + 1, blocks, called))
            blocks, called = [], article or edition.title
        openings += passage.number is None
        block_id = f"o{openings}" if passage.number is None else f"p{passage.number}"
        spoken = tuple(next(sentences) for _ in passage.cues)
        blocks.append(
            BookPassage(
                id=block_id,
                role=passage.role,
                language=passage.language,
                foreign=passage.foreign,
                sentences=spoken,
                text=passage.text,
                table=passage.table,
            )
        )
    documents.append(_document(len(documents) + 1, blocks, called))
    return Book(documents=tuple(documents), sections=arrange_sections(edition), duration_ms=read_ms(edition))


def arrange_runs(blocks: Sequence[BookPassage]) -> Iterator[tuple[str, str, tuple[BookPassage, ...]]]:
    """(run, its id, its blocks): the items of one list or table together; under no run (``""``) what has none."""
    for run, group in groupby(blocks, key=lambda block: block.run):
        together = tuple(group)
        yield run, f"{run}-{together[0].id}" if run else "", together


def _begins_document(passages: Sequence[Passage], position: int) -> bool:
    """At a title, or at the opening words just before one."""
    passage = passages[position]
    if passage.role == "opening":
        return position + 1 < len(passages) and passages[position + 1].role == "title"
    return passage.role == "title" and not (position and passages[position - 1].role == "opening")


def _document(number: int, blocks: Sequence[BookPassage], called: str) -> Document:
    """``called``: where no title is printed in it."""
    title = next((b.text for b in blocks if b.role == "title"), called)
    return Document(name=f"article-{number}", title=title, blocks=tuple(blocks))


def _sentences(edition: Edition) -> Iterator[Sentence]:
    """The cues, each prolonged to the next one that is heard, but not into a sound of the house: a book is read, and
    players sound only what a sentence names. (A bed lies under the opening words, and stays there.)"""
    heard = [n for n, cue in enumerate(edition.cues) if cue.end_ms > cue.start_ms]
    begins = [edition.cues[n].start_ms for n in heard]
    if begins:
        begins[0] = 0
    stretches = dict(zip(heard, pairwise([*begins, max([edition.duration_ms, *begins[-1:]])]), strict=True))
    for n, cue in enumerate(edition.cues):
        begin_ms, end_ms = stretches.get(n, (cue.start_ms, cue.start_ms))
        for jingle in edition.jingles:
            if jingle.kind != "bed" and begin_ms <= jingle.start_ms < end_ms:
                before = jingle.end_ms <= cue.start_ms
                begin_ms, end_ms = (jingle.end_ms, end_ms) if before else (begin_ms, jingle.start_ms)
        yield Sentence(id=f"s{n + 1}", text=cue.text, begin_ms=begin_ms, end_ms=end_ms)


def read_ms(edition: Edition) -> int:
    """How long a book is read: its sound without the jingles."""
    if not edition.jingles:
        return edition.duration_ms
    return sum(sentence.end_ms - sentence.begin_ms for sentence in _sentences(edition))


def direction(text: str) -> str | None:
    """``rtl`` when the first letter with a direction is written from right to left, else ``None``."""
    strong = next((d for c in text if (d := unicodedata.bidirectional(c)) in ("L", "R", "AL")), "L")
    return None if strong == "L" else "rtl"


def iso_day(text: str | None) -> str | None:
    """``YYYY-MM-DD`` when the text begins with a real date: neither EPUB nor DAISY takes another writing."""
    try:
        return date.fromisoformat((text or "")[:10]).isoformat()
    except ValueError:
        return None
