"""Where the person's own files live, by the platform's custom (XDG on Linux)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NAME = "audioedition"


def cache_folder() -> Path:
    """What may be thrown away at any time: clips."""
    return _folder("XDG_CACHE_HOME", ".cache", "user_cache_path")


def data_folder() -> Path:
    """What was installed: models."""
    return _folder("XDG_DATA_HOME", ".local/share", "user_data_path")


def config_folder() -> Path:
    """What the person wrote: voice profiles, lexicon, site rules."""
    return _folder("XDG_CONFIG_HOME", ".config", "user_config_path")


def _folder(variable: str, below_home: str, function: str) -> Path:
    if sys.platform.startswith("linux"):  # platformdirs takes 20 ms to import and says the same
        named = os.environ.get(variable, "")
        base = Path(named) if os.path.isabs(named) else Path.home() / below_home
        return base / NAME
    import platformdirs

    folder: Path = getattr(platformdirs, function)(NAME)
    return folder
