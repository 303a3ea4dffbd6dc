"""Ranges, scores, and every number that no rule before has taken."""

from __future__ import annotations

import re

from audioedition.script.lexicon.spelling import spell
from audioedition.script.normalise.draft import MARK, Context, Rule
from audioedition.script.normalise.gender import gender_after
from audioedition.script.normalise.identifiers import is_name, say_threes
from audioedition.script.normalise.numbers import Gender, figures, pairs, with_leading_zeros
from audioedition.script.normalise.patterns import NUM, SIGNED, falls, say_number, split_number

_DIGIT = re.compile("[0-9]")
_NAMES = frozenset({("49", "3"), ("9", "3"), ("9", "4")})
_HALVES = ("50", "50")
"""« le 49-3 », « le 9-3 »: names, said side by side."""


def say_triple(match: re.Match[str], context: Context) -> str:
    """« 4-3-3 » → « quatre trois trois »."""
    return " ".join(with_leading_zeros(part, locale=context.locale) for part in re.findall(r"\d+", match[0]))


_STANDARD = re.compile(r"\b(?:NF|EN|ISO|IEC|CEI|DTU|UTE|DIN)(?: [A-Z]{1,3})? $")
_MODEL = re.compile(r"(?:Mirage|Boeing|Airbus|Falcon|Dash|ATR|Tupolev|Embraer) $")


_NUMBERED_TEXT = re.compile(
    r"(?:numéro|\b(?:[cC]hambre|[pP]ôle|[lL]ot|[bB]âtiment|[aA]nnexe|[dD]écret|[dD]ossier|[lL]oi)|"
    rf"\b[aA]rticles?(?: [\dLRDA.{MARK} -]{{1,12}}(?:,| et| ou| à))*) ?$"
)
"""« les articles 311-4 et 441-1 »."""


def _is_article(match: re.Match[str], before: str) -> bool:
    """« article 12-1 », « articles 311-4 et 441-1 » are numbers of articles; « articles 12-14 » is a range."""
    if not _NUMBERED_TEXT.search(before):
        return False
    first, last = split_number(match["a"])[1], split_number(match["b"])[1]
    return not re.search("[aA]rticles ", before) or len(first) > 2 or int(last[:9]) <= int(first[:9])


def _is_identifier(first: str, last: str) -> bool:
    """« 17-31805 », « 12-15.177 », « 2012-16088 »: numbers of files, for a range is no hundred times itself."""
    short, long = re.sub(r"\D", "", first), re.sub(r"\D", "", last)
    ungrouped = last.isdecimal() or bool(re.fullmatch(r"\d\d\.\d{3}", last))
    return len(short) in (2, 4) and first.isdecimal() and len(long) >= 5 and ungrouped and short[0] != "0"


NEAR_PAGES = 60


def _are_pages(first: str, last: str) -> bool:
    """« pp.514-518 »: two near numbers of one length, the second the larger."""
    if not (first.isdecimal() and last.isdecimal() and len(first) == len(last) > 1):
        return False
    return 0 < int(last) - int(first) <= NEAR_PAGES


def say_pair(match: re.Match[str], context: Context) -> str | None:
    """A range or a score: « à » between, except in the number of a law or an article."""
    before = match.string[max(0, match.start() - 40) : match.start()]
    if falls(match[0]) and re.search(r"[.,]\d", match[0]):
        return None
    named = (match["a"], match["b"]) in _NAMES and re.search(r"(?i)\b(?:le|du|au) $", before)
    if _STANDARD.search(before):
        named = match
    if named or _STANDARD.search(before) or (match["a"], match["b"]) == _HALVES or _MODEL.search(before):
        return f"{say_number(match['a'], context)} {say_number(match['b'], context)}"
    if _is_identifier(match["a"], match["b"]):
        return f"{say_number(match['a'], context)} tiret {say_number(match['b'], context)}"
    numbered = (
        (before.endswith(MARK) and not _are_pages(match["a"], match["b"]))
        or _is_article(match, before)
        or re.match("0.", match["b"])
    )
    link = "tiret" if numbered else "à"
    gender = gender_after(match.string, match.end())
    first, last = (say_number(match[side], context, gender=_if_one(match[side], gender)) for side in "ab")
    return f"{first} {link} {last}"


def _if_one(printed: str, gender: Gender) -> Gender:
    _, whole, decimals = split_number(printed)
    return gender if whole[-1:] == "1" and not decimals else "m"


_OF_A_LAW = re.compile(rf"(?:\b[aA]rt(?:icles?|s?\.)|{MARK})(?: [^.;:]{{0,60}})? ?$")
"""« les articles L. 1, L. 2 et R. 12-3 »; behind « art. », which is closed by now, stands a mark."""


