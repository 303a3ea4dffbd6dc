"""Texts with no page around them (interview, poem, recipe, minutes, chronicle…): every line of them is heard."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from audioedition.model import Source
from audioedition.segment import segment_article

WHOLE = sorted((Path(__file__).parent / "whole").glob("*.txt"))


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_nothing_of_a_whole_text_is_dropped(path: Path) -> None:
    source = Source(
        data=path.read_bytes(), media_type="text/plain", fetched_at=datetime(2025, 1, 1, tzinfo=timezone.utc)
    )
    article = segment_article(source)
    assert not [(d.rule, d.text) for d in article.dropped]
    assert article.title == path.read_text(encoding="utf-8").splitlines()[0]


def test_there_are_texts_of_many_kinds() -> None:
    assert len(WHOLE) >= 12
