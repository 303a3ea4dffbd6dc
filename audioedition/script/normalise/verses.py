"""Chapter and verse: « Lc 18:9-14 » is no hour, « Pr 8,13 » no professor."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.tables.bible import (
    BOOKS,
    LETTERS,
    LETTERS_IN_FULL,
    SHORT_BOOKS,
    UNMISTAKABLE,
)

_BOOK_BEFORE = re.compile(r"(?<![^\W_])(?:[1-3I]{0,3} ?)(?P<book>[^\W\d_]+)\.? ?$")
_VERSE_BEFORE = re.compile(r"\d{1,3}:\d{1,3}(?:[-–,]\d{1,3})*(?:[,;]| et)? $")
_IN_BRACKETS = re.compile(r"(?:\([^)]{0,120}|\b[Cc]f\.? |\b[Vv]oir )$")
_ORDER = {"1": ("premier", "première"), "2": ("deuxième",) * 2, "3": ("troisième",) * 2}


def say_book(match: re.Match[str], context: Context) -> str | None:
    """« Mc 1, 17 » → « Marc 1, 17 », « 1 Co 5,2 » → « première Corinthiens 5,2 »: figures stay print."""
    short = match["book"]
    verse = match["colon"] is not None
    if short not in UNMISTAKABLE and not verse and not _IN_BRACKETS.search(match.string, 0, match.start()):
        return None
    if short == "P" and not match["order"]:
        return None
    order = (match["order"] or "").strip()
    rank = _ORDER[order.replace("III", "3").replace("II", "2").replace("I", "1")] if order else ("", "")
    name = "Rois" if short == "Ro" and order else SHORT_BOOKS[short]
    if order and name in ("Pierre", "Jean"):
        name = f"lettre de {name}"
    words = f"{rank[short in LETTERS]} {name} {match['chapter']}".lstrip()
    return words + (", " if match["comma"] else "")


def say_verse(match: re.Match[str], context: Context) -> str | None:
    """« Lc 18:9-14 » → « dix-huit, neuf à quatorze »; a list goes on from verse to verse."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    book = _BOOK_BEFORE.search(before)
    if not (book and book["book"] in BOOKS) and not (_VERSE_BEFORE.search(before) and _in_list(match)):
        return None
    words = f"{context.number(match['chapter'])}, {context.number(match['verse'])}"
    words += f" à {context.number(match['last'])}" if match["last"] else ""
    return words + "".join(f", {context.number(more)}" for more in re.findall(r"\d+", match["more"]))


def _in_list(match: re.Match[str]) -> bool:
    """Some reference before it in the same text names its book."""
    named = re.finditer(r"([^\W\d_]+)\.? \d{1,3}:\d", match.string[: match.start()])
    return any(found[1] in BOOKS for found in named)


def say_numbered_book(match: re.Match[str], context: Context) -> str | None:
    """« I Corinthiens 4 » → « première Corinthiens 4 »; behind a name the numeral is that name's."""
    if _NAME_BEFORE.search(match.string, max(0, match.start() - 32), match.start()):
        return None
    order = str(len(match["order"])) if match["order"].startswith("I") else match["order"]
    name = f"lettre de {match['book']}" if match["book"] in ("Pierre", "Jean") else match["book"]
    return f"{_ORDER[order][match['book'] in LETTERS_IN_FULL]} {name}"


_NAME_BEFORE = re.compile(r"[^.!?:(] [A-ZÀ-Ý][\w'-]+ $|\b[LlDdCc]es $")
_NUMBERED = "Samuel|Rois|Chroniques|Maccabées|Corinthiens|Thessaloniciens|Timothée|Pierre|Jean"

BOOKS_RULES = (
    Rule(
        name="book-in-full",
        kind="name_code",
        pattern=re.compile(
            rf"(?<![\w-])(?P<order>[1-3]|I{{1,3}}) (?P<book>{_NUMBERED})(?= \d{{1,3}}(?:[:.,;)–-]|$))"
        ),
        say=say_numbered_book,
        needs=re.compile(r"[1-3I] [A-Z]"),
        open=True,
        source="Traduction œcuménique de la Bible",
        examples=(
            ("Selon Paul (I Corinthiens 4, 6-7).", "Selon Paul (première Corinthiens quatre, six à sept)."),
            ("Dans II Samuel 7, 12.", "Dans deuxième Samuel sept, douze."),
            ("Le roi Philippe I Pierre 12.", "Le roi Philippe premier Pierre douze."),
        ),
    ),
    Rule(
        name="psalm-of-two-numbers",
        kind="name_code",
        pattern=re.compile(r"(?<!\w)Ps\.? (?P<n>\d{1,3}) ?\((?P<m>\d{1,3})\)(?=(?P<v>, ?\d)?)"),
        say=lambda match, context: f"Psaume {match['n']} ou {match['m']}",
        needs=re.compile("Ps"),
        open=True,
        source="the Greek numbering beside the Hebrew one",
        examples=(("Lire Ps 23(22), 1.", "Lire Psaume vingt-trois ou vingt-deux, un."),),
    ),
    Rule(
        name="book",
        kind="name_code",
        pattern=re.compile(
            rf"(?<![\w'-])(?P<order>[1-3] ?|I{{1,3}} )?(?P<book>{'|'.join(sorted(SHORT_BOOKS, key=len, reverse=True))})"
            r"\.? ?(?P<chapter>\d{1,3})(?:(?=(?P<colon>:)\d)|(?P<comma>, ?|\.)(?=\d{1,3}(?![\d%€]))|(?=[;)]))"
        ),
        say=say_book,
        needs=re.compile(r"[a-zP]\.? ?\d{1,3}[:,.;)]"),
        open=True,
        source="Traduction œcuménique de la Bible, abbreviations",
        examples=(
            ("Il appelle (Mc 1, 17).", "Il appelle (Marc un, dix-sept)."),
            ("Selon 1 Co 5:2, il part.", "Selon première Corinthiens cinq, deux, il part."),
            ("Le Pr Durand a 14 ans.", "Le professeur Durand a quatorze ans."),
        ),
    ),
)
"""Before the titles: « Pr 8:13 » is of the Proverbs."""

RULES = (
    Rule(
        name="verse",
        kind="name_code",
        pattern=re.compile(
            r"(?<![\d:.])(?<!\d,)(?P<chapter>\d{1,3}):(?P<verse>\d{1,3})(?:[-–](?P<last>\d{1,3}))?"
            r"(?P<more>(?:,\d{1,3}(?![\d:]))*)(?![\d:])"
        ),
        say=say_verse,
        needs=re.compile(r"\d:\d"),
        source="references to the Bible and the Koran",
        examples=(
            ("Selon Luc 18:9-14, il prie.", "Selon Luc dix-huit, neuf à quatorze, il prie."),
            ("Il part à 18:09.", "Il part à dix-huit heures neuf."),
        ),
    ),
)
