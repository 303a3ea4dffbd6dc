"""``[retention]`` of the settings: how long what need not stay is kept."""

from __future__ import annotations

from dataclasses import dataclass

from audioedition.newsroom.durations import parse_duration
from audioedition.system.toml_file import TomlFile

FOR_EVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """In seconds; ``None`` = for ever."""

    clips_s: float | None = 90 * 86_400.0
    """A clip that no edition was made with for so long; it would be spoken again."""
    old_sounds_s: float | None = None
    """The names that an edition's MP3 had before its last revision, so long after it: apps that still ask for one get
    404 from then on."""
    withdrawn_s: float | None = 90 * 86_400.0
    """What an edition held that was taken back: so long it can be put back."""


def read_retention(file: TomlFile) -> Retention:
    """Raises UsageError with file, line and key."""
    table = file.typed(file.content, "retention", dict, {})
    file.check_keys(table, {"clips", "old_sounds", "withdrawn"}, prefix="retention.")
    spans: dict[str, float | None] = {}
    for key in table:
        text: str = file.typed(table, key, str, "", prefix="retention.")
        try:
            spans[f"{key}_s"] = None if text == FOR_EVER else parse_duration(text)
        except ValueError as error:
            file.reject(f"retention.{key}", str(error))
    return Retention(**spans)
