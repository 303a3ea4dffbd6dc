"""Chapter and verse: « Lc 18:9-14 » is no hour."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.tables.bible import BOOKS

_BOOK_BEFORE = re.compile(r"(?<![^\W_])(?:[1-3I]{0,3} ?)(?P<book>[^\W\d_]+)\.? ?$")
_VERSE_BEFORE = re.compile(r"\d{1,3}:\d{1,3}(?:[-–,]\d{1,3})*(?:[,;]| et)? $")


def say_verse(match: re.Match[str], context: Context) -> str | None:
    """« Lc 18:9-14 » → « dix-huit, neuf à quatorze »; a list goes on from verse to verse."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    book = _BOOK_BEFORE.search(before)
    if not (book and book["book"] in BOOKS) and not (_VERSE_BEFORE.search(before) and _in_list(match)):
        return None
    words = f"{context.number(match['chapter'])}, {context.number(match['verse'])}"
    return words + (f" à {context.number(match['last'])}" if match["last"] else "")


def _in_list(match: re.Match[str]) -> bool:
    """Some reference before it in the same text names its book."""
    named = re.finditer(r"([^\W\d_]+)\.? \d{1,3}:\d", match.string[: match.start()])
    return any(found[1] in BOOKS for found in named)


RULES = (
    Rule(
        name="verse",
        kind="name_code",
        pattern=re.compile(
            r"(?<![\d:.])(?<!\d,)(?P<chapter>\d{1,3}):(?P<verse>\d{1,3})(?:[-–](?P<last>\d{1,3}))?(?![\d:])"
        ),
        say=say_verse,
        needs=re.compile(r"\d:\d"),
        source="references to the Bible and the Koran",
        examples=(
            ("Selon Lc 18:9-14, il prie.", "Selon Lc dix-huit, neuf à quatorze, il prie."),
            ("Il part à 18:09.", "Il part à dix-huit heures neuf."),
        ),
    ),
)
