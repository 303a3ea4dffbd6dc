"""The article: what will be heard of a page, and what will not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
    paragraphs: tuple[Paragraph, ...]
    """Title first."""
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    """Sentences for the person (« article incomplet », « ce texte ne semble pas être en français »)."""

    @property
    def standfirst(self) -> str | None:
        return next((p.text for p in self.paragraphs if p.role == "standfirst"), None)
