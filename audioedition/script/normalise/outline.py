"""Numbers that order a text and count nothing: sections (« 3.2 »), points (« 1° », « II – »), episodes (« (1/4) »)."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.numbers import ordinal, with_leading_zeros
from audioedition.script.normalise.ranks import roman_value

_ROMAN = r"(?:X{0,2}(?:IX|IV|V?I{0,3}))"
_BEHIND_CLAUSE = re.compile(r"(?:^|[.;:!?»)…,] ?)$")
LAST_POINT = 20
"""Beyond, the adverb has more than one word, and no text has as many points."""
_REFERRED = re.compile(r"(?i)\b(?:le|du|au|les|des|aux|et|ou|à|points?|alinéas?) $")
_OF_A_TEXT = re.compile(
    r"(?:,? (?:et|à|ou) (?:du |au |le )?\d{1,2}°)*,? "
    r"(?:du [IVX]+\b|de l'(?:article|alinéa|annexe)|de l'art\.|du (?:présent|même|paragraphe|code|décret"
    r"|règlement|[A-Z]{3,7}\b)|"
    r"de la (?:loi|directive|section|convention|charte))"
)


def say_section(match: re.Match[str], context: Context) -> str:
    """« 3.2 Méthode » → « trois point deux »: figures between stops at the head of a heading."""
    return (
        " point ".join(with_leading_zeros(part, locale=context.locale) for part in match["n"].split("."))
        + ","
    )


def say_point(match: re.Match[str], context: Context) -> str | None:
    """« 1° Régler », « le 2° de l'article 4 » → premièrement, deuxièmement; a temperature or an angle is no point."""
    before, number = match.string[: match.start()], int(match["n"])
    referred = _OF_A_TEXT.match(match.string, match.end()) and (
        _REFERRED.search(before[-8:]) or _BEHIND_CLAUSE.search(before)
    )
    ranked = number == 1 or f"{number - 1}°" in before or not before.strip("« ")
    opens = re.match(r" [A-ZÀ-Ýa-zà-ÿ]['a-zà-ÿ]", match.string[match.end() : match.end() + 3])
    listed = ranked and opens and (_BEHIND_CLAUSE.search(before) or match.string[match.end() + 1].isupper())
    if number > LAST_POINT or not (match["bracket"] or referred or listed):
        return None
    words = ordinal(number, gender="f", locale=context.locale) + "ment"
    return words if referred else words + ","


def say_roman_point(match: re.Match[str], context: Context) -> str | None:
    """« II – Le procès », « I / Présentation »."""
    value = roman_value(match["r"])
    return None if value is None else context.number(str(value)) + ","


def say_episode(match: re.Match[str], context: Context) -> str | None:
    """« Le fleuve (1/4) » → « un sur quatre »: a part of a series is no fraction."""
    part, whole = int(match["part"]), int(match["whole"])
    return (
        f"{match['open']}{context.number(match['part'])} sur {context.number(match['whole'])}"
        if part <= whole
        else None
    )


RULES = (
    Rule(
        name="section",
        kind="decimal",
        pattern=re.compile(
            r"^(?P<n>\d{1,2}(?:\.\d{1,2}){1,4})\.?[ :)–-]{1,3}(?=[«A-ZÀ-Ý\ue000])(?! ?(?:Md?s?|K|EUR|CHF|USD"
            r"|GBP|CAD|[kMGT]?(?:Hz|W|Wh|o|V)|L|Pa)\b(?!'))"
        ),
        say=lambda match, context: say_section(match, context) + " ",
        needs=re.compile(r"^\d{1,2}\.\d"),
        examples=(
            ("3.2 Méthode", "trois point deux, Méthode"),
            ("1.5 million de voix.", "un virgule cinq million de voix."),
        ),
    ),
    Rule(
        name="inventory",
        kind="name_code",
        pattern=re.compile(
            r"(?<![\w.,/-])(?<!\d )(?P<n>\d{3,4}(?:\.\d{1,3}){2,4})(?<!\.\d{3}\.\d{3})(?!\w|[.,]\d)"
        ),
        say=lambda match, context: " point ".join(context.number(part) for part in match["n"].split(".")),
        needs=re.compile(r"\d{3}\.\d{1,3}\.\d"),
        source="numbers of inventory in museums: year, lot, piece",
        examples=(
            ("Le dessin 1945.3.2.", "Le dessin mille neuf cent quarante-cinq point trois point deux."),
        ),
    ),
    Rule(
        name="point",
        kind="ordinal",
        pattern=re.compile(r"(?<![\w.,/-])(?<!\d )(?P<n>\d{1,2})°(?P<bracket>\))?(?![CF]|\w| [CF]\b)"),
        say=say_point,
        needs=re.compile("°"),
        source="Imprimerie nationale, Lexique, « énumérations »",
        examples=(
            ("Il faut : 1° voter ; 2° partir.", "Il faut : premièrement, voter ; deuxièmement, partir."),
            ("Il faut 1°) voter.", "Il faut premièrement, voter."),
            ("Le 2° de l'article 4.", "Le deuxièmement de l'article quatre."),
            ("À Brest : 12° le matin.", "À Brest : douze degrés le matin."),
        ),
    ),
    Rule(
        name="roman-point",
        kind="roman",
        pattern=re.compile(
            rf"(?:^|(?<=^\d )|(?<=^\d\d ))(?P<r>{_ROMAN})(?: ?[/)–-] ?|(?<=\w\w)\. )(?=[«A-ZÀ-Ý\ue000])(?<=[ /)–-])"
        ),
        say=lambda match, context: f"{say_roman_point(match, context)} " if match["r"] else None,
        needs=re.compile(r"^(?:\d{1,2} )?[IVX]"),
        examples=(("II – Le procès", "deux, Le procès"), ("V. Hugo écrit.", "V Hugo écrit.")),
    ),
    Rule(
        name="episode",
        kind="fraction",
        pattern=re.compile(
            r"(?P<open>[(\[]|(?<=\bépisode )|(?<=\bpartie )|(?<=\bvolet )|(?<=\bétape )|(?<=\bpage )|(?<=\bjour ))"
            r"(?P<part>\d{1,2})/(?P<whole>\d{1,2})(?=[)\]]|[ ,.:;!?]|$)(?! ?(?:de|des|du|d'|finale)\b)"
        ),
        say=say_episode,
        needs=re.compile(r"\d/\d"),
        examples=(
            ("Le fleuve (1/4)", "Le fleuve (un sur quatre)"),
            ("Un quart (1/4 de la somme).", "Un quart (un quart de la somme)."),
        ),
    ),
)
