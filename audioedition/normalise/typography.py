"""Typography first: one shape for each sign, so that the rules after it read clean print."""

from __future__ import annotations

import html
import re
import unicodedata

from audioedition.normalise.draft import Context, Rule
from audioedition.normalise.tables.signs import INVISIBLE, ONE_SHAPE

_OTHER_DIGITS = re.compile(r"(?![0-9])\d")
_OTHER_NUMERALS = re.compile(
    r"(?![²³½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒])[\u00b2-\u00be\u2150-\u218b\u2460-\u24ff\u2776-\u2793\U0001d7ce-\U0001d7ff]"
)
_ELIDED = r"(?:l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|quelqu|quoiqu|presqu)"


def clean_typography(text: str) -> str:
    """NFC, plain apostrophes, « » for every pair of quotes, no invisible signs, single blanks; linear.

    Letters, figures and words stay what they were.
    """
    text = unicodedata.normalize("NFC", text.translate(INVISIBLE).translate(ONE_SHAPE))
    if _OTHER_DIGITS.search(text):
        text = _OTHER_DIGITS.sub(lambda match: str(unicodedata.decimal(match[0])), text)
    if _OTHER_NUMERALS.search(text):  # ① and the like: \w without being a figure or a letter
        text = _OTHER_NUMERALS.sub(_plain_numeral, text)
    if not text.isprintable():
        text = "".join(char if char.isprintable() or char == "\ue000" else " " for char in text)
    return re.sub(r" {2,}", " ", text).strip()


def _plain_numeral(match: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", match[0]).replace("⁄", "/")
    return match[0] if match[0].isalpha() or plain == match[0] else f" {plain} "


def _unescape(match: re.Match[str], context: Context) -> str | None:
    char = html.unescape(match[0])
    return None if char == match[0] else clean_typography(char) or " "


RULES = (
    Rule(
        name="entity",
        kind="typo",
        pattern=re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});"),
        say=_unescape,
        needs=re.compile("&"),
        open=True,
        source="HTML 4.01, a page's source pasted as text",
        examples=(("Pierre &amp; Marie.", "Pierre et Marie."), ("Il dit&nbsp;: non.", "Il dit : non.")),
    ),
    Rule(
        name="footnote-call",
        kind="typo",
        pattern=re.compile(
            r"(?<=[^\W_]|[.,;:!?»)%])(?: ?\[(?:\d{1,3}|[a-z]|note \d{1,3}|réf\. nécessaire)\])+"
        ),
        say=lambda match, context: "",
        needs=re.compile(r"\["),
        open=True,
        source="Wikipedia and its reusers",
        examples=(("Selon l'étude[1], tout va.", "Selon l'étude, tout va."),),
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
        name="list-mark",
        kind="typo",
        pattern=re.compile(r"^(?:[-–—·*•>]+ )+"),
        say=lambda match, context: "",
        needs=re.compile(r"^[-–—·*•>]"),
        open=True,
        examples=(("– Le pain.", "Le pain."),),
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
        # the voice would stop at « d »
        pattern=re.compile(rf"(?i)(?<!\w)({_ELIDED}') ?[«»\"]+ ?(?=[\w&])"),
        say=lambda match, context: match[1],
        needs=re.compile(r"' ?[«»\"]"),
        open=True,
        source="pages whose quotes are all closing ones (d’”opération militaire”)",
        examples=(("D'»opération spéciale».", "D'opération spéciale»."),),
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
