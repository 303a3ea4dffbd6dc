"""Fractions, marks out of twenty, halves behind a noun."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import MARK, Context, Rule
from audioedition.script.normalise.gender import noun_gender
from audioedition.script.normalise.numbers import ordinal
from audioedition.script.normalise.patterns import say_number
from audioedition.script.normalise.tables import words
from audioedition.script.normalise.tables.units import PER, UNITS

_PART_NAMES = {2: "demi", 3: "tiers", 4: "quart"}


VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
          "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8),
          "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅒": (1, 10)}  # fmt: skip


_MARKED = re.compile(
    r"(?i)(?:notes?(?: est)?(?: de| d'un)?|noté\w*|score de|moyenne de|obten\w+|épisodes?|volets?|saisons?|étapes?|"
    r"partie|chapitres?|leçons?|avec un|obtient|attribue|étoiles?) $"
)


_TIE_BREAK = re.compile(r"\d[-–]\d ?\($")


_COUNTED = re.compile(r"[\d\ue000] ?(\w+) $")


_AND_HALF = re.compile(r"([^\W\d_]+) et $")


_RATED = re.compile(r"(?i)\bune? (?:\w{4,14} )?$")


_OF_IT = re.compile(r" (?:d[eu]s? |de l[a']|d')")
"""« 1/10 du budget » is a part."""


_PLURAL_ARTICLE = re.compile(r"(?i)\b(?:les|des|aux|ces|nos|vos|leurs|ses) $")


_ARTICLE = re.compile(r"(?i)\b(?:une?|le|la|au|du|cet?|cette|en|chaque|quelque|leur|son|sa) $")


_ONE_OF_ITS_NAME = re.compile(r"(?i)\b(?:le|du|au|ce) $")


_HALF_WORDS = words(
    """heure journée finale finales douzaine tour page bouteille pension place livre vie sœur frère mesure teinte
    litre siècle kilo point million journées heures"""
)


def say_fraction(match: re.Match[str], context: Context) -> str | None:
    """« 2/3 » → « deux tiers »; a mark (15/20) or a division that is no part is said « sur »."""
    if re.search("[.,]", match["n"] + match["d"]):
        tail = f" {match['noun']}" if match["noun"] else ""
        return f"{say_number(match['n'], context)} sur {say_number(match['d'], context)}{tail}"
    over, under = int(match["n"]), int(match["d"])
    before = match.string[max(0, match.start() - 24) : match.start()]
    if re.search(r"\bannées $", before):  # « les années 80/90 »
        tail = f" {match['noun']}" if match["noun"] else ""
        return f"{context.number(match['n'])}, {context.number(match['d'])}{tail}"
    if under == 2 and over == 1 and before.endswith(f"{MARK} "):
        return "et demie" + (f" {match['noun']}" if match["noun"] else "")  # « 2 h 1/2 »
    if match["noun"] == "ans" or _TIE_BREAK.search(before):
        tail = f" {match['noun']}" if match["noun"] else ""
        return f"{context.number(match['n'])} à {context.number(match['d'])}{tail}"
    broadcast = _is_broadcast(over, under, before)
    of_it = bool(_OF_IT.match(match.string, match.end("d")))
    if match["end"] is None and (broadcast or not _is_part(over, under, before, of_it=of_it)):
        titled = match.string[: match.start()].endswith(("«", "« ")) and re.match(
            " ?»", match.string[match.end() :]
        )
        link = " " if over == under == 50 or titled or broadcast else " sur "  # « le « 19/20 » »: a broadcast
        if under > over and (_YEAR.fullmatch(match["d"]) or (under > 1000 and under % 1000)):
            link = ", "  # « 13/2008 », « n° 17/21791 »: the one of a year
        tail = f" {match['noun']}" if match["noun"] else ""
        return f"{context.number(match['n'])}{link}{context.number(match['d'])}{tail}"
    noun = UNITS[match["noun"]][0] if match["noun"] in UNITS else match["noun"]
    if under == 2 and over == 1 and (counted := _AND_HALF.search(before)):
        half = "demie" if noun_gender(counted[1]) == "f" else "demi"
        return f"{half} {match['noun']}" if match["noun"] else half
    if under == 2 and over == 1 and noun and noun in _HALF_WORDS:
        article = (
            ""
            if _ARTICLE.search(before) or _PLURAL_ARTICLE.search(before) or re.search(r"(?i)\bune? $", before)
            else ("une " if noun_gender(noun) == "f" else "un ")
        )
        half = "demis" if noun == "livres" else "demi"
        return f"{article}{half}-{noun}"
    tail = f" {noun}" if noun else ""
    if match["noun"] in UNITS and noun:
        tail = f" d'{noun}" if noun[0] in "aehiou" else f" de {noun}"
    return _part(over, under, before, context) + tail


_YEAR = re.compile("(?:19|20)\\d\\d")
_LATEST_HOUR = 24


def _is_broadcast(over: int, under: int, before: str) -> bool:
    """« le 19/20 de France 3 », « au 12/13 »: one programme between two near hours, where no mark out of twenty is."""
    return bool(_ONE_OF_ITS_NAME.search(before)) and over < under <= min(over + 3, _LATEST_HOUR) and over > 4


def _is_part(over: int, under: int, before: str, *, of_it: bool) -> bool:
    """``of_it``: « du budget », « des voix » stand behind."""
    if under < 2 or over == 0 or over == under or _MARKED.search(before):
        return False
    if over == 1 and under % 10 == 0 and re.search(r"(?i)\b(?:au|échelle (?:de|du)) $", before):
        return True
    if under in (10, 20):
        return (under == 10 and bool(_PLURAL_ARTICLE.search(before))) or (of_it and over < under)
    if under in (6, 7, 9) and not of_it and _RATED.search(before):
        return False  # « un excellent 5/7 »
    return over <= under and (
        under <= 10
        or (under in (12, 16, 32, 64, 100, 1000) and over == 1)
        or (under % 1000 == 0 and over == 1)
    )


def _part(over: int, under: int, before: str, context: Context) -> str:
    name = _PART_NAMES.get(under) or ordinal(under, locale=context.locale)
    plural = _PLURAL_ARTICLE.search(before)
    if over == 1 and plural:
        return name if name == "tiers" else name + "s"
    if over == 1 and _ARTICLE.search(before):
        return name
    return f"{context.number(str(over))} {name}{'s' if over > 1 and name != 'tiers' else ''}"


def say_mixed(match: re.Match[str], context: Context) -> str:
    """« 5 1/2 » → « cinq et demi », « 2 3/4 » → « deux trois quarts »."""
    over, under = int(match["o"]), int(match["u"])
    if (over, under) == (1, 2):
        noun = match["noun"] or ""
        half = "demie" if noun and noun_gender(noun) == "f" else "demi"
        counted = context.number(match["n"], gender=noun_gender(noun) if noun else "m")
        return f"{counted} {noun} et {half}" if noun else f"{counted} et {half}"
    tail = f" {match['noun']}" if match["noun"] else ""
    return f"{context.number(match['n'])} {_part(over, under, '', context)}{tail}"


def say_vulgar(match: re.Match[str], context: Context) -> str:
    over, under = VULGAR[match["f"]]
    before = match.string[max(0, match.start() - 24) : match.start()]
    whole, noun = match["n"], match["noun"] or ""
    if not whole and under == 2 and before.endswith(f"{MARK} "):
        return "et demie" + (f" {noun}" if noun else "")  # « 1 h ½ »
    if not whole and under == 2 and (noun_before := _COUNTED.search(before)):
        return ("et demie" if noun_gender(noun_before[1]) == "f" else "et demi") + (
            f" {noun}" if noun else ""
        )
    if not whole:
        feminine = under == 2 and noun and noun_gender(noun) == "f"
        if feminine:
            return f"une demi-{noun}"
        return _part(over, under, before, context) + (f" {noun}" if noun else "")
    part = "demi" if under == 2 else f"{_part(over, under, '', context)}"
    if under == 2 and noun and noun_gender(noun) == "f":
        part = "demie"
    if under != 2 and not noun:
        return f"{context.number(whole)} {part}"
    counted = context.number(whole, gender=noun_gender(noun) if noun else "m")
    return f"{counted} {noun} et {part}" if noun else f"{counted} et {part}"


_PER = "|".join(sorted(PER, key=len, reverse=True))


def say_multiple(match: re.Match[str], context: Context) -> str | None:
    if "X" in match[0] and re.search(r"[A-Z]\w* $", match.string[max(0, match.start() - 16) : match.start()]):
        return None  # « un Falcon 7X »
    return f"{say_number(match['num'], context, gender='f' if match['num'] == '1' else 'm')} fois" + (
        f" par {PER[match['per']]}" if match["per"] else ""
    )


RULES = (
    Rule(
        name="mixed-number",
        kind="fraction",
        pattern=re.compile(
            r"(?<![\w.,/])(?<!\d )(?P<n>\d{1,3}) (?P<o>[1-9])/(?P<u>[2-9])(?![\w/])(?: (?!d|à|et|ou|sur)"
            r"(?P<noun>[^\W\d_]{3,}))?"
        ),
        say=say_mixed,
        needs=re.compile(r"\d \d/\d"),
        source="Le Bon Usage, § 602",
        examples=(("Il dure 5 1/2 heures.", "Il dure cinq heures et demie."),),
    ),
    Rule(
        name="multiple-of",
        kind="symbol",
        pattern=re.compile(
            rf"(?<![\w.,-])(?<!\d )(?<![A-Z][a-zà-ÿ] )(?P<num>\d{{1,4}}(?:[.,]\d{{1,2}})?) ?[xX](?:/(?P<per>{_PER}))?"
            r"(?= (?:plus|moins|par|mieux|supérieur|et|ou|le|la|les|son|sa)\b|[,.;:)!?]|$)"
        ),
        say=say_multiple,
        needs=re.compile(r"\d ?[xX]"),
        examples=(("C'est 2x plus cher, 3x/mois.", "C'est deux fois plus cher, trois fois par mois."),),
    ),
    Rule(
        name="fraction",
        kind="fraction",
        pattern=re.compile(
            r"(?<![\w.,/-])(?<!\d )(?P<n>\d{1,3}(?:[.,]\d{1,2})?)/(?P<d>\d{1,6}(?:[.,]\d{1,2})?)(?P<end>es|e|èmes|ème)?"
            r"(?![\w/]|[.,]\d)(?: (?P<noun>(?!(?:[A-Z]\.){2})[^\W\d_]+))?"
        ),
        say=say_fraction,
        needs=re.compile(r"\d/\d"),
        source="Le Bon Usage, § 602",
        examples=(
            ("Les 2/3 des voix.", "Les deux tiers des voix."),
            ("Il a eu 15/20.", "Il a eu quinze sur vingt."),
            ("Il reste 1/2 heure.", "Il reste une demi-heure."),
        ),
    ),
    Rule(
        name="fraction-sign",
        kind="fraction",
        pattern=re.compile(
            r"(?:(?<!\w)(?P<n>\d{1,4}) ?)?(?P<f>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒])(?: (?!de |des |du |et |à )(?P<noun>[^\W\d_]{2,}))?"
        ),
        say=say_vulgar,
        needs=re.compile("[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒]"),
        examples=(("Il y a 2½ ans.", "Il y a deux ans et demi."),),
    ),
)
