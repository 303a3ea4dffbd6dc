"""What only the long run asks (AUDIOEDITION_LONG=1): tests marked ``long``, or all cases but one in ``every`` of them.

A change is proved in minutes, so what costs much and repeats one proof over many samples is sampled."""

from __future__ import annotations

import os
from collections import Counter

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("AUDIOEDITION_LONG"):
        return
    asked: Counter[str] = Counter()
    left = []
    for item in items:
        if mark := item.get_closest_marker("long"):
            function = item.nodeid.partition("[")[0]
            asked[function] += 1
            every = mark.kwargs.get("every", 0)
            if not every or asked[function] % every:
                left.append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]
