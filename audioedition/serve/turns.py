"""Whose turn it is in the queue: the newsroom's before readers', of one article and of one post never two at once."""

from __future__ import annotations

import sqlite3

READERS = "reader "
"""How the keys of readers' jobs begin: ``reader READER ITEM``, which are hexadecimal."""
OWN = f"key NOT GLOB '{READERS}*'"
"""The newsroom's."""
# one article (its address, or its identity where it is laid out already) at a time: two that were fetched at different
# moments would be published in the order in which they are spoken
_FREE = (
    "SELECT id FROM jobs WHERE (key GLOB ?) = ? AND ((state = 'queued' AND not_before <= ? AND NOT EXISTS ("
    " SELECT 1 FROM jobs AS busy WHERE busy.state = 'running' AND (rtrim(busy.key, '+') = rtrim(jobs.key, '+')"
    " OR coalesce(json_extract(busy.wanted, '$.url'), json_extract(busy.wanted, '$.identity'))"
    " = coalesce(json_extract(jobs.wanted, '$.url'), json_extract(jobs.wanted, '$.identity'))))"
    " AND NOT EXISTS ("  # of one post never two at once
    "SELECT 1 FROM post_jobs mine JOIN post_jobs other ON other.post = mine.post"
    " JOIN jobs at_it ON at_it.id = other.job WHERE mine.job = jobs.id AND at_it.state = 'running'))"
    " OR (state = 'running' AND lease_until < ?)) ORDER BY created_at, id LIMIT 1"
)


def next_job(db: sqlite3.Connection, now: float) -> sqlite3.Row | None:
    """The newsroom's come first."""
    for of_readers in (0, 1):
        row: sqlite3.Row | None = db.execute(_FREE, (f"{READERS}*", of_readers, now, now)).fetchone()
        if row is not None:
            return row
    return None
