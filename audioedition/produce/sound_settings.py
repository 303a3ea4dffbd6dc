"""``[sound]`` of ``audioedition.toml``: the sound of the house. Checked when read; the files when they are opened."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audioedition.errors import UsageError
from audioedition.sound.formats import chosen_formats
from audioedition.system.toml_file import TomlFile

_FILES = ("intro", "between", "outro", "bed")
_LOUDNESS = (-16, -19, -23)
_BIT_RATES = (96, 48, 56, 64, 80, 112, 128, 160, 192)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundSettings:
    intro: str = ""
    """Files, relative to the settings' own."""
    between: str = ""
    outro: str = ""
    bed: str = ""
    loudness: int = -16
    bit_rate: int = 96
    """kb/s."""
    formats: tuple[str, ...] = ()
    """Beside the MP3, for pages."""
    opening: str = ""
    """The opening words as a template; empty = the usual ones."""

    def options(self) -> dict[str, Any]:
        """As ``EditionOptions`` calls them."""
        files = {name: Path(getattr(self, name)) if getattr(self, name) else None for name in _FILES}
        own = {"loudness": self.loudness, "bit_rate_kbps": self.bit_rate, "formats": self.formats}
        return {**files, **own, "opening": self.opening or None}


def sound_from_json(content: Mapping[str, Any]) -> SoundSettings:
    """As ``dataclasses.asdict`` and JSON made it."""
    return SoundSettings(**{**content, "formats": tuple(content["formats"])})


def read_sound(file: TomlFile, table: dict[str, Any], base: SoundSettings, *, prefix: str) -> SoundSettings:
    """The table ``sound`` within ``table``; what it leaves out is as in ``base``. Raises UsageError."""
    found = file.typed(table, "sound", dict, {}, prefix=prefix)
    prefix = f"{prefix}sound."
    fields = dataclasses.fields(SoundSettings)
    file.check_keys(found, [f.name for f in fields], prefix=prefix)
    values = {
        f.name: file.typed(found, f.name, type(f.default), getattr(base, f.name), prefix=prefix)
        for f in fields
        if f.name != "formats"
    }
    values["formats"] = tuple(file.typed(found, "formats", list, list(base.formats), prefix=prefix))
    try:
        chosen_formats(values["formats"])
    except UsageError as error:
        file.reject(f"{prefix}formats", str(error), hint=error.hint)
    file.one_of(values, "loudness", _LOUDNESS, prefix=prefix)
    file.one_of(values, "bit_rate", _BIT_RATES, prefix=prefix)
    for name in _FILES:
        if found.get(name):
            path = file.path.parent / values[name]
            if not path.is_file():
                file.reject(f"{prefix}{name}", f"there is no file {path}")
            values[name] = str(path)
    return SoundSettings(**values)
