"""What is too much for one article. Refused in a sentence: cut short, a text would be lost without a word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audioedition.errors import ExtractionError

MAX_PAGE_CHARS = 5_000_000
"""Of a whole page, tags and scripts included; as much as is fetched."""
_MAX_TAGS = 60_000
"""Eighteen times the fullest news page that was met; its tree takes some 30 MB."""
_MAX_EQUAL_SIGNS = 100_000
"""Outside scripts, where they stand for attributes: 27 times the most that was met."""
_MAX_ATTRIBUTES = 2_000
"""Of one element; the parser's time grows with the square of them (20,000 take a second)."""
_LONG_TAG_CHARS = 8_000
_MAX_BLOCKS = 10_000
"""Thirty times the longest page that was met; they take some 20 MB."""
_MAX_CHARS = 1_100_000
"""Of visible text: twenty hours of listening, a thick novel."""
_MAX_PATH_CHARS, _MAX_ANCESTORS = 10_000_000, 1_000_000
"""Of all blocks together: a hundred times the most that was met."""
_TAG_START = re.compile(r"<[A-Za-z]")
_SCRIPT, _SCRIPT_END = re.compile(r"<script\b", re.I), re.compile(r"</script\b", re.I)
_EMBEDDED = re.compile(r"data:[\w.+/;=-]{0,200};base64,[A-Za-z0-9+/=%\s]{200,}", re.ASCII)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")


def without_embedded(text: str) -> str:
    """Without the pictures, fonts and sheets that stand in the page itself (SingleFile, Firefox): megabytes of letters
    that say nothing."""
    return _EMBEDDED.sub("data:,", text) if "base64," in text else text


def refuse_heavy(text: str) -> None:
    """Before a page is parsed. Raises ``ExtractionError`` for more than the tree of an article's page ever holds."""
    if text.count("<") > _MAX_TAGS or _equal_signs(text) > _MAX_EQUAL_SIGNS:
        raise too_many_pieces()
    half = _LONG_TAG_CHARS // 2  # of a long stretch without an end of a tag one of these holds none
    if all(text.find(">", at, at + half) >= 0 for at in range(0, len(text) - half, half)):
        return
    start = 0
    while (end := text.find(">", start)) >= 0:
        if end - start > _LONG_TAG_CHARS and _attributes(text, start, end) > _MAX_ATTRIBUTES:
            raise too_many_pieces()
        start = end + 1


def _equal_signs(text: str) -> int:
    """Outside scripts, when there are too many of them within and without."""
    count = text.count("=")
    if count <= _MAX_EQUAL_SIGNS:
        return count
    end = 0
    for opening in _SCRIPT.finditer(text):
        if opening.start() >= end:
            closing = _SCRIPT_END.search(text, opening.end())
            end = closing.start() if closing else len(text)
            count -= text.count("=", opening.end(), end)
    return count


def _attributes(text: str, start: int, end: int) -> int:
    """About how many the tag has that ends there."""
    tag = _TAG_START.search(text, start, end)
    return len(_QUOTED.sub("", text[tag.start() : end]).split()) if tag else 0


@dataclass(slots=True)
class Weight:
    """What the blocks of a source weigh together, added up while they are found."""

    chars: int = 0
    blocks: int = 0
    path_chars: int = 0
    ancestors: int = 0

    def add_text(self, chars: int) -> None:
        """Raises ``ExtractionError`` when it becomes more than an article ever has."""
        self.chars += chars
        if self.chars > _MAX_CHARS:
            raise too_long()

    def add_block(self, *, path_chars: int = 0, ancestors: int = 0) -> None:
        """Raises ``ExtractionError`` when it becomes more than an article ever has."""
        self.blocks += 1
        self.path_chars += path_chars
        self.ancestors += ancestors
        if self.blocks > _MAX_BLOCKS or self.path_chars > _MAX_PATH_CHARS or self.ancestors > _MAX_ANCESTORS:
            raise too_many_pieces()


def too_many_pieces() -> ExtractionError:
    return ExtractionError(
        "The source holds too many pieces to be one article.",
        hint="Give the article's own page, or copy its text into a .txt file.",
    )


def too_long() -> ExtractionError:
    return ExtractionError(
        "The source is too long to be an article.", hint="Give one article, or a book chapter by chapter."
    )
