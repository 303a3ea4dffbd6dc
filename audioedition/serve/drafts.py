"""A draft: an article laid out for a person before anything is spoken; every piece read or dropped, and editable.

Pure.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any, cast, get_args

from audioedition.errors import UsageError
from audioedition.model import Article, Dropped, EditedFacts, Edition, ForeignWords, Paragraph, Role
from audioedition.publish.folder.facts import article_of
from audioedition.publish.folder.manifest import article_from_json

MAX_PIECE_CHARS = 20_000
BY_HAND = "by hand"
"""The rule that a person's own decision is put down under in the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPassage:
    """One piece of the source in reading order."""

    text: str
    role: Role
    """What it is, or would be, when read."""
    read: bool
    reason: str = ""
    """Why it is dropped."""
    rule: str = ""
    language: str | None = None
    foreign: tuple[ForeignWords, ...] = ()
    table: bool = False
    """As in ``Paragraph``."""
    edited: bool = False
    version: int = 0
    """Rises with each change: whoever saves what was opened at another one is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsEdit:
    """What a person writes of an edition in place of what its page says."""

    id: str
    """The edition's."""
    revision: int
    """That the person saw: another one is somebody else's, and is not written over."""
    edited: EditedFacts
    note: str = ""
    """A word on the revision, for its history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    article: Article
    """Its facts; what is read and dropped is in ``pieces``."""
    identity: str
    pieces: tuple[DraftPassage, ...]
    facts: FactsEdit | None = None
    """Where nothing but an edition's facts are to change: it is made as it was made."""
    revision: int | None = None
    """Of the edition that it was made from: another one that stands meanwhile is not written over unseen."""
    now: bool = False
    """Made before the hour that its page is dated: it is dated when it is made."""

    @property
    def version(self) -> int:
        """Rises with each change of any piece."""
        return sum(piece.version for piece in self.pieces)


class PassageConflict(UsageError):
    """Somebody else has changed the passage since it was opened. ``theirs``: what stands there now."""

    def __init__(self, theirs: DraftPassage) -> None:
        super().__init__(
            "Somebody else has changed this passage since you opened it.",
            hint="Look at both versions, and save the one that is to stand.",
        )
        self.theirs = theirs


def draft_article(article: Article, *, identity: str) -> Draft:
    """Paragraphs and dropped blocks as one list, in reading order."""
    read = [
        (
            p.position,
            0,
            DraftPassage(
                text=p.text, role=p.role, read=True, language=p.language, foreign=p.foreign, table=p.table
            ),
        )
        for p in article.paragraphs
    ]
    dropped = [
        (d.position, 1, DraftPassage(text=d.text, role="body", read=False, reason=d.reason, rule=d.rule))
        for d in article.dropped
    ]
    ordered = sorted([*read, *dropped], key=lambda entry: entry[:2])
    places = [position for position, _, _ in ordered]
    figures = [
        dataclasses.replace(figure, position=bisect_left(places, figure.position))
        for figure in article.figures
    ]  # by the ranks of the pieces, as finish_draft numbers them
    article = dataclasses.replace(article, figures=tuple(figures))
    return Draft(article=article, identity=identity, pieces=tuple(piece for _, _, piece in ordered))


def draft_edition(edition: Edition) -> Draft:
    """The draft of an edition's next revision: what it says, and what was dropped after it."""
    behind = len(edition.paragraphs)
    article = dataclasses.replace(
        article_of(edition),
        dropped=tuple(dataclasses.replace(d, position=behind) for d in edition.dropped),
        warnings=edition.warnings,
    )
    return draft_article(article, identity=edition.identity)


def finish_draft(draft: Draft) -> Article:
    """The article that will be spoken. Raises UsageError when nothing is left to read."""
    paragraphs, dropped = [], []
    for position, piece in enumerate(draft.pieces):
        if piece.read:
            paragraphs.append(
                Paragraph(
                    role=piece.role,
                    text=piece.text,
                    position=position,
                    language=piece.language,
                    foreign=piece.foreign,
                    table=piece.table,
                )
            )
        else:
            dropped.append(Dropped(text=piece.text, reason=piece.reason, rule=piece.rule, position=position))
    if not any(p.role != "title" for p in paragraphs):
        raise UsageError("Nothing is left to be read.", hint="Keep at least one paragraph.")
    title = next((p.text for p in paragraphs if p.role == "title"), draft.article.title)
    return dataclasses.replace(
        draft.article, title=title, paragraphs=tuple(paragraphs), dropped=tuple(dropped)
    )


def read_piece(draft: Draft, number: int, *, read: bool) -> Draft:
    """Read it, or drop it; as it is where it is so already."""
    piece = piece_at(draft, number)
    if piece.read == read:
        return draft
    if not read:
        return _put(draft, number, dataclasses.replace(piece, read=False, reason="editor", rule=BY_HAND))
    return _put(draft, number, dataclasses.replace(piece, read=True, reason="", rule=""))


def edit_piece(draft: Draft, number: int, *, text: str, role: str, version: int | None = None) -> Draft:
    """Put the person's words there, on one line. ``version``: of the piece, as the person saw it.

    Raises UsageError: empty, too long, an unknown role; PassageConflict: other words were put there meanwhile."""
    words = " ".join(text.split())
    if not words:
        raise UsageError("The paragraph is empty.", hint="Drop it, instead of emptying it.")
    if len(words) > MAX_PIECE_CHARS:
        raise UsageError(
            f"A paragraph holds at most {MAX_PIECE_CHARS} characters.", hint="Divide it in the source."
        )
    if role not in get_args(Role):
        raise UsageError(f"There is no role {role!r}.", hint="One of: " + ", ".join(get_args(Role)))
    piece = piece_at(draft, number)
    if (words, role) == (piece.text, piece.role):
        return draft
    if version is not None and version != piece.version:
        raise PassageConflict(piece)
    edited = piece.edited or words != piece.text
    return _put(draft, number, dataclasses.replace(piece, text=words, role=cast("Role", role), edited=edited))


def piece_at(draft: Draft, number: int) -> DraftPassage:
    """By its 0-based rank. Raises UsageError."""
    if not 0 <= number < len(draft.pieces):
        raise UsageError(f"The draft has no piece {number + 1}.", hint="Open the draft again.")
    return draft.pieces[number]


def draft_to_json(draft: Draft) -> dict[str, Any]:
    return dataclasses.asdict(draft)


def draft_from_json(content: dict[str, Any]) -> Draft:
    return Draft(
        article=article_from_json(content["article"]),
        identity=content["identity"],
        pieces=tuple(DraftPassage(**piece) for piece in content["pieces"]),
        facts=facts_from_json(content["facts"]) if content.get("facts") else None,
        revision=content.get("revision"),
        now=bool(content.get("now")),
    )


def facts_from_json(content: dict[str, Any]) -> FactsEdit:
    return FactsEdit(**{**content, "edited": EditedFacts(**content["edited"])})


def _put(draft: Draft, number: int, piece: DraftPassage) -> Draft:
    piece = dataclasses.replace(piece, version=piece.version + 1)
    pieces = (*draft.pieces[:number], piece, *draft.pieces[number + 1 :])
    return dataclasses.replace(draft, pieces=pieces)
