"""Properties: the same examples each time, so that no luck decides about a change, and no deadline: a busy machine is
no failure. The long run (AUDIOEDITION_LONG=1) draws others each time."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "house",
    derandomize=not os.environ.get("AUDIOEDITION_LONG"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")
