"""The short form of ``make torture``: each promise once, small."""

from __future__ import annotations

import pytest

from scripts.tortures.engines import engines
from scripts.tortures.faults import faults
from scripts.tortures.kill import kill
from scripts.tortures.load import load
from scripts.tortures.soak import soak


def test_killed_processes_lose_nothing_and_leave_nothing() -> None:
    kill(2, 1, limit_s=250, most=6)


@pytest.mark.long
def test_the_nth_operation_fails_and_the_old_edition_stands() -> None:
    faults(step=61)


def test_crashing_and_failing_passages_fail_in_words_and_neighbours_are_made() -> None:
    engines(hang=False)


@pytest.mark.long
def test_listeners_are_served_while_editions_are_made() -> None:
    heard = load(listeners=40, seconds=6.0, editions=1, paragraphs=15)
    assert heard.errors == 0
    assert heard.requests >= 40


@pytest.mark.long
def test_memory_does_not_grow_with_the_article() -> None:
    few, many = soak(paragraphs=200)
    assert {"engine", "worker", "parent"} <= few.keys() <= many.keys()
    assert {kind: many[kind] - few[kind] for kind in few if many[kind] > few[kind] + 30_000} == {}, "KiB"
