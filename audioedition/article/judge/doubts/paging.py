"""What the page itself says of more text than it shows: numbered pages, buttons, the dots of a beginning. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.page.containers import CARDS
from audioedition.article.judge.verdict import Verdict
from audioedition.model import Doubt, Page

_GOES_ON = re.compile(
    r"\b(?:la suite|le reste|lire plus(?! d[e’'])"
    r"|continuer (?:à lire|la lecture|votre lecture)|(?:en |l[’'])intégralité"
    r"|article (?:complet|entier|intégral))\b|\[(?:…|\.\.\.)\]",
    re.IGNORECASE,
)
_NEAR_THE_END, _BUTTON_CHARS, _CUT_CHARS = 5, 120, 1500
_TO_BE_CONTINUED = re.compile(
    r"^\W*(?:[àa] suivre|fin (?:de la|du) \w+|(?:suite|la suite) (?:au|dans le) prochain)\b", re.I
)
"""« À suivre… »: an instalment ends so, and is whole."""
_PAGES = re.compile(
    r"\bpage\s*(\d{1,2})\s*(?:/|sur|de)\s*(\d{1,2})\b|\bpages?\s*:?\s*(?:\[?\d{1,2}\]?[\s|,·-]+){1,20}\[?\d{1,2}\b"
    r"|\bpage suivante\b|\bsuite page \d|\bpages? \d{1,2} ?[>»›→]",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"^\W*1\W+2\b(?:\W+\d{1,3}\b)*(?:\W*(?:…|\.{3})?\W*\d{0,3})\W*(?:page\b.{0,80}|suiv\w*.{0,40}|next|dernière)?\W*$",
    re.I,
)
_NEAR_PAGES, _PAGES_CHARS = 6, 160
_OTHERS = re.compile(
    r"comment|avis|réaction|réponse|article|annonce|résultat|photo|image|vidéo|offre|produit|recette", re.I
)
"""What else is shown by pages: said in the line, or in the one above."""
_VERB = r"(?:voir|afficher|charger|montrer|lire|consulter|dérouler|déplier|accéder aux?|retrouver)"
_POSTS = (
    r"(?:messages?|posts?|publications?|mises? à jour|entrées|évènements|événements|billets|contributions)"
)
_EARLIER = re.compile(
    rf"^\W*(?:{_VERB}\s+)?(?:(?:tou(?:te)?s\s+)?les\s+|des\s+|d[’']autres\s+|plus\s+de\s+|la suite des?\s+)?"
    rf"{_POSTS}"
    r"\s+(?:précédente?s?|plus anciens?|plus anciennes?|antérieure?s?|suivante?s?)\W*\d*\W*$"
    rf"|^\W*{_VERB}\s+(?:tou(?:te)?s\s+les|plus\s+de|d[’']autres|davantage\s+de|la suite des?|\d+)\s+{_POSTS}"
    r"\W*\d*\W*$",
    re.IGNORECASE,
)
"""« Afficher les messages précédents (5) », « Voir plus de publications »."""
_MORE = re.compile(
    rf"^\W*{_VERB}\s+(?:la suite|(?:tout\s+)?(?:l[’']article|le texte|le récit|l[’']entretien))"
    r"(?:\s+(?:de l[’']article|du texte|en entier|complet))?\W*$"
    r"|^\W*(?:continuer|poursuivre)\s+(?:la |votre |ma )?lecture\W*$",
    re.IGNORECASE,
)
"""« Afficher la suite », « Lire la suite de l’article »: a button and no more."""
_NEAR_MORE = 2
_THE_REST_IS = re.compile(
    r"^\W*(?:(?:pour )?(?:lire|retrouver|découvrir|connaître) )?"
    r"(?:la suite|la fin|le reste|l[’']intégralité|l[’']article complet)\b.{0,40}\b"
    r"(?:lire|retrouver|découvrir|édition|numéro|kiosque|journal|magazine|abonn\w+|identifi\w+|connect\w+|inscri\w+)\b",
    re.IGNORECASE,
)
"""« La suite est à lire dans notre édition de jeudi », « Pour lire la suite, identifiez-vous »: a line of its own."""


def doubts_of_more(
    page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], kept: Sequence[int], chars: int
) -> Iterator[Doubt]:
    """``kept``: the lines of the text, headings left out, of ``chars`` characters in all. A post's body is whole."""
    if page.fragment or not kept:
        return
    if page.next_page is None and (_shows_pages(lines, verdicts, kept) or page.pages_shown):
        yield Doubt(
            kind="goes_on",
            weight=0.55,
            text="The page is one of several on which the article stands, by its numbers.",
        )
    elif page.next_page is not None or chars >= _CUT_CHARS:
        return
    elif not page.plain_text and _says_it_goes_on(lines, verdicts, kept):
        yield Doubt(
            kind="cut_short",
            weight=0.55,
            text="Behind the last paragraph of this short text the page says that there is more of it.",
        )
    elif _shows_more(lines, verdicts, kept):
        yield Doubt(
            kind="cut_short",
            weight=0.55,
            text="A button below the text shows more of it, which is not on the page yet.",
        )


