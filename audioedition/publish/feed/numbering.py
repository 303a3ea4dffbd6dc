"""Seasons and numbers of episodes: a number once given stays with its edition, whatever comes or goes. An edge."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from audioedition.errors import PublishError
from audioedition.model import Edition
from audioedition.publish.feed.feed_model import Episode, EpisodeType, FeedSettings
from audioedition.publish.folder.writer import OWN_FOLDER
from audioedition.system.files import write_atomically


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """Where an edition stands in the programme."""

    season: int = 0
    """0 = none."""
    number: int = 0
    """Within its season; 0 = none."""
    type: EpisodeType = "full"


def number_editions(
    dated: Sequence[tuple[Edition, datetime, str]], *, settings: FeedSettings, given: dict[str, list[int]]
) -> tuple[dict[str, Numbered], dict[str, list[int]]]:
    """(edition, publication, its folder's name) oldest first -> by id where each stands, and what is to be remembered.

    ``given``: season and number by id, from before. Trailers and bonuses have no number of their own making. Pure.
    """
    by_hand = {episode.edition: episode for episode in settings.episodes}
    numbers: dict[str, Numbered] = {}
    kept = dict(given) if settings.numbers else {}
    taken = {(season, number) for season, number in kept.values()}
    taken |= {(e.season, e.number) for e in settings.episodes if e.number}
    last: dict[int, int] = {}
    for season, number in taken:
        last[season] = max(last.get(season, 0), number)
    for edition, at, folder in dated:
        told = by_hand.get(edition.id) or by_hand.get(folder) or Episode(edition=edition.id)
        season = told.season or season_of(at, settings.seasons)
        number = told.number
        if not number and told.type == "full" and settings.numbers:
            before = kept.get(edition.id)
            if before and before[0] == season:
                number = before[1]
            else:
                number = last[season] = last.get(season, 0) + 1
                kept[edition.id] = [season, number]
        numbers[edition.id] = Numbered(season=season, number=number, type=told.type)
    return numbers, kept


def season_of(at: datetime, seasons: str) -> int:
    """2026, or 202603 where a season is a month; 0 where there are none."""
    if seasons == "year":
        return at.year
    return 100 * at.year + at.month if seasons == "month" else 0


def read_numbers(output_dir: Path, settings: FeedSettings) -> dict[str, list[int]]:
    """What was given before; nothing where it cannot be read."""
    try:
        content = json.loads(_path(output_dir, settings).read_bytes())
        return {str(id_): [int(season), int(number)] for id_, (season, number) in content.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def keep_numbers(output_dir: Path, settings: FeedSettings, kept: dict[str, list[int]]) -> None:
    """Raises PublishError."""
    path = _path(output_dir, settings)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(kept).encode())
    except OSError as problem:
        raise PublishError(f"{path} cannot be written: {problem.strerror}.") from problem


def _path(output_dir: Path, settings: FeedSettings) -> Path:
    return output_dir / OWN_FOLDER / "episodes" / f"{settings.file_name.removesuffix('.xml')}.json"
