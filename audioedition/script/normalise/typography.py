"""Typography first: one shape for each sign, so that the rules after it read clean print."""

from __future__ import annotations

import html
import re
import unicodedata

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.tables.signs import INVISIBLE, ONE_SHAPE

_EXPONENT = re.compile("(?<=[0-9])(?:⁻[⁰¹²³⁴-⁹]{1,4}|[⁰¹²³⁴-⁹]{2,4})")
"""« 10⁻⁹ », « 10²³ »: one exponent, not sign by sign."""
_FROM_SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_OTHER_DIGITS = re.compile(r"(?![0-9])\d")
_OTHER_NUMERALS = re.compile(
    r"(?![²³½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒])[\u00b2-\u00be\u2150-\u218b\u2460-\u24ff\u2776-\u2793\U0001d7ce-\U0001d7ff]"
)
_LONE_MU = re.compile("(?<![\u0370-\u03ff\u1f00-\u1fff])\u03bc(?![\u0370-\u03ff\u1f00-\u1fff])")
_ELIDED = r"(?:l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|quelqu|quoiqu|presqu)"

_LOOSE_ORDINAL = re.compile(
    r"(?<![\w.,])([IVXLC]{2,7}|\d{1,3}|I(?= er | re )) (e|ème|(?<=[1I] )(?:er|re|ère))(?= [a-zà-ÿ]{3})"
)
"""« XIV e siècle », « 1 er janvier »: the small letters stood in an element of their own."""

_LETTERS_DOT = re.compile(r"(?<=[^\W\d_])[⋅∙](?=[^\W\d_])")
"""Signs of mathematics that stand for the middle dot of « ami⋅e »."""


def clean_typography(text: str) -> str:
    """NFC, plain apostrophes, « » for every pair of quotes, no invisible signs, single blanks; linear.

    Letters, figures and words stay what they were.
    """
    text = re.sub(r"(?<!\w)nᵉ(?:ᵐᵉ)?(?!\w)", "énième", text)
    text = re.sub(r"(?<=[^\W\d_])¬[ \n]?(?=[a-zà-ÿ])", "", text)  # a hyphen of the printed line
    text = _LOOSE_ORDINAL.sub(r"\1\2", text)
    text = _EXPONENT.sub(lambda match: "^" + match[0].translate(_FROM_SUPERSCRIPT), text)
    text = unicodedata.normalize("NFC", text.translate(INVISIBLE).translate(ONE_SHAPE))
    if "\u03bc" in text:  # the letter alone is the sign of micro; in a Greek word it stays one
        text = _LONE_MU.sub("\u00b5", text)
    if _OTHER_DIGITS.search(text):
        text = _OTHER_DIGITS.sub(lambda match: str(unicodedata.decimal(match[0])), text)
    if _OTHER_NUMERALS.search(text):  # ① and the like: \w without being a figure or a letter
        text = _OTHER_NUMERALS.sub(_plain_numeral, text)
    text = _LETTERS_DOT.sub("·", text)
    if not text.isprintable():
        text = "".join(char if char.isprintable() or char == "\ue000" else " " for char in text)
    return re.sub(r" {2,}", " ", text).strip()


def _plain_numeral(match: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", match[0]).replace("⁄", "/")
    return match[0] if match[0].isalpha() or plain == match[0] else f" {plain} "


def _unescape(match: re.Match[str], context: Context) -> str | None:
    char = html.unescape(match[0])
    if char == match[0]:
        return None
    # « pro&shy;cès » is one word, « dit&nbsp;: » two
    return "" if not char.translate(INVISIBLE) else clean_typography(char) or " "


_MEASURED = r"(?:%|‰|°C?|pts?\b|points?\b|degrés?\b)"
_ASKS_A_VALUE = re.compile(
    r"(?i)(?:\b(?:à|a|de|entre|et|ou|puis|soit|vers|contre|jusque|environ|presque|par|voire|dès|sous|sur|avec|est|sont|"
    r"était|sera|serait|fut|vaut|affiche|affichait|atteint|indique|marque|que|qu|ni|donc|pour|fait|faisait|fera|ferait|"
    r"descend|tombe|baisse|recule|perd|cède|chute|maximum|minimum|maximale|minimale|"
    r"(?:sous|vers|passe|franchi|atteint) les)|jusqu'à) $"
)
"""Words that nothing but a value can follow: no dash stands behind them."""


def say_minus(match: re.Match[str], context: Context) -> str | None:
    """The sign of « - 12 » goes to its figure where a value is asked for, measured, or ends its clause."""
    alone = not match.string[match.end() + len(match["n"]) :].strip(" .!?»)")
    if not match.start() and not match["unit"] and not alone:
        return None  # the first of a list
    if re.search(r"\d$|\b[JH]$", match.string[: match.start()]) or not (
        _asks_a_value(match) or match["unit"] or _is_bare(match)
    ):
        return None
    return match["lead"] + (" " if match["lead"][-1:] in (",", ";", ":") else "") + "-"


def _asks_a_value(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 16) : match.start()] + match["lead"]
    return bool(_ASKS_A_VALUE.search(before))


