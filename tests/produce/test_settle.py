"""A page that is still being written is waited for: by its dates, by its feed's, or by its words."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta, timezone

import pytest

from audioedition.errors import NotSettled
from audioedition.model import Article, Paragraph
from audioedition.produce.settle import LONGEST_S, Seen, require_settled

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=timezone.utc).timestamp()
CALM = 20 * 60.0


def article(*, updated_min_ago: float | None = None, text: str = "Le bac est à quai.") -> Article:
    updated = None
    if updated_min_ago is not None:
        at = datetime.fromtimestamp(NOW, timezone.utc) - timedelta(minutes=updated_min_ago)
        updated = at.isoformat()
    return Article(
        title="Direct",
        updated=updated,
        paragraphs=(Paragraph(role="title", text="Direct"), Paragraph(role="body", text=text)),
    )


def waits(
    article: Article, *, at: float = NOW, seen: Seen | None = None, told: str | None = None
) -> NotSettled:
    with pytest.raises(NotSettled) as caught:
        require_settled(article, settle_s=CALM, now=at, seen=seen, told=told)
    return caught.value


def test_what_changed_just_now_waits_until_it_is_calm() -> None:
    assert waits(article(updated_min_ago=5)).due_s == NOW + 15 * 60
    require_settled(article(updated_min_ago=21), settle_s=CALM, now=NOW)
    require_settled(article(updated_min_ago=5), settle_s=0, now=NOW)  # nobody asked for it
    assert waits(article(updated_min_ago=90), told="2026-11-30T11:59:00Z").due_s == NOW + 19 * 60


def test_a_page_without_an_hour_is_looked_at_twice() -> None:
    dated = dataclasses.replace(article(), published="2026-11-30")
    first = waits(dated)
    assert first.due_s == NOW + CALM
    require_settled(dated, settle_s=CALM, now=NOW + CALM, seen=first.seen)
    other = dataclasses.replace(article(text="Le bac a repris."), published="2026-11-30")
    assert waits(other, at=NOW + CALM, seen=first.seen).due_s == NOW + 2 * CALM


def test_a_page_that_never_rests_is_spoken_after_a_day() -> None:
    seen = waits(article(text="Il y a 0 minute.")).seen
    late = NOW + LONGEST_S - 60
    error = waits(article(text="Il y a 1439 minutes."), at=late, seen=seen)
    assert error.due_s == NOW + LONGEST_S
    require_settled(article(text="Il y a 1440 minutes."), settle_s=CALM, now=NOW + LONGEST_S, seen=error.seen)
