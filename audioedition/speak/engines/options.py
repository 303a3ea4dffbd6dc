"""A profile's ``[options]``, checked the same way by every engine that has some."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from audioedition.errors import VoiceError
from audioedition.model import Voice

Option = str | int | float | bool
"""The default of an option; its type is what the profile must give (an integer will do for a float)."""


def read_options(voice: Voice, defaults: Mapping[str, Option]) -> dict[str, Any]:
    """The voice's options over ``defaults``. Raises VoiceError naming the option that is unknown or wrong."""
    options: dict[str, Any] = dict(defaults)
    for key, value in voice.options.items():
        if key not in defaults:
            raise VoiceError(
                f"The voice {voice.name} has an option that its engine {voice.engine} does not know: {key}.",
                hint=f"Known options: {', '.join(defaults)}." if defaults else "It has none.",
            )
        kind = type(defaults[key])
        fits = isinstance(value, (int, float) if kind is float else kind)
        if not fits or (isinstance(value, bool) and kind is not bool):
            raise VoiceError(
                f"The voice {voice.name}: the option {key} = {value!r} should be of type {kind.__name__}."
            )
        options[key] = kind(value)
    return options


def check_range(voice: Voice, options: Mapping[str, Any], key: str, least: float, most: float) -> None:
    """Raise VoiceError when a number lies outside ``least`` to ``most``."""
    if not least <= options[key] <= most:
        raise VoiceError(
            f"The voice {voice.name}: the option {key} = {options[key]} is outside {least:g} to {most:g}."
        )
