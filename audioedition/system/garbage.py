"""When the collector of cycles need not look. An edge."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """For work that builds up thousands of values which all stay to its end: each pass would look at all of them anew,
    a tenth of the time of a feed of 5,000. Also a decorator; safe for threads."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
