"""The shapes that many rules share: how a number is printed, and how it is said.

Every pattern starts behind a look-back and has bounded repeats, so that a line of 100 kB costs linear time.
"""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context
from audioedition.script.normalise.numbers import Gender, cardinal, decimal, with_leading_zeros

INT = r"(?:[1-9]\d{0,2}(?:(?: \d{3}){1,22}|(?:\.\d{3}){1,22}|(?:'\d{3}){1,22}|(?:,\d{3}){2,22})(?!\d)|\d+)"
"""Grouped by blanks (1 234), stops (1.250), apostrophes (1’000), English commas (1,234,567), or not at all."""

NUM = rf"{INT}(?:[.,]\d+)?"

SIGN = r"(?:(?<![\w)\]%°\ue000])(?:[+±] ?|-|(?:(?<=[ («])|(?<=^))–))?"
"""A minus, plus or plus-minus before a number; after a letter or figure the dash is a hyphen or a range, and
with a blank behind it it is an aside."""

START = r"(?<![\d.,])(?<!\d )"
"""No number starts within a number."""

SIGNED = rf"{SIGN}(?<![\d])(?<!\d[.,/]){NUM}"

NOT_MORE = r"(?![.,]?\d)"
"""Nothing of the number is left over."""

_PARTS = re.compile(rf"([-–+±]?) ?({INT})(?:([.,])(\d+))?")

SIGN_WORDS = {"-": "moins ", "–": "moins ", "+": "plus ", "±": "plus ou moins ", "": ""}


def split_number(printed: str) -> tuple[str, str, str]:
    """« -1 234,5 » → ("-", "1234", "5"): sign, whole part, decimals."""
    match = _PARTS.fullmatch(printed.strip())
    if match is None:
        raise ValueError(printed)
    return match[1], re.sub(r"\D", "", match[2]), match[4] or ""


def say_number(printed: str, context: Context, *, gender: Gender = "m") -> str:
    """Any printed number, signed or not, whole or decimal."""
    sign, whole, decimals = split_number(printed)
    if decimals:
        # a stop makes a version or a foreign decimal: both are heard « point » or « virgule »; ours is virgule
        words = decimal(whole, decimals, gender="m", locale=context.locale)
    elif len(whole) > 1 and whole[0] == "0":
        words = with_leading_zeros(whole, locale=context.locale)
    else:
        words = cardinal(whole, gender=gender, locale=context.locale)
    return SIGN_WORDS[sign] + words


def is_one(printed: str) -> bool:
    """True when what it counts stays singular: below 2 in French (« 1,9 million »)."""
    _, whole, _ = split_number(printed)
    return int(whole[:9] or "0") < 2 and len(whole.lstrip("0")) <= 1


def say_range(printed: str, context: Context, *, gender: Gender = "m") -> str:
    """« 10-15 » → « dix à quinze »; « 10 » → « dix »; a sign belongs to the first number."""
    match = re.fullmatch(rf"({SIGN}{NUM})(?: ?[-–/] ?| (à|et|ou) )({NUM})", printed.strip())
    if match is None:
        return say_number(printed, context, gender=gender)
    first = say_number(match[1], context, gender=gender)
    return f"{first} {match[2] or 'à'} {say_number(match[3], context, gender=gender)}"


def falls(printed: str) -> bool:
    """« 2025 - 4,90 »: a dash between blanks and a smaller number behind it is no range."""
    parts = re.split(r" [-–] ", printed)
    if len(parts) < 2:
        return False
    first, last = (split_number(part)[1] for part in (parts[0], parts[-1]))
    return int(last[:12] or 0) < int(first[:12] or 0)


def last_number(printed: str) -> str:
    """The number that decides plural and elision: the last of a range."""
    return re.split(r"(?<=\d)(?: ?[-–/] ?| (?:à|et|ou) )", printed)[-1]


RANGED = rf"{SIGNED}(?:(?: ?[-–] ?| (?:à|et|ou) ){NUM})?"
