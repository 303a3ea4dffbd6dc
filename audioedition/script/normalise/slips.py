"""Slips of the keyboard that would be heard: a lost blank, a minus that a word says already, a sign between figures."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule

_YEARS_AND_NOTE = re.compile(r"(?P<years>(?P<a>(?:19|20)\d\d)[-–](?P<b>(?:19|20)\d\d))\d{1,2}")
"""« 2022-20235 »: two years, and the call of a note behind the second."""


_PAID = {
    "h": " par heure", "heure": " par heure", "j": " par jour", "jour": " par jour",
    "mois": " par mois", "an": " par an",
}  # fmt: skip
_SCREEN = re.compile(
    r"(?i)\b(?:écrans?|dalles?|diagonale|moniteurs?|tablettes?|portables?|téléviseurs?|jantes?)\b"
)
_PAY_BEFORE = re.compile(r"(?:bruts?|nets?|TTC|HT)$")


_ROMANS = {r: at for at, r in enumerate("I II III IV V VI VII VIII IX X XI XII XIII XIV XV".split(), 1)}


def _in_figures(match: re.Match[str]) -> str | None:
    first, last = _ROMANS.get(match["a"]), _ROMANS.get(match["b"])
    if first is None or last is None:
        return None
    return f"{match['w']} {first}{' à ' if match['s'] in '-–/' else match['s']}{last}"


def say_years_and_note(match: re.Match[str], context: Context) -> str | None:
    return match["years"] if int(match["b"]) > int(match["a"]) else None


RULES = (
    Rule(
        name="minus-said-already",
        kind="percent",
        pattern=re.compile(r"(?i)\b(?P<word>moins|minus) [-–−] ?(?=\d)"),
        say=lambda match, context: match["word"] + " ",
        needs=re.compile(r"(?i)s [-–−] ?\d"),
        open=True,
        examples=(("Il fait moins - 5 degrés.", "Il fait moins cinq degrés."),),
    ),
    Rule(
        name="minus-glued",
        kind="percent",
        pattern=re.compile(
            r"(?i)\b(?P<word>de|à|et|par|soit|contre|jusqu'à)[-–−](?=\d{1,3}(?:[.,]\d{1,3})? ?(?:%|°|points?\b|€))"
        ),
        say=lambda match, context: match["word"] + " -",
        needs=re.compile(r"[a-zà][-–−]\d"),
        open=True,
        examples=(
            ("Une baisse de–3,2 % en mai.", "Une baisse de moins trois virgule deux pour cent en mai."),
        ),
    ),
    Rule(
        name="initials-glued",
        kind="sigle_dot",
        pattern=re.compile(r"(?<![\w.])(?P<i>(?:[A-ZÀ-Ý]\.){1,3})(?=[A-ZÀ-Ý][a-zà-ÿ]{2})"),
        say=lambda match, context: match["i"] + " ",
        needs=re.compile(r"[A-ZÀ-Ý]\.[A-ZÀ-Ý][a-z]"),
        open=True,
        examples=(("C.G.Jung écrit.", "cé-gé Jung écrit."), ("Le but de F.Mercier.", "Le but de F Mercier.")),
    ),
    Rule(
        name="title-glued",
        kind="abbrev",
        pattern=re.compile(r"(?<![\w.])(?P<t>MM?\.)(?=(?:et|ou) )"),
        say=lambda match, context: match["t"] + " ",
        needs=re.compile(r"M\.[eo]"),
        open=True,
        examples=(("M.et Mme Dupont.", "Monsieur et madame Dupont."),),
    ),
    Rule(
        name="editor-glued",
        kind="abbrev",
        pattern=re.compile(r"(?<=\w) ?[-–—] ?(?=(?:ndlr|NDLR|n\.d\.l\.r\.|N\.D\.L\.R\.)(?!\w))"),
        say=lambda match, context: ", ",
        needs=re.compile(r"(?i)[-–—] ?n\.?d\.?l"),
        open=True,
        examples=(("La lutte (danse-ndlr) paie.", "La lutte (danse, note de la rédaction) paie."),),
    ),
    Rule(
        name="fractions-in-a-row",
        kind="fraction",
        pattern=re.compile(r"(?<![\w./,-])(?P<a>\d/\d)[-–](?=\d/\d(?![\w/]))"),
        say=lambda match, context: match["a"] + ", ",
        needs=re.compile(r"/\d[-–]\d/"),
        open=True,
        examples=(("Un partage 1/3-2/3.", "Un partage un tiers, deux tiers."),),
    ),
    Rule(
        name="years-and-note",
        kind="typo",
        pattern=re.compile(rf"(?<![\w.,-]){_YEARS_AND_NOTE.pattern}(?!\w)"),
        say=say_years_and_note,
        needs=re.compile(r"\d{4}[-–]\d{5}"),
        open=True,
        source="pages whose raised figures were copied as plain ones",
        examples=(
            ("En 2022-20235, il neige.", "En deux mille vingt-deux deux mille vingt-trois, il neige."),
        ),
    ),
    Rule(
        name="covid-and-note",
        kind="typo",
        pattern=re.compile(r"(?i)(?<!\w)(?P<c>covid-19)\d{1,2}(?!\w)"),
        say=lambda match, context: match["c"],
        needs=re.compile(r"-19\d"),
        open=True,
        source="pages whose raised figures were copied as plain ones",
        examples=(("La Covid-197, dit-il.", "La Covid dix-neuf, dit-il."),),
    ),
    Rule(
        name="times-so-many",
        kind="symbol",
        pattern=re.compile(r"(?:(?<=^)|(?<=[ (]))x ?(?=\d{1,4}(?![\w,.]\d|\w))(?<!\d x)(?<!\d x )"),
        say=lambda match, context: "fois ",
        needs=re.compile(r"x ?\d"),
        open=True,
        examples=(("Des ventes x2 en un an (x 3 ici).", "Des ventes fois deux en un an (fois trois ici)."),),
    ),
    Rule(
        name="four-for-for",
        kind="name_code",
        pattern=re.compile(r"(?<![\w-])(?P<a>[A-Z]{2,5}|[A-Z][a-z]{2,12})4(?P<b>[A-Z][a-z]{2,12})(?!\w)"),
        say=lambda match, context: f"{match['a']} for {match['b']}",
        needs=re.compile(r"[A-Za-z]4[A-Z]"),
        open=True,
        examples=(("L'école AI4Health ouvre.", "L'école a-i for Health ouvre."),),
    ),
    Rule(
        name="centuries-in-a-range",
        kind="roman",
        pattern=re.compile(r"(?<![\w-])(?P<a>[IVXL]{1,6}e) ?[-–] ?(?=[IVXL]{1,6}e (?:siècles?|s\.))"),
        say=lambda match, context: match["a"] + " au ",
        needs=re.compile(r"[IVXL]e ?[-–]"),
        open=True,
        examples=(("Les conciles (IIIe-VIe siècles).", "Les conciles (troisième au sixième siècles)."),),
    ),
    Rule(
        name="canadian-dollar",
        kind="money",
        pattern=re.compile(r"(?<=\d)(?P<gap> ?)\$ ?CAN?(?!\w)"),
        say=lambda match, context: " CAD",
        needs=re.compile(r"\$ ?CA"),
        open=True,
        examples=(("Il coûte 7$CAN.", "Il coûte sept dollars canadiens."),),
    ),
    Rule(
        name="initial-in-brackets",
        kind="sigle_dot",
        pattern=re.compile(r"\[(?P<i>[A-Z])\]"),
        say=lambda match, context: match["i"],
        needs=re.compile(r"\[[A-Z]\]"),
        open=True,
        source="judgments, which hide the names of parties",
        examples=(("Selon M. [K] [J], non.", "Selon monsieur K J, non."),),
    ),
    Rule(
        name="years-of-study",
        kind="range",
        pattern=re.compile(r"(?i)(?<!\w)(?P<b>bac ?\+ ?\d) ?[/-] ?\+?(?=\d(?!\d))"),
        say=lambda match, context: match["b"] + " à ",
        needs=re.compile(r"(?i)bac ?\+"),
        open=True,
        examples=(("Niveau Bac+3/5.", "Niveau Bac plus trois à cinq."),),
    ),
    Rule(
        name="pay-by-time",
        kind="money",
        pattern=re.compile(r"(?<=\w)/(?P<per>h|heure|j|jour|mois|an)(?!\w)"),
        say=lambda match, context: (
            _PAID[match["per"]] if _PAY_BEFORE.search(match.string[: match.start()]) else None
        ),
        needs=re.compile(r"[tTCs]/[hjma]"),
        open=True,
        examples=(("À 12 € brut/h.", "À douze euros brut par heure."),),
    ),
    Rule(
        name="spoons",
        kind="unit",
        pattern=re.compile(
            r"(?<=\d) ?(?:(?P<s>CS|cs|CàS|càs|c\.à\.s\.?)|CC|cc|CàC|càc|c\.à\.c\.?)(?= d[e'’])"
        ),
        say=lambda match, context: " c. à s." if match["s"] else " c. à c.",
        needs=re.compile(r"\d ?[Cc]"),
        open=True,
        source="recipes",
        examples=(("Mettre 2 CS de sucre.", "Mettre deux cuillères à soupe de sucre."),),
    ),
    Rule(
        name="season-and-episode",
        kind="name_code",
        pattern=re.compile(r"(?<!\w)S(?P<s>\d{1,2}) ?[EÉ]p?(?P<e>\d{1,3})(?!\w)"),
        say=lambda match, context: f"saison {int(match['s'])} épisode {int(match['e'])}",
        needs=re.compile(r"S\d"),
        open=True,
        examples=(("Vu (S02E03).", "Vu (saison deux épisode trois)."),),
    ),
    Rule(
        name="inches-by-two-apostrophes",
        kind="unit",
        pattern=re.compile(r"(?<=\d)(?:''|’’|′′|″)(?!\w)"),
        say=lambda match, context: (
            " pouces" if "pouces" in match.string or _SCREEN.search(match.string) else None
        ),
        needs=re.compile(r"\d(?:''|’’|′′|″)"),
        open=True,
        examples=(("Un écran de 13,3’’ plat.", "Un écran de treize virgule trois pouces plat."),),
    ),
    Rule(
        name="ratio-to-one",
        kind="symbol",
        pattern=re.compile(r"(?<=\d\d)(?: : | :|: )(?=1(?:[,.;)]|$)(?!\d))"),
        say=lambda match, context: ":",
        needs=re.compile(r"\d ?: ?1"),
        open=True,
        examples=(("Un contraste de 400 : 1.", "Un contraste de quatre cents pour un."),),
    ),
    Rule(
        name="booking",
        kind="abbrev",
        pattern=re.compile(r"(?P<r>[rR])és\.(?= ?:? ?0\d[ .]?\d)"),
        say=lambda match, context: f"{match['r']}éservation",
        needs=re.compile(r"[rR]és\."),
        open=True,
        examples=(
            (
                "Entrée libre, rés. 04 76 12 34 56.",
                "Entrée libre, réservation zéro quatre soixante-seize douze trente-quatre cinquante-six.",
            ),
        ),
    ),
    Rule(
        name="half-a-spoon",
        kind="fraction",
        pattern=re.compile(
            r"(?<!\w)(?:1/2|½) (?:c\.|cuill[eè]res?|cuill\.) ?à ?(?:(?P<s>soupe|s\.)|caf[eé]|c\.)(?!\w)"
        ),
        say=lambda match, context: f"une demi-cuillère à {'soupe' if match['s'] else 'café'}",
        needs=re.compile(r"(?:/2|½) c"),
        open=True,
        source="recipes",
        examples=(("Ajouter 1/2 c. à café de sel.", "Ajouter une demi-cuillère à café de sel."),),
    ),
    Rule(
        name="roman-pair-behind-a-word",
        kind="roman",
        pattern=re.compile(
            r"\b(?P<w>[pP]hases?|[sS]tades?|[tT]ypes?|[gG]rades?|[cC]lasses?|[tT]omes?|[lL]ivres?|[cC]hapitres?|[vV]olumes?|"
            r"[aA]nnexes?|[tT]itres?|[pP]arties?|[aA]ctes?) "
            r"(?P<a>[IVX]{1,4})(?P<s> et | ou | à |[-–/]|, )(?P<b>[IVX]{1,4})(?![\w'])"
        ),
        say=lambda match, context: _in_figures(match),
        needs=re.compile(r"[IVX](?: et | ou | à |[-–/]|, )[IVX]"),
        open=True,
        examples=(
            ("Un essai de phase I-II.", "Un essai de phase un à deux."),
            ("Aux stades I et II.", "Aux stades un et deux."),
        ),
    ),
    Rule(
        name="copy-and-paste",
        kind="symbol",
        pattern=re.compile(r"(?i)\b(?P<a>copi\w{1,3}) ?/ ?(?P<b>coll\w{1,3})\b"),
        say=lambda match, context: f"{match['a']}-{match['b']}",
        needs=re.compile("/"),
        open=True,
        examples=(("Un copier /coller suffit.", "Un copier-coller suffit."),),
    ),
    Rule(
        name="grouped-decimals",
        kind="decimal",
        pattern=re.compile(
            r"(?<![\w.,])(?P<n>\d{1,6})[.,](?P<d>\d{3}(?: \d{3}){1,4}(?: \d{1,2})?|\d{3} \d{1,2})(?![\d.,])"
        ),
        say=lambda match, context: (
            f"{match['n']},{match['d'].replace(' ', '')}"
            if len(match["d"]) % 4 != 3 or "," in match[0]
            else None
        ),
        needs=re.compile(r"[.,]\d{3} \d"),
        open=True,
        source="BIPM, Brochure sur le SI, 9e éd., § 5.4.4",
        examples=(
            (
                "Il pèse 31.103 476 8 g.",
                "Il pèse trente et un virgule un zéro trois quatre sept six huit grammes.",
            ),
        ),
    ),
)
