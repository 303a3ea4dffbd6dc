"""Pages that somebody wrote who had not seen the rules, most of them dense with traps: figures that may not fall.

Their first score, before anybody mended anything, stands in docs/extraction.md.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.article.test_pages import article_of
from tests.quality.extraction import MUST, read_pages, score

FOLDER = Path(__file__).parent / "pages_by_others"
FLOORS = json.loads((Path(__file__).parents[1] / "quality.json").read_text(encoding="utf-8"))["extraction"][
    "by_others"
]


@pytest.mark.parametrize("kind", ["html", "text"])
def test_figures_over_all_pages_by_others_do_not_fall(kind: str) -> None:
    pages = [page for page in read_pages(FOLDER) if page.is_html == (kind == "html")]
    results = {page.name: score(page, [p.text for p in article_of(page).paragraphs]) for page in pages}
    must = sum(k in MUST for page in pages for k, _ in page.gold)
    figures = {
        "pages": len(pages),
        "f1": sum(r.f1 for r in results.values()) / len(pages),
        "perfect": sum(r.perfect for r in results.values()) / len(pages),
        "kept": 1 - sum(len(r.lost) for r in results.values()) / must,
        "without_leak": sum(not r.leaked for r in results.values()) / len(pages),
    }
    fallen = {k: (v, FLOORS[kind][k]) for k, v in figures.items() if v < FLOORS[kind][k]}
    wrong = {n: (r.lost, r.leaked) for n, r in results.items() if not r.perfect}
    assert not fallen, (figures, wrong)
