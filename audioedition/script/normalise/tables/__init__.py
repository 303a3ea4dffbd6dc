"""Data: what the rules look up. One module per subject, no logic."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """A word list as people read and compare it: blanks between, line breaks anywhere."""
    return frozenset(text.split())
