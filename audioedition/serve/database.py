"""The service's state in one SQLite file (WAL), shared by the server and its workers. An edge.

Everything in it can be lost without losing an edition: editions stand in their folders, clips in their store.
"""

from __future__ import annotations

from pathlib import Path

from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.system.sqlite import Database

NAME = "service.sqlite"
VERSION = 3
SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY, key TEXT NOT NULL, state TEXT NOT NULL, wanted TEXT NOT NULL, title TEXT NOT NULL,
  progress TEXT NOT NULL DEFAULT '{}', outcome TEXT NOT NULL DEFAULT '{}', attempts INTEGER NOT NULL DEFAULT 0,
  owner TEXT, lease_until REAL NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0,
  created_at REAL NOT NULL, started_at REAL, ended_at REAL
);
CREATE UNIQUE INDEX IF NOT EXISTS one_open_job_per_key ON jobs (key) WHERE state IN ('queued', 'running');
CREATE INDEX IF NOT EXISTS jobs_in_turn ON jobs (state, created_at);
CREATE TABLE IF NOT EXISTS drafts (id TEXT PRIMARY KEY, content TEXT NOT NULL, changed_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS reports (
  id TEXT PRIMARY KEY, edition TEXT NOT NULL, title TEXT NOT NULL, sentence TEXT NOT NULL, word TEXT NOT NULL,
  remark TEXT NOT NULL, state TEXT NOT NULL, created_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS tokens (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, digest BLOB NOT NULL, created_at REAL NOT NULL, used_at REAL
);
CREATE TABLE IF NOT EXISTS feed_tokens (
  id TEXT PRIMARY KEY, feed TEXT NOT NULL, name TEXT NOT NULL, digest BLOB NOT NULL, created_at REAL NOT NULL,
  used_at REAL, UNIQUE (feed, name)
);
CREATE TABLE IF NOT EXISTS people (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, role TEXT NOT NULL, digest TEXT NOT NULL,
  stamp TEXT NOT NULL, created_at REAL NOT NULL, seen_at REAL
);
CREATE TABLE IF NOT EXISTS audit (
  id INTEGER PRIMARY KEY, at REAL NOT NULL, kind TEXT NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL,
  subject TEXT NOT NULL, choice TEXT NOT NULL, folded TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS draft_facts (
  draft TEXT PRIMARY KEY, owner TEXT NOT NULL, owner_name TEXT NOT NULL, proposed_by TEXT, proposed_name TEXT,
  options TEXT, proposed_at REAL
);
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS posts (
  id INTEGER PRIMARY KEY, external_id TEXT UNIQUE, address TEXT, identity TEXT, callback TEXT, owner TEXT NOT NULL,
  job TEXT, withdrawn_at REAL, untold INTEGER NOT NULL DEFAULT 0, told TEXT, changed_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS posts_untold ON posts (changed_at) WHERE untold = 1;
CREATE INDEX IF NOT EXISTS posts_by_identity ON posts (identity);
CREATE TABLE IF NOT EXISTS addresses (key TEXT PRIMARY KEY, post INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS post_jobs (job TEXT PRIMARY KEY, post INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS jobs_of_a_post ON post_jobs (post);
CREATE TABLE IF NOT EXISTS idempotency (
  owner TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, answer TEXT, created_at REAL NOT NULL,
  PRIMARY KEY (owner, key)
);
CREATE TABLE IF NOT EXISTS deliveries (
  id TEXT PRIMARY KEY, post INTEGER NOT NULL, kind TEXT NOT NULL, url TEXT NOT NULL, owner TEXT NOT NULL,
  body TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_at REAL NOT NULL,
  created_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (next_at) WHERE state = 'waiting';
CREATE TABLE IF NOT EXISTS delivery_tries (
  delivery TEXT NOT NULL, at REAL NOT NULL, status INTEGER, answer TEXT NOT NULL, seconds REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS tries_of_a_delivery ON delivery_tries (delivery, at);
"""


IF_LOST = "Stop the service and move the file away: jobs, drafts and tokens are lost, no edition is."


def state_path(output: Path) -> Path:
    """Where the state of this folder of editions lies."""
    return output / OWN_FOLDER / NAME


def open_state(output: Path, *, path: Path | None = None) -> Database:
    """The state of this folder of editions, opened when first needed; ``path``: where it lies elsewhere."""
    return Database(path or state_path(output), schema=SCHEMA, version=VERSION, if_lost=IF_LOST)
