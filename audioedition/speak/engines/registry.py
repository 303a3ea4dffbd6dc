"""Engines by name: entry points of the group ``audioedition.engines``, ours and other people's alike."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from audioedition.errors import VoiceError
from audioedition.speak.engines import Engine

GROUP = "audioedition.engines"


def engine_names() -> tuple[str, ...]:
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


@cache
def load_engine(name: str) -> Engine:
    """The engine's one instance in this process. Cheap: no model is loaded.

    Raises VoiceError when no installed package brings an engine of that name, or its module fails to import.
    """
    point = next((p for p in _points() if p.name == name), None)
    if point is None:
        raise VoiceError(
            f"There is no engine named “{name}”.", hint=f"Installed engines: {', '.join(engine_names())}."
        )
    try:
        return cast("Engine", point.load()())
    except ImportError as error:
        raise VoiceError(
            f"The engine “{name}” cannot be loaded: {error}.",
            hint="Reinstall the package that brings it.",
        ) from error


def _points() -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group=GROUP))
