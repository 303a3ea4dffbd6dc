"""``[shelf]`` of the settings: what each reader's own shelf may hold."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from audioedition.model import ReaderLimits
from audioedition.newsroom.durations import parse_duration
from audioedition.newsroom.retention import FOR_EVER
from audioedition.system.toml_file import TomlFile

_RANGES = {"items": (1, 10_000), "hours": (0.1, 10_000.0), "per_day": (1, 10_000)}


def read_shelf_limits(file: TomlFile) -> ReaderLimits:
    """Raises UsageError with file, line and key."""
    table = file.typed(file.content, "shelf", dict, {})
    known = {f.name for f in fields(ReaderLimits)} - {"keep_s"} | {"keep"}
    file.check_keys(table, known, prefix="shelf.")
    values: dict[str, Any] = {}
    for key, (least, most) in _RANGES.items():
        default = getattr(ReaderLimits(), key)
        values[key] = file.typed(table, key, type(default), default, prefix="shelf.")
        if not least <= values[key] <= most:
            file.reject(f"shelf.{key}", f"{least:g} to {most:g} expected")
    values["allow_private"] = file.typed(table, "allow_private", bool, False, prefix="shelf.")
    if "keep" in table:
        text: str = file.typed(table, "keep", str, "", prefix="shelf.")
        try:
            values["keep_s"] = None if text == FOR_EVER else parse_duration(text)
        except ValueError as error:
            file.reject("shelf.keep", str(error))
    return ReaderLimits(**values)
