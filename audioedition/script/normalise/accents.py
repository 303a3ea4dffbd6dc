"""Which word capitals without accents are: « BLESSES » is « blessés », « BEZIERS » a town, « LE PASSE » a noun."""

from __future__ import annotations

import re

from audioedition.script.normalise.headlines import COMMONEST, believed, suffered
from audioedition.script.words import RARE, WordForm, find_word, words_written

_TOKEN = re.compile(r"[^\W\d_]+")
_PLURAL_BEFORE = re.compile(
    r"(?i)(?:\b(?:les|des|aux|ces|ses|nos|vos|mes|leurs|quelques|plusieurs|deux|trois|quatre|cinq|six|sept|huit|neuf|"
    r"dix|cent|mille)|(?<![\d,.])(?!0?1 )[\d ]*\d) $"
)
_SINGULAR_BEFORE = re.compile(
    r"(?i)(?:\b(?:le|la|un|une|du|au|ce|cet|cette|son|sa|notre|votre|chaque) |\b[ld]'|(?<![\d,.])1 )$"
)
_PARTICIPLE_BEFORE = re.compile(
    r"(?i)\b(?:(?:a|ont|avait|avaient|avoir|ayant) ete|suis|es|est|"
    r"sommes|êtes|sont|étaient|été|être|ai|as|a|avons|ont|avait|avoir|était|sera|fut) $"
)
_PLACE = frozenset({"P"})
"""The tag of communes, whose accents no family's name need have."""


def accented(
    printed: str, before: str, behind: str, *, in_run: bool, surname: bool
) -> tuple[str | None, bool]:
    """The one word that fits; the letters as they are, and ``False``, when several do; ``None`` when none is known."""
    found = words_written(printed)
    if surname:
        found = tuple(word for word in found if word.tags != _PLACE)
    if not found or not printed.isascii():
        return (printed.lower() if found else None), True
    little = find_word(printed.lower())
    if little and "x" in little.tags:
        # « LA », « DES », « DU »: their like with an accent (là, dès, dû) are rarer
        return printed.lower(), True
    if all(word.is_name for word in found):
        # of Gerard and Gérard the one with accents: print leaves them out, and never puts them in
        return next((word.form for word in found if not word.form.isascii()), found[0].form), True
    name = next((word for word in found if word.is_name and word.form.isascii()), None)
    if name and all(word.is_name or word.band > COMMONEST for word in found):
        return name.form, True  # « LONDRES » is no cigar
    found = tuple(word for word in found if word.band < RARE or word.tags - {"v"})
    fitting = _fitting(_agreeing(found, behind), before, behind) if found else []
    named = [word for word in fitting if any(tag[0] in "Nx" for tag in word.tags)]
    if len(fitting) == 1 and fitting[0].is_name:
        return fitting[0].form, True  # « NIMES » is one town
    accented = [word for word in found if word.is_name and not word.form.isascii() and word.band < RARE]
    if accented and not in_run:
        return accented[0].form, True  # « BENOIT », which may be an adjective too
    heads = not before.strip(" -–•*") and len(fitting) == 1 and "V" in fitting[0].tags
    if heads and find_word(printed.lower()) is None:
        return fitting[0].form, True  # « DESIGNE : … », the verb of a decision
    if not fitting or (not named and (fitting[0].band > believed(fitting) or not in_run)):
        return printed.lower(), True  # « GRISOLLES » is a village, « SENSE » a brand
    forms = {word.form.lower().replace("oe", "œ"): word.form for word in fitting}
    return (next(iter(forms.values())), True) if len(forms) == 1 else (printed.lower(), False)


def _is_no_participle(word: WordForm) -> bool:
    kinds = {tag[0] for tag in word.tags}
    return bool(kinds & set("NxVP")) and not ("K" in kinds and "é" in word.form[-3:])


def _agreeing(found: tuple[WordForm, ...], behind: str) -> tuple[WordForm, ...]:
    """« PECHES CAPITAUX »: the adjective behind tells the gender."""
    following = _TOKEN.match(behind, 1)
    asked = find_word(following[0].lower()) if following and behind[:1] == " " else None
    genders = asked.genders("A") if asked else frozenset()
    if len(found) < 2 or len(genders) != 1:
        return found
    return tuple(word for word in found if word.genders() & genders) or found


def _fitting(found: tuple[WordForm, ...], before: str, behind: str) -> list[WordForm]:
    """The words that the place leaves: common ones, and those that the word before asks for."""
    best = [word for word in found if any(tag != "v" for tag in word.tags)] or list(found)
    best = [word for word in best if not word.is_name] or best
    for asked, kinds in (
        (_PLURAL_BEFORE, re.compile("[NAK].?p|[NA][mf]?$")),
        (_SINGULAR_BEFORE, re.compile("[NA].?s|[NA][mf]?$")),
        (_PARTICIPLE_BEFORE, re.compile("[KA]")),
    ):
        fit = [word for word in best if any(kinds.match(tag) for tag in word.tags)]
        # « L'EMPORTE »: « l' » may be a pronoun, so only a noun obeys it
        if (
            fit
            and asked.search(before)
            and (asked is _PARTICIPLE_BEFORE or any(word.genders() for word in fit))
        ):
            best = [word for word in fit if word.genders()] or fit
    if not _PARTICIPLE_BEFORE.search(before):
        # « AFFAIRE », « L'EMPORTE », « LES ELEVES »: a participle asks for « est » or « a »
        best = [word for word in best if _is_no_participle(word)] or best
    best = suffered(found, best, before=before, behind=behind)
    common = min(word.band for word in best)
    return [word for word in best if word.band <= common + 1]
