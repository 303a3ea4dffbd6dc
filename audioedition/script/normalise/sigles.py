"""Little words in capitals that are sigles where they stand: « le CE », « une SA », « la directive 96/34/CE »."""

from __future__ import annotations

import re

from audioedition.script.normalise.page import PageWords
from audioedition.script.normalise.tables import words
from audioedition.script.normalise.tables.capital_words import CAPITAL_WORDS
from audioedition.script.words import find_word

BEHIND_ARTICLE = re.compile(
    r"(?:\b(?:[Ll]e|[Ll]a|[Ll]es|[Dd]u|[Dd]es|[Uu]ne?|[Aa]ux?|[Cc]et|[Cc]ette|[Cc]es|[Ss]on|[Ss]a) |\b[LlDd]')$"
)


_LEADS_ON = words("le la les des du au aux de")
"""Articles: something follows them."""
_POINTS_ON = words("ce ces sa ma ta ses mes tes sur par")
"""What stands before a noun, and seldom in capitals by itself."""
_STANDS_ALONE = re.compile(
    r" ?(?:[,;:.)»\d]|$)| (?:au|aux|à|de|du|des|d'|et|ou|est|sont|a|ont|qui|pour|par|avec)(?: |$)| [A-ZÀ-Ý][a-zà-ÿ]"
)
_STRESSED_ANYWHERE = words("top max pro big or an ans new")
"""Nouns and the like that are printed in capitals as names: « le TOP 14 »."""


def points_at_nothing(letters: str, behind: str) -> bool:
    """« SA au capital », « (CE, 2018) »: the noun that such a word asks for does not follow."""
    return letters.lower() in _POINTS_ON and bool(_STANDS_ALONE.match(behind))


def is_sigle_by_place(letters: str, before: str, behind: str, page: PageWords) -> bool:
    """« le CE », « une SA », « DNS, LES », « un ROI »: a word cannot stand there, or the page does not print it."""
    small = letters.lower()
    if (small in _LEADS_ON and re.match(r" ?[,;:.)]", behind)) or (
        small in _POINTS_ON and (points_at_nothing(letters, behind) or re.search(r"[\d\ue000] $", before))
    ):
        return True
    beside = re.match(r"/(\ue000|[A-Z]{2,4})(?![A-Za-z])", behind)
    if small in _POINTS_ON and beside and beside[1].lower() not in CAPITAL_WORDS:
        return True  # « CE/UE »
    if len(letters) < 4 and before.endswith("/") and small != "ou":
        return True  # « la directive 96/34/CE »
    if len(letters) > 3 or small not in CAPITAL_WORDS or not BEHIND_ARTICLE.search(before):
        return False
    if small in _STRESSED_ANYWHERE:
        return False
    word = find_word(small)
    little = word is None or "x" in word.tags
    return little or not (not page.forms or page.stresses or page.shows(letters))
