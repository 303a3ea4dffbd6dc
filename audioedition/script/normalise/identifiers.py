"""Figures that name and count nothing (SIRET, ISBN, IBAN, DOI): in short groups with a pause between them."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.numbers import with_leading_zeros

_NAMES = (
    r"SIRET|Siret|SIREN|Siren|ISBN(?:[- ]?1[03])?|ISSN|e-ISSN|EAN|IBAN|ISIN|NIR|UAI|FINESS|Finess|SIRENE|RNA|"
    r"RCS(?: [A-ZÀ-Ý][\w'-]{1,24}){0,3}(?: [A-D])?|TVA(?: intracommunautaire| intra\.?)?|GTIN|ORCID"
)
LONGEST_GROUP = 4


def say_identifier(match: re.Match[str], context: Context) -> str | None:
    """« SIRET 12345678900012 » → « 123, 456, 789, 000, 12 », open: each group is said as a number of its own."""
    groups = [part for group in re.findall(r"\d+|[A-Z]+", match["figures"]) for part in _short(group)]
    return match["name"] + ", ".join(groups) if len(groups) > 1 else None


def _short(group: str) -> list[str]:
    """Groups as printed; a longer one by threes, as registers print theirs."""
    if len(group) <= LONGEST_GROUP or group.isalpha():
        return [group]
    return [group[at : at + 3] for at in range(0, len(group), 3)]


def say_doi(match: re.Match[str], context: Context) -> str:
    """Nobody writes a DOI down from hearing it: its name is said, the number stays to be read."""
    return "doi"


LONGEST_COUNT = 10
"""Figures beyond which nobody counts without a blank: a row of them is the name of something."""


def is_name(printed: str) -> bool:
    """Whether a row of figures is too long for a count, and not round."""
    return printed.isdecimal() and len(printed) > LONGEST_COUNT and not printed.endswith("000000")


def say_threes(printed: str, context: Context) -> str:
    groups = (printed[at : at + 3] for at in range(0, len(printed), 3))
    return ", ".join(with_leading_zeros(group, locale=context.locale) for group in groups)


def say_post_code(match: re.Match[str], context: Context) -> str:
    if match["n"].startswith("0") and match["d"][0] != "0":
        return context.number(match["d"] + match["n"])  # « 33001 » is « trente-trois mille un »
    return " ".join(with_leading_zeros(match[part], locale=context.locale) for part in "dn")


RULES = (
    Rule(
        name="dash-before-post-code",
        kind="typo",
        pattern=re.compile(r"(?<=\w) [–-] (?=\d{5} [A-ZÀ-Ý])"),
        say=lambda match, context: ", ",
        needs=re.compile(r"[–-] \d{5} "),
        open=True,
        source="postal addresses",
        examples=(("Au BP 12 – 44000 Nantes.", "Au boîte postale douze, quarante-quatre mille Nantes."),),
    ),
    Rule(
        name="post-code",
        kind="cardinal",
        pattern=re.compile(
            r"(?:(?<=^)|(?<=, )|(?<=[–—-] ))(?P<d>\d\d)(?P<n>\d{3})(?= [A-ZÀ-Ý][a-zà-ÿ])(?! [A-ZÀ-Ý]\w*"
            r"(?:iens|ains|ais|ois)\b)"
        ),
        say=say_post_code,
        needs=re.compile(r"\d{5}"),
        source="La Poste: the department, then the office",
        examples=(("Écrire à la mairie, 29200 Brest.", "Écrire à la mairie, vingt-neuf deux cents Brest."),),
    ),
    Rule(
        name="identifier",
        kind="name_code",
        pattern=re.compile(
            rf"(?<![\w-])(?P<name>(?:{_NAMES}) ?(?:n°|numéro)? ?(?:: ?)?(?:(?:FR|BE|CH|LU) ?)?)"
            r"(?P<figures>\d[\dX -]{6,38}[\dX])(?![\w])"
        ),
        say=say_identifier,
        needs=re.compile(r"\d[\dX -]{6}"),
        open=True,
        source="Insee, SIRENE; ISO 2108",
        examples=(
            (
                "SIRET : 12345678900012",
                "Siret : cent vingt-trois, quatre cent cinquante-six, sept cent quatre-vingt-neuf, "
                "zéro zéro zéro, douze",
            ),
            (
                "ISBN 2-07-036822-X",
                "i esse-bé-enne deux, zéro sept, zéro trente-six, huit cent vingt-deux, X",
            ),
        ),
    ),
    Rule(
        name="doi",
        kind="electronic",
        pattern=re.compile(r"(?i)(?<![\w/.])(?:doi ?:? ?)?10\.\d{4,9}/[\w.()/:;-]{1,120}\w"),
        say=say_doi,
        needs=re.compile(r"10\.\d"),
        source="ISO 26324",
        examples=(("Voir doi:10.1016/j.cell.2019.05.031.", "Voir doi."),),
        doubtful=lambda match, context: True,
    ),
)
"""Before all rules of numbers."""
