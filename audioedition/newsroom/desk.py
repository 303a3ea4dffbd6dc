"""What a watch works with, as one value: settings, memory, journal, manners, and who makes the editions."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from audioedition.model import Source
from audioedition.netguard import Access
from audioedition.newsroom.journal import Journal
from audioedition.newsroom.pace import Manners
from audioedition.newsroom.settings import Settings, SiteSettings
from audioedition.newsroom.state import NewsroomState

Why = Literal["new", "changed", "retry", "recheck"]
"""An article is looked at."""


class Made(Protocol):
    """What comes of one article: ``produce.Produced`` fits."""

    @property
    def status(self) -> Literal["made", "revised", "unchanged"]: ...
    @property
    def folder(self) -> Path: ...
    @property
    def audio_path(self) -> Path: ...
    @property
    def notes(self) -> tuple[str, ...]: ...


Produce = Callable[[Source, SiteSettings], Made]


@dataclass(slots=True)
class Tally:
    """Of one pass."""

    spoken: int = 0
    unchanged: int = 0
    failed: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that a watch works with. ``on_made`` hears of each edition that was made or revised."""

    settings: Settings
    state: NewsroomState
    journal: Journal
    access: Access
    manners: Manners
    produce: Produce
    rebuild: Callable[[], object] = lambda: None
    """Called after a pass that changed something: the podcast feed."""
    on_made: Callable[[Made], object] = lambda made: None
    now: Callable[[], float] = time.time
    held: dict[str, float] = field(default_factory=dict)
    """Hosts that asked us to slow down, and until when."""
