"""The newsroom's own dictionary."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Entries in the order of the file."""

    name: str = ""
