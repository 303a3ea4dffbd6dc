"""Sums by edition and day in ``OUTPUT/.audioedition/listening.sqlite``: all that is kept. An edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.system.sqlite import Database

NAME = "listening.sqlite"
VERSION = 1
IF_LOST = "Stop the service and move the file away: the figures are lost, no edition is."
SCHEMA = """
CREATE TABLE IF NOT EXISTS counts (
  day TEXT NOT NULL, edition TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (day, edition, kind, value)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What is counted."""

    day: str
    """ISO 8601, of the machine's own clock."""
    edition: str
    kind: str
    """``play quarter speed chapter`` of beacons, ``download`` of MP3s."""
    value: str = ""


class Counts:
    """Raises StateError where the file cannot be used."""

    def __init__(self, output: Path) -> None:
        self._database = Database(output / OWN_FOLDER / NAME, schema=SCHEMA, version=VERSION, if_lost=IF_LOST)

    def add(self, numbers: Mapping[Key, int]) -> None:
        with self._database.writing() as db:
            db.executemany(
                "INSERT INTO counts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET number = number + excluded.number",
                [(key.day, key.edition, key.kind, key.value, number) for key, number in numbers.items()],
            )

    def read(self, *, since: str, until: str, edition: str | None = None) -> dict[Key, int]:
        """Days from ``since`` to ``until``, both included."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT * FROM counts WHERE day >= ? AND day <= ? AND (? IS NULL OR edition = ?)",
                (since, until, edition, edition),
            ).fetchall()
        return {
            Key(day=row["day"], edition=row["edition"], kind=row["kind"], value=row["value"]): row["number"]
            for row in rows
        }

    def close(self) -> None:
        self._database.close()
