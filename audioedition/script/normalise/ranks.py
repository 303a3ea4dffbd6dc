"""Ordinals and Roman numerals."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.letters import read_letters
from audioedition.script.normalise.numbers import cardinal, ordinal
from audioedition.script.normalise.tables.rank_words import NUMBERED, QUEENS, RULERS

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_VALID = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def roman_value(letters: str) -> int | None:
    """« XIV » → 14; ``None`` when it is no numeral in its regular form."""
    if not letters or not _VALID.fullmatch(letters):
        return None
    total = 0
    for here, following in zip(letters, [*letters[1:], ""], strict=True):
        value = _VALUES[here]
        total += -value if following and _VALUES[following] > value else value
    return total


def say_ordinal(match: re.Match[str], context: Context) -> str | None:
    number = re.sub(r"\D", "", match["n"])
    ending = match["end"].strip()
    plural = "s" if ending.endswith("s") else ""
    if re.fullmatch("ers?", ending) and number[-1] != "1":
        return None  # a club: « les 76ers »
    if ending.startswith(("nd", "d")):
        return ("seconde" if "de" in ending else "second") + plural
    feminine = ending.rstrip("s") in ("re", "ère", "ere", "e") and int(number) == 1
    return ordinal(number, gender="f" if feminine else "m", locale=context.locale) + plural


def say_degree_rank(match: re.Match[str], context: Context) -> str:
    return ordinal(match["n"], locale=context.locale)


def say_roman_rank(match: re.Match[str], context: Context) -> str | None:
    ending = match["end1"] or match["end"] or match["end_"]
    value = roman_value((match["r1"] or match["r"] or match["r_"]).upper())
    if value is None:
        return None
    feminine = value == 1 and not ending.startswith("er")
    return ordinal(value, gender="f" if feminine else "m", locale=context.locale) + (
        "s" if ending.endswith("s") else ""
    )


def say_ruler(match: re.Match[str], context: Context) -> str | None:
    """« Louis XIV » → « Louis quatorze », « François Ier » is the rank rule's, « Malcolm X » stays."""
    value = roman_value(match["r"])
    name = re.split(r"[-']", match["name"])[-1]
    if value is None or (len(match["r"]) == 1 and name not in RULERS):
        return None
    if name.isupper() and len(name) <= 4 and name.capitalize() not in RULERS:
        return f"{read_letters(name, context)} {cardinal(value, locale=context.locale)}"  # « GTA VI »
    if value == 1:
        return f"{match['name']} {'première' if name in QUEENS else 'premier'}"
    return f"{match['name']} {cardinal(value, locale=context.locale)}"


def say_after_hyphen(match: re.Match[str], context: Context) -> str | None:
    """« Paris-VIII » → « Paris huit »; a lone letter is a numeral behind a town or a ruler only."""
    value = roman_value(match["r"])
    known = match["name"].lower() in NUMBERED or match["name"].split("-")[-1] in RULERS
    if value is None or (len(match["r"]) == 1 and not known):
        return None
    return f"{match['name']} {cardinal(value, locale=context.locale)}"


def say_numbered(match: re.Match[str], context: Context) -> str | None:
    value = roman_value(match["r"])
    if value is None or match["word"].lower() not in NUMBERED:
        return None
    return f"{match['word']} {cardinal(value, locale=context.locale)}"


def say_lone_roman(match: re.Match[str], context: Context) -> str | None:
    value = roman_value(match[0])
    return None if value is None else cardinal(value, locale=context.locale)


