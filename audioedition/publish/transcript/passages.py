"""Edition -> what stands on the page, in reading order: every paragraph with its sentences in time. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from audioedition.errors import PublishError
from audioedition.model import Chapter, Cue, Edition, ForeignWords, Jingle, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of the article, or the opening words, as a reader meets it."""

    number: int | None
    """1-based, for people and ``#p=`` links; ``None`` for opening words and jingles."""
    role: Role | Literal["opening", "jingle"]
    text: str
    """As printed."""
    language: str | None = None
    """BCP 47, only when it differs from the article's."""
    foreign: tuple[ForeignWords, ...] = ()
    """Words in it of another language than it is."""
    cues: tuple[Cue, ...] = ()
    """Its sentences in time; empty when it was not spoken."""
    table: bool = False
    """A row of a table, or the table's caption."""

    @property
    def spoken(self) -> bool:
        return bool(self.cues)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Chapters that stand together: a digest's article or rubric, or the whole of a plain edition."""

    title: str | None
    chapters: tuple[Chapter, ...]


def arrange_passages(edition: Edition) -> tuple[Passage, ...]:
    """Every paragraph once, in order, the unspoken ones too; opening words where they are heard.

    Raises PublishError when a sentence belongs to a paragraph that is not there (an altered edition.json).
    """
    passages: list[Passage] = []
    placed = 0
    for index, group in groupby(edition.cues, key=lambda cue: cue.paragraph):
        cues = tuple(group)
        if index is None:
            text = " ".join(cue.text for cue in cues)
            passages.append(Passage(number=None, role="opening", text=text, cues=cues))
            continue
        if not 0 <= index < len(edition.paragraphs):
            raise PublishError(
                f"edition.json names paragraph {index}, but has only {len(edition.paragraphs)}.",
                hint="The file was altered: make the edition again.",
            )
        passages.extend(_passage(edition, unspoken) for unspoken in range(placed, index))
        passages.append(_passage(edition, index, cues))
        placed = max(placed, index + 1)
    passages.extend(_passage(edition, unspoken) for unspoken in range(placed, len(edition.paragraphs)))
    return tuple(passages)


def heard_jingles(edition: Edition) -> tuple[Jingle, ...]:
    """Those that sound by themselves, in time; a bed lies under words."""
    return tuple(sorted((j for j in edition.jingles if j.kind != "bed"), key=lambda j: j.start_ms))


def with_jingles(edition: Edition, *, words: str) -> tuple[Passage, ...]:
    """``arrange_passages`` with a passage of those ``words`` (« [Indicatif] ») wherever a jingle is heard."""
    found: list[Passage] = []
    waiting = list(heard_jingles(edition))
    jingle = Passage(number=None, role="jingle", text=words)
    for passage in arrange_passages(edition):
        while passage.cues and waiting and waiting[0].start_ms <= passage.cues[0].start_ms:
            waiting.pop(0)
            found.append(jingle)
        found.append(passage)
    return (*found, *(jingle for _ in waiting))


def _passage(edition: Edition, index: int, cues: tuple[Cue, ...] = ()) -> Passage:
    paragraph = edition.paragraphs[index]
    return Passage(
        number=index + 1,
        role=paragraph.role,
        text=paragraph.text,
        language=paragraph.language,
        foreign=paragraph.foreign,
        cues=cues,
        table=paragraph.table,
    )


def arrange_sections(edition: Edition) -> tuple[Section, ...]:
    """The chapters, gathered under their section titles when they have some (digests)."""
    return tuple(
        Section(title=title, chapters=tuple(group))
        for title, group in groupby(edition.chapters, key=lambda chapter: chapter.section)
    )
