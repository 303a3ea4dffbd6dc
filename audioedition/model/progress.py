"""What whoever waits is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What ``on_progress`` is told: the library never prints."""

    stage: Literal["fetch", "segment", "speak", "listen", "encode", "publish", "wait"]
    """``wait``: for machines that have gone."""
    done: int = 0
    total: int = 0
    """Of paragraphs while speaking."""
    text: str = ""


OnProgress = Callable[[Progress], None]
