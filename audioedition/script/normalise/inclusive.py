"""Inclusive writing: « les électeur·rice·s » is « les électeurs et électrices », agreeing adjectives are said once.

Both forms are made from the print and looked up: only what the kept lexicons know as the masculine and the feminine of
one word is rewritten where the mark is a full stop, a hyphen, a stroke or brackets, which mean other things too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audioedition.script.normalise.draft import Context, WorkingText
from audioedition.script.normalise.inclusive_forms import InclusiveForm, inclusive_forms
from audioedition.script.normalise.tables import words
from audioedition.script.normalise.tables.inclusive import BEFORE_NOUN, BLENDS, NEUTRAL
from audioedition.script.words import find_word

_BLENDED = "|".join(sorted((*BLENDS, *NEUTRAL), key=len, reverse=True))
_BLEND = re.compile(rf"(?i)(?<![\w'-])(?:{_BLENDED}|[^\W\d_]{{2,20}}t?eurices?)(?![\w'-])")
_PRONOUNS_NAMED = re.compile(r"(?i)\b(?:pronoms?|néologismes?|le mot)\b")
"""« des pronoms comme iel »: the word itself is meant."""
_COPULA = re.compile(
    r"(?i)\b(?:est|es|suis|sont|êtes|sommes|était|étaient|sera|seront|soit|soient|été|être|fut|furent|serait|seraient|"
    r"serions|seriez|a|ont|avons|avez|avait|avaient|aurait|aura|soyez|soyons|sois|étiez|étions|serez|serons|serai|seras|semblent?|restent?|deviennent|devient|sente?n?t?z?|sens|paraît|"
    r"rend|rendre|rester|devenir|très|plus|moins|trop|si|assez|bien|aussi|non|peu) $"
)
_FEMININE_SUBJECT = re.compile(
    r"(?i)(?<!\bou )(?<!\bet )(?<![-·./])\belles? (?:n'|ne |se |s'|en |y )?[^\W\d_]+ "
    r"(?:pas |plus |toutes |très |été ){0,2}$"
)
_PLURAL_S = re.compile(r"[sxz]$")


def say_inclusive(draft: WorkingText, context: Context) -> None:
    """Rewrites inclusive forms as open print, in the way that ``context.inclusive`` asks for."""
    if not re.search(r"[·(/]|\w[.-]\w|(?i:rices?\b|\biels?\b|ll?eux\b|toust|frœur)", draft.text):
        return
    if not _PRONOUNS_NAMED.search(draft.text):
        draft.replace(_blends(draft.text, context), rule="inclusive", open_=True)
    draft.replace(_plurals(draft.text), rule="inclusive", open_=True)
    forms = list(inclusive_forms(draft.text))
    draft.replace(_said(forms, draft.text, context), rule="inclusive", open_=True)


_PLURAL_IN_BRACKETS = re.compile(r"(?<![^\W_])(?P<word>[^\W\d_]{2,24})\((?P<end>s|x|nt|ent|aux)\)(?!\w)")


def _plurals(text: str) -> Iterator[tuple[int, int, str | None]]:
    """« enfant(s) » sounds like « enfants »; « journal(aux) » is « journaux »."""
    for match in _PLURAL_IN_BRACKETS.finditer(text):
        word, end = match["word"], match["end"]
        if find_word(word.lower()) is None:
            continue  # « Ag(s) »: chemistry
        if end != "aux" or word.endswith("al"):
            yield match.start(), match.end(), (word[:-2] if end == "aux" else word) + end


def _blends(text: str, context: Context) -> Iterator[tuple[int, int, str | None]]:
    """« toustes », « celleux », « lecteurices »: one word made of two."""
    for match in _BLEND.finditer(text):
        word = match[0].lower()
        pair = NEUTRAL.get(word) if context.inclusive == "masculine" else None
        pair = pair or BLENDS.get(word)
        if pair is None and (made := re.fullmatch(r"(.+?)(t?)eurice(s?)", word)):
            pair = (f"{made[1]}{made[2]}eur{made[3]}", f"{made[1]}trice{made[3]}")
            pair = pair if find_word(pair[0]) or find_word(pair[1]) else None
        if pair is None or context.inclusive == "as-written":
            continue
        yield match.start(), match.end(), _cased(match[0], _joined(pair, match[0], context))


def _joined(pair: tuple[str, str], printed: str, context: Context) -> str:
    if context.inclusive == "masculine":
        return pair[0]
    return f"{pair[0]} {'et' if _PLURAL_S.search(printed) else 'ou'} {pair[1]}"


def _cased(printed: str, words: str) -> str:
    return words[0].upper() + words[1:] if printed[0].isupper() else words


def _said(forms: list[InclusiveForm], text: str, context: Context) -> Iterator[tuple[int, int, str | None]]:
    after_noun = -1
    """Where the noun ended that was said in both forms: what follows it agrees with it."""
    skipped = -1
    for at, form in enumerate(forms):
        behind = forms[at + 1] if at + 1 < len(forms) else None
        before = text[: form.start - len(form.head)]
        agreeing = after_noun >= 0 and text[after_noun : form.start] == " "
        if at == skipped:
            continue
        if context.inclusive == "as-written":
            start, end, words = form.start, form.end, form.written
        elif context.inclusive == "masculine":
            start, end, words = form.start, form.end, form.masculine
        elif form.determines and behind is not None and _is_its_noun(form, behind, text):
            start, end, words, skipped = form.start, behind.end, _with_noun(form, behind, text), at + 1
            after_noun = end
        elif form.determines:
            start, end, words = form.start, form.end, f"{form.masculine} {_and(form)} {form.feminine}"
        elif agreeing or not form.is_noun or _agrees(form, behind, before, text):
            feminine = _FEMININE_SUBJECT.search(before[-40:])
            start, end, words = form.start, form.end, form.feminine if feminine else form.masculine
            after_noun = after_noun if form.masculine in BEFORE_NOUN else end
        else:
            (start, words), end = _doublet(form, before), form.end
            after_noun = end
        yield start, end, _cased(text[start], words)


def _is_its_noun(form: InclusiveForm, behind: InclusiveForm, text: str) -> bool:
    return not behind.determines and text[form.end : behind.start] in (" ", " d'", " l'")


def _with_noun(form: InclusiveForm, noun: InclusiveForm, text: str) -> str:
    """« un étudiant ou une étudiante »."""
    link = text[form.end : noun.start]
    return f"{form.masculine}{link}{noun.masculine} {_and(noun)} {form.feminine}{link}{noun.feminine}"


def _and(form: InclusiveForm) -> str:
    return "et" if form.plural else "ou"


def _is_verb_before(before: str) -> bool:
    """« ils vivaient dissimulé·e·s »: nothing but a verb stands before."""
    previous = re.search(r"([^\W\d_]+) $", before[-28:])
    word = find_word(previous[1].lower()) if previous else None
    return word is not None and bool(word.tags) and all(tag[0] in "Vv" for tag in word.tags)


def _agrees(form: InclusiveForm, behind: InclusiveForm | None, before: str, text: str) -> bool:
    """Behind « sont », « très » or a noun it is an adjective; right before the noun it goes with, too."""
    if _COPULA.search(before[-20:]):
        return True
    word = find_word(form.masculine)
    if word is None or not any(tag[0] in "AK" for tag in word.tags):
        return False
    if behind is not None and text[form.end : behind.start] == " " and behind.is_noun:
        return form.masculine in BEFORE_NOUN
    if any(tag[0] == "K" for tag in word.tags) and _is_verb_before(before):
        return True
    previous = re.search(r"([^\W\d_]+) $", before[-28:])
    noun = find_word(previous[1].lower()) if previous and previous[1].lower() not in BEFORE_NOUN else None
    counted = previous is not None and previous[1].lower() in _COUNTS
    return (
        noun is not None and not counted and any(tag[0] == "N" for tag in noun.tags) and "x" not in noun.tags
    )


_COUNTS = words(
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quinze vingt trente cent mille plusieurs"
)
"""« quatre chercheur·euses »: before a noun, though each is one too."""


_DETERMINER = re.compile(r"(?i)\b(un|le|du|au|ce|cet|son|mon|ton|une|la|cette|sa|ma|ta|quel|aucun|tel) $")


_DETERMINERS = (
    ("un", "une"), ("le", "la"), ("du", "de la"), ("au", "à la"), ("ce", "cette"), ("cet", "cette"), ("son", "sa"),
    ("mon", "ma"), ("ton", "ta"), ("quel", "quelle"), ("aucun", "aucune"), ("tel", "telle"),
)  # fmt: skip


def _doublet(form: InclusiveForm, before: str) -> tuple[int, str]:
    """Both forms, with the determiner of each: « un étudiant ou une étudiante », « l'élu ou l'élue »."""
    masculine, feminine = form.masculine, form.feminine
    if form.written[0].isupper() and re.search(r"[\w,;'] ?$", before):  # « les Français·es »
        masculine, feminine = masculine.capitalize(), feminine.capitalize()
    if form.head.lower() in ("l'", "d'"):
        return form.start, f"{masculine} {_and(form)} {form.head.lower()}{feminine}"
    found = None if form.plural else _DETERMINER.search(before[-8:])
    if found is None:
        return form.start, f"{masculine} {_and(form)} {feminine}"
    determiner = found[1].lower()
    pair = next((pair for pair in _DETERMINERS if determiner in pair), (determiner, determiner))
    return form.start - len(found[0]), f"{pair[0]} {masculine} ou {pair[1]} {feminine}"
