"""Plain text: a service that asks its reader what he needs amid an article and offers it: « Besoin d’un plombier ? »,
« Nous vous envoyons un artisan près de chez vous ». A banner bears no full stop; the article's own advice does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import Line
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict, drop

_NEED = re.compile(
    r"^(?:besoin d|envie d|une question sur|vous (?:avez (?:besoin|envie|une question)|souhaitez|voulez|cherchez"
    r"|recherchez|désirez)\b)",
    re.I,
)
_ORDER = re.compile(r"^[A-ZÀ-Ý][a-zà-ÿ]{2,}ez\b(?! (?:pas|plus)\b)")
_HERE = re.compile(r"^[A-ZÀ-Ý][a-zà-ÿ]{2,}ez\b.{0,60} ici(?: !)?$")
_BUTTON = re.compile(r"^(?:[A-ZÀ-Ý][a-zà-ÿ]+(?:er|ir|re)|[JM][’'e]) ?(?:[mM](?:on|a|es)|un|une|le|la|ici)\b")
_OURS = re.compile(r"\b(?:notre|nos)\b")
_NEED_WORDS, _OFFER_WORDS, _BUTTON_WORDS, _SPOKEN_TO = 16, 22, 5, 2


def drop_needs(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Drop, in place, such questions among the lines ``inside`` the article, with the offer and its button."""
    for i in inside[1:]:
        if not _is_free(lines, verdicts, i):
            continue
        if _HERE.match(lines[i].text) or _is_banner(lines, i):
            verdicts[i] = drop("ad", "order-for-the-house")
            continue
        need, mark, offer = lines[i].text.partition("?")
        if not mark or not _NEED.match(need) or len(need.split()) > _NEED_WORDS:
            continue
        if offer.strip() and _ORDER.match(offer.strip()) and offer.rstrip().endswith(":"):
            below = lines[i + 1] if i + 1 < len(lines) else None
            if below is not None and below.text.endswith("?"):
                verdicts[i] = drop("ad", "asks-what-is-needed")
        elif not offer.strip() and i + 1 in inside and _offers(lines, verdicts, i + 1):
            button = i + 2 in inside and _is_free(lines, verdicts, i + 2) and _is_button(lines[i + 2])
            for j in range(i, i + (3 if button else 2)):
                verdicts[j] = drop("ad", "asks-what-is-needed")


def _is_banner(lines: Sequence[Line], i: int) -> bool:
    """« Prenez rendez-vous avec nos artisans », no full stop at its end, nothing told under it."""
    line = lines[i]
    order = not line.ends and line.words <= _OFFER_WORDS and _ORDER.match(line.text) is not None
    heads = i + 1 < len(lines) and (lines[i + 1].prose or lines[i + 1].bullet or lines[i].text.endswith(":"))
    return order and not heads and _OURS.search(line.text) is not None


def _is_free(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    return verdicts[i].kept and verdicts[i].role != "title" and not lines[i].strong


def _offers(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    """A line without a full stop that speaks to the reader for the house, or gives him an order."""
    line = lines[i]
    banner = _is_free(lines, verdicts, i) and not line.ends and not line.text.endswith((":", ",", ";"))
    spoken = address(line.text) >= _SPOKEN_TO or _ORDER.match(line.text) is not None
    return banner and spoken and line.words <= _OFFER_WORDS


def _is_button(line: Line) -> bool:
    return not line.ends and line.words <= _BUTTON_WORDS and _BUTTON.match(line.text) is not None
