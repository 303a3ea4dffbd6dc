"""The words of the service's pages in French and English: ``words.json`` is the only copy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def all_words() -> Mapping[str, Mapping[str, str]]:
    """Language -> key -> words."""
    content: dict[str, dict[str, str]] = json.loads(
        files("audioedition.serve").joinpath("words.json").read_text(encoding="utf-8")
    )
    return content
