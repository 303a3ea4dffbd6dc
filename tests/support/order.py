"""With several workers the longest files come first, so that all workers end together: whoever is last has only short
ones left. ``--dist loadfile`` gives out file by file; a room that is not named here only reckons."""

from __future__ import annotations

import os

import pytest

LONGEST_FIRST = (
    "wordpress/",
    "house/test_wheel",
    "torture/",
    "article/test_page_bounds",
    "browser/",
    "serve/",
    "newsroom/",
    "commands/",
    "produce/",
    "house/",
    "sound/",
    "speak/",
    "publish/",
    "check/",
    "fetch/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("PYTEST_XDIST_WORKER"):
        items.sort(key=_place)  # stable: within a file everything stays where it was


def _place(item: pytest.Item) -> int:
    path = item.nodeid.removeprefix("tests/")
    return next((n for n, start in enumerate(LONGEST_FIRST) if path.startswith(start)), len(LONGEST_FIRST))
