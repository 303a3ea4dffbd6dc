"""The service's state in one SQLite file (WAL), shared by the server and its workers. An edge.

Everything in it can be lost without losing an edition: editions stand in their folders, clips in their store.
"""

from __future__ import annotations

from pathlib import Path

from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.system.sqlite import Database

NAME = "service.sqlite"
VERSION = 1
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
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""


def state_path(output: Path) -> Path:
    """Where the state of this folder of editions lies."""
    return output / OWN_FOLDER / NAME


def open_state(output: Path, *, path: Path | None = None) -> Database:
    """The state of this folder of editions, opened when first needed; ``path``: where it lies elsewhere."""
    return Database(path or state_path(output), schema=SCHEMA, version=VERSION)
