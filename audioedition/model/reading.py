"""What a reader's own shelf may hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderLimits:
    """Of each reader of the service, who has articles of their own made (« mon fil »)."""

    items: int = 200
    """Articles on the shelf at once."""
    hours: float = 40.0
    """Of sound on the shelf that was made for the reader alone; editions that are public anyway do not count."""
    per_day: int = 30
    """Articles added within 24 hours."""
    keep_s: float | None = 180 * 86_400.0
    """An article that was added and heard last so long ago is one that ``prune`` removes; ``None`` = never."""
    allow_private: bool = False
    """Readers may have pages of this machine's own network read: never unless all of them belong to it."""
