"""Times of day, durations, records."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.numbers import cardinal, with_leading_zeros
from audioedition.script.normalise.patterns import say_number

_DIGIT = re.compile("[0-9]")


def _hours(digits: str, context: Context) -> str:
    return f"{cardinal(digits, gender='f', locale=context.locale)} heure{'s' if int(digits) > 1 else ''}"


def _counted(digits: str, noun: str, context: Context) -> str:
    return f"{cardinal(digits, gender='f', locale=context.locale)} {noun}{'s' if int(digits) > 1 else ''}"


def say_clock(match: re.Match[str], context: Context) -> str | None:
    """« 18h30 » → « dix-huit heures trente »; with seconds, minutes are named."""
    hours, minutes, seconds = match["h"], match["m"], match["s"]
    if hours == "0" and minutes and not seconds and ":" in match[0]:
        return _counted(minutes, "seconde", context)  # « à 0:50 »: where one is in a film
    if not minutes or (not int(minutes) and not seconds):
        return _hours(hours, context)
    if seconds:
        rest = f"{_counted(minutes, 'minute', context)} {_counted(seconds, 'seconde', context)}"
        if "c" in match.re.groupindex and match["c"]:
            rest += " " + with_leading_zeros(match["c"], locale=context.locale)
        return f"{_hours(hours, context)} {rest}"
    return f"{_hours(hours, context)} {cardinal(minutes, gender='f', locale=context.locale)}"


def say_around_the_clock(match: re.Match[str], context: Context) -> str:
    """« 24h/24 », « 7j/7 », « 7j/j » for the same."""
    noun = "heures" if (match["what"] or match["what_"]) in "hH" else "jours"
    number = match["a"] or match["a_"]
    return f"{context.number(number)} {noun} sur {context.number(match['b'] or match['b_'] or number)}"


def say_seconds(match: re.Match[str], context: Context) -> str:
    noun = "seconde" if match["unit"].startswith("s") else "minute"
    tail = match["rest"]
    after = (
        with_leading_zeros(tail, locale=context.locale)  # hundredths
        if noun == "seconde"
        else cardinal(tail, gender="f", locale=context.locale)
    )
    words = f"{_counted(match['n'], noun, context)} {after}"
    return words + (" secondes" if match["end"] and noun == "minute" else "")


def say_match_minute(match: re.Match[str], context: Context) -> str:
    from audioedition.script.normalise.numbers import ordinal

    before = match.string[max(0, match.start() - 40) : match.start()]
    if not match["extra"] and not re.search(r"\([^()]*$|\bla $", before):
        return _counted(match["n"], "minute", context)  # « le peloton à 3' »
    extra = f" plus {context.number(match['extra'])}" if match["extra"] else ""
    return f"{ordinal(match['n'], locale=context.locale, gender='f')} minute{extra}"


def say_countdown(match: re.Match[str], context: Context) -> str:
    return f"{match[1]} {'moins' if match[2] == '-' else 'plus'} {context.number(match[3])}"


def _closes_quotation(match: re.Match[str]) -> bool:
    """« la marque "999" »: one sign before it is open."""
    sign = match[0].rstrip("0123456789")[-1]
    return sign == '"' and match.string[: match.start()].count('"') % 2 == 1


def say_chrono(match: re.Match[str], context: Context) -> str | None:
    if _closes_quotation(match):
        return None
    words = []
    if match["m"]:
        words.append(_counted(match["m"], "minute", context))
    words.append(_counted(match["s"] or match["s_"], "seconde", context))
    if hundredths := match["c"] or match["c_"]:
        words.append(with_leading_zeros(hundredths, locale=context.locale))
    return " ".join(words)


_SCREEN = re.compile(
    r"(?i)\b(?:écrans?|TV|télé\w*|moniteurs?|tablettes?|dalles?|jantes?|iPhone|iPad|Galaxy|Pixel|smartphones?|[48]K|OLED)\b[^.;:\d]{0,16}$"
)


def say_inches(match: re.Match[str], context: Context) -> str | None:
    """Of a screen or a rim; elsewhere the sign is of seconds or closes a quotation."""
    before = match.string[max(0, match.start() - 32) : match.start()]
    return f"{say_number(match['n'], context)} pouces" if _SCREEN.search(before) else None


RULES = (
    Rule(
        name="around-the-clock",
        kind="time",
        pattern=re.compile(
            r"(?<!\d)(?P<a>24|7) ?(?P<what>[hHjJ])(?: ?/ ?| sur )(?:(?P<b>24|7)(?: ?[hHjJ])?|(?P=what))(?!\w)|"
            r"(?<![\w/])(?P<a_>24|7)/(?P<b_>24|7) ?(?P<what_>[hHjJ])(?!\w)"
        ),
        say=say_around_the_clock,
        needs=_DIGIT,
        examples=(
            ("Ouvert 24h/24 et 7j/7.", "Ouvert vingt-quatre heures sur vingt-quatre et sept jours sur sept."),
        ),
    ),
    Rule(
        name="countdown",
        kind="time",
        pattern=re.compile(r"(?<!\w)([JH]) ?([-+]) ?(\d{1,3})(?!\w)"),
        say=say_countdown,
        needs=re.compile("[JH] ?[-+]"),
        examples=(("À J-3, tout est prêt.", "À J moins trois, tout est prêt."),),
    ),
    Rule(
        name="clock",
        kind="time",
        pattern=re.compile(
            r"(?<![\d.,:/])(?<!\d )(?P<h>\d{1,3})(?: ?[hH](?: ?(?P<m>[0-5]\d)(?![\d]| \d{3}))?"
            r"(?:(?: ?(?:min|mn|')) ?(?P<s>[0-5]\d|\d(?= ?s\b|''))"
            r"(?: ?s\b|(?:''|\")(?P<c>\d{1,3})?)?)?(?: ?(?:min|mn))?)"
            r"(?:\.(?= [a-zà-ÿ(]))?(?!\w|/[^\W\d]|'\w|\+)"
        ),
        say=say_clock,
        needs=re.compile(r"\d ?[hH]"),
        examples=(
            ("À 18h30.", "À dix-huit heures trente."),
            ("Vers 21 h.", "Vers vingt et une heures."),
            ("De 9h-18h.", "De neuf heures à dix-huit heures."),
        ),
    ),
    Rule(
        name="clock-with-colon",
        kind="time",
        pattern=re.compile(
            r"(?<![\d.,:])(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\w:]|[.,]\d)"
        ),
        say=say_clock,
        needs=re.compile(r"\d:\d"),
        examples=(("À 20:45.", "À vingt heures quarante-cinq."),),
    ),
    Rule(
        name="half-hour",
        kind="time",
        pattern=re.compile(
            r"(?P<article>\b(?:[uU]ne|[lL]a|[cC]haque|[cC]ette) |(?P<de>\b[dD]e ))?"
            r"(?<!\d)(?<!\d )½ ?(?:h|heure)(?![\w'])"
        ),
        say=lambda match, context: (
            f"{match['de'][0]}'une demi-heure" if match["de"] else (match["article"] or "une ") + "demi-heure"
        ),
        needs=re.compile("½"),
        examples=(("Il attend ½ h.", "Il attend une demi-heure."),),
    ),
    Rule(
        name="inches",
        kind="unit",
        pattern=re.compile(r"(?<![\d.,'])(?P<n>\d{1,3}(?:[.,]\d{1,2})?) ?(?:\"|'')(?![\w'])"),
        say=say_inches,
        needs=re.compile(r"\d ?['\"]"),
        examples=(('Un écran de 6,1" plat.', "Un écran de six virgule un pouces plat."),),
    ),
    Rule(
        name="chrono",
        kind="time",
        pattern=re.compile(
            r"(?<![\d.,'])(?:(?P<m>\d{1,3})'(?! ?\d{3}) ?)(?P<s>[0-5]?\d)(?:(?:''|\")(?P<c>\d{1,3})?)?(?![\w'])|"
            r"(?<![\d.,'])(?P<s_>\d{1,3})(?:''|\")(?P<c_>\d{1,3})?(?![\w'])"
        ),
        say=say_chrono,
        needs=re.compile(r"\d['\"]"),
        examples=(
            ("Il gagne en 3'42''.", "Il gagne en trois minutes quarante-deux secondes."),
            ("En 9''58.", "En neuf secondes cinquante-huit."),
        ),
    ),
    Rule(
        name="match-minute",
        kind="time",
        pattern=re.compile(r"(?:(?<![\w'])|(?<=\d[x×]))(?P<n>\d{1,3})'(?:\+(?P<extra>\d))?(?![\w'])"),
        say=say_match_minute,
        needs=re.compile(r"\d'"),
        examples=(("Un but (67').", "Un but (soixante-septième minute)."),),
    ),
    Rule(
        name="minutes-and-seconds",
        kind="time",
        pattern=re.compile(
            r"(?<![\d.,])(?P<n>\d{1,3}) ?(?P<unit>min|mn|sec|s) ?(?P<rest>\d\d)(?P<end> ?(?:s|sec|secondes))?(?![\w])"
        ),
        say=say_seconds,
        needs=_DIGIT,
        examples=(("En 9 s 81.", "En neuf secondes quatre-vingt-un."),),
    ),
)
