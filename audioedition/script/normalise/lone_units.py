"""Units without a number before them: « le prix au m² », « le km 12 »."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.tables.elements import ELEMENTS
from audioedition.script.normalise.tables.units import BEHIND_MILLIONS, LONE, PER, POWERS, UNITS
from audioedition.script.normalise.unit_grammar import many_of


def say_lone_unit(match: re.Match[str], context: Context) -> str | None:
    """« le prix au m² »: singular after a singular article, else plural; « m » and « cm » only with a power."""
    sign, power = match["unit"], match["power"]
    if (power and sign[-1] != "m") or (match["hour"] and sign != "km") or (sign in ("m", "cm") and not power):
        return None
    one = bool(
        re.search(
            r"(?i)(?:\b(?:le|du|au|un|par|chaque|ce)|\d(?:er|e|re|ème)) $",
            match.string[max(0, match.start() - 8) : match.start()],
        )
    )
    singular, plural, _ = UNITS[sign]
    words = singular if one else plural
    one = one or bool(re.match(r" \d", match.string[match.end() : match.end() + 2]))  # « km 12 »
    words = singular if one else words
    if power:
        words += f" {POWERS[power]}" + ("" if one else "s")
    return words + ("-heure" if match["hour"] else "")


def say_after_millions(match: re.Match[str], context: Context) -> str:
    """« 5 millions de t » → « de tonnes »."""
    return many_of(match["unit"])


_ELEMENT = "|".join(sorted(ELEMENTS, key=len, reverse=True))

_BEFORE_PER = "|".join(
    sorted((re.escape(sign) for sign in UNITS if len(sign) > 1 or sign in "glLtm"), key=len, reverse=True)
)
_MONEY = {"€": "euros", "$": "dollars", "£": "livres", "habitants": "habitants", "FCFA": "francs cé-effe-a"}
_MONEY_SIGN = "|".join(re.escape(sign) for sign in _MONEY)
_PER = "|".join(
    sorted(
        (re.escape(sign) for sign in PER if sign not in ("h", "s", "g", "t", "m", "b")), key=len, reverse=True
    )
)


def say_lone_ratio(match: re.Match[str], context: Context) -> str:
    """« en kWh/m²/an » → « en kilowattheures par mètre carré par an »."""
    head = _MONEY.get(match["unit"]) or UNITS[match["unit"]][1]
    return head + "".join(f" par {PER[sign]}" for sign in match["per"].split("/")[1:])


RULES = (
    Rule(
        name="lone-ratio",
        kind="unit",
        pattern=re.compile(
            rf"(?<![\w/°²³.,\ue000-])(?<!\ue000 )(?<!\d )(?P<unit>{_BEFORE_PER}|{_MONEY_SIGN})"
            rf"(?P<per>(?:/(?:{_PER})){{1,2}})(?![\w/²³])"
        ),
        say=say_lone_ratio,
        needs=re.compile("/"),
        source="BIPM, Brochure sur le SI, 9e éd.",
        examples=(
            ("En kWh/m²/an.", "En kilowattheures par mètre carré par an."),
            ("Le loyer en €/m².", "Le loyer en euros par mètre carré."),
        ),
    ),
    Rule(
        name="element-behind-quantity",
        kind="name_code",
        pattern=re.compile(rf"(?<=\ue000 )(?P<de>de |d')(?P<e>{_ELEMENT})(?!\w|['°+-])"),
        say=lambda match, context: (
            f"{'d' + chr(39) if ELEMENTS[match['e']][0] in 'aeiouéh' else 'de '}{ELEMENTS[match['e']]}"
        ),
        needs=re.compile(r"d[e'] ?[A-Z]"),
        source="IUPAC, names of the elements in French",
        examples=(
            ("Soit 3 % de Zn.", "Soit trois pour cent de zinc."),
            ("Un bloc de 2 t de Ag.", "Un bloc de deux tonnes d'argent."),
        ),
    ),
    Rule(
        name="unit-after-millions",
        kind="unit",
        pattern=re.compile(
            r"(?:(?<=illions de )|(?<=illiards de )|(?<=illion de )|(?<=illiard de )|(?<=illiers de )|(?<=illions d')|"
            rf"(?<=illiards d'))(?P<unit>{'|'.join(sorted(BEHIND_MILLIONS, key=len, reverse=True))})(?![\w²³'])"
        ),
        say=say_after_millions,
        needs=re.compile(r"illi(?:on|ard|er)s? d"),
        source="press usage",
        examples=(("Soit 5 millions de t de blé.", "Soit cinq millions de tonnes de blé."),),
    ),
    Rule(
        name="lone-unit",
        kind="unit",
        pattern=re.compile(
            rf"(?<![\w/°²³])(?P<unit>{'|'.join(sorted(LONE, key=len, reverse=True))})"
            r"(?P<power>[²³23])?(?P<hour>/h)?(?![\w/²³])"
        ),
        say=say_lone_unit,
        needs=re.compile(r"m[²³23]|km|kg|Wh|°C|[kMG]W"),
        source="BIPM, Brochure sur le SI, 9e éd.",
        examples=(
            ("Le prix au m² baisse.", "Le prix au mètre carré baisse."),
            ("Le prix du kWh.", "Le prix du kilowattheure."),
            ("En km/h.", "En kilomètres-heure."),
        ),
    ),
)