RULES = (
    Rule(
        name="ordinal",
        kind="ordinal",
        pattern=re.compile(
            r"(?<![\w.,'])(?<!\d-)(?<![A-Z]-)(?<!\d/)(?<!\d )(?P<n>\d{1,3}(?: \d{3}){1,2}|\d{1,7})"
            r"(?P<end>(?:(?<=1) (?=[eè]re)|)(?:ers|er|ères|ère|eres|ere|res|re|èmes|ème|emes|eme|ièmes|"
            r"ième|iemes|ieme|ès|è|"
            r"ndes|nde|nds|nd|(?<=2)des?|(?<=2)ds?|es|e))(?!\w)"
        ),
        say=say_ordinal,
        needs=re.compile(r"\d ?[eèirnd]"),
        source="Imprimerie nationale, Lexique, « nombres ordinaux »",
        examples=(
            ("La 21e fois.", "La vingt et unième fois."),
            ("Les 1res pluies.", "Les premières pluies."),
            ("Le 2nd tour.", "Le second tour."),
        ),
    ),
    Rule(
        name="english-ordinal",
        kind="ordinal",
        pattern=re.compile(r"(?<![\w.,'-])(?P<n>\d{1,3})(?:st|rd|th)(?!\w)"),
        say=lambda match, context: ordinal(match["n"], locale=context.locale),
        needs=re.compile(r"\d[srt]"),
        doubtful=lambda match, context: True,
        examples=(("Le 21st Century Fox.", "Le vingt et unième Century Fox."),),
    ),
    Rule(
        name="rank-with-degree-sign",
        kind="ordinal",
        pattern=re.compile(
            r"(?<![\w.,])(?P<n>\d{1,3})°(?= (?:arrondissement|étage|siècle|chambre|régiment|circonscription|édition|"
            r"jour|anniversaire|congrès|division|bataillon|tour|place|RI|RIMa)\b)"
        ),
        say=say_degree_rank,
        needs=re.compile("°"),
        examples=(("Le 6° arrondissement.", "Le sixième arrondissement."),),
    ),
    Rule(
        name="roman-before-century",
        kind="roman",
        pattern=re.compile(
            r"(?<![\w'-])(?P<r>[IVX]{1,5})"
            r"(?= (?:siècles?|arrondissement|République)\b|"
            r"(?:, [IVX]{1,5}(?:es?)?){0,3} (?:et|ou|à|au|ou au|et au) (?:le |du |des )?[IVX]{1,5}(?:es?|ème)? "
            r"(?:siècles?|arrondissements?|Républiques?)\b)"
        ),
        say=lambda match, context: (
            ordinal(value, locale=context.locale) if (value := roman_value(match["r"])) is not None else None
        ),
        needs=re.compile(r"[IVX],? [seoàaIVXR]"),
        examples=(
            ("Au XVIII siècle.", "Au dix-huitième siècle."),
            ("Des XX et XXIe siècles.", "Des vingtième et vingt et unième siècles."),
            ("Le siècle passe.", "Le siècle passe."),
        ),
    ),
    Rule(
        name="roman-range-of-centuries",
        kind="roman",
        pattern=re.compile(r"(?<![\w'-])(?P<r>[IVX]{1,5})[-–](?=[IVX]{1,5}es? (?:siècles?\b|\ue000))"),
        say=lambda match, context: (
            f"{ordinal(value, locale=context.locale)} à "
            if (value := roman_value(match["r"])) is not None
            else None
        ),
        needs=re.compile(r"[IVX][-–][IVX]"),
        examples=(("Du X-XIe siècle.", "Du dixième à onzième siècle."),),
    ),
    Rule(
        name="roman-rank",
        kind="roman",
        pattern=re.compile(
            r"(?<!\w)(?:(?P<r1>I)(?P<end1>ers|er|res|re|ères|ère)|(?P<r>[VX]|[IVXLCDM]{2,9})(?P<end>èmes|ème|emes|eme|es|e|è))(?!\w)(?!')|"
            r"(?<!\w)(?P<r_>[ivx]{1,6})(?P<end_>ème|e)(?= (?:siècles?|arrondissement|république|et [ivxl]+e siècle)\b)"
        ),
        say=say_roman_rank,
        needs=re.compile(r"[IVXLCDMivxl][eèr]"),
        source="Imprimerie nationale, Lexique, « siècles »",
        examples=(
            ("Au XXIe siècle.", "Au vingt et unième siècle."),
            ("François Ier règne.", "François premier règne."),
            ("La Ve République.", "La cinquième République."),
            ("Le chat.", "Le chat."),
        ),
    ),
    Rule(
        name="roman-after-word",
        kind="roman",
        pattern=re.compile(
            r"(?<![\w-])(?P<word>[^\W\d_]{2,16}) (?P<r>[IVX]|[IVXLC]{2,7})(?![\w'&])(?!\.[A-Z])"
        ),
        say=say_numbered,
        needs=re.compile(r" [IVXLC]"),
        examples=(("L'acte III commence.", "L'acte trois commence."), ("Le tome V.", "Le tome cinq.")),
    ),
    Rule(
        name="roman-after-hyphen",
        kind="roman",
        pattern=re.compile(
            r"(?<!\w)(?P<name>[A-ZÀ-Ý][^\W\d_]{2,20}(?:-[^\W\d_]{2,20}){0,3})[-–](?P<r>[IVX]|[IVX]{2,5})(?![\w'&-]|\.\w)"
        ),
        say=lambda match, context: say_after_hyphen(match, context),
        needs=re.compile(r"[-–][IVX]"),
        source="universities and popes: Paris-VIII, Jean-Paul-II",
        examples=(
            ("À Paris-VIII, on vote.", "À Paris huit, on vote."),
            ("La BMW-X roule.", "La bé-èm-double vé-X roule."),
        ),
    ),
    Rule(
        name="roman-after-name",
        kind="roman",
        pattern=re.compile(
            r"(?<!\w)(?P<name>[A-ZÀ-Ý][^\W\d_]{1,20}(?:[-'][A-ZÀ-Ý][^\W\d_]{1,20}){0,3}) (?P<r>[IVX]{1,7})"
            r"(?![\w'&-])(?!\.[A-Z])"
        ),
        say=say_ruler,
        needs=re.compile(r" [IVX]"),
        source="Le Bon Usage, § 599: Louis quatorze, but François premier",
        examples=(
            ("Louis XIV danse.", "Louis quatorze danse."),
            ("Charles X abdique.", "Charles dix abdique."),
            ("La Génération X.", "La Génération X."),
        ),
    ),
    Rule(
        name="rugby-team",
        kind="roman",
        pattern=re.compile(
            r"(?<=(?:[Ll]e |[Dd]u |[Aa]u ))(?P<r>XV|XIII|VII)(?!\w)|(?<=\bà )(?:XV|XIII|VII)(?!\w)|\b"
            r"(?P<r_>XV|XIII)(?= de France)"
        ),
        say=say_lone_roman,
        needs=re.compile("X[VI]|VII"),
        examples=(("Le XV de France.", "Le quinze de France."),),
    ),
    Rule(
        name="lone-roman",
        kind="roman",
        pattern=re.compile(
            r"(?<![\w.&'-])(?P<r>(?:XC|XL|L?X{1,3})(?:IX|IV|VI{1,3}|I{2,3})|XXI|LXI|LXX|VI{2,3}|I{2,3}|IV|IX|M[MCDXLVI]{4,12})(?![\w'&-]|\.\w)"
        ),
        say=say_lone_roman,
        needs=re.compile("[IVXM][IVXC]"),
        examples=(("Élisabeth et Philippe VIII.", "Élisabeth et Philippe huit."),),
    ),
)
