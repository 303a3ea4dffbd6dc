"""What a search compares: words whatever their accents and capitals. Pure."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Without accents and capitals, ligatures opened: « Œuvre » -> « oeuvre »."""
    opened = (
        text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae").replace("’", "'")
    )
    plain = unicodedata.normalize("NFKD", opened)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
