"""French numerals in words: cardinals, ordinals, decimals, years; France, Belgium and Switzerland.

Spelling is the traditional one (« vingt et un », « deux cents », « quatre-vingt mille »), which every voice
reads well. Source: Grevisse, Le Bon Usage, § 595-604; names of large numbers: échelle longue, décret 61-501.
"""

from __future__ import annotations

import re
from typing import Literal

Gender = Literal["m", "f"]

UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
SCALE = [
    "million",
    "milliard",
    "billion",
    "billiard",
    "trillion",
    "trilliard",
    "quadrillion",
    "quadrilliard",
    "quintillion",
    "quintilliard",
    "sextillion",
    "sextilliard",
    "septillion",
    "septilliard",
    "octillion",
    "octilliard",
    "nonillion",
    "nonilliard",
    "décillion",
    "décilliard",
]
MAX_DIGITS = 6 + 3 * len(SCALE)
"""A longer number (beyond 10^66) has no name: it is read figure by figure."""

NONANTE = frozenset({"fr-BE", "fr-CH"})
"""Locales that say septante and nonante (Belgium keeps quatre-vingts)."""
HUITANTE = frozenset({"fr-CH"})
"""Vaud, Valais and Fribourg say huitante, and the French-speaking Swiss radio accepts it."""


def cardinal(digits: str | int, *, gender: Gender = "m", locale: str = "fr-FR") -> str:
    """« 1234 » → « mille deux cent trente-quatre ». Leading zeros count for nothing.

    Beyond 66 figures it is read figure by figure.
    """
    text = str(digits).lstrip("0") or "0"
    if len(text) > MAX_DIGITS:
        return figures(str(digits))
    groups = [int(text[max(0, end - 3) : end]) for end in range(len(text), 0, -3)]
    words: list[str] = []
    for rank in range(len(groups) - 1, -1, -1):
        value = groups[rank]
        if not value:
            continue
        if rank == 0:
            words.append(_below_thousand(value, gender=gender, final=True, locale=locale))
        elif rank == 1:
            # « mille » is no noun: quatre-vingt mille, deux cent mille, and never « un mille »
            words.append("" if value == 1 else _below_thousand(value, gender="m", final=False, locale=locale))
            words.append("mille")
        else:
            words.append(_below_thousand(value, gender="m", final=True, locale=locale))
            words.append(SCALE[rank - 2] + ("s" if value > 1 else ""))
    return " ".join(word for word in words if word) or "zéro"


def _below_thousand(value: int, *, gender: Gender, final: bool, locale: str) -> str:
    hundreds, rest = divmod(value, 100)
    words = []
    if hundreds:
        words.append(
            "cent" if hundreds == 1 else f"{UNITS[hundreds]} cent" + ("s" if final and not rest else "")
        )
    if rest:
        words.append(_below_hundred(rest, gender=gender, final=final, locale=locale))
    return " ".join(words)


def _below_hundred(value: int, *, gender: Gender, final: bool, locale: str) -> str:
    one = "une" if gender == "f" else "un"
    if value == 1:
        return one
    if value < 20:
        return UNITS[value]
    ten, unit = divmod(value, 10)
    regular = dict(TENS)
    if locale in NONANTE:
        regular |= {7: "septante", 9: "nonante"}
    if locale in HUITANTE:
        regular |= {8: "huitante"}
    if ten in regular:
        if unit == 0:
            return regular[ten]
        return f"{regular[ten]} et {one}" if unit == 1 else f"{regular[ten]}-{UNITS[unit]}"
    if ten == 7:
        return "soixante et onze" if unit == 1 else f"soixante-{UNITS[10 + unit]}"
    rest = value - 80
    if rest == 0:
        return "quatre-vingts" if final else "quatre-vingt"
    return f"quatre-vingt-{one if rest == 1 else UNITS[rest]}"


def figures(digits: str) -> str:
    """« 007 » → « zéro zéro sept »."""
    return " ".join(UNITS[int(digit)] for digit in digits)


def pairs(digits: str, *, locale: str = "fr-FR") -> str:
    """As the French say a telephone number: « 0612 » → « zéro six douze »; an odd first figure stands alone."""
    start = len(digits) % 2
    parts = ([digits[0]] if start else []) + [digits[at : at + 2] for at in range(start, len(digits), 2)]
    return " ".join(with_leading_zeros(part, locale=locale) for part in parts)


def with_leading_zeros(digits: str, *, locale: str = "fr-FR") -> str:
    """« 05 » → « zéro cinq », « 00 » → « zéro zéro », « 130 » → « cent trente »."""
    zeros = len(digits) - len(digits.lstrip("0"))
    if zeros == len(digits):
        return figures(digits)
    return " ".join(["zéro"] * zeros + [cardinal(digits, locale=locale)])


def decimal(
    whole: str, fraction: str, *, gender: Gender = "m", locale: str = "fr-FR", point: str = "virgule"
) -> str:
    """« 3,05 » → « trois virgule zéro cinq ». Beyond three decimals they are read one by one."""
    head = cardinal(whole, gender=gender, locale=locale)
    tail = with_leading_zeros(fraction, locale=locale) if len(fraction) <= 3 else figures(fraction)
    return f"{head} {point} {tail}"


def year(digits: str, *, locale: str = "fr-FR") -> str:
    """« 1980 » → « mille neuf cent quatre-vingts » (years are counted, not plural of hundreds)."""
    words = cardinal(digits, locale=locale)
    # « mille neuf cent »: Le Bon Usage § 599, years drop the plural s of cent
    return words[:-1] if words.endswith(" cents") else words


_ORDINAL_END = {"un": "unième", "cinq": "cinquième", "neuf": "neuvième"}


def ordinal(digits: str | int, *, gender: Gender = "m", locale: str = "fr-FR") -> str:
    """« 1 » → « premier », « 80 » → « quatre-vingtième », « 21 » → « vingt et unième », « 200 » → « deux centième »."""
    if str(digits).lstrip("0") == "1":
        return "première" if gender == "f" else "premier"
    words = cardinal(digits, locale=locale)
    if re.fullmatch("un (?:mi|bi|tri)lli(?:on|ard)", words):
        words = words.removeprefix("un ")  # « le millionième client »
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:cut], words[cut:]
    if last in _ORDINAL_END:
        return head + _ORDINAL_END[last]
    # the s of cents, vingts, millions falls; the mute e of quatre, mille, septante too
    stem = last[:-1] if last in ("cents", "vingts") or last.endswith(("ions", "iards")) else last
    stem = stem[:-1] if stem.endswith("e") else stem
    return head + stem + "ième"
