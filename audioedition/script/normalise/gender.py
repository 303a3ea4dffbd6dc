"""The gender of the noun that a number counts: « vingt et une voix », « vingt et un votes ».

Only numbers that end in 1 ask for it. The kept lexicons know the nouns; the tables say which gender is meant where
both exist (« la page », « le page ») and whose head noun a sigle has; what no lexicon knows goes by its ending, after
Grevisse (Le Bon Usage, § 468-471). In doubt: masculine.
"""

from __future__ import annotations

import re

from audioedition.script.normalise.numbers import Gender
from audioedition.script.normalise.tables import words
from audioedition.script.words import WordForm, find_word, noun_genders

FEMININE = words(
    """aide auto cave chèvre enseigne finale garde greffe manche météorite orange ordonnance page part passe princesse
    radio rencontre rose tour vague vidéo voile  mode mémoire crêpe solde cartouche trompette moule
    appli autrice œuvre start-up pomme-de-terre  vigie sentinelle recrue"""
)
"""Where both genders exist, what is counted in the news."""

MASCULINE = words("drone pygmée litre couple poste mort légume vase prétexte million livre")
"""The same, and those that the lexicons have otherwise or not at all."""

FEMININE_SIGLES = words(
    """ONG PME TPE ETI PMI PMR SA SAS SARL SCI SCOP SCIC SNC SEM SPL EURL GmbH ASBL AMAP MJC CAF CPAM ARS BU BD TV
    IRM IVG IMG OPA OPV QPC OQTF AOP AOC IGP ZAC ZAD ZEP ZUP ZFE ZI ZA ZRR ZNIEFF ICPE UMR UE UFR ENR VAE ITT CNI
    LGV RN RD DSP TVA PAC IA NBI APL ARE AAH RSE CB  SCPI AG DMLA MST IST TIC NTIC BDD API CPGE FIV PMA GPA"""
)
"""Sigles whose head noun is feminine: organisation, entreprise, société, zone, unité, interruption, ligne…"""

_FEMININE_END = re.compile(
    r"(?:[tsxg]ion|gieuse|aison|té|tié|ée|[^aeou]ie|rie|ence|ance|ure|ette|elle|esse|euse|trice|ière|ise|ade|aine|"
    r"enne|onne|ille|aille|eille|ouille|asse|ousse|ace|ude|ine|ogne|agne|euille|ole|ique|aie|oie|ue|ande|ante|"
    r"ente|erte|orte|ouve|ive|ave)$"
)

FEMININE_BEFORE = words(
    """nouvelles grandes petites belles bonnes mauvaises vieilles premières dernières principales
    seules anciennes différentes diverses courtes longues fortes jolies grosses hautes basses
    prochaines précédentes nouvelle grande petite bonne vieille première dernière seule ancienne"""
)
EITHER_BEFORE = words(
    """jeunes autres autre vrais vraies grands petits beaux bons mauvais vieux nouveaux premiers
    derniers principaux seuls anciens différents divers courts longs simples très plus moins jeune
    simple"""
)

_WORDS = re.compile(r"[ -]?([^\W\d_]+(?:[-'][^\W\d_]+)*)[ ]?([^\W\d_]*(?:-[^\W\d_]+)*) ?([^\W\d_]*)")
_POINTING = frozenset({"ces", "ses", "nos", "vos", "mes", "tes", "leurs"})
_NO_NOUN = words("à au aux de des du et ou en dans sur pour par est sont a ont le la les qui que")


def noun_gender(noun: str) -> Gender:
    """Of a noun as printed, singular or plural, or of a sigle."""
    if len(noun) > 1 and noun.rstrip("s").isupper():
        return "f" if noun.rstrip("s") in FEMININE_SIGLES else "m"
    word = noun.lower()
    for form in (word, word[:-1] if word.endswith(("s", "x")) else word):
        if form in FEMININE:
            return "f"
        if form in MASCULINE:
            return "m"
    if known := noun_genders(word):
        return "f" if known == {"f"} else "m"
    head = word.split("-")[0]
    if head != word:
        return noun_gender(head)
    return "f" if _FEMININE_END.search(word.removesuffix("s")) else "m"


_ONE = re.compile(r"(?<![\d,.])(?<!\d[-–/ ])1$")
_AND_ANOTHER = re.compile(r" (?:à|ou|et|voire) \d{1,6}(?![\d,./:h])")
"""« 1 à 2 gouttes », « 1 ou 2 pommes »: both numbers count the same."""


def gender_after(text: str, position: int) -> Gender:
    """Of what is counted by the number that ends at ``position``."""
    if text.startswith(" d'entre elles", position):
        return "f"
    if further := _AND_ANOTHER.match(text, position):
        position = further.end()
    match = _WORDS.match(text, position, position + 60)
    if not match:
        return "m"
    first, second, third = (group.lower() for group in match.groups())
    if first == "de" and second in _POINTING:
        return noun_gender(third)
    one = bool(_ONE.search(text, max(0, position - 3), position))
    for rank, word in enumerate(match.groups(), 1):
        lower = word.lower()
        if lower in FEMININE_BEFORE:
            return "f"
        if lower in EITHER_BEFORE:
            continue
        if not lower or lower in _NO_NOUN:
            return "m"
        known = find_word(lower)
        if known and not one and _is_singular(known) and not word.isupper():
            return "m"  # « 2-1 face à Nice »: nothing is counted
        if known and not known.genders("N") and (genders := known.genders("AK")):
            if len(genders) == 1:
                return next(iter(genders))
            continue
        return _agreed(lower, match.groups()[rank:]) or noun_gender(word)
    return "m"


def _is_singular(word: WordForm) -> bool:
    """A noun or adjective that has no plural of the same letters."""
    named = [tag for tag in word.tags if tag[0] in "NA"]
    return bool(named) and all(tag.endswith("s") for tag in named)


def _agreed(noun: str, behind: tuple[str, ...]) -> Gender | None:
    """« 21 élèves blessées »: what agrees with a noun of both genders tells which is meant."""
    if noun in FEMININE or len(noun_genders(noun)) != 2 or not behind:
        return None
    following = find_word(behind[0])
    genders = (
        following.genders("AK")
        if following and not following.genders("N") - following.genders("AK")
        else frozenset()
    )
    return next(iter(genders)) if len(genders) == 1 else None
