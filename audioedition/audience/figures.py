"""Sums as people read them: per edition, per day, as a table of CSV. Pure."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audioedition.audience.counts import Key
from audioedition.system.spreadsheet import plain_cell

QUARTERS = ("25", "50", "75", "100")
COLUMNS = ("edition", "title", "plays", "q25", "q50", "q75", "q100", "completion", "speed", "downloads")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of one edition, or of one day."""

    name: str
    """The edition's folder, or the day."""
    title: str = ""
    plays: int = 0
    quarters: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Listenings that reached 25, 50, 75, 100 %."""
    speeds: tuple[tuple[str, int], ...] = ()
    """(speed, listenings), the most usual first."""
    chapters: tuple[tuple[int, int], ...] = ()
    """(number, listenings that reached it), in order."""
    downloads: int = 0

    @property
    def completion(self) -> float | None:
        """Share of the plays that reached the end, 0 to 1; ``None`` without a play."""
        return min(1.0, self.quarters[3] / self.plays) if self.plays else None


def by_edition(counts: Mapping[Key, int], *, titles: Mapping[str, str]) -> tuple[Figures, ...]:
    """The most heard first."""
    of_edition: dict[str, list[Key]] = {}
    for key in counts:
        of_edition.setdefault(key.edition, []).append(key)
    rows = [_sum(name, titles.get(name, ""), counts, keys) for name, keys in of_edition.items()]
    return tuple(sorted(rows, key=lambda row: (-max(row.plays, row.downloads), row.name)))


def by_day(counts: Mapping[Key, int], *, days: Iterable[str]) -> tuple[Figures, ...]:
    """One for each of ``days``, also where nothing was heard."""
    of_day: dict[str, list[Key]] = {day: [] for day in days}
    for key in counts:
        if key.day in of_day:
            of_day[key.day].append(key)
    return tuple(_sum(day, "", counts, keys) for day, keys in of_day.items())


def to_csv(rows: Iterable[Figures]) -> str:
    """A header and a line each; what a spreadsheet would take for a formula is quoted away."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        completion = "" if row.completion is None else f"{row.completion:.3f}"
        speed = row.speeds[0][0] if row.speeds else ""
        writer.writerow(
            [
                plain_cell(row.name),
                plain_cell(row.title),
                row.plays,
                *row.quarters,
                completion,
                speed,
                row.downloads,
            ]
        )
    return out.getvalue()


def to_json(row: Figures) -> dict[str, object]:
    return {
        "name": row.name,
        "title": row.title,
        "plays": row.plays,
        "quarters": dict(zip(QUARTERS, row.quarters, strict=True)),
        "completion": row.completion,
        "speeds": dict(row.speeds),
        "chapters": {str(number): count for number, count in row.chapters},
        "downloads": row.downloads,
    }


def _sum(name: str, title: str, counts: Mapping[Key, int], keys: Iterable[Key]) -> Figures:
    sums: Counter[tuple[str, str]] = Counter()
    for key in keys:
        sums[key.kind, key.value] += counts[key]
    one, two, three, four = (sums["quarter", quarter] for quarter in QUARTERS)
    return Figures(
        name=name,
        title=title,
        plays=sums["play", ""],
        quarters=(one, two, three, four),
        speeds=tuple(
            sorted(((v, n) for (k, v), n in sums.items() if k == "speed"), key=lambda s: (-s[1], s[0]))
        ),
        chapters=tuple(sorted((int(v), n) for (k, v), n in sums.items() if k == "chapter")),
        downloads=sums["download", ""],
    )
