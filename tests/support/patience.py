"""How long a test waits: a deadline against hanging for ever, never a measurement. A busy machine takes its time."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_S = 120.0
"""Below pytest's own limit of 300 s, so that the test says what did not come about."""


def wait_until(
    done: Callable[[], object],
    *,
    what: str = "it",
    not_yet: tuple[type[Exception], ...] = (),
    every_s: float = 0.02,
) -> None:
    """Ask again and again until it is true; ``not_yet``: errors that mean no more than « not yet ». Where a question
    costs much, ``every_s`` asks it less often."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            if done():
                return
        except not_yet:
            pass
        assert time.monotonic() < until, f"{what} did not come about in {PATIENCE_S:.0f} s"
        time.sleep(every_s)
