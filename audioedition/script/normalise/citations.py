"""Courts, parties and works as lawyers and scholars cite them: « Cass. soc. », « Roe c. Wade », « (J. v, 65) »."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import MARK, Context, Rule
from audioedition.script.normalise.ranks import roman_value

_CHAMBERS = {
    "civ": "chambre civile", "soc": "chambre sociale", "com": "chambre commerciale", "crim": "chambre criminelle",
    "req": "chambre des requêtes", "ass. plén": "assemblée plénière",
    "ch. mixte": "chambre mixte", "ch. réun": "chambres réunies",
}  # fmt: skip
_CHAMBER = "|".join(re.escape(short) for short in sorted(_CHAMBERS, key=len, reverse=True))


def say_court(match: re.Match[str], context: Context) -> str:
    """« Cass. 1re civ. » → « Cour de cassation, 1re chambre civile », open."""
    rank = f"{match['rank']} " if match["rank"] else ""
    court = "Cour de cassation, " if match["cass"] else ""
    return court + rank + _CHAMBERS[match["ch"].lower()]


def say_against(match: re.Match[str], context: Context) -> str | None:
    """« Morel c/ Préfet », « Roe c. Wade »: the latter for a voice only, for readers know it as it is printed."""
    parted = "/" in match[0]
    if not parted and context.voice is None:
        return None
    between = _PARTY.search(match.string, max(0, match.start() - 24), match.start())
    return " contre " if parted or between else None


def say_small_roman(match: re.Match[str], context: Context) -> str | None:
    """« J. v, 65 », « Ecl. iv, 12 »: book and line."""
    value = roman_value(match["r"].upper())
    return None if value is None else f"{value}, "


_PART = (
    r"(?:[lL]ivres?|[cC]hapitres?|[cC]hap\.|[tT]omes?|[aA]ctes?|[sS]cènes?|[cC]hants?|[sS]ections?|[lL]iv\.|[vV]olumes?|"
    r"[pP]artie|[sS]éminaire|[sS]ourate|[pP]saume|[aA]nnexe|[tT]itre|[pP]ages?)"
)


def say_small_part(match: re.Match[str], context: Context) -> str | None:
    """« livre xi », « Vita prima ix, 22 », « chapitres ii-iv »: small capitals that a page lost."""
    values = [roman_value(letters.upper()) for letters in re.findall("[ivxl]+", match["r"] or match["r_"])]
    if any(value is None for value in values):
        return None
    return (match["part"] or "") + "-".join(str(value) for value in values)


RULES = (
    Rule(
        name="court",
        kind="abbrev",
        pattern=re.compile(
            rf"(?<![\w.])(?:(?P<cass>Cass)\.,? ?)(?P<rank>[123](?:re|ère|e|ème))? ?(?:(?i:ch\. ))?(?P<ch>"
            rf"(?i:{_CHAMBER}))\.?(?=[ ,;)]|$)"
        ),
        say=say_court,
        needs=re.compile(r"Cass\."),
        open=True,
        source="Légifrance; Cour de cassation",
        examples=(
            (
                "Cass. 1re civ., 4 mai 2017.",
                "Cour de cassation, première chambre civile, quatre mai deux mille dix-sept.",
            ),
            ("Selon Cass. soc., non.", "Selon Cour de cassation, chambre sociale, non."),
        ),
    ),
    Rule(
        name="against",
        kind="abbrev",
        pattern=re.compile(
            rf"(?:(?<=[a-zà-ÿ]{{2}})|(?<=[A-ZÀ-Ý]{{2}})|(?<=[)»{MARK}])) (?:c\.|c/) ?(?=(?:l'|la |le "
            rf"|les )?[A-ZÀ-Ý«{MARK}]\w)"
        ),
        say=lambda match, context: say_against(match, context),
        needs=re.compile(r" c[./]"),
        open=True,
        source="names of judgments",
        examples=(
            ("L'affaire Morel c/ Préfet.", "L'affaire Morel contre Préfet."),
            ("De la vitamine c. Elle aide.", "De la vitamine c. Elle aide."),
        ),
    ),
    Rule(
        name="small-roman-book",
        kind="roman",
        pattern=re.compile(r"(?<=[A-Za-z]\. )(?P<r>[ivxl]{1,6}), ?(?=\d{1,4}\b)"),
        say=say_small_roman,
        needs=re.compile(r"\. [ivxl]"),
        open=True,
        source="editions of classics",
        examples=(("Le vers (J. v, 65).", "Le vers (J. cinq, soixante-cinq)."),),
    ),
    Rule(
        name="small-roman-part",
        kind="roman",
        pattern=re.compile(
            rf"(?<![\w'-])(?P<part>{_PART} )(?P<r>[ivxl]{{2,7}}(?: ?[-–] ?[ivxl]{{1,7}})?)(?![\w'-])|"
            r"(?<=[a-zà-ÿ] )(?P<r_>[ivx]{2,6})(?=, ?\d{1,4}(?![\d%€]))"
        ),
        say=say_small_part,
        needs=re.compile(r" [ivxl]{2}"),
        open=True,
        source="editions of classics, whose small capitals were copied as small letters",
        examples=(
            ("Au livre xi, il rit.", "Au livre onze, il rit."),
            ("La Vita prima ix, 22.", "La Vita prima neuf, vingt-deux."),
            ("Aux chapitres ii-iv.", "Aux chapitres deux à quatre."),
            ("La livre il y a dix ans.", "La livre il y a dix ans."),
        ),
    ),
    Rule(
        name="and-others",
        kind="abbrev",
        pattern=re.compile(r"(?<=[\w.]) et coll\.(?= |,|\)|$)(?! [«A-Z])"),
        say=lambda match, context: " et collaborateurs",
        needs=re.compile(r"et coll"),
        open=True,
        examples=(("Selon Morel et coll. (2010).", "Selon Morel et collaborateurs (deux mille dix)."),),
    ),
    Rule(
        name="decision",
        kind="abbrev",
        pattern=re.compile(
            r"(?<![\w.])(?:(?P<r>[rR])eq|(?P<d>[dD])éc|(?P<a>[aA])ff)\.(?= (?:n°|no |C-\d|T-\d|\d))(?! \d{4}(?:\D|$))"
        ),
        say=lambda match, context: (
            f"{match['r']}equête"
            if match["r"]
            else f"{match['d']}écision"
            if match["d"]
            else f"{match['a']}ffaire"
        ),
        needs=re.compile(r"[qcf]\. [nCT\d]"),
        open=True,
        examples=(
            ("Req. n° 12.", "Requête numéro douze."),
            ("En déc. 2019.", "En décembre deux mille dix-neuf."),
        ),
    ),
)
"""Before the abbreviations, which know « déc. » as a month and « coll. » as a collection."""

_PARTY = re.compile(rf"(?:\b[A-ZÀ-Ý][\w'’&-]+|[)»{MARK}])$")
