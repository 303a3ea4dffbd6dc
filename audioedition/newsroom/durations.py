"""Spans of time as people write them in settings and options."""

from __future__ import annotations

import re

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|m|h|d|)", re.IGNORECASE)
_UNIT_S = {"s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86_400.0, "": 1.0}


def parse_duration(text: str) -> float:
    """« 90 », « 90s », « 5m », « 5 min », « 2h », « 1d » in seconds. Raises ValueError."""
    found = _DURATION.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is not a duration: write 90s, 5m, 2h or 1d.")
    return float(found.group(1)) * _UNIT_S[found.group(2).lower()]
