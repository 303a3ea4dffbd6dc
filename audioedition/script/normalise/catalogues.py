"""What catalogues, learned notes and maps print short: « in-8° », « 12 v° », « av. 1700 », « 48°51'24"N »."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.ranks import roman_value
from audioedition.script.normalise.tables.units import PER, UNITS

_DIRECTIONS = {"N": "nord", "S": "sud", "E": "est", "O": "ouest", "W": "ouest"}
_RARE = re.compile(r"(?i)\b(?:probabilit|fréquence|concentration|ordre de|risque)")
_FORMATS = {"4": "quarto", "8": "octavo", "12": "douze", "16": "seize", "18": "dix-huit"}


def say_position(match: re.Match[str], context: Context) -> str:
    """« 48°51'24"N » → « 48 degrés 51 minutes 24 secondes nord », open."""
    seconds = f" {match['s']} secondes" if match["s"] else ""
    return f"{match['d']} degrés {match['m']} minutes{seconds} {_DIRECTIONS[match['to']]}"


RULES = (
    Rule(
        name="position",
        kind="unit",
        pattern=re.compile(
            r"(?<![\w.,])(?P<d>\d{1,3})° ?(?P<m>\d{1,2}(?:[.,]\d{1,5})?)' ?(?:(?P<s>\d{1,2}(?:[.,]\d{1,3})?) ?"
            r"(?:''|\") ?)?(?P<to>[NSEOW])(?!\w)"
        ),
        say=say_position,
        needs=re.compile(r"\d°"),
        open=True,
        examples=(
            ("À 48°51'24\"N.", "À quarante-huit degrés cinquante et une minutes vingt-quatre secondes nord."),
        ),
    ),
    Rule(
        name="pages-glued",
        kind="abbrev",
        pattern=re.compile(r"(?<![\w.])(?P<p>pp?)(?=\d{1,4}(?: ?[-–] ?\d{1,4})?(?:[,.;)]|$))"),
        say=lambda match, context: f"{match['p']}. ",
        needs=re.compile(r"p\d"),
        open=True,
        examples=(
            (
                "Dans Annales, p57-71, 2007.",
                "Dans Annales, page cinquante-sept à soixante et onze, deux mille sept.",
            ),
        ),
    ),
    Rule(
        name="dagger",
        kind="symbol",
        pattern=re.compile(r" ?†(?! ?\d)(?!\))(?!mort)"),
        say=lambda match, context: "",
        needs=re.compile("†"),
        open=True,
        doubtful=lambda match, context: True,
        source="call of a note, or the mark of a dead word",
        examples=(("Selon Cotgrave † « Orgueil ».", "Selon Cotgrave « Orgueil »."),),
    ),
    Rule(
        name="lost-exponent",
        kind="symbol",
        pattern=re.compile(
            r"(?:(?<=\bde )|(?<=[à×x] ))10 ?-(?P<n>[1-9]\d?)(?=[ ,.;)])(?! ?(?:°|%|€|ans|h\b|min|jours|points))"
        ),
        say=lambda match, context: f"10^-{match['n']}" if _RARE.search(match.string) else None,
        needs=re.compile(r"10 ?-\d"),
        open=True,
        doubtful=lambda match, context: bool(_RARE.search(match.string)),
        source="pages whose raised figures were copied as plain ones",
        examples=(
            ("Une probabilité de 10 -7 par an.", "Une probabilité de dix puissance moins sept par an."),
        ),
    ),
    Rule(
        name="format-of-a-book",
        kind="name_code",
        pattern=re.compile(r"(?<!\w)in-(?P<f>4|8|12|16|18)°(?!\w)|(?<!\w)in-fol\.(?!\w)"),
        say=lambda match, context: "in-" + _FORMATS.get(match["f"] or "", "folio"),
        needs=re.compile("in-"),
        open=True,
        source="catalogues of old books",
        examples=(("Un volume in-8° relié.", "Un volume in-octavo relié."),),
    ),
    Rule(
        name="recto-or-verso",
        kind="abbrev",
        pattern=re.compile(r"(?<=\d) ?(?P<s>[rv])[°o](?=[ ,.;)-]|$)"),
        say=lambda match, context: " recto" if match["s"] == "r" else " verso",
        needs=re.compile(r"\d ?[rv]"),
        open=True,
        source="manuscripts",
        examples=(("Au fol. 12 r° et 13 v°.", "Au fol. douze recto et treize verso."),),
    ),
    Rule(
        name="before-or-after-a-year",
        kind="abbrev",
        pattern=re.compile(r"(?<![\w.-])(?P<s>av|ap|apr)\. (?=(?:1[0-9]|20)\d\d(?![\w°%€$]| \d))"),
        say=lambda match, context: "avant " if match["s"] == "av" else "après ",
        needs=re.compile(r"[vpr]\. \d"),
        open=True,
        source="notices of museums",
        examples=(("Peint av. 1700.", "Peint avant mille sept cent."),),
    ),
    Rule(
        name="roman-section",
        kind="roman",
        pattern=re.compile(r"^(?P<r>[IVX]{1,5})\.(?P<n>\d{1,2}(?:\.\d{1,2})?)\.?(?: [–-])? (?=[«A-ZÀ-Ý])"),
        say=lambda match, context: (
            f"{value} point {match['n'].replace('.', ' point ')}, "
            if (value := roman_value(match["r"]))
            else None
        ),
        needs=re.compile(r"^[IVX]{1,5}\.\d"),
        open=True,
        examples=(("II.1. Données", "deux point un, Données"),),
    ),
    Rule(
        name="power-before-unit",
        kind="symbol",
        pattern=re.compile(
            r"(?<![\w.,/-])10-(?P<n>[1-9]) ?(?P<u>mol|[kcmµn]?m|s|[kmµ]?g|L|W|J|Pa|Hz)(?:/(?P<per>L|l|s|kg))?(?![\w'’])"
        ),
        say=lambda match, context: (
            f"dix puissance moins {context.number(match['n'])} {UNITS[match['u']][1]}"
            + (f" par {PER[match['per']]}" if match["per"] else "")
        ),
        needs=re.compile(r"10-\d"),
        source="pages whose raised figures were copied as plain ones; no range falls from ten",
        examples=(
            ("Soit 10-6 m.", "Soit dix puissance moins six mètres."),
            ("De 10-15 m.", "De dix à quinze mètres."),
        ),
    ),
    Rule(
        name="phonetic-transcription",
        kind="typo",
        pattern=re.compile(
            r" ?(?:\[(?=[^\[\]]{0,60}[\u0250-\u02af\u02c8\u02d0])[^\[\]]{1,60}\]|"
            r"/(?=[^/]{0,40}[\u0250-\u02af\u02c8\u02d0])[^/ ]{1,40}/)(?: / )?"
        ),
        say=lambda match, context: ", " if match[0].endswith("/ ") and match.start() else "",
        needs=re.compile(r"[\u0250-\u02af\u02c8\u02d0]"),
        open=True,
        doubtful=lambda match, context: True,
        source="dictionaries: the International Phonetic Alphabet is no French",
        examples=(("Le verbe devoir [də.vwaʁ] est court.", "Le verbe devoir est court."),),
    ),
    Rule(
        name="lone-mu",
        kind="symbol",
        pattern=re.compile(r"(?<!\w)µ(?![^\W_])"),
        say=lambda match, context: "mu",
        needs=re.compile("µ"),
        open=True,
        examples=(("Avec µ = 3.", "Avec mu égale trois."),),
    ),
    Rule(
        name="constitution",
        kind="name_code",
        pattern=re.compile(
            r"(?<![\w.,/-])49\.3(?!\w|[.,]\d| ?[%°€$]| (?:millions?|milliards?|points?|km|kg|ans)\b)"
        ),
        say=lambda match, context: "quarante-neuf point trois",
        needs=re.compile(r"49\.3"),
        open=True,
        source="press usage: the article of the Constitution",
        examples=(("Un 49.3 de plus.", "Un quarante-neuf point trois de plus."),),
    ),
    Rule(
        name="illustrations",
        kind="abbrev",
        pattern=re.compile(r"(?<=\d )ill\.(?=[ ,;)]|$)"),
        say=lambda match, context: "illustrations",
        needs=re.compile(r"\d ill"),
        open=True,
        examples=(("Un livre, 200 ill., relié.", "Un livre, deux cents illustrations, relié."),),
    ),
    Rule(
        name="zero-for-o",
        kind="name_code",
        pattern=re.compile(r"(?<!\w)C(?:02|[O0]²)(?!\w)"),
        say=lambda match, context: "CO2",
        needs=re.compile("C0|CO²"),
        open=True,
        examples=(("Du C02 rejeté.", "Du cé-o deux rejeté."),),
    ),
    Rule(
        name="figures-in-square-brackets",
        kind="typo",
        pattern=re.compile(r"(?:(?<=[\d)%] )|(?<=[\d)%]))\[(?=[^\[\]]{0,40}\d)(?P<in>[^\[\]\ue000]{1,60})\]"),
        say=lambda match, context: f"({match['in']})",
        needs=re.compile(r"\[[^\]]*\d"),
        open=True,
        source="intervals and tie-breaks, which a voice must part from what stands before",
        examples=(("Par 7-6 [7-4].", "Par sept à six (sept à quatre)."),),
    ),
)
"""Before the numbers, which would read what is left of these signs."""