def _says_it_goes_on(lines: Sequence[Line], verdicts: Sequence[Verdict], kept: Sequence[int]) -> bool:
    """A button or a short sentence at the end of the text or right behind it, or the dots at its end; none of a card of
    another article."""
    last = kept[-1]
    behind = range(last, min(len(lines), last + _NEAR_THE_END))
    near = [j for j in behind if verdicts[j].rule != CARDS.id]
    if any(_TO_BE_CONTINUED.match(lines[j].text) for j in near if len(lines[j].text) < _BUTTON_CHARS):
        return False
    return lines[last].text.rstrip().endswith(("…", "...")) or any(
        len(lines[j].text) < _BUTTON_CHARS and _GOES_ON.search(lines[j].text)
        for j in near
        # « la ville fera le reste » is the article's own last sentence
        if j > last or not lines[j].prose or _THE_REST_IS.match(lines[j].text)
    )


def _behind(lines: Sequence[Line], verdicts: Sequence[Verdict], kept: Sequence[int], reach: int) -> range:
    return range(kept[-1] + 1, min(len(lines), kept[-1] + 1 + reach))


def _shows_pages(lines: Sequence[Line], verdicts: Sequence[Verdict], kept: Sequence[int]) -> bool:
    """« Page 1/4 », « 1 2 3 4 Suivant » right behind the text, or between headline and text."""
    title = next((i for i, v in enumerate(verdicts) if v.role == "title"), kept[0])
    near = (*range(title + 1, kept[0]), kept[-1], *_behind(lines, verdicts, kept, _NEAR_PAGES))
    for j in near:
        text = lines[j].text
        if verdicts[j].reason == "comment_form":
            break
        if len(text) < _PAGES_CHARS and (_PAGES.search(text) or _NUMBERS.match(text)):
            return not any(_OTHERS.search(lines[i].text) for i in (j - 1, j) if i >= kept[-1])
    return False


def _shows_more(lines: Sequence[Line], verdicts: Sequence[Verdict], kept: Sequence[int]) -> bool:
    """« Afficher la suite » right behind the text or its last whole paragraph but one (what follows on a button amid it
    was unfolded), « Voir les messages précédents » below it."""
    first = [0, 0, *(i for i in kept if lines[i].strong)][-2]
    amid = (
        j
        for j in range(max(first, kept[0]) + 1, kept[-1])
        if not verdicts[j].kept and "suite" in lines[j].folded  # « Lire l’article » there leads to another
    )
    for j in (*amid, *_behind(lines, verdicts, kept, _NEAR_PAGES)):
        text = lines[j].text
        if verdicts[j].reason == "comment_form":
            return False
        near = j <= kept[-1] + _NEAR_MORE and (_MORE.match(text) or _THE_REST_IS.match(text))
        if len(text) < _BUTTON_CHARS and (near or (j > kept[-1] and _EARLIER.match(text))):
            return True
    return False
