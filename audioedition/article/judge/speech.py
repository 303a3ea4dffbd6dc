"""Whom a sentence speaks to: prose tells of others; chrome speaks for the house to its reader."""

from __future__ import annotations

import re

_READER = re.compile(r"\b(?:vous|votre|vos)\b|-vous\b", re.I)
_PRONOUN = r"(?:(?:ne|n[’']|le|la|les|en|y|nous|l[’']) ?)?"
_ORDER = re.compile(
    rf"(?:^|[.!?:;…»,] |\bet |\bou ){_PRONOUN}([a-zà-ÿ]{{2,}}ez)(?:[- ](?:vous|nous|moi|le|la|les|en|y))?\b",
    re.I,
)
_NOT_ORDERS = frozenset({"chez", "assez", "nez", "rez", "lez", "avez", "êtes", "allez-y", "venez-en", "suez"})
_HOUSE = re.compile(
    r"\b(?:nos|notre|nous)\b|\bla rédaction\b|\bl[’']équipe\b"
    r"|\b(?:application|appli|newsletter|infolettre|lettre|chaîne|boutique|site)\b",
    re.I,
)
_MEANS = re.compile(
    r"\S@\S|https?://|\bwww\.|\b(?:gratuit\w*|compte|abonn\w+|inscri\w+|e-?mail|courriel|téléphone|appareil|écran|code"
    r"|offre|cliqu\w+|télécharg\w+|install\w+|connect\w+)\b|\d ?(?:€|euros?\b)",
    re.I,
)


def address(text: str) -> int:
    """How much a text speaks to its reader as a publisher does, 0 to 4: one each for saying « vous », for an order,
    for speaking of the house (« nos reporters »), for a means (an address, an account, a price).

    Nobody's words in quotation marks count.
    """
    spoken = re.sub(r"«[^»]{0,2000}»|“[^”]{0,2000}”", " ", text)
    order = any(m[1].lower() not in _NOT_ORDERS for m in _ORDER.finditer(spoken))
    return sum(
        (bool(_READER.search(spoken)), order, bool(_HOUSE.search(spoken)), bool(_MEANS.search(spoken)))
    )
