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


_ISO_639_2 = {
    "fr": "fra", "en": "eng", "de": "deu", "es": "spa", "it": "ita", "pt": "por", "nl": "nld", "ca": "cat",
    "br": "bre", "eu": "eus", "oc": "oci", "co": "cos", "ar": "ara",
}  # fmt: skip


def three_letters(language: str) -> str:
    """ISO 639-2/T of a BCP 47 tag, for tags of sound files; ``und`` for those that are not listed here."""
    primary = language.lower().split("-")[0]
    return primary if len(primary) == 3 else _ISO_639_2.get(primary, "und")


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
