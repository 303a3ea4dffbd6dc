"""Readers, what stands on their shelves and how far each was heard, in ``shelf.sqlite``. An edge.

A file of its own: readers are no part of the newsroom, and what they hear goes with them when they leave.
"""

from __future__ import annotations

from pathlib import Path

from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.system.sqlite import Database

NAME = "shelf.sqlite"
FOLDER = "shelf"
VERSION = 1
SCHEMA = """
CREATE TABLE IF NOT EXISTS readers (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, created_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS reader_keys (
  id TEXT PRIMARY KEY, reader TEXT, digest BLOB NOT NULL, created_at REAL NOT NULL, used_at REAL, ended_at REAL
);
CREATE INDEX IF NOT EXISTS keys_of_a_reader ON reader_keys (reader);
CREATE TABLE IF NOT EXISTS items (
  id TEXT PRIMARY KEY, reader TEXT NOT NULL, key TEXT NOT NULL, address TEXT, title TEXT NOT NULL, job TEXT,
  edition TEXT, folder TEXT, public INTEGER NOT NULL DEFAULT 0, duration_ms INTEGER NOT NULL DEFAULT 0,
  added_at REAL NOT NULL, position_ms INTEGER NOT NULL DEFAULT 0, heard INTEGER NOT NULL DEFAULT 0, position_at REAL,
  fetched_on REAL,   UNIQUE (reader, key)
);
CREATE TABLE IF NOT EXISTS adds (reader TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS adds_of_a_reader ON adds (reader, at);
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""
IF_LOST = "Stop the service and move the file away: readers and their shelves are lost, no edition of the newsroom is."


def shelf_path(output: Path) -> Path:
    return output / OWN_FOLDER / NAME


def open_shelf(output: Path) -> Database:
    """Of this folder of editions, opened when first needed."""
    return Database(shelf_path(output), schema=SCHEMA, version=VERSION, if_lost=IF_LOST)


def reader_folder(output: Path, reader: str) -> Path:
    """The folder of editions of that reader alone."""
    return output / OWN_FOLDER / FOLDER / reader
