"""The sound of the house: what ``make``, ``watch`` and ``batch`` have in common."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
BIT_RATES = ("48", "56", "64", "80", "96", "112", "128", "160", "192")


also_option = click.option(
    "--also",
    metavar="FORMATS",
    help="Beside the MP3, for the page’s player: opus, aac, or both (opus,aac).",
)


def formats_given(also: str | None) -> tuple[str, ...]:
    """« opus, aac » -> both names."""
    return tuple(name for name in re.split(r"[,\s]+", also or "") if name)


def sound_options(command: Command) -> Command:
    """``--intro --between --outro --bed --loudness --bit-rate --also --opening``; what is not given is ``None``."""
    sound = click.Path(path_type=Path)
    for option in reversed(
        (
            click.option("--intro", type=sound, metavar="FILE", help="A jingle before all: WAV, FLAC, MP3…"),
            click.option("--between", type=sound, metavar="FILE", help="A mark before each chapter."),
            click.option("--outro", type=sound, metavar="FILE", help="A jingle after all."),
            click.option("--bed", type=sound, metavar="FILE", help="Music under the opening words, ducked."),
            click.option(
                "--loudness",
                type=click.Choice(["-16", "-19", "-23"]),
                help="LUFS: -16 (default), -19 (the same, counted on one channel), -23 (broadcasting).",
            ),
            click.option("--bit-rate", type=click.Choice(BIT_RATES), help="kb/s of the MP3 (default: 96)."),
            also_option,
            click.option(
                "--opening", metavar="TEXT", help="Opening words, like {site}. {title}. Par {byline}."
            ),
        )
    ):
        command = option(command)
    return command


def sound_given(options: dict[str, Any]) -> dict[str, Any]:
    """Takes them out of a command's options; those that were given, as ``EditionOptions`` calls them."""
    found = {name: options.pop(name, None) for name in ("intro", "between", "outro", "bed", "opening")}
    loudness, bit_rate = options.pop("loudness", None), options.pop("bit_rate", None)
    also = options.pop("also", None)
    found |= {
        "loudness": int(loudness) if loudness else None,
        "bit_rate_kbps": int(bit_rate) if bit_rate else None,
        "formats": None if also is None else formats_given(also),
    }
    return {name: value for name, value in found.items() if value is not None}
