"""What the player tells of a listening: an edition, what was reached, nothing of the listener. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, get_args

from audioedition.errors import UsageError

Kind = Literal["play", "quarter", "speed", "chapter"]
MAX_BYTES = 512
MAX_CHAPTER = 255
"""As many as an MP3's table of contents holds."""
SPEED_STEP = 0.25
_QUARTERS = ("25", "50", "75", "100")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beacon:
    edition: str
    """Name of its folder."""
    kind: Kind
    value: str = ""
    """``quarter``: percent that was listened over; ``speed``: in steps of 0.25; ``chapter``: its number, from 1."""


def read_beacon(body: bytes) -> Beacon:
    """``{"edition": "…", "kind": "quarter", "value": 25}``. Raises UsageError for anything else."""
    refused = UsageError("This is no beacon of the player.")
    if len(body) > MAX_BYTES:
        raise refused
    try:
        content = json.loads(body)
        edition, kind, value = content["edition"], content["kind"], content.get("value", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise refused from None
    known = next((name for name in get_args(Kind) if name == kind), None)
    if not isinstance(edition, str) or known is None or isinstance(value, bool):
        raise refused
    return Beacon(edition=edition, kind=known, value=_value(known, value, refused))


def _value(kind: Kind, value: object, refused: UsageError) -> str:
    if kind == "play":
        return ""
    if kind == "quarter" and str(value) in _QUARTERS:
        return str(value)
    if kind == "speed" and isinstance(value, int | float) and 0.25 <= value <= 4:
        return f"{round(value / SPEED_STEP) * SPEED_STEP:g}"
    if kind == "chapter" and isinstance(value, int) and 1 <= value <= MAX_CHAPTER:
        return str(value)
    raise refused
