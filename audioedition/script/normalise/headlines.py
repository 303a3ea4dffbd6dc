"""The grammar of headlines in capitals, where « est » is left out and accents are missing: « TUE PAR », « A PARIS »."""

from __future__ import annotations

import re

from audioedition.script.normalise.sayable import can_be_said
from audioedition.script.normalise.tables import words
from audioedition.script.words import WordForm, bare_letters, find_word, words_written

COMMONEST = 3
"""The rarest band of Lexique that is believed of a lone adjective."""
COMMONEST_PARTICIPLE = 5

_TAKES_PAR = words("passe passes commence commences debute debutes termine termines finit jure")
"""Verbs that take « par » themselves."""

_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"([^\W\d_]+)[ ']$")
_SUBJECTS = words("qui il elle ils elles on n y t j l tu")
"""Behind these an « A » is the verb."""
_NAMED_BY_LETTER = words(
    "plan groupe vitamine hepatite ligne serie note batiment classe grippe type rer porte zone formule categorie bloc"
)
"""Behind these it is a letter: « VITAMINE A »."""
_OBJECTS = words("un une des du plus tout tous toutes bien")
"""Before these it is as likely « LE MAIRE A UN PLAN » as « FACE A UN MUR »."""


def believed(fitting: list[WordForm]) -> int:
    """The rarest band in which a form is taken: « RECRUTEES », which is one participle only, may be rarer."""
    lone = len(fitting) == 1 and "K" in {tag[0] for tag in fitting[0].tags}
    return COMMONEST_PARTICIPLE if lone else COMMONEST


def suffered(
    found: tuple[WordForm, ...], best: list[WordForm], *, before: str, behind: str
) -> list[WordForm]:
    """« UN HOMME TUE PAR SON FILS »: before « par » a verb is its participle, which agrees with the noun before."""
    verb = any(tag[0] in "Vv" for word in best for tag in word.tags)
    if not behind.upper().startswith(" PAR ") or not verb or bare_letters(best[0].form) in _TAKES_PAR:
        return best
    participles = [word for word in found if any(tag[0] == "K" for tag in word.tags)]
    noun = _LAST_WORD.search(before)
    genders = {gender for word in words_written(noun[1]) for gender in word.genders()} if noun else set()
    agreeing = (
        [word for word in participles if word.genders("K") & genders] if len(genders) == 1 else participles
    )
    return agreeing or participles or best


_NAME_OF_ANY_LETTERS = 5
"""Letters from which on a page that prints « Xprize » names something, sayable or not."""
_CAPITALISED = re.compile(r"(?<![\w.'])([A-ZÀ-Ý][a-zà-ÿ]+) $")
_NAMES = frozenset({"Pms", "Pfs", "Ps"})


def is_preposition(text: str, at: int) -> bool:
    """Whether the « A » at ``at``, among words in capitals, is « à » beyond doubt: no verb, and no letter's name."""
    following = _WORD.match(text, at + 2) if text[at + 1 : at + 2] == " " else None
    figure = text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].isdecimal()
    previous = _LAST_WORD.search(text[max(0, at - 24) : at])
    last = bare_letters(previous[1]) if previous else ""
    if last in _SUBJECTS or last in _NAMED_BY_LETTER or not (following or figure):
        return False
    if following is None:
        return bool(previous) or text[max(0, at - 2) : at - 1].isdecimal()
    little = bare_letters(following[0])
    if (len(little) == 1 and little not in ("l", "d")) or little in _OBJECTS:
        return False
    known = find_word(little)
    verbs = any(tag[0] == "K" for word in words_written(little) for tag in word.tags)
    return not verbs or bool(known and {tag[0] for tag in known.tags} & {"P"})


def is_behind_first_name(text: str, at: int) -> bool:
    """« Emeline TAFT »: what stands in capitals behind a first name is a family's."""
    before = _CAPITALISED.search(text[max(0, at - 28) : at])
    return before is not None and any(
        word.form == before[1] and word.tags & _NAMES for word in words_written(before[1])
    )


def is_unsayable(printed: str) -> bool:
    """« IBM », « GPT »: no word, whatever a page or a list of words prints."""
    return (
        2 < len(printed) < _NAME_OF_ANY_LETTERS
        and not can_be_said(printed, among_words=True)
        and not any(word.tags for word in words_written(printed))
    )
