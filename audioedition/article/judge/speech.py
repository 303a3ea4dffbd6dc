"""Whom a sentence speaks to: prose tells of others; chrome speaks for the house to its reader."""

from __future__ import annotations

import re
from functools import lru_cache

from audioedition.article.chrome import ChromeRule
from audioedition.article.chrome.branches import holds_one, pieces_of

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
    r"|offres?|cliqu\w+|télécharg\w+|install\w+|connect\w+)\b|\d ?(?:€|euros?\b)",
    re.I,
)


_READER_PIECES, _ORDER_PIECES, _HOUSE_PIECES, _MEANS_PIECES = (
    {piece.casefold() for piece in pieces_of(e.pattern)} for e in (_READER, _ORDER, _HOUSE, _MEANS)
)
_QUOTED = re.compile(r"«[^»]{0,2000}»|“[^”]{0,2000}”")


@lru_cache(maxsize=2048)  # every judge of copied text asks
def address(text: str) -> int:
    """How much a text speaks to its reader as a publisher does, 0 to 4: one each for saying « vous », for an order,
    for speaking of the house (« nos reporters »), for a means (an address, an account, a price).

    Nobody's words in quotation marks count.
    """
    spoken = _QUOTED.sub(" ", text) if "«" in text or "“" in text else text
    plain = (
        spoken.casefold()
    )  # most sentences have no word of these: expressions would look for each at every place
    return sum(
        (
            holds_one(_READER_PIECES, plain) and _READER.search(spoken) is not None,
            holds_one(_ORDER_PIECES, plain)
            and any(m[1].lower() not in _NOT_ORDERS for m in _ORDER.finditer(spoken)),
            holds_one(_HOUSE_PIECES, plain) and _HOUSE.search(spoken) is not None,
            holds_one(_MEANS_PIECES, plain) and _MEANS.search(spoken) is not None,
        )
    )


_TOLD_AS_WELL = frozenset(
    {
        "related",
        "paywall",
        "most_read",
        "share",
        "newsletter",
        "navigation",
        "ad",
        "comment_form",
        "reactions",
    }
)
"""Kinds of chrome whose patterns know how a line begins; a sentence of the article may begin so too."""
_TELLING_WORDS = 7
_LABELLED = re.compile(r"^.{0,60}(?:[:>|»]\s|—|\.\s[A-ZÀ-Ý«“])")
"""« Lire aussi : … », « VIDÉO. … »: a label, then another article's title."""
_REPORTED = re.compile(
    r"[a-zà-ÿ!?»”] ?(?:,|[!?»”]) (?:l[’']|s[’']est |(?:leur |lui |nous )?(?:a |ont |avait |avaient ))?"
    r"(?!\w+ez\b)(?:dit|disent|demand|lanc|cri|réclam|répon|assur|expli|racont|insist|plaid|prévien|suppli|exhort"
    r"|ordonn|murmur|souffl|glis[st]|sourit|écri[tv]|scand|implor|conseill|ajout|poursui|résum|ironis|tranch|confi|avou|soupir|répét|préven)",
)
"""« Soutenez-nous, réclament les ouvrières »: somebody is quoted."""
_READ_ON = re.compile(
    r"^\W*(?:[àa] )?(?:lire|lisez|relire|voir|revoir|[ée]couter|r[ée][ée]couter|d[ée]couvrir|retrouver|regarder"
    r"|consulter)\b.{0,60}\b(?:articles?|dossiers?|enqu[êe]tes?|entretiens?|interviews?|reportages?|analyses?|portraits?|tribunes?"
    r"|[ée]ditos?|[ée]ditoria\w+|chroniques?|critiques?|d[ée]cryptages?|vid[ée]os?|podcasts?|[ée]missions?|[ée]pisodes?|diaporamas?"
    r"|infographies?|galeries?|replays?|num[ée]ros?|pages?|rubriques?|s[ée]ries?|rapports?|documents?|communiqu[ée]s?|fiches?"
    r"|sites?|billets?|textes?|livres?)\b",
    re.I,
)


_ITSELF = re.compile(
    r"\b(?:cet(?:te)?|ce|ces|l[’']|la pr[ée]sente?) ?(?:articles?|publications?|pages?|sites?|contenus?|billets?"
    r"|textes?|vid[ée]os?|[ée]missions?|documents?|entr[ée]es?|fiches?|services?|fonctionnalit[ée]s?|formulaires?|champs?|commentaires?)\b"
    r"|\bcommentaires?\b",
    re.I,
)
"""« Il n’y a pas d’extrait, car cette publication est protégée »: a page that speaks of itself."""


def may_tell(rule: ChromeRule) -> bool:
    """Whether what the rule names by its beginning may be a sentence of an article: not what a publishing system says,
    which is known by whole sentences."""
    return rule.match == "pattern" and rule.kind in _TOLD_AS_WELL and not rule.id.startswith("cms-")


def tells(text: str) -> bool:
    """Whether a line that begins as chrome does (« Lire aussi l’avenir dans les câbles, voilà… ») is a sentence that
    tells of something: ended, of some length, without a label, and nobody's address to the reader."""
    stripped = text.rstrip()
    if not stripped.endswith((".", ".»", ". »", "!", "? »", "! »", ".”")) or stripped.endswith(("...", "…")):
        return False
    if len(text.split()) < _TELLING_WORDS or any(p.search(text) for p in (_LABELLED, _READ_ON, _ITSELF)):
        return False
    return address(text) == 0 or _REPORTED.search(text[:120]) is not None


def speaks_of_itself(text: str) -> bool:
    """« Le lien vers cette page a été envoyé »: of the page that it stands on."""
    return _ITSELF.search(text) is not None


def reports(text: str) -> bool:
    """« On nous l’a promis, lâche Corinne Bujard »: somebody's words and who says them."""
    return _SAYS.search(text) is not None


_SAYS = re.compile(
    r"[a-zà-ÿ!?»”.] ?,? (?:s[’']|l[’']|le |la |(?:leur |lui |nous )?(?:a |ont |avait |avaient )|est |s[’']est )?"
    r"(?:dit|disent|demand|lanc|lâch|cri|réclam|répond|assur|affirm|expli|racont|insist|plaid|prévien|confi|avou"
    r"|soupir|répét|ajout|poursui|résum|ironis|tranch|conclu|précis|soulign|estim|sourit|glisse|not|martèl|regrett|déplor"
    r"|témoign|rappell|observ|reconna)\w* (?:[A-ZÀ-Ý]|le |la |l[’']|un |une |cette? |son |sa )"
)