_ENDS_A_VALUE = re.compile(
    r"(?! ?[\w€$£])| (?:au|aux|à|en|pour|dans|sur|ce|cette|hier|contre|et|ou|par|chez|selon|demain|aujourd'hui|sous|la|"
    r"le)\b"
)


def _is_bare(match: re.Match[str]) -> bool:
    """Nothing is counted: « - 3. », and no year."""
    behind = match.string[match.end() + len(match["n"]) :]
    return len(match["n"]) < 4 and bool(_ENDS_A_VALUE.match(behind))


def is_dash_or_minus(match: re.Match[str], context: Context) -> bool:
    """A word that asks for no value stands before it: it may be a dash."""
    if re.search(r"\b[JH]$", match.string[: match.start()]):
        return False  # « J - 3 » is the countdown's
    opens = not match.start() and match["unit"] is not None
    return not _asks_a_value(match) and match["lead"].strip() == "" and not opens


RULES = (
    Rule(
        name="entity",
        kind="typo",
        pattern=re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});"),
        say=_unescape,
        needs=re.compile("&"),
        open=True,
        source="HTML 4.01, a page's source pasted as text",
        examples=(("Pierre &amp; Marie.", "Pierre et Marie."), ("Un pro&shy;cès.", "Un procès.")),
    ),
    Rule(
        name="markdown",
        kind="typo",
        pattern=re.compile(
            r"(?<![\w*])(\*{1,3}|_{1,3}|~~)(?=[^\s*_~])([^*_~\n\ue000]{1,300})(?<=[^\s])\1(?![\w*])"
        ),
        say=lambda match, context: match[2],
        needs=re.compile(r"[*_~]"),
        open=True,
        source="CommonMark",
        examples=(("Le **maire** parle.", "Le maire parle."),),
    ),
    Rule(
        name="cut-mark",
        kind="typo",
        pattern=re.compile(r"[\[(](?:…|\.\.\.)[\])]"),
        say=lambda match, context: "…",
        needs=re.compile(r"[\[(](?:…|\.)"),
        open=True,
        examples=(("Il dit […] non.", "Il dit … non."),),
    ),
    Rule(
        name="row-of-figures",
        kind="typo",
        pattern=re.compile(r"(?<![\w.,])\d(?:,\d){2,9}(?![\w]|,\d)"),
        say=lambda match, context: match[0].replace(",", ", "),
        needs=re.compile(r"\d,\d,"),
        open=True,
        examples=(("Comptez 1,2,3 et sautez.", "Comptez un, deux, trois et sautez."),),
    ),
    Rule(
        name="agency-quotes",
        kind="quotes",
        # between letters only: Canal+ and +3 % stay
        pattern=re.compile(r"(?<![\w+])\+(?=[^\W\d_])([^+\ue000]{2,120}?)(?<=[\w!?.…])\+(?![\w+])"),
        say=lambda match, context: f"«{match[1]}»",
        needs=re.compile(r"\+[^\W\d_]"),
        open=True,
        source="Agence France-Presse, quotation within a quotation",
        examples=(("Le film +La Tribu+ sort.", "Le film «La Tribu» sort."),),
    ),
    Rule(
        name="minus-before-blank",
        kind="percent",
        pattern=re.compile(
            r"(?P<lead>^|[,;:(] ?|« ?|(?<=[\w'»)]) )[-–] (?=(?P<n>\d(?:[\d ]{0,8}\d)?(?:[.,]\d{1,4})?)"
            rf"(?P<unit> ?{_MEASURED})?)"
        ),
        say=say_minus,
        needs=re.compile(r"[-–] \d"),
        open=True,
        doubtful=is_dash_or_minus,
        source="weather and market reports",
        examples=(
            ("Le Dax : - 2 %.", "Le Dax : moins deux pour cent."),
            ("Il fera jusqu'à - 12 °C.", "Il fera jusqu'à moins douze degrés Celsius."),
            ("Le Havre - 12 blessés.", "Le Havre - douze blessés."),
        ),
    ),
    Rule(
        name="list-mark",
        kind="typo",
        pattern=re.compile(r"^(?:[-–—·*•>]+ )+"),
        say=lambda match, context: "",
        needs=re.compile(r"^[-–—·*•>]"),
        open=True,
        examples=(("– Le pain.", "Le pain."),),
    ),
    Rule(
        name="under-age",
        kind="symbol",
        pattern=re.compile(
            r"(?i)(?:(?<=\b(?:les|aux|des) )|(?<=\bgratuit )|(?<=\bgrat\. )|(?<=\bpour )|(?<=\benfants ))"
            r"(?:[-–<] ?(?:de )?|(?P<more>>) ?)(?=\d{1,3} ans\b)"
        ),
        say=lambda match, context: ("plus" if match["more"] else "moins") + " de ",
        needs=re.compile(r"\d ans"),
        open=True,
        examples=(
            ("Les - de 12 ans.", "Les moins de douze ans."),
            ("Les <18 ans.", "Les moins de dix-huit ans."),
        ),
    ),
    Rule(
        name="agency-mark",
        kind="symbol",
        # a lone capital only after « note »: « plan A- B » is none
        pattern=re.compile(
            r"(?<![\w'-])(?:AAA?|BBB?|CCC?|AB|(?<=\b[nN]ote )[A-D]|(?<=\bnoté )[A-D])-(?=[ ,.;:)]|$)"
        ),
        say=lambda match, context: match[0][:-1] + " moins",
        needs=re.compile("[A-D]-"),
        open=True,
        source="rating agencies, blood groups",
        examples=(("La note AA- reste.", "La note a-a moins reste."),),
    ),
    Rule(
        name="per-after-goods",
        kind="unit",
        pattern=re.compile(
            r"(?:(?<=[^\W\d_][sx])|(?<=CO2))/(?=(?:jour|semaine|mois|an|km|kWh|personne|habitant|heure|nuit"
            r"|sem\.?|semaines)(?!\w))"
        ),
        say=lambda match, context: " par ",
        needs=re.compile("/"),
        open=True,
        examples=(("Cinq fruits/jour.", "Cinq fruits par jour."),),
    ),
    Rule(
        name="plus-minus",
        kind="symbol",
        pattern=re.compile(r"\+ ?/ ?-"),
        say=lambda match, context: "±",
        needs=re.compile(r"\+ ?/"),
        open=True,
        examples=(("À +/- 3 %.", "À plus ou moins trois pour cent."),),
    ),
    Rule(
        name="round-price",
        kind="money",
        pattern=re.compile(r"(?<=\d)[.,][-–—]{1,2}(?=[ .,;:)]|$)"),
        say=lambda match, context: "",
        needs=re.compile(r"\d[.,][-–—]"),
        open=True,
        source="Swiss usage: 50.– is fifty francs, no centimes",
        examples=(("Il coûte 50.- francs.", "Il coûte cinquante francs."),),
    ),
    Rule(
        name="dashes",
        kind="typo",
        pattern=re.compile(r"(?<!-)--+(?!-)(?!>)"),
        say=lambda match, context: "—",
        needs=re.compile("--"),
        open=True,
        examples=(("Le maire -- absent -- rit.", "Le maire — absent — rit."),),
    ),
    Rule(
        name="quote-after-elision",
        kind="quotes",
        # the voice would stop at « d »; what closes the quotation goes with what opens it
        pattern=re.compile(
            rf"(?i)(?<!\w)({_ELIDED}') ?[«»\"]+ ?(?=[\w&])(?:([^«»\"\ue000]{{1,200}}?) ?[»\"])?"
        ),
        say=lambda match, context: match[1] + (match[2] or ""),
        needs=re.compile(r"' ?[«»\"]"),
        open=True,
        source="pages whose quotes are all closing ones (d’”opération militaire”)",
        examples=(("D'»opération spéciale», dit-il.", "D'opération spéciale, dit-il."),),
    ),
    Rule(
        name="quotes-in-quotes",
        kind="quotes",
        pattern=re.compile(r"«(?: ?«)+|»(?: ?»)+"),
        say=lambda match, context: match[0][0],
        needs=re.compile("[«»] ?[«»]"),
        open=True,
        examples=(("««Non» dit-il»", "«Non» dit-il»"),),
    ),
)
