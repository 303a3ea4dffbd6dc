"""Words in capitals are words again, with their accents: no voice spells PARIS, and « BLESSES » is « blessés ».

A word is one that the kept lexicons know, or that the same page prints in small letters. What neither knows stays
in capitals for the rules of acronyms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audioedition.script.normalise.accents import accented
from audioedition.script.normalise.draft import Context, WorkingText
from audioedition.script.normalise.headlines import (
    is_behind_first_name,
    is_preposition,
    is_unsayable,
)
from audioedition.script.normalise.page import ADDRESS
from audioedition.script.normalise.ranks import roman_value
from audioedition.script.normalise.sayable import can_be_said
from audioedition.script.normalise.sigles import is_sigle_by_place, points_at_nothing
from audioedition.script.normalise.tables import words
from audioedition.script.normalise.tables.abbreviations import STREETS
from audioedition.script.normalise.tables.capital_words import CAPITAL_WORDS
from audioedition.script.normalise.tables.money import CURRENCIES
from audioedition.script.normalise.tables.rank_words import RULERS
from audioedition.script.words import words_written

_TOKEN = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[ ',;:!?«»()\"…\d–—-]{0,8}")
"""What may stand between two words of one run of capitals."""
_RANK = re.compile(
    r"(?<!\w)(\d{1,4}|[IVXL]{1,7}(?=È?M?E (?:SI[ÈE]CLE|R[ÉE]PUBLIQUE|ARROND|REICH|L[ÉE]GIS)))"
    r"(ERS?|RES?|ÈRES?|EMES?|ÈMES?|NDE?|ES?)(?!\w)"
)
_AMID_CAPITALS = re.compile(r"[A-ZÀ-Ý]{2} \d|\b[LD]['’]\d|[IVX]+E?S? [A-ZÀ-Ý]{2}|\dE?S? [A-ZÀ-Ý]{2}")
"""« LA 2E ÉTAPE »; « le terminal 2E » is none."""
_RANK_READY = re.compile(r"[IVXL]+(?:e|es|er|re)")
_PIECE = re.compile(r"\S+")
_PERSON = re.compile(r"\b(?:Mme|Mlle|M\.|MM\.|Dr|Pr|Me|Madame|Monsieur|Messieurs|Mesdames) $")
_TITLE = re.compile(
    r"(?:\b(?:Mme|Mlle|M\.|MM\.|Dr|Pr|Me) |\b(?:LE|LA|DE|DU|EL|VAN|VON|AL) |"
    r"(?i:\b(?:rue|avenue|boulevard|place|impasse|quai|av|bd|pl|rte) )|\b\d{5} )$"
)
_NOUN_AWAITED = re.compile(r"(?i)\b(?:le|la|les|du|au|aux|cette) $")
_NOUN_ENDING = re.compile(r"(?<=(?:bil|cal|nal|tiv|siv|los|nos|lar|tic|ric|tan)i)te(s?)$")
"""« JUSTICIABILITE »: an accent that an ending tells, where no lexicon knows the word."""
_NO_TITLES = words("MAL MES COL CAP COM PRE PROF REV CEL")
"""Words first: in lower case no rule takes them for « maréchal » or « maîtres »."""
_LINKS = words("LE LA LES UN UNE DE DU DES AU AUX EN ON IL")
_SHORT_TITLES = words("MME MMES MLLE MLLES MGR DR PR ST STE STS STES")
_PARTICLES = frozenset("EL AL VAN VON DER DEN BEN".split())
_RULER = frozenset(name.upper() for name in RULERS)
_MONEY = frozenset(sign for sign in CURRENCIES if sign.isupper())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    text: str
    start: int
    end: int
    in_run: bool
    """Among other words in capitals, of which some are words beyond doubt."""
    family: bool = False
    """Behind a first name."""


def lower_capitals(draft: WorkingText, context: Context) -> None:
    """Rewrites, as open print, what is certainly a word."""
    if not re.search(r"[A-ZÀ-ÝŒÆ]{2}", draft.text):
        return
    ranks = (
        (m.start(), m.end(), m[1] + m[2].lower())
        for m in _RANK.finditer(draft.text)
        if len(m[2].rstrip("S")) > 1 or _AMID_CAPITALS.search(draft.text[max(0, m.start() - 8) : m.end() + 8])
    )
    draft.replace(ranks, rule="headline", open_=True)
    text = draft.text
    said = [(token, *_as_word(token, text, context)) for token in _capitals(text, context)]
    draft.doubtful += [token.text for token, form, sure in said if form is not None and not sure]
    draft.replace(((token.start, token.end, form) for token, form, _ in said), rule="headline", open_=True)


def _capitals(text: str, context: Context) -> Iterator[_Token]:
    """Tokens of two capitals or more that touch no figure, address or code."""
    addresses = [(match.start(), match.end()) for match in _PIECE.finditer(text) if ADDRESS.search(match[0])]
    run: list[re.Match[str]] = []
    for match in [*_TOKEN.finditer(text), None]:
        goes_on = match and run and _BETWEEN.fullmatch(text, run[-1].end(), match.start())
        if run and (match is None or not match[0].isupper() or not goes_on):
            yield from _told(run, text, context, addresses)
            run = []
        if match is not None and match[0].isupper():
            run.append(match)


def _told(
    run: list[re.Match[str]], text: str, context: Context, addresses: list[tuple[int, int]]
) -> Iterator[_Token]:
    in_run = _is_headline([match[0] for match in run], context)
    family = is_behind_first_name(text, run[0].start())
    for rank, match in enumerate(run):
        start, end = match.span()
        glued = text[max(0, start - 1) : start].isdecimal() or text[end : end + 1].isdecimal()
        amid = any(first <= start < last for first, last in addresses)
        ready = _RANK_READY.match(text, start)
        little = in_run and match[0] == "A" and is_preposition(text, start)
        if (little or len(match[0]) > 1) and not glued and not amid and not (ready and ready.end() > end):
            named = family and len(match[0]) > (3 if rank else 2) and can_be_said(match[0], among_words=True)
            yield _Token(text=match[0], start=start, end=end, in_run=in_run or named, family=named)


def _is_headline(run: list[str], context: Context) -> bool:
    """A list of sigles is no headline: one needs words, or a function word beside something that can be said."""
    longer = [word for word in run if len(word) > 1]
    sure = [
        word
        for word in longer
        if word.lower() in CAPITAL_WORDS or _is_long_word(word, context) or _has_accent(word)
    ]
    if len(longer) == 2 and max(map(len, longer)) < 4 and not _are_short_words(longer):
        return False  # « la SA ADP », « DNS, LES »
    if set(longer) & (_PARTICLES | _SHORT_TITLES) and any(can_be_said(word) for word in longer):
        return True
    return len(longer) > 1 and 4 * sum(map(len, sure)) >= sum(map(len, longer))


def _has_accent(word: str) -> bool:
    """Sigles are printed without: « LÉA » is a name."""
    return len(word) > 2 and not word.isascii() and can_be_said(word, among_words=True)


def _are_short_words(pair: list[str]) -> bool:
    """« LE BRA », « UN ART »: a little word that links, and something that can be said."""
    return bool(set(pair) & _LINKS) and all(
        word in _LINKS
        or word.lower() in CAPITAL_WORDS
        or words_written(word)
        or can_be_said(word, among_words=True)
        for word in pair
    )


def _is_long_word(token: str, context: Context) -> bool:
    return len(token) >= 4 and bool(words_written(token)) and not _in_lexicon(token, context)


def _in_lexicon(token: str, context: Context) -> bool:
    return token.lower() not in CAPITAL_WORDS and any(
        lexicon.find_word(token) is not None for lexicon in context.lexicons
    )


_HOUSE_NUMBER = re.compile(r"(?i)\d(?: ?(?:bis|ter|quater|[A-F]))?,? $")


def _is_street(token: _Token, before: str, text: str) -> bool:
    """« 12 BD Carnot », « 5 AV FOCH »: short for a street behind a house number and before a name."""
    behind = re.match(r" (?:de |du |des |d'|la |l')*[A-ZÀ-Ý]", text[token.end : token.end + 12])
    return token.text.lower() in STREETS and bool(behind and _HOUSE_NUMBER.search(before))


def _as_word(token: _Token, text: str, context: Context) -> tuple[str | None, bool]:
    """The word as running text prints it, ``None`` for what is none or not for certain; and whether only one fits."""
    printed = token.text
    if printed == "A":
        return "À", True
    before = text[max(0, token.start - 24) : token.start]
    if _is_street(token, before, text):
        return printed.lower() + ".", True
    if printed in ("BIS", "TER", "QUATER") and before[-2:-1].isdecimal():
        return printed.lower(), True
    if _in_lexicon(printed, context) or _is_numeral(printed, before) or _is_sigle_of_page(printed, context):
        return None, True
    if token.in_run:
        little = len(printed) == 2 and printed.lower() in CAPITAL_WORDS
        if little and (_NOUN_AWAITED.search(before) or points_at_nothing(printed, text[token.end :][:6])):
            return None, True  # « LE CE VOTE », « SARL, SA au capital »
    elif not _has_accent(printed) and _is_sigle_here(
        printed, before, text[token.end : token.end + 6], context
    ):
        return None, True
    if token.in_run and (printed in _PARTICLES or printed in _SHORT_TITLES):
        return printed.capitalize(), True
    form, sure = context.page.form_of(printed) if len(printed) > 2 else None, True
    if form is None or not form.islower():
        known, sure = accented(
            printed,
            before,
            text[token.end : token.end + 24],
            in_run=token.in_run,
            surname=token.family or bool(_PERSON.search(before)),
        )
        if form is None or (known is not None and not known[0].isupper()):
            form = known or form  # of two names the page's own: « Béziers »
    named = token.in_run or _has_accent(printed) or _TITLE.search(before)
    if form is None and named and can_be_said(printed, among_words=True):
        form = _NOUN_ENDING.sub(r"té\1", printed.lower())
    if form is None or is_unsayable(printed):
        return None, True
    return form.lower() if printed in _NO_TITLES else form[0].upper() + form[1:], sure


def _is_sigle_of_page(printed: str, context: Context) -> bool:
    """Spelled out by the page, or its noun elsewhere (« la VAE ») and no word of French."""
    page = context.page
    return len(printed) < 4 and (
        printed in page.defined or (printed in page.used and not words_written(printed))
    )


def _is_numeral(printed: str, before: str) -> bool:
    """« LOUIS XIV », « TOME VI »: whatever is a numeral and no word."""
    if roman_value(printed) is None:
        return False
    previous = _TOKEN.findall(before)
    return not words_written(printed) or bool(previous and previous[-1].upper() in _RULER)


def _is_sigle_here(printed: str, before: str, behind: str, context: Context) -> bool:
    """Alone among small letters: a short one is a sigle, unless the page prints it small or a name stands before."""
    if printed in _MONEY and re.search(r"\d ?$", before):
        return True
    if printed.lower() in CAPITAL_WORDS:
        return is_sigle_by_place(printed, before, behind, context.page)
    shown = context.page.shows(printed) or bool(_TITLE.search(before))
    return len(printed) < 3 or (len(printed) == 3 and not shown)
