"""Which language a person at a terminal reads."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Literal

Language = Literal["fr", "en"]
OWN = "AUDIOEDITION_LANG"
"""``fr`` or ``en``; goes before the system's settings."""
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set and not empty counts (POSIX.1-2017, Base Definitions, 8.2)."""


def person_language(environment: Mapping[str, str] = os.environ) -> Language:
    """French where the environment asks for it, in whatever variant (``fr_CA.UTF-8``, ``fr``); else English."""
    own = environment.get(OWN, "").strip().lower()
    if own.startswith(("fr", "en")):
        return "fr" if own.startswith("fr") else "en"
    locale = next(filter(None, (environment.get(name) for name in LOCALE)), "")
    return "fr" if re.match(r"fr(?![a-z])", locale, re.IGNORECASE) else "en"  # « fry » is Frisian
