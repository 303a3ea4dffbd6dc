"""Quality as pinned numbers: the annotated pages of this folder against the floors in tests/quality.json."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path

import pytest

from audioedition.model import Article, Source
from audioedition.segment import segment_article
from tests.quality.extraction import Page, Score, read_pages, score

NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)
PAGES = read_pages()
FLOORS = json.loads((Path(__file__).parents[1] / "quality.json").read_text(encoding="utf-8"))["extraction"]


def article_of(page: Page) -> Article:
    kind = "text/html" if page.is_html else "text/plain"
    return segment_article(Source(data=page.data, media_type=kind, fetched_at=NOW))


def scores(*, html: bool) -> dict[str, Score]:
    return {p.name: score(p, [x.text for x in article_of(p).paragraphs]) for p in PAGES if p.is_html == html}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_no_page_is_worse_than_the_floor(page: Page) -> None:
    result = score(page, [p.text for p in article_of(page).paragraphs])
    assert result.f1 >= FLOORS["worst_f1"], (result.lost, result.leaked)


@pytest.mark.parametrize("kind", ["html", "text"])
def test_figures_over_all_pages_do_not_fall(kind: str) -> None:
    results = scores(html=kind == "html")
    pages = {p.name: p for p in PAGES}
    must = sum(sum(k in ("p", "subhead", "list", "quote") for k, _ in pages[n].gold) for n in results)
    figures = {
        "pages": len(results),
        "f1": sum(r.f1 for r in results.values()) / len(results),
        "perfect": sum(r.perfect for r in results.values()) / len(results),
        "kept": 1 - sum(len(r.lost) for r in results.values()) / must,
        "without_leak": sum(not r.leaked for r in results.values()) / len(results),
    }
    fallen = {k: (v, FLOORS[kind][k]) for k, v in figures.items() if v < FLOORS[kind][k]}
    wrong = {n: (r.lost, r.leaked) for n, r in results.items() if not r.perfect}
    assert not fallen, wrong


def test_standfirsts_are_found() -> None:
    with_one = [p for p in PAGES if any(k == "standfirst" for k, _ in p.gold)]
    found = [p for p in with_one if article_of(p).standfirst]
    assert len(found) >= FLOORS["standfirst_found"] * len(with_one)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_word_of_the_source_is_kept_or_dropped(page: Page) -> None:
    """The ledger: nothing that extraction saw is lost silently, and nothing is invented."""
    from audioedition.article.extract import extract_page
    from tests.quality.extraction import words

    kind = "text/html" if page.is_html else "text/plain"
    source = Source(data=page.data, media_type=kind, fetched_at=NOW)
    article = article_of(page)
    blocks = extract_page(source).blocks
    seen = ["".join(words(t)) for b in blocks for t in (b.text, *(text for text, _ in b.left_out))]
    told = [p.text for p in article.paragraphs if p.role != "title" or p.text != article.title]
    told += [d.text for d in article.dropped]
    headline = [article.title] if any(article.title in b.text for b in blocks) else []
    assert sorted("".join(seen)) == sorted("".join("".join(words(t)) for t in told + headline))
    assert all(d.reason and d.rule for d in article.dropped)
