"""The interface's words in French and English: ``player/words.json`` is the only copy, for Python and JavaScript."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("fr", "en")

MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def interface_language(language: str) -> str:
    """``en`` for English articles, ``fr`` for all others (BCP 47 in)."""
    return "en" if language.lower().split("-")[0] == "en" else "fr"


@lru_cache(maxsize=1)
def all_words() -> Mapping[str, Mapping[str, str]]:
    """Language -> key -> words."""
    content: dict[str, dict[str, str]] = json.loads(
        files("audioedition.publish.player").joinpath("words.json").read_text(encoding="utf-8")
    )
    return content


def long_date(iso: str, language: str) -> str:
    """``2026-11-01T08:00:00Z`` -> « 1er novembre 2026 » / « 1 November 2026 »; what is no date comes back as is."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number}\u00a0{MONTHS[language][day.month - 1]} {day.year}"
