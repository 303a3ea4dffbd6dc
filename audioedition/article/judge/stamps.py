"""Dropped bylines and date lines still fill their fields."""

from __future__ import annotations

import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan", "février fevrier févr fevr fév fev", "mars", "avril avr", "mai", "juin", "juillet juil",
            "août aout", "septembre sept sep", "octobre oct", "novembre nov", "décembre decembre déc dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WORDED = re.compile(
    r"\b(\d{1,2})(?:er)?\s+([a-zéûôA-ZÉÛÔ]{3,9})\.?\s+(\d{4})(?:\D{1,6}(\d{1,2})\s?[h:]\s?(\d{2}))?"
)
_NUMBERED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b(?:\D{1,6}(\d{1,2})\s?[h:]\s?(\d{2}))?")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_BY = re.compile(
    r"^\W*(?:par|by|un texte de|propos recueillis par|recueilli par|rédigé par|écrit par|publié par"
    r"|auteur\w* ?:|texte ?:?)\s+",
    re.I,
)
_TAIL = re.compile(r"\s*(?:[|•·]|[-–—] |,? (?:publié|mis à jour|le \d)).*$", re.I)


DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_STAMP = re.compile(
    r"(?:article )?(?:publi[ée]e?s?|mis(?:e)? à jour|màj|modifi[ée]e?|actualis[ée]e?|post[ée]e?|mis en ligne"
    r"|édit[ée]e?|cré[ée]e?)(?=[\s:]+(?:(?:le|du|à|hier|aujourd[’']hui|il y a|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi"
    r"|dimanche|lun|mar|mer|jeu|ven|sam|dim)\b|\d))[\s:]*"
    r"|(?:\b(?:le|du)\s+)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:lun|mar|mer|jeu|ven|sam|dim)\.)\s+)?"
    r"\b\d{1,2}(?:er)?\s+(?:janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|déc|dec)[a-zéû]*\.?\s+\d{4}\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:à|a|-)?\s*\d{1,2}\s?[h:]\s?\d{2}(?!\d)"
    r"(?:\s?(?:\([A-Z]{2,4}\)|HN?[EAP]|GMT|TU|UTC))?"
    r"|(?:(?:temps|durée) de )?lecture\s*:?\s*(?:de\s+)?\d{1,2}\s?(?:min(?:utes?)?|mn)\b\.?"
    r"|\b\d{1,2}\s?(?:min(?:utes?)?|mn)\b(?: de lecture)?\.?",
    re.I,
)
_TOLD = re.compile(r"publi[ée]e?s?|mise? à jour|modifi[ée]e?|actualis[ée]e?|temps de lecture|lecture", re.I)
_GIVEN = re.compile(
    r"(?<=\w{3}[\w»!?.])\s+(?:informations?|article|contenu|dépêche|texte)s?"
    r" (?:fourni|proposé|publié|rédigé|écrit|transmis)e?s?"
    r" par [A-ZÀ-Ý][^•|.!?]{1,60}\s[•|·]\s\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?:\s?à\s?\d{1,2}\s?[:h]\s?\d{2})?$"
)
_STAMP_CHARS, _STAMP_WORDS, _HEADLINE_CHARS = 220, 12, 400
_STRAY_WORDS = 1


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name or its short form; ``None`` for another word."""
    return _MONTHS.get(name.lower())


def without_stamps(text: str) -> str:
    """A line without its dates, hours and reading times."""
    return _STAMP.sub(" ", text)


def is_stamp(text: str) -> bool:
    """« 4 min Publié le 12 mars 2026 Mis à jour le 13 mars à 09:12 Anne Le Goff »: two stamps or more, and little else.

    What is left beside them must be names and their small words, so that « Le décret, publié le 3 mars 2024 et modifié
    le 5 avril 2024, prévoit… » is none.
    """
    if len(text) > _STAMP_CHARS or len(_STAMP.findall(text)) < 2:
        return False
    left = re.findall(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*", without_stamps(text))
    plain = [w for w in left if w[0].islower() and w.lower() not in _BESIDE_NAMES]
    told = bool(_TOLD.search(text))
    return len(left) <= _STAMP_WORDS and (told or "par" in left) and len(plain) <= _STRAY_WORDS * told


_BESIDE_NAMES = frozenset(
    (
        "par avec et le la les l l’ à de du des d en pour édité édition rédigé écrit texte traduit dernière mise jour "
        "envoyé envoyée spécial spéciale correspondant correspondante temps durée lecture partager notre photo photos"
    ).split()
)


def cut_agency(text: str) -> tuple[str, str]:
    """A headline, and what copying has glued to it: who gave it and when (« … information fournie par Valnature •
    21/03/2026 à 14:40 »); empty where nothing is."""
    found = _GIVEN.search(text) if text[-1:].isdigit() and len(text) <= _HEADLINE_CHARS else None
    return (text[: found.start()], found[0].strip()) if found else (text, "")


def date_said(text: str) -> str:
    """The words of a line's first whole date, and of the hour behind it; empty where it has none."""
    worded, numbered = _WORDED.search(text), _NUMBERED.search(text)
    if worded and worded[2].lower() in _MONTHS:
        return worded[0]
    return numbered[0] if numbered else ""


def date_of(text: str) -> str | None:
    """The first date of a line as ISO 8601, to the minute where an hour is printed; ``None`` without a whole date."""
    if worded := _WORDED.search(text):
        month = _MONTHS.get(worded[2].lower())
        if month:
            return _iso(int(worded[3]), month, int(worded[1]), worded[4], worded[5])
    if numbered := _NUMBERED.search(text):
        year = int(numbered[3])
        return _iso(
            year + 2000 if year < 100 else year, int(numbered[2]), int(numbered[1]), numbered[4], numbered[5]
        )
    if iso := _ISO.search(text):
        return _iso(int(iso[1]), int(iso[2]), int(iso[3]), None, None)
    return None


def _iso(year: int, month: int, day: int, hour: str | None, minute: str | None) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2200):
        return None
    date = f"{year:04}-{month:02}-{day:02}"
    if hour and minute and int(hour) < 24 and int(minute) < 60:
        return f"{date}T{int(hour):02}:{minute}"
    return date


def byline_of(text: str) -> str | None:
    """The names in a byline: « Par Anne Le Goff et Paul Ney | Publié le 3 mai » gives « Anne Le Goff et Paul Ney »."""
    if len(text) > 160 or not _BY.match(text):
        return None
    names = _TAIL.sub("", _BY.sub("", text)).strip(" .,;:|")
    return names if names and names[0].isupper() and len(names) <= 100 else None
