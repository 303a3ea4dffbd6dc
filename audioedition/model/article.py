"""The article: what will be heard of a page, and what will not."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Literal

from audioedition.model.page import ForeignWords

Role = Literal["title", "standfirst", "heading", "body", "quote", "list", "caption"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A piece that will be heard."""

    role: Role
    text: str
    """As printed, NFC, one line."""
    position: int = 0
    """The rank of its block in the source (several pieces of one block share it)."""
    language: str | None = None
    """BCP 47, only when it differs from the article's."""
    foreign: tuple[ForeignWords, ...] = ()
    """Words in it that are of another language than it is."""
    table: bool = False
    """A row of a table, or the table's caption: read as a list's item, but left out as a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A piece that will not be heard, and why."""

    text: str
    reason: str
    """comment_form ad related most_read share newsletter cookie paywall credit date byline navigation …"""
    rule: str
    """The rule that decided, so that a newsroom can find and change it."""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture that the article shows under a caption."""

    image: str
    """Its address, http(s)."""
    position: int
    """The rank of the caption's block in the source."""


DOUBTFUL = 0.5
"""An article of less confidence is held for review where nobody looks: ``watch``, ``batch``, ``serve``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One reason why this may not be the article, or not all of it."""

    kind: str
    """teaser cut_short less_than_declared little_said readers_disagree list_page cards another_text left_out
    loose_lines no_headline live goes_on language wrong_words elsewhere instead said_twice"""
    weight: float
    """How much confidence it takes, 0 to 1."""
    text: str
    """The reason in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    title: str
    url: str | None = None
    site: str | None = None
    byline: str | None = None
    published: str | None = None
    """ISO 8601 date or date-time."""
    updated: str | None = None
    language: str = "fr"
    """BCP 47."""
    image: str | None = None
    rubric: str | None = None
    """The section of the paper, as the page declares it: « Sport »."""
    paragraphs: tuple[Paragraph, ...]
    """Title first."""
    figures: tuple[Figure, ...] = ()
    """In reading order."""
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    """Sentences for the person (« article incomplet », « ce texte ne semble pas être en français »)."""

    doubts: tuple[Doubt, ...] = ()
    """Why it may not be the article, or not all of it; empty where nothing speaks against it."""

    @property
    def confidence(self) -> float:
        """How likely this is the article and all of it, 0 to 1, by the doubts alone: 1 = none."""
        return round(prod(1.0 - doubt.weight for doubt in self.doubts), 2)

    @property
    def doubt(self) -> str | None:
        """The doubts in one line; ``None`` without any."""
        if not self.doubts:
            return None
        return f"Confidence {self.confidence:.2f} of 1: {' '.join(doubt.text for doubt in self.doubts)}"

    @property
    def doubtful(self) -> bool:
        """So doubtful that a person should look at it before it is published."""
        return self.confidence < DOUBTFUL

    @property
    def teaser(self) -> bool:
        """Only the beginning of an article that is for subscribers."""
        return any(doubt.kind == "teaser" for doubt in self.doubts)

    @property
    def standfirst(self) -> str | None:
        return next((p.text for p in self.paragraphs if p.role == "standfirst"), None)