def say_law_article(match: re.Match[str], context: Context) -> str | None:
    """« L. 132-80 » needs its stop or a blank; « L132-80 » and « L. 600 » are articles behind that word only."""
    sure = "-" in match["n"] and ("." in match["mark"] or (" " in match["mark"] and match["letter"] != "A"))
    if not sure and not _OF_A_LAW.search(match.string, max(0, match.start() - 80), match.start()):
        return None
    letters = re.sub(r"\W", "", match["letter"])
    spoken = letters if len(letters) == 1 else spell(letters)
    return f"{spoken} " + " tiret ".join(
        part if part.isalpha() else context.number(part) for part in match["n"].split("-")
    )


def say_version(match: re.Match[str], context: Context) -> str:
    """« 3.11.4 »: figures between stops are said one after the other with « point »."""
    return " point ".join(with_leading_zeros(part, locale=context.locale) for part in match[0].split("."))


def say_any(match: re.Match[str], context: Context) -> str:
    printed = match[0]
    if printed.isdecimal() and len(printed) > 6 and match.string[: match.start()].endswith(MARK):
        return pairs(printed, locale=context.locale)  # « n° 1906201901 »
    if is_name(printed):
        return say_threes(printed, context)  # « 20539517211035956 »
    _, whole, decimals = split_number(printed)
    gender: Gender = "m"
    if whole[-1] == "1" and whole[-2:] != "11" and not decimals and not _numbered(match):
        gender = gender_after(match.string, match.end())
    words = say_number(printed, context, gender=gender)
    if words.endswith(("cents", "vingts")) and match.string.startswith(" mille", match.end()):
        words = words[:-1]  # « deux cent mille »
    if "." in printed and decimals and _is_version(match):
        words = words.replace(" virgule ", " point ")
    return words


def _is_version(match: re.Match[str]) -> bool:
    """A decimal with a stop is a version, a section or a foreign decimal: a word that is numbered, or a name, tells."""
    before = match.string[max(0, match.start() - 32) : match.start()]
    return bool(
        _VERSIONED.search(before) or (_NAMED.search(before) and _NO_MEASURE.match(match.string, match.end()))
    )


_NAMED = re.compile(r"(?:[a-zà-ÿ',] |^|\()(?:[A-Z][\w+-]{1,15}) $")
_NO_MEASURE = re.compile(r"(?! ?(?:[%‰°€$£]|[Mm]d?\b|milli|pour cent|points?\b))")
_VERSIONED = re.compile(
    r"(?i)(?:(?:\bversions?|\bv|\bmise à jour|\b(?:sous-)?sections?|\barticles?|\bchapitres?|\bparagraphes?|\bfigures?|"
    r"\btableaux?|\bannexes?|\bparties?|\bpoints?|\brubriques?|\bbêta|\bWeb|\ble|\bla|\bdu|\bau)"
    r"(?: \d{1,2}(?:\.\d{1,2})+,?(?: et| à| ou)?)? ?|"
    r"(?:iOS|Android|Windows|macOS|Python|Firefox|Chrome|Ubuntu|Bluetooth|Java|Linux|Wi-Fi) )$"
)


_NUMBERED_WORD = re.compile(
    r"(?i)\b(?:page|pages|ligne|chambre|article|chapitre|numéro|le|au|du|n°|ligue|chaîne|porte|route|salle|piste|"
    r"france|formule|étape|phase|zone|catégorie|classe|vol|loi|question|figure) $"
)


def _numbered(match: re.Match[str]) -> bool:
    """« page 1 », « le 21 »: a name, not a count."""
    return bool(_NUMBERED_WORD.search(match.string, max(0, match.start() - 16), match.start()))


def say_power(match: re.Match[str], context: Context) -> str:
    return (
        f"{context.number(match['n'])} puissance {'moins ' if match['s'] else ''}{context.number(match['p'])}"
    )


def say_long(match: re.Match[str], context: Context) -> str:
    """More figures than a number has names for are read one by one."""
    return figures(match[0])


def say_before_sigle(match: re.Match[str], context: Context) -> str | None:
    """« 31 PME » → « trente et une »: the sigle is still in print here, the lexicons close it."""
    if gender_after(match.string, match.end()) != "f":
        return None
    return context.number(re.sub(r"\D", "", match[0]), gender="f")


