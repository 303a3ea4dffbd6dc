"""The pages of one article, each judged by itself, as one article. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audioedition.article.judge.doubts.length import less_than_declared
from audioedition.article.judge.features import words_of
from audioedition.model import Article, Doubt, Dropped, Paragraph

_OF_ANY_PAGE = frozenset({"teaser", "readers_disagree", "loose_lines", "language"})
"""Doubts of a later page that are doubts of the whole; a last page of one paragraph beside many cards is none."""
_BROKEN_OFF = 0.6
_LEAST_CHARS = 40
"""Of what is printed again on each page: two parts may each have their « Conclusion »."""


def join_pages(
    first: Article, others: Sequence[Article], *, broken_off: str | None, declared_chars: int
) -> Article:
    """``first`` with what its later pages say, once; their headlines are dropped.

    ``broken_off``: why pages are missing behind them; ``declared_chars``: of the text that the first page declares.
    """
    paragraphs, dropped, figures = list(first.paragraphs), list(first.dropped), list(first.figures)
    said = {_words(p) for p in paragraphs}
    for other in others:
        offset = 1 + max([p.position for p in paragraphs] + [d.position for d in dropped])
        for p in other.paragraphs:
            again = _words(p) in said and (len(p.text) >= _LEAST_CHARS or p.role == "title")
            if p.role == "title" or again:
                dropped.append(
                    Dropped(text=p.text, reason="repeated", rule="said-before", position=p.position + offset)
                )
            else:
                paragraphs.append(_moved(p, offset))
                said.add(_words(p))
        dropped += [replace(d, position=d.position + offset) for d in other.dropped]
        figures += [replace(f, position=f.position + offset) for f in other.figures]
    return replace(
        first,
        paragraphs=tuple(paragraphs),
        dropped=tuple(dropped),
        figures=tuple(figures),
        warnings=tuple(dict.fromkeys(w for a in (first, *others) for w in a.warnings)),
        doubts=_doubts(first, others, paragraphs, broken_off=broken_off, declared_chars=declared_chars),
    )


def says_nothing_new(pages: Sequence[Article], other: Article) -> bool:
    """All of its paragraphs stand on ``pages`` already: a site that answers every number with one page."""
    said = {_words(p) for page in pages for p in page.paragraphs}
    return all(_words(p) in said for p in other.paragraphs if p.role not in ("title", "heading"))


def _words(paragraph: Paragraph) -> tuple[str, ...]:
    return tuple(words_of(paragraph.text))


def _moved(paragraph: Paragraph, offset: int) -> Paragraph:
    role = "body" if paragraph.role == "standfirst" else paragraph.role
    return replace(paragraph, role=role, position=paragraph.position + offset)


def _doubts(
    first: Article,
    others: Sequence[Article],
    paragraphs: Sequence[Paragraph],
    *,
    broken_off: str | None,
    declared_chars: int,
) -> tuple[Doubt, ...]:
    chars = sum(len(p.text) for p in paragraphs if p.role not in ("title", "heading"))
    found = {d.kind: d for d in first.doubts if d.kind not in ("goes_on", "less_than_declared")}
    for doubt in (d for other in others for d in other.doubts if d.kind in _OF_ANY_PAGE):
        found[doubt.kind] = max(doubt, found.get(doubt.kind, doubt), key=lambda d: d.weight)
    if (less := less_than_declared(chars, declared_chars)) is not None:
        found[less.kind] = less
    if broken_off is not None:
        found["goes_on"] = Doubt(kind="goes_on", weight=_BROKEN_OFF, text=broken_off)
    return tuple(sorted(found.values(), key=lambda doubt: -doubt.weight))
