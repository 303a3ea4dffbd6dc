"""Symbols of a composition (« Ag : 70 %, Sn : 25 %, Cu : 5 % ») and compound units (« J.K-1.mol-1 »)."""

from __future__ import annotations

import re

from audioedition.script.lexicon.spelling import spell
from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.tables.elements import ELEMENTS
from audioedition.script.normalise.tables.units import UNITS

_NAMES = {
    **ELEMENTS,
    "C": "carbone",
    "H": "hydrogène",
    "N": "azote",
    "O": "oxygène",
    "P": "phosphore",
    "S": "soufre",
}
_SYMBOL = "|".join(sorted(_NAMES, key=len, reverse=True))
_SHARE = re.compile(rf"(?<![\w'-])(?:{_SYMBOL}) ?[:=]? ?(?=\d{{1,3}}(?:[.,]\d{{1,3}})? ?%)")
IN_A_ROW = 3
"""Fewer symbols may be something else: « S : 3 % »."""

_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS if unit.isalpha()), key=len, reverse=True))
_PARTS = re.compile(rf"(?P<unit>{_UNIT})(?:\^?-(?P<power>[123]))?")
_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,6}(?:,\d{1,4})?) $")
_POWERS = {"1": "", "2": " carré", "3": " cube"}


def say_share(match: re.Match[str], context: Context) -> str | None:
    if len(_SHARE.findall(match.string, max(0, match.start() - 80), match.end() + 80)) < IN_A_ROW:
        return None
    return _NAMES[re.sub(r"[ :=]", "", match[0])] + match[0][len(match[0].rstrip(" :=")) :]


def say_compound_unit(match: re.Match[str], context: Context) -> str | None:
    """« 42 J.K-1.mol-1 » → « quarante-deux joules par kelvin par mole »; a unit that nobody knows leaves it all."""
    number = _NUMBER.search(match.string, max(0, match.start() - 16), match.start())
    if number is None:
        return None
    one = float(number[1].replace(",", ".")) < 2
    words: list[str] = []
    for part in _PARTS.finditer(match["units"]):
        singular, plural, _ = UNITS[part["unit"]]
        if part["power"]:
            words.append(f"par {singular}{_POWERS[part['power']]}")
        else:
            words.append(singular if one else plural)
    return " ".join(words)


_ATOM = "|".join(sorted({*_NAMES, "F", "I", "K", "B"}, key=len, reverse=True))
_BARE = "NaCl|HCl|KCl|NaOH|KOH|AgOH|AgCl|AgBr|CuO|FeO|ZnO|CaO|MgO|GaAs|LiCl|NaF|KBr|NaBr|HBr|CdTe"
"""Formulas without a figure, which letters alone do not tell from a name."""


def say_formula(match: re.Match[str], context: Context) -> str | None:
    """« Ag2CrO4 », « NaCl », « Fe3+ »: each letter, each figure."""
    printed = match[0]
    if printed.isupper() or printed.startswith("CoV") or (printed.isalpha() and not match["bare"]):
        return None  # « CO2 » is a code, « CoV » a virus
    words = [
        spell(run.upper()) if run.isalpha() else {"+": "plus", "-": "moins"}.get(run) or context.number(run)
        for run in re.findall(r"[A-Za-z]+|\d+|[+-]", printed)
    ]
    return " ".join(words)


RULES = (
    Rule(
        name="formula",
        kind="name_code",
        pattern=re.compile(
            rf"(?<![\w@#/.-])(?:(?P<bare>{_BARE})|(?:(?:{_ATOM})\d{{0,2}}){{2,8}}(?<=[\w)])|(?:{_SYMBOL})\d?(?=\d?[+-](?!\w))(?:\d?[+-])?)(?![\w+-])"
        ),
        say=say_formula,
        needs=re.compile(r"[A-Z](?:[a-z]?\d?[A-Z][a-z]|[a-z]\d?[A-Z+-]|[a-z]\d|OH)"),
        source="IUPAC",
        examples=(
            ("Le Ag2CrO4 et le NaCl.", "Le a-gé deux cé-erre-o quatre et le enne-a-cé-elle."),
            ("Les ions Fe3+ sont là.", "Les ions effe-euh trois plus sont là."),
            ("Le CoV2 est un virus.", "Le CoV deux est un virus."),
        ),
    ),
    Rule(
        name="elements-in-a-row",
        kind="unit",
        pattern=_SHARE,
        say=say_share,
        needs=re.compile("%"),
        open=True,
        source="IUPAC, names in French",
        examples=(
            (
                "Ag : 70 %, Sn : 25 %, Cu : 5 %",
                "argent : soixante-dix pour cent, étain : vingt-cinq pour cent, cuivre : cinq pour cent",
            ),
            ("S : 3 %", "S : trois pour cent"),
        ),
    ),
    Rule(
        name="compound-unit",
        kind="unit",
        pattern=re.compile(rf"(?<=\d )(?P<units>(?:{_UNIT})(?:[.· ]?(?:{_UNIT})\^?-[123]){{1,3}})(?![\w-])"),
        say=say_compound_unit,
        needs=re.compile(r"[a-zA-Z]\^?-[123]"),
        open=True,
        source="BIPM, Brochure sur le SI, 9e éd.",
        examples=(
            ("Soit 42,5 J.K-1mol-1.", "Soit quarante-deux virgule cinq joules par kelvin par mole."),
            ("Soit 18 g.mol-1.", "Soit dix-huit grammes par mole."),
            ("Soit 3 m.s-2.", "Soit trois mètres par seconde carré."),
            ("Le vol 12 A-1 part.", "Le vol douze a un part."),
        ),
    ),
)
