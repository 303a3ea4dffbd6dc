"""A plain text's paragraph that is printed twice is heard once; one that differs in its figures is another one."""

from __future__ import annotations

from datetime import datetime, timezone

from audioedition.model import Article, Source
from audioedition.segment import segment_article


def read(*paragraphs: str) -> Article:
    text = "\n\n".join(("Le tournoi de la plage", *paragraphs))
    now = datetime.now(timezone.utc)
    return segment_article(Source(data=text.encode(), media_type="text/plain", fetched_at=now))


def test_results_that_differ_in_their_figures_are_all_read() -> None:
    results = [
        f"Le match numéro {n} a été gagné par l’équipe locale, {n} buts à 0, devant {n}00 personnes."
        for n in range(2, 6)
    ]
    article = read(*results)
    assert [p.text for p in article.paragraphs[1:]] == results
    assert article.dropped == ()


def test_a_paragraph_printed_twice_is_heard_once() -> None:
    twice = "Le tournoi de la plage a réuni trois cents personnes sous un grand soleil, dimanche."
    article = read(twice, "La mairie en organisera un autre au printemps, avec le club.", twice)
    assert [p.text for p in article.paragraphs].count(twice) == 1
    assert [d.rule for d in article.dropped] == ["said-before"]
