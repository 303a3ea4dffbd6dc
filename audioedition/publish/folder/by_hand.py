"""What a person wrote of an edition goes before what its page says. Pure."""

from __future__ import annotations

import dataclasses
from typing import Any

from audioedition.model import Article, EditedFacts


def with_edited(article: Article, edited: EditedFacts) -> Article:
    """The article with those facts in place of its own; ``summary`` is no fact of an article."""
    facts = {name: getattr(edited, name) for name in ("byline", "published", "image")}
    new: dict[str, Any] = {name: text or None for name, text in facts.items() if text is not None}
    return dataclasses.replace(article, **new)