BEFORE_LEXICONS = (
    Rule(
        name="number-before-sigle",
        kind="cardinal",
        pattern=re.compile(
            r"(?<![\w.,/-])(?<!\d )(?:[1-9]\d{0,2}(?: \d{3})*|\d{1,6})(?<=1)"
            r"(?= (?:[^\W\d_]+es )?[A-Z]{2,8}s?(?!\w|\.\w))"
        ),
        say=say_before_sigle,
        needs=re.compile(r"1 "),
        source="Le Bon Usage, § 598: « un » takes the gender of what is counted",
        examples=(
            ("Il aide 31 PME.", "Il aide trente et une pé-èm-euh."),
            ("Il aide 31 CHU.", "Il aide trente et un cé-hache-u."),
        ),
    ),
)


RULES = (
    Rule(
        name="long-figures",
        kind="cardinal",
        pattern=re.compile(r"(?<!\d)\d{67,}"),
        say=say_long,
        needs=re.compile(r"\d{67}"),
        examples=(),
    ),
    Rule(
        name="power",
        kind="symbol",
        pattern=re.compile(r"(?<![\w.,])(?P<n>\d{1,9})\^(?P<s>-)?(?P<p>\d{1,4})(?!\w)"),
        say=say_power,
        needs=re.compile(r"\^"),
        examples=(("Soit 10^6 essais.", "Soit dix puissance six essais."),),
    ),
    Rule(
        name="formation",
        kind="score",
        pattern=re.compile(r"(?<![\w.,/-])\d{1,3}(?:[-–]\d{1,3}){2,5}(?![\w/]|[.,-]\d)"),
        say=say_triple,
        needs=_DIGIT,
        examples=(("En 4-3-3.", "En quatre trois trois."),),
    ),
    Rule(
        name="law-article",
        kind="abbrev",
        pattern=re.compile(
            r"(?<![\w.])(?P<letter>L\.?O|L\.?P|Lp|LO|[LRDA])(?P<mark>\*?\.?\*? ?)"
            r"(?P<n>\d{1,5}(?:-\d{1,4}){0,4}(?:-[A-Z](?!\w))?)(?!\w|[.,]\d|-\w)"
        ),
        say=say_law_article,
        needs=re.compile(r"[LRDACOPp]\*?\.?\*? ?\d"),
        source="Légifrance",
        examples=(
            ("L'article L. 123-4.", "L'article L cent vingt-trois tiret quatre."),
            ("L'art. R.* 421-1.", "L'article R quatre cent vingt et un tiret un."),
            ("Un Airbus A320-200.", "Un Airbus a trois cent vingt deux cents."),
        ),
    ),
    Rule(
        name="range-or-score",
        kind="range",
        pattern=re.compile(
            rf"(?<![\w.,/-])(?<!\d )(?P<a>(?:(?<![\w)])-)?{NUM})(?:[-–]| [–] | - )(?P<b>{NUM})(?![\w/]|[.,-]\d)"
        ),
        say=say_pair,
        needs=re.compile(r"\d ?[-–] ?\d"),
        examples=(
            ("Victoire 3-0.", "Victoire trois à zéro."),
            ("Les 18-25 ans.", "Les dix-huit à vingt-cinq ans."),
            ("La loi n° 78-17.", "La loi numéro soixante-dix-huit tiret dix-sept."),
        ),
    ),
    Rule(
        name="version",
        kind="decimal",
        pattern=re.compile(
            r"(?<![\w.,])(?!\d{1,3}(?:\.\d{3})+(?!\d))\d{1,3}(?:\.\d{1,3}){2,4}(?![\w]|[.,]\d)"
        ),
        say=say_version,
        needs=re.compile(r"\.\d"),
        examples=(("La version 3.11.4.", "La version trois point onze point quatre."),),
    ),
    Rule(
        name="number",
        kind="cardinal",
        pattern=re.compile(rf"{SIGNED}(?![\d])"),
        say=say_any,
        needs=_DIGIT,
        source="Le Bon Usage, § 595-604",
        examples=(
            ("Il y en a 80.", "Il y en a quatre-vingts."),
            ("Les 21 voix.", "Les vingt et une voix."),
            ("Il fait -3 dehors.", "Il fait moins trois dehors."),
            ("Près de 3,05 points.", "Près de trois virgule zéro cinq points."),
        ),
    ),
    Rule(
        name="figures-left",
        kind="cardinal",
        pattern=re.compile(r"\d{1,66}"),
        say=lambda match, context: (
            with_leading_zeros(match[0], locale=context.locale)
            if len(match[0]) < 7 or match[0][0] != "0"
            else figures(match[0])
        ),
        needs=_DIGIT,
        examples=(),
    ),
)
