"""Headlines in capitals: words are words again, known acronyms stay, so that no voice spells PARIS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audioedition.script.normalise.draft import Context, Draft
from audioedition.script.normalise.ranks import roman_value
from audioedition.script.normalise.tables import words
from audioedition.script.normalise.tables.abbreviations import BEFORE_NAME
from audioedition.script.normalise.tables.capital_words import CAPITAL_WORDS
from audioedition.script.normalise.tables.rank_words import RULERS

_CAPITALS = re.compile(r"(?<![\w&.])[A-ZÀ-ÝŒÆ]{2,40}(?:['-][A-ZÀ-ÝŒÆ]{2,40})*(?![\w&])(?!\.[A-Z])")
_RANK = re.compile(
    r"(?<!\w)(\d{1,4}|[IVXL]{1,7}(?=È?M?E (?:SI[ÈE]CLE|R[ÉE]PUBLIQUE|ARROND|REICH|L[ÉE]GIS)))"
    r"(ERS?|RES?|ÈRES?|EMES?|ÈMES?|NDE?|ES?)(?!\w)"
)
_RANK_READY = re.compile(r"[IVXL]+(?:e|es|er|re)")
_VOWEL = re.compile("[AEIOUYÀ-Ý]")
_ONSETS = words(
    """BL BR CH CL CR DR FL FR GL GR GN KL KN KR PH PL PN PR PS PT QU RH SC SH SK SL SM SN SP SQ ST SV SW TH TR TS TW
    TZ VL VR WH WR DJ DZ MN LL MC NG MB"""
)
"""Of words and names in the French press."""
_AFTER_VOWEL = words("RC RCS RT RTS RS ST NS LS NT NTS MS LD LT RK RN RM CK SH SK SP TS DS LF NN NG ND CT PT")
"""What may follow a lone vowel: ART, EST, ANS, ILS, ACT, END."""
_NO_TITLES = words("MAL MES COL CAP COM PRE PROF REV CEL")
"""Words first: in lower case no rule takes them for « maréchal » or « maîtres »."""
_RULER = frozenset(name.upper() for name in RULERS)


def is_headline(text: str) -> bool:
    """Three words or more in capitals, and hardly a lower-case letter."""
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    found = [word.lower() for word in _CAPITALS.findall(text)]
    # a list of sigles is no headline: one needs a function word, or a long word that can be said
    spoken = any(word in CAPITAL_WORDS or (len(word) >= 6 and _VOWEL.search(word.upper())) for word in found)
    return len(letters) >= 8 and capitals >= 0.8 * len(letters) and len(found) >= 2 and spoken


def lower_headline(draft: Draft, context: Context) -> None:
    if is_headline(draft.text):
        ranks = ((m.start(), m.end(), m[1] + m[2].lower()) for m in _RANK.finditer(draft.text))
        draft.replace(ranks, rule="headline", open_=True)
        draft.replace(_words(draft.text, context), rule="headline", open_=True)


def _words(text: str, context: Context) -> Iterator[tuple[int, int, str | None]]:
    previous = ""
    for match in re.finditer(r"[^\W\d_]+", text):
        word = match[0]
        glued = (
            text[max(0, match.start() - 1) : match.start()].isdecimal()
            or text[match.end() : match.end() + 1].isdecimal()
        )
        known = any(lexicon.find_word(word) is not None for lexicon in context.lexicons)
        if word.lower() in CAPITAL_WORDS:
            known = False  # « CE QUE », « EN »: words here, whatever they stand for elsewhere
        numeral = previous in _RULER and roman_value(word) is not None
        if _RANK_READY.fullmatch(text, max(0, match.start()), match.end()):
            continue
        if len(word) > 1 and word.isupper() and not (known or _is_sigle(word) or glued or numeral):
            yield match.start(), match.end(), word.lower() if word in _NO_TITLES else word.capitalize()
        previous = word


def _is_sigle(word: str) -> bool:
    """No French syllable: without a vowel (SNCF), or begun or ended as no word is (CPI, UMP, ADMR)."""
    if word.lower() in CAPITAL_WORDS or word.capitalize() in BEFORE_NAME or not word.isascii():
        return False
    if len(word) <= 6 and not _VOWEL.search(word):
        return True
    if len(word) > 4:
        return False
    unheard_onset = not _VOWEL.search(word[:2]) and word[:2] not in _ONSETS
    after_vowel = len(word) >= 3 and bool(_VOWEL.match(word)) and not _VOWEL.search(word[1:])
    return unheard_onset or (after_vowel and word[1:] not in _AFTER_VOWEL)
