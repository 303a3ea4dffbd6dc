"""A place in the sound, for people. Pure."""

from __future__ import annotations


def clock(at_ms: int | None) -> str:
    """``1:02:03.4``; ``-`` for what has no place in the sound."""
    if at_ms is None:
        return "-"
    minutes, ms = divmod(at_ms, 60_000)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{head}:{ms // 1000:02}.{ms % 1000 // 100}"
