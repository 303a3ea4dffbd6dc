"""What notices and small ads print short: « (* 1920, † 1998) », « les +65 ans », « – 44000 NANTES », « 2 ch. »."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.tables.calendar import MONTHS, WEEKDAYS

_TITLES = {
    "M.": "monsieur", "Mr": "monsieur", "M": "monsieur", "MM.": "messieurs", "Mme": "madame", "Mmes": "mesdames",
    "Mlle": "mademoiselle", "Mlles": "mesdemoiselles", "Monsieur": "monsieur", "Madame": "madame",
    "Messieurs": "messieurs", "Mesdames": "mesdames",
}  # fmt: skip
_IN_FULL = frozenset({"Monsieur", "Madame", "Messieurs", "Mesdames"})
_TITLE = r"MM\.|Mmes|Mme|Mlles|Mlle|Mr|M\.|M(?= ?/)|Monsieur|Madame|Messieurs|Mesdames"


def say_titles(match: re.Match[str], context: Context) -> str | None:
    """« Mme/M. Dupont », « Mmes et MM. »: both in words, « ou » for the stroke."""
    first, last = _TITLES[match["a"]], _TITLES[match["b"]]
    full = match["a"] in _IN_FULL and match["b"] in _IN_FULL
    if full and "/" not in match["link"]:
        return None
    link = "ou" if "/" in match["link"] else match["link"].strip()
    at_start = not match.string[: match.start()].strip('« "')
    stop = "." if match["b"].endswith(".") and not match.string[match.end() :].strip(" »") else ""
    return f"{first.capitalize() if at_start else first} {link} {last}{stop}"


def say_estimated_year(match: re.Match[str], context: Context) -> str:
    """« les bénéfices 2024e »: an analyst's estimate, no rank."""
    return f"{match['y']} estimé"


_SHORT_MONTHS = r"(?:janv?|févr?|mars?|avr|avril|mai|juin|juil|juillet|août|aout|sept|oct|nov|déc)"


def say_list_of_days(match: re.Match[str], context: Context) -> str | None:
    """« les 12, 13 et 14/10 » → « … et 14 octobre »: the month of all of them."""
    days = [int(day) for day in re.findall(r"\d+", match["days"])]
    last = int(match["d"])
    if days != sorted(days) or days[-1] >= last or last > LAST_DAY:
        return None
    return f"{match['days']}{match['d']} {MONTHS[int(match['m']) - 1]}"


LAST_DAY = 31

