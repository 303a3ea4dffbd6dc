"""The chapters that a sound file can list: no more than 255, where page, EPUB and DAISY list all. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audioedition.model import Chapter, flat_title

MAX_FILE_CHAPTERS = 255
"""An ID3 table of contents counts its entries in one byte (ID3v2 Chapter Frame Addendum 1.0, 3.2), and so does the
chapter list of an M4B (Nero « chpl »)."""


def file_chapters(chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """At most 255; the last one holds the rest, and its title says how many more: « Titre (+ 45) »."""
    if len(chapters) <= MAX_FILE_CHAPTERS:
        return tuple(chapters)
    last = chapters[MAX_FILE_CHAPTERS - 1]
    title = f"{flat_title(last)} (+ {len(chapters) - MAX_FILE_CHAPTERS})"
    rest = replace(last, end_ms=chapters[-1].end_ms, title=title, section=None)
    return (*chapters[: MAX_FILE_CHAPTERS - 1], rest)


def bounded_note(count: int) -> str | None:
    """The sentence that says that the file lists fewer chapters than the edition has; ``count`` is the edition's."""
    if count <= MAX_FILE_CHAPTERS:
        return None
    return (
        f"The MP3 lists {MAX_FILE_CHAPTERS} chapters, as many as it can: its last one holds the "
        f"{count - MAX_FILE_CHAPTERS} that follow. Page, EPUB and DAISY list all {count}."
    )
