"""What a watch works with, as one value: settings, memory, journal, manners, and who makes the editions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal

from audioedition.fetch.addresses import Access
from audioedition.newsroom.journal import Journal
from audioedition.newsroom.politeness import Politeness
from audioedition.newsroom.settings import NewsroomSettings
from audioedition.newsroom.state import NewsroomState
from audioedition.newsroom.workers.pool import Pool
from audioedition.newsroom.workers.task import Outcome

Why = Literal["new", "changed", "retry", "recheck"]
"""An article is looked at."""


@dataclass(slots=True)
class Tally:
    """Of one pass."""

    spoken: int = 0
    unchanged: int = 0
    failed: int = 0
    skipped: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchContext:
    """All that a watch works with, shared by its lanes. The callbacks run in their threads, one at a time."""

    settings: NewsroomSettings
    state: NewsroomState
    journal: Journal
    access: Access
    politeness: Politeness
    open_pool: Callable[[], AbstractContextManager[Pool]]
    """For one pass: engines are loaded while there is something to speak, not between passes."""
    cache: str | None = None
    """Folder or URL of clips; ``None`` = the person's cache."""
    rebuild: Callable[[], object] = lambda: None
    """Called after a pass that changed something: the podcast feed."""
    after_pass: Callable[[], object] = lambda: None
    """Called after each pass: hubs that were out of reach are told of the feed again."""
    on_begin: Callable[[str], object] = lambda url: None
    """Hears of each article that is to be made."""
    on_made: Callable[[Outcome], object] = lambda outcome: None
    """Hears of each edition that was made or revised."""
    now: Callable[[], float] = time.time
    held: dict[str, float] = field(default_factory=dict)
    """Hosts that asked us to slow down, and until when."""
    books: threading.Lock = field(default_factory=threading.Lock)
    """Held while one lane writes down what came of an article: memory, journal, tally, callbacks."""