RULES = (
    Rule(
        name="list-of-days",
        kind="date",
        pattern=re.compile(
            r"(?<=s )(?P<days>\d{1,2}(?:er)?(?:, \d{1,2}){0,4} (?:et|&|ou) )(?P<d>\d{1,2})/(?P<m>0[1-9]|1[0-2])"
            r"(?![\w/]|[.,]\d)"
        ),
        say=say_list_of_days,
        needs=re.compile(r"\d/[01]"),
        open=True,
        examples=(("Les 12, 13 et 14/10.", "Les douze, treize et quatorze octobre."),),
    ),
    Rule(
        name="first-of-two-days",
        kind="date",
        pattern=re.compile(
            rf"(?i:(?<=\ble )|(?<=\bdu )|(?<=\bles ))1(?= (?:et|au|ou|à) (?:le )?\d{{1,2}} (?:{'|'.join(MONTHS)})\b)"
        ),
        say=lambda match, context: "1er",
        needs=re.compile(r" 1 [eaoà]"),
        open=True,
        examples=(("Du 1 au 5 mai.", "Du premier au cinq mai."),),
    ),
    Rule(
        name="weekday-without-stop",
        kind="date",
        pattern=re.compile(
            rf"(?<![\w'-])(?P<day>(?i:lun|mar|mer|jeu|ven|vend|sam|dim))(?= \d{{1,2}}(?:er)? "
            rf"(?i:{_SHORT_MONTHS})(?!\w))"
        ),
        say=lambda match, context: (
            (day if match["day"].islower() else day.capitalize())
            if (day := WEEKDAYS[match["day"][:3].lower()])
            else None
        ),
        needs=re.compile(r"(?i)[nrmu] \d{1,2}(?:er)? [jfmasond]"),
        open=True,
        examples=(("Sam 12 oct à 20 h", "Samedi douze octobre à vingt heures"),),
    ),
    Rule(
        name="half-salted",
        kind="fraction",
        pattern=re.compile(r"(?<!\w)(?:1/2|½)[ -]?(?=(?:sel|écrémée?|frère|sœur|tarif)(?!\w))"),
        say=lambda match, context: "demi-",
        needs=re.compile(r"1/2|½"),
        open=True,
        examples=(("Du beurre 1/2 sel.", "Du beurre demi-sel."),),
    ),
    Rule(
        name="two-titles",
        kind="abbrev",
        pattern=re.compile(
            rf"(?<![\w.])(?P<a>{_TITLE})(?P<link> ?/ ?| (?:et|ou)(?: les)? )(?P<b>{_TITLE})(?![\w.])"
            rf"(?=[ ,;:!)]|$)"
        ),
        say=say_titles,
        needs=re.compile(r"M[a-zA-Z.]{0,8}(?: ?/ ?| et | ou )(?:les )?M"),
        open=True,
        source="letters and forms",
        examples=(
            ("Chers Mmes et MM.", "Chers mesdames et messieurs."),
            ("Selon Mme/M. Morel.", "Selon madame ou monsieur Morel."),
        ),
    ),
    Rule(
        name="born-or-dead",
        kind="symbol",
        pattern=re.compile(
            r"(?:(?<=[(,;] )|(?<=\())(?P<s>[*†]) ?(?=(?:en |le )?(?:\d{1,2} \w+ )?1\d{3}|(?:vers )?20\d\d)"
        ),
        say=lambda match, context: ("né " if match["s"] == "*" else "mort ") + "en ",
        needs=re.compile(r"[*†] ?\d"),
        open=True,
        source="notices of persons",
        examples=(
            (
                "Jean Morel (* 1920, † 1998).",
                "Jean Morel (né en mille neuf cent vingt, mort en mille neuf cent quatre-vingt-dix-huit).",
            ),
        ),
    ),
    Rule(
        name="number-sign",
        kind="symbol",
        pattern=re.compile(r"(?<![#&])#(?=\d{1,3}(?![\w,.]\d|\w))"),
        say=lambda match, context: (" " if match.string[: match.start()][-1:].strip() else "") + "numéro ",
        needs=re.compile(r"#\d"),
        open=True,
        source="English-language press",
        examples=(("Ep#104 et #1 du top.", "Ep numéro cent quatre et numéro un du top."),),
    ),
    Rule(
        name="older-or-younger",
        kind="symbol",
        pattern=re.compile(
            r"(?i)(?<=\bles )(?P<s>[+-]) ?(?:de )?(?=\d\d(?: ans\b|[,.;:)]|$| (?:et|ou|sont|ont)\b))"
        ),
        say=lambda match, context: ("plus" if match["s"] == "+" else "moins") + " de ",
        needs=re.compile(r"es [+-]"),
        open=True,
        examples=(("Les +65 ans et les -18.", "Les plus de soixante-cinq ans et les moins de dix-huit."),),
    ),
    Rule(
        name="estimated-year",
        kind="ordinal",
        pattern=re.compile(
            r"(?<![\w.,-])(?<!\bla )(?<!\ble )(?<!\bLa )(?<!\bLe )(?<!\bau )(?<!\bdu )(?P<y>20[1-4]\d) ?e(?=[ ,.;:)]|$)"
        ),
        say=say_estimated_year,
        needs=re.compile(r"20\d\d ?e"),
        open=True,
        source="notes of analysts",
        examples=(
            ("Les bénéfices 2024e.", "Les bénéfices deux mille vingt-quatre estimé."),
            ("Le 2024e but.", "Le deux mille vingt-quatrième but."),
        ),
    ),
    Rule(
        name="nineties",
        kind="date",
        pattern=re.compile(r"(?i)(?<=\bles )(?:années )?(?P<d>[2-9]0)(?:'s|s)(?!\w)"),
        say=lambda match, context: f"années {match['d']}",
        needs=re.compile(r"\d'?s"),
        open=True,
        examples=(("Les 90s reviennent.", "Les années quatre-vingt-dix reviennent."),),
    ),
    Rule(
        name="degree-of-nothing",
        kind="symbol",
        pattern=re.compile(r"(?<![\w'])(?P<l>[A-Z])°(?=[ ,.;:)])(?! ?\d)"),
        say=lambda match, context: {"N": None, "T": None, "M": "métro"}.get(match["l"], match["l"]),
        needs=re.compile("°"),
        open=True,
        doubtful=lambda match, context: match["l"] not in "NTM",
        examples=(("Le S° y est.", "Le S y est."),),
    ),
    Rule(
        name="rooms",
        kind="abbrev",
        pattern=re.compile(r"(?<![\w.,])(?P<n>[1-9]) ch\.(?=[ ,;/]|$)(?! d[eu]s?\b)"),
        say=lambda match, context: f"{match['n']} chambre" + ("" if match["n"] == "1" else "s"),
        needs=re.compile(r"\d ch\."),
        open=True,
        source="small ads of houses",
        examples=(("Un T3, 2 ch., cave.", "Un té trois, deux chambres, cave."),),
    ),
    Rule(
        name="floor-space",
        kind="abbrev",
        pattern=re.compile(r"(?<=m[²2]) ?(?P<w>hab|carrez|utiles?)\.?(?=[ ,;.)]|$)"),
        say=lambda match, context: " habitables" if match["w"] == "hab" else None,
        needs=re.compile(r"[²2] ?h"),
        open=True,
        source="small ads of houses",
        examples=(("Soit 120 m² hab. environ.", "Soit cent vingt mètres carrés habitables environ."),),
    ),
    Rule(
        name="per-head",
        kind="symbol",
        pattern=re.compile(r"(?<=[\w€$)])/hab(?:\b(?!\.)|\.(?= [a-zà-ÿ0-9(]|[,;:)])|(?=\.))"),
        say=lambda match, context: " par habitant",
        needs=re.compile("/hab"),
        open=True,
        examples=(
            (
                "Le PIB/hab. baisse, à 90 €/hab.",
                "Le pé-i-bé par habitant baisse, à quatre-vingt-dix euros par habitant.",
            ),
        ),
    ),
    Rule(
        name="four-by-four",
        kind="name_code",
        pattern=re.compile(r"(?<![\w.,])4 ?[xX×*] ?4(?![\w,]| ?(?:[cmk]?m|mètres?)\b| ?[xX×*=])"),
        say=lambda match, context: "quatre-quatre",
        needs=re.compile("4 ?[xX×*] ?4"),
        source="the car; « 4 x 4 m » and « 4 x 100 m » stay products",
        examples=(
            ("Un 4x4 sur le relais 4 x 100 m.", "Un quatre-quatre sur le relais quatre fois cent mètres."),
        ),
    ),
    Rule(
        name="short-words",
        kind="abbrev",
        pattern=re.compile(
            r"(?<=[Cc]ode de l')(?P<e>env)\.|(?<=[a-zà-ÿ,] )(?P<s>sf)\.?(?= (?:le |les |la |en )?"
            r"(?:jours?|lun|mar|mer|jeu|ven|sam|dim|fériés|vacances|week|mention|avis|erreur|exception))"
        ),
        say=lambda match, context: "environnement" if match["e"] else "sauf",
        needs=re.compile(r"env\.|\bsf\b"),
        examples=(
            ("Le Code de l'env. le dit.", "Le Code de l'environnement le dit."),
            ("Ouvert sf jours fériés.", "Ouvert sauf jours fériés."),
        ),
    ),
)
"""Before the dates, which read « 2024e » as a rank, and before the ranges."""
