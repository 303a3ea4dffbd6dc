"""Whether a letter behind a number is a unit: it needs a quantity before it and a grammar that fits behind it."""

from __future__ import annotations

import re

from audioedition.script.normalise.tables import words
from audioedition.script.normalise.tables.units import POWERS, UNITS

LEAST_POWER = 5
AMBIGUOUS = words("A J K N V W L l a q t g h s m j al MN CV MP TB UI")
"""Signs that are also words, initials, names of series or the beginning of one."""

_NAMES_A_NUMBER = re.compile(
    r"(?i)(?:\b(?:articles?|sections?|chapitres?|versions?|pages?|alinéas?|paragraphes?|lignes?|classes?|types?|niveaux?|"
    r"saisons?|épisodes?|ann[ée]es?|lois?|questions?|figures?|tableaux?|annexes?|phases?|salles?|routes?|portes?|quais?|"
    r"vols?|bus|trams?|métros?|groupes?|catégories?|lots?|décrets?|en|depuis|dès|avant|après|fin|début) )$"
)
"""What stands behind these is a name, no quantity: « l'article 5 L », « en 2019 a »."""
_NAMES_ANY_NUMBER = re.compile(r"(?i)\b(?:articles?|alinéas?|paragraphes?|lignes?|sections?|versions?) $")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOES_ON = re.compile(
    r" ?(?:$|[.,;:!?)»…/\]]|(?:de|d'|du|des|à|au|aux|en|par|sur|pour|et|ou|contre|soit|dans|le|la|les|chacune?)\b)"
)
_ENGINE = re.compile(
    r"(?i)moteur|puissan|voiture|tracteur|moto|diesel|berline|véhicule|essence|SUV|hybride|bateau|fiscaux|cylind|turbo|coupé"
)
_ONE_BEFORE = re.compile(r"(?i)\b(?:le|ce|un|du|au) $")
_SEVERAL_BEFORE = re.compile(r"(?i)\b(?:les|des|aux) $")
_AREA_BEFORE = re.compile(r"\b(?:ha|hectares?),? (?:et )?$")


def fits(text: str, number: str, sign: str, *, start: int, end: int) -> bool:
    """``number`` and ``sign`` as printed at ``start``–``end`` of ``text``; signs that are nothing else always fit."""
    if sign not in AMBIGUOUS:
        return True
    if sign.isupper() and not text[:start].strip() and re.match(r"\.? ?[A-ZÀ-Ý]", text[end:]):
        return False  # « 41 A. Segonds »: a note's number and an initial
    before, behind = text[max(0, start - 16) : start], text[end : end + 12]
    if sign == "CV" and not _ENGINE.search(text):
        return False  # a curriculum vitæ
    if sign == "a":
        return bool(_AREA_BEFORE.search(before))  # « 3 ha 12 a »; else the verb
    if sign == "s" and _ONE_BEFORE.search(before) and int(re.sub(r"\D", "", number) or 0) > 1:
        return False  # « le 2s »
    if (
        len(sign) == 1
        and sign.isupper()
        and _SEVERAL_BEFORE.search(before)
        and not behind.startswith((" de ", " d'"))
    ):
        return False  # « les 4 L », « les 5 W »
    spaced = text[start:end].rstrip(".").endswith(f" {sign}")
    if _NAMES_ANY_NUMBER.search(before) or (
        spaced and _YEAR.fullmatch(number) and _NAMES_A_NUMBER.search(before)
    ):
        return False
    if sign in "VW" and number.isdecimal() and int(number) >= LEAST_POWER:
        return True  # « 220V », « 60W »; « 3V » may be a name
    if len(sign) == 1 and sign.isupper() and not spaced:
        return False  # « 4L », « 3D », « 5G » are names
    strict = sign.isupper() or sign in ("q", "al", "j")
    return not strict or bool(_GOES_ON.match(behind)) or text[start:end].endswith(".")


def many_of(sign: str) -> str:
    """The plural of a unit as printed, with its power: « t » → « tonnes », « m3 » → « mètres cubes »."""
    power = sign[-1] if sign[-1] in POWERS and len(sign) > 1 else ""
    return UNITS[sign.removesuffix(power) if power else sign][1] + (f" {POWERS[power]}s" if power else "")
