"""Page -> Article: what will be heard, each with a role, and what will not, each with a reason. Pure.

Every visible block of the source ends in ``paragraphs`` or in ``dropped``; nothing is lost silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from audioedition.chrome import load_phrasebook
from audioedition.errors import ExtractionError
from audioedition.extract import extract_page
from audioedition.model import Article, Dropped, Page, Paragraph, Source
from audioedition.segment.html import judge_html
from audioedition.segment.features import read_lines
from audioedition.segment.text import judge_text

__all__ = ["segment_article", "segment_page"]


def segment_article(
    source: Source,
    *,
    title: str | None = None,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    captions: bool = False,
    site_rules: Sequence[Path] = (),
) -> Article:
    """``segment_page`` of ``extract_page``: from bytes to the article in one call."""
    return segment_page(
        extract_page(source), title=title, keep=keep, drop=drop, captions=captions, site_rules=site_rules
    )


def segment_page(
    page: Page,
    *,
    title: str | None = None,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    captions: bool = False,
    site_rules: Sequence[Path] = (),
) -> Article:
    """The article of a page, title first, and the ledger of all that was dropped."""
    domain = urlsplit(page.metadata.url or "").hostname
    book = load_phrasebook(domain=domain, folders=tuple(site_rules))
    lines = read_lines(page.blocks, book)
    verdicts = (
        judge_text(lines, title=title) if page.plain_text else judge_html(page, lines, book, title=title)
    )
    paragraphs: list[Paragraph] = []
    dropped: list[Dropped] = []
    for line, verdict in zip(lines, verdicts, strict=True):
        position = line.block.position
        if verdict.role is not None:
            paragraphs.append(Paragraph(role=verdict.role, text=line.text, position=position))
        else:
            dropped.append(
                Dropped(text=line.text, reason=verdict.reason, rule=verdict.rule, position=position)
            )
    if not any(p.role != "title" for p in paragraphs):
        raise ExtractionError(
            "No article was found in the source.",
            hint="See what was dropped, and why: audioedition segment --format table",
        )
    found = next((p.text for p in paragraphs if p.role == "title"), "")
    return Article(
        title=title or found, url=page.metadata.url, paragraphs=tuple(paragraphs), dropped=tuple(dropped)
    )
