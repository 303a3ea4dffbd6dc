"""A link to another article glued to a paragraph of this one: the link goes, the paragraph stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from audioedition.article.chrome import ChromeRule, Phrasebook, fold
from audioedition.article.chrome.branches import holds_one, pieces_of
from audioedition.model import Block

_LABEL = (
    r"(?:[aà] |et )?(?:lire|lisez|relire|voir|revoir|[ée]couter|r[ée][ée]couter|regarder|d[ée]couvrir)(?: ou \w+)?"
    r" (?:aussi|[ée]galement)|[àa] (?:lire|voir|[ée]couter|d[ée]couvrir|relire|revoir|regarder)"
    r"|sur le m[êe]me (?:sujet|th[èe]me)|lire notre \w+|lire"
)
_LINK_LABEL = re.compile(rf"^\W{{0,4}}(?:{_LABEL}|en savoir plus|vid[ée]o|podcast)(?=\W|[A-ZÀ-Ý]|$)", re.I)
_BEFORE_LINK = re.compile(rf"(?:^|(?<=[.!?…»”)\s]))\W{{0,4}}(?:{_LABEL})\s*[:>»→|-]*\s*[«“\"]?\s*$", re.I)
_BEFORE_PIECES = {piece.casefold() for piece in pieces_of(_BEFORE_LINK.pattern)}
_CAPITALS_LABEL = re.compile(
    r"^\W{0,4}(?:À|A|ET)? ?(?:LIRE|VOIR|ÉCOUTER|ECOUTER|RELIRE|DÉCOUVRIR)(?: (?:AUSSI|ÉGALEMENT|EGALEMENT))?\b ?[:>]?"
    r"|^\W{0,4}(?:[ÀA] lire|[Ll]ire|[ÀA] voir|[Vv]oir|[ÀA] écouter) (?:aussi|également) ?[:>]?"
)
_LEAST_WORDS_KEPT = 4
_ANNOUNCED_WORDS, _CUE_WORDS, _LEAST_TITLE = 24, 6, 3
_ANNOUNCING = frozenset({"related", "most_read", "navigation"})

# Words that open a French sentence far oftener than they follow a bare noun in a headline.
_OPENERS = frozenset(
    (
        "Le La Les L Un Une Des Du De D Ce Cet Cette Ces C Il Elle Ils Elles On Nous Vous Je J Dans En Sur "
        "Sous Pour Par Mais Et Si Depuis Selon Après Avant Jadis Aujourd Hier Demain Lors Face Alors Ainsi "
        "Car Or Au Aux À A Son Sa Ses Leur Leurs Tout Toute Tous Toutes Quant Quand Comme Chez Entre Malgré "
        "Pourtant Cependant Toutefois Enfin Puis Parmi Contre Sans Avec Vers Devant Plus Moins Même Autre "
        "Autres Certains Certaines Plusieurs Deux Trois Quatre Cinq Mon Ma Notre Nos Interrogé Interrogée Né "
        "Née Reste Résultat Désormais Bien Rien Aucun Aucune Chaque Situé Située"
    ).split()
)
_SMALL = frozenset(
    "de du des d l le la les à au aux en et ou un une saint sainte n° par pour sur dans chez".split()
)


def cut_links(block: Block, book: Phrasebook) -> tuple[str, tuple[str, ...]]:
    """The block's text without links to other articles that are glued to it, and those links' texts.

    Only where words of its own remain: a block that is nothing but such a link is judged whole elsewhere.
    """
    if not block.links or block.link_density > 0.97:
        return block.text, ()
    text = block.text
    spans: list[tuple[int, int]] = []
    for start, end in block.links:
        before = text[:start]
        label = _BEFORE_LINK.search(before) if holds_one(_BEFORE_PIECES, before.casefold()) else None
        if label:
            spans.append((label.start() + len(label[0]) - len(label[0].lstrip()), end))
        elif _is_pointer(text[start:end], book):
            spans.append((_begins(text, start), end))
    if not spans:
        return text, ()
    kept = _without(text, spans)
    if len(re.findall(r"\w+", kept)) < _LEAST_WORDS_KEPT:
        return text, ()
    return kept, tuple(text[a:b].strip() for a, b in spans)


def _begins(text: str, start: int) -> int:
    """Where the sentence begins that a link ends: « Pour tout savoir, [abonnez-vous à notre lettre] » goes whole."""
    if not text[start : start + 1].islower() or not re.search(r"[\w,] *$", text[:start]):
        return start
    ends = [m.end() for m in re.finditer(r"[.!?…»] +", text[:start])]
    return ends[-1] if ends else 0


def _is_pointer(link: str, book: Phrasebook) -> bool:
    if _LINK_LABEL.match(link) and len(link.split()) >= 3:
        return True
    rule = book.find(link)
    return rule is not None and rule.kind in ("ad", "newsletter") and rule.where == "any" and len(link) > 12


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    out, last = [], 0
    for start, end in spans:
        out.append(text[last:start])
        last = max(last, end)
    out.append(text[last:])
    joined = " ".join(piece.strip() for piece in out if piece.strip())
    return re.sub(r"^[\s»”\"):>-]+(?=\w)", "", joined)


def cut_label(text: str) -> tuple[str, tuple[str, ...]]:
    """Plain text: « À LIRE AUSSI Un titre Jadis situé au nord, le cimetière… » cut where the next sentence opens.

    A headline bears no full stop; the sentence after it opens with a capital that follows a small word's noun.
    """
    label = _CAPITALS_LABEL.match(text)
    if not label or len(text) < 160:
        return text, ()
    words = list(re.finditer(r"\S+", text[label.end() :]))
    best: int | None = None
    for previous, word in pairwise(words[2:]):
        token, before = word[0], previous[0]
        if (
            not token[0].isupper()
            or not before[-1].isalpha()
            or not before[0].islower()
            or before.lower() in _SMALL
        ):
            continue
        opener = re.split(r"['’,]", token)[0]
        if opener in _OPENERS:
            best = word.start()
            break
        if best is None and not token.isupper():
            best = word.start()
    if best is None:
        return text, ()
    cut = label.end() + best
    kept = text[cut:]
    if len(kept.split()) < 8 or fold(kept) == "":
        return text, ()
    return kept, (text[:cut].strip(),)


def announced_title(text: str, folded: str, book: Phrasebook) -> ChromeRule | None:
    """Plain text: « À ne pas manquer Un titre », « Dans cet article : train Bretagne »: a phrase that announces others,
    and one of them in the same line, without a full stop."""
    words = folded.split()
    if len(words) > _ANNOUNCED_WORDS or text.rstrip()[-1:] in ".;,:" or "»" in text[-2:]:
        return None
    for count in range(min(_CUE_WORDS, len(words) - 1), 1, -1):
        rule = book.lines.get(" ".join(words[:count]))
        if rule is None or rule.kind not in _ANNOUNCING or rule.where == "edge":
            continue
        rest = _after_words(text, count)
        titled = rest[:1].isupper() or rest[:1] in "«“" or _after_colon(text, rest)
        if titled and len(words) - count >= _LEAST_TITLE:
            return replace(rule, opens="nothing")  # what it announces stands in the line
    return None


def _after_words(text: str, count: int) -> str:
    """What stands behind the first words of a line."""
    words = list(re.finditer(r"[\w’'-]+", text))
    return text[words[count - 1].end() :].lstrip(" :–—-|>→»") if len(words) >= count else ""


def _after_colon(text: str, rest: str) -> bool:
    return text[: len(text) - len(rest)].rstrip().endswith(":")
