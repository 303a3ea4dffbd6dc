"""Dates, years, and the spans between them."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.numbers import year
from audioedition.script.normalise.tables import words
from audioedition.script.normalise.tables.calendar import MONTH_FORMS, MONTHS, WEEKDAYS

_DIGIT = re.compile("[0-9]")


def _day(digits: str, context: Context) -> str:
    return "premier" if int(digits) == 1 else context.number(digits.lstrip("0"))


def _year(digits: str, context: Context) -> str:
    if len(digits) == 2:
        # a two-figure year of this century is said in full, one of the last as people say it: « quatre-vingt-dix-neuf »
        return year("20" + digits if int(digits) < 50 else digits, locale=context.locale)
    return year(digits, locale=context.locale)


def say_day_month(match: re.Match[str], context: Context) -> str | None:
    if not 1 <= int(match["d"]) <= 31:
        return None
    words = _day(match["d"], context)
    if match["d2"]:
        if not 1 <= int(match["d2"]) <= 31:
            return None
        link = "et" if _are_two_days(match) else "à"
        words += f" {link} {_day(match['d2'], context)}"
    words += " " + MONTH_FORMS[match["month"].lower().rstrip(".")]
    return words + (" " + _year(match["y"], context) if match["y"] else "")


def _are_two_days(match: re.Match[str]) -> bool:
    """« les 5-6 octobre » are two days, « du 5-6 » no more than « 12-15 octobre »."""
    plural = match.string[: match.start()].lower().endswith(("les ", "des ", "ces "))
    return plural and int(match["d2"]) == int(match["d"]) + 1


def say_month_year(match: re.Match[str], context: Context) -> str:
    return f"{match['month']} {year(match['y'], locale=context.locale)}"


def say_figures_date(match: re.Match[str], context: Context) -> str | None:
    day, month, y = int(match["d"]), int(match["m"]), match["y"]
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return f"{_day(match['d'], context)} {MONTHS[month - 1]} {_year(y, context)}"


_ONE_YEAR = re.compile(
    r"(?:saisons?|exercice|scolaires?|championnat|universitaires?|hiver|\ben|rentrée|promotion|\bannée|campagne) $"
)
"""What lasts from one summer to the next is named by both years, and no « à » stands between them."""


def say_years(match: re.Match[str], context: Context) -> str | None:
    """« 2020-2022 » → « … à … »; a season or a school year is said without « à »."""
    first, second = match["a"], match["b"]
    if len(second) == 2:
        second = first[:2] + second
        if int(second) <= int(first):
            return None  # « L. 1226-13 »
    elif "/" in match[0] and int(second) <= int(first):
        return None  # « UE 2019/1150 »
    before = match.string[max(0, match.start() - 24) : match.start()].lower()
    link = " " if _ONE_YEAR.search(before) else " à "
    return year(first, locale=context.locale) + link + year(second, locale=context.locale)


def say_war(match: re.Match[str], context: Context) -> str:
    return f"{context.number(match['a'])} {context.number(match['b'])}"


_WORD_BEFORE = re.compile(r"([^\W\d_]+)['\s]+(?:l')?$")


_TIME_WORDS = words(
    """en an depuis dès avant après vers jusqu'en été hiver printemps automne année années début fin
    milieu de et ou entre millésime"""
)


def say_year(match: re.Match[str], context: Context) -> str | None:
    before = _WORD_BEFORE.search(match.string, max(0, match.start() - 16), match.start())
    word = before[1].lower() if before else ""
    known = word in _TIME_WORDS if len(match["y"]) == 4 else word in ("an", "années", "année")
    return year(match["y"], locale=context.locale) if known else None


_IN_A_SPAN = re.compile(
    r"\b[dD]u \d{1,2}(?:er)?/\d{1,2} au \d{1,2}/\d{1,2}|le \d{1,2}/\d{1,2} (?:à \d{1,2} ?h|de \d{1,2} ?h)"
)


def _around(match: re.Match[str]) -> str:
    """From the article to the end of « du 3/4 au 10/4 », wherever the match stands in it."""
    return match.string[max(0, match.start() - 14) : match.end() + 14]


def say_day_and_month(match: re.Match[str], context: Context) -> str | None:
    day, month = match["d"] or match["d_"], match["m"] or match["m_"]
    if not 1 <= int(day) <= 31 or not 1 <= int(month) <= 12:
        return None
    # « le 11/9 », « du 3/4 au 10/4 » are dates, « le 2/3 » a part
    if len(month) == 1 and int(day) <= int(month) and not _IN_A_SPAN.search(_around(match)):
        return None
    return f"{_day(day, context)} {MONTHS[int(month) - 1]}"


_MONTH = "|".join(
    [*sorted((m for m in MONTH_FORMS if m in MONTHS or m == "aout"), key=len, reverse=True)]
    + [
        rf"{m}\.?"
        for m in sorted((m for m in MONTH_FORMS if m not in MONTHS and m != "aout"), key=len, reverse=True)
    ]
)


_SHORT_MONTH = "[jJ]anv?|[fF]évr?|[fF]evr|[aA]vr|[jJ]uill?|[sS]ept|[oO]ct|[nN]ov|[dD]éc|[dD]ec"


_FULL_MONTH = "|".join(MONTHS)


_YEAR = r"(?:1[0-9]|20|21)\d\d"


_NOT_IN = r"(?<![\w.,/-])(?<!\d )"

RULES = (
    Rule(
        name="short-day",
        kind="date",
        pattern=re.compile(
            rf"(?<!\w)(?P<day>[lL]un|[mM]ar|[mM]er|[jJ]eu|[vV]en|[sS]am|[dD]im)\."
            rf"(?= \d{{1,2}}(?:(?:er)? (?:{_MONTH})| ?[hH]))"
        ),
        say=lambda match, context: WEEKDAYS[match["day"].lower()],
        needs=_DIGIT,
        examples=(("Mar. 12 nov. 2019.", "Mardi douze novembre deux mille dix-neuf."),),
    ),
    Rule(
        name="date",
        kind="date",
        pattern=re.compile(
            rf"(?<![\d.,/:])(?P<d>[0-3]?\d)(?:er|°)?(?: ?[-–] ?(?P<d2>[0-3]?\d))?[ -](?P<month>{_MONTH})(?![\w])"
            r"(?:[ -](?P<y>\d{4})(?![\d]))?",
            re.IGNORECASE,
        ),
        say=say_day_month,
        needs=_DIGIT,
        source="Imprimerie nationale, Lexique, « dates »",
        examples=(
            ("Le 1er mars 2024.", "Le premier mars deux mille vingt-quatre."),
            ("Du 3 au 5 févr.", "Du trois au cinq février"),
            ("Depuis le 11-Septembre.", "Depuis le onze septembre."),
        ),
    ),
    Rule(
        name="short-month",
        kind="date",
        pattern=re.compile(
            rf"(?<!\w)(?P<month>{_SHORT_MONTH})\.(?= (?:\d{{4}}\b|à |au |et )|[-–/](?:{_SHORT_MONTH})\.)|"
            rf"(?<=\b[eE]n )(?P<alone>{_SHORT_MONTH})\."
        ),
        say=lambda match, context: MONTH_FORMS[(match["month"] or match["alone"]).lower()],
        needs=re.compile(r"[vrltc]\. "),
        source="Imprimerie nationale, Lexique, « mois »",
        examples=(("De janv. à mars.", "De janvier à mars."),),
    ),
    Rule(
        name="short-year",
        kind="date",
        pattern=re.compile(r"(?<![\w'])'(?P<y>\d\d)(?![\w'])"),
        say=lambda match, context: context.number(match["y"]),
        needs=re.compile(r"'\d\d"),
        examples=(("L'été '98.", "L'été quatre-vingt-dix-huit."),),
    ),
    Rule(
        name="month-year",
        kind="date",
        pattern=re.compile(rf"\b(?P<month>{_FULL_MONTH}) (?P<y>1[0-9]00)(?!\d| \d{{3}})", re.IGNORECASE),
        say=say_month_year,
        needs=_DIGIT,
        source="Le Bon Usage, § 599",
        examples=(("En mai 1900.", "En mai mille neuf cent."),),
    ),
    Rule(
        name="date-in-figures",
        kind="date",
        pattern=re.compile(
            rf"{_NOT_IN}(?:(?P<d>[0-3]?\d)(?:er)?(?P<sep>[/.-])(?P<m>[01]?\d)(?P=sep)(?P<y>(?:1[5-9]|20)\d\d|\d\d))(?![\w/-]|[.,]\d)"
        ),
        say=say_figures_date,
        needs=_DIGIT,
        examples=(("Le 03/09/2023.", "Le trois septembre deux mille vingt-trois."),),
    ),
    Rule(
        name="iso-date",
        kind="date",
        pattern=re.compile(
            rf"{_NOT_IN}(?P<y>(?:19|20)\d\d)[-/](?P<m>[01]\d)[-/](?P<d>[0-3]\d)(?![\w/-]|[.,]\d)"
        ),
        say=say_figures_date,
        needs=_DIGIT,
        source="ISO 8601",
        examples=(("Le 2024-02-09.", "Le neuf février deux mille vingt-quatre."),),
    ),
    Rule(
        name="day-and-month",
        kind="date",
        pattern=re.compile(
            r"(?<=(?:di |le |Le |du |Du |au |Au ))(?P<d>[0-3]?\d)(?:er)?/(?P<m>0\d|1[0-2]|[1-9])(?![\w/-]|[.,]\d)|"
            r"(?<=(?:nche ))(?P<d_>[0-3]?\d)(?:er)?/(?P<m_>0\d|1[0-2])(?![\w/-]|[.,]\d)"
        ),
        say=say_day_and_month,
        needs=re.compile(r"\d(?:er)?/\d"),
        examples=(("Samedi 21/06, la fête.", "Samedi vingt et un juin, la fête."),),
    ),
    Rule(
        name="wartime",
        kind="date",
        pattern=re.compile(r"(?<![\w,.])(?P<a>14|39)[-–](?P<b>18|45)(?![\w,.]\d|\w)"),
        say=say_war,
        needs=_DIGIT,
        examples=(("La guerre de 39-45.", "La guerre de trente-neuf quarante-cinq."),),
    ),
    Rule(
        name="years",
        kind="range",
        # not next to what was said just before: « n° 2023-45 »
        pattern=re.compile(
            rf"{_NOT_IN}(?<!\ue000)(?P<a>{_YEAR}) ?[-–/] ?(?P<b>{_YEAR}|\d\d)(?![\w/%-]|[.,]\d| ?[%€$])"
        ),
        say=say_years,
        needs=_DIGIT,
        examples=(("Le plan 2021-2027.", "Le plan deux mille vingt et un à deux mille vingt-sept."),),
    ),
    Rule(
        name="year",
        kind="date",
        pattern=re.compile(r"(?<![\w.,'-])(?<!\d )(?P<y>(?:1[1-9]|[2-9])00)(?!\w|[.,]\d| \d{3}| [a-zé]|-)"),
        say=say_year,
        needs=_DIGIT,
        source="Le Bon Usage, § 599: the cent of a year takes no s",
        examples=(("En 1900, Paris rayonne.", "En mille neuf cent, Paris rayonne."),),
    ),
)
