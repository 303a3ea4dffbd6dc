"""Plain text: what copying has set amid the article and no phrase names, told by its form: cards run together into one
line, tickers, a headline above another heading, a label said again and again, a button's words, calls for support."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from audioedition.article.judge.copied.offers import drop_offers
from audioedition.article.judge.copied.pressed import drop_pressed
from audioedition.article.judge.copied.strangers import long_words
from audioedition.article.judge.features import Line
from audioedition.article.judge.persons import NAME
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict, drop, reason_at

_RUN_ON = re.compile(
    r"(?<=[a-zà-ÿœ]) (?:L[’']|(?:Les?|La|Une?|Des|Dans|Elles?|Ils?|Aux?|En|Pour|Après|Avant|Ces?|Cette|Ses?|Son|Sa"
    r"|Leurs?|Sur|Depuis|Chaque|Trois|Deux|Plus|Malgré|Selon|Nos|Notre|On|Pendant|Entre) )[a-zà-ÿœ]"
)
"""« … escale à Matane L’orchestre présentera… »: a sentence begins where none has ended."""
_HOUR = re.compile(r"(?<![\d:h])\d{1,2} ?[:h] ?\d{2} (?=[A-ZÀ-Ý«])")
_TICKS = 2
_HEADLINE_WORDS = range(6, 22)
_NAME_AMID = re.compile(r"(?<=\w )[A-ZÀ-Ý][a-zà-ÿœ]{2,}")
_LABEL_WORDS, _LABEL_TIMES = 5, 3
_WHO = re.compile(rf"^{NAME}, [a-zà-ÿœ]")
"""« Ana Ruiz, hydrologue », under each quotation of hers."""
_BUTTON_WORDS = 6
_AS_READER = re.compile(r"\b(?:je|me|mon|ma|mes|moi)\b|\b[jm][’']", re.I)
_CAPITALS = re.compile(r"^[A-ZÀ-Ý][A-ZÀ-Ý’'.-]+(?: [A-ZÀ-Ý][A-ZÀ-Ý’'.-]+){1,2}$")
_NOMINAL = re.compile(
    r"^(?:Les?|La|L[’']|Une?|Des|[A-ZÀ-Ý][a-zà-ÿœ’'-]+ [A-ZÀ-Ý])[^,.:;!?«]{3,60}, "
    r"(?!mais |puis |depuis |aussi |ainsi |ici |voici |parmi |hormis |malgré |qui )"
    r"[a-zà-ÿœ-]{2,}(?:é|i|u|is|it|ert|int)(?:e|s|es)? "
    r"(?:en|par|lors|dans|au|aux|à|sur|sous|devant|chez|avec|ce|le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
    r"[^,!?;:.]{2,60}\.?$"
)
_CAPTION_WORDS = 26
_BOXED = frozenset({"newsletter", "cookie", "paywall", "ad", "comment_form", "legal"})
_CALLS, _SPEAKS, _OFFERS = 3, 2, re.compile(r"\b(?:abonne|inscri|soutene|adhére|rejoigne|don\b|dons\b)", re.I)
_SAID_AGAIN = 0.4
_TITLE_WORDS, _ENOUGH = 10, 1000
_LEAST_PARAGRAPHS = 3


def run_on_cards(lines: Sequence[Line]) -> frozenset[int]:
    """Kicker, headline and summary in one line, two such lines or more one under another; and tickers."""
    glued = {i for i, line in enumerate(lines) if line.rule is None and _RUN_ON.search(line.text[:300])}
    cards = {i for i in glued if {i - 1, i + 1} & glued}
    return frozenset(cards | {i for i, line in enumerate(lines) if _ticks(line)})


def _ticks(line: Line) -> bool:
    """« Flash 17:31 Handball : un gardien islandais 17:10 Cyclisme : le Tour… »: hours, a headline behind each."""
    return not line.ends and len(_HOUR.findall(line.text[:1000])) >= _TICKS


def drop_inserts(
    lines: Sequence[Line], verdicts: list[Verdict], inside: range, *, headline: int | None
) -> None:
    """Drop, in place, what stands amid the article and belongs to the page around it."""
    for i in run_on_cards(lines) & set(inside):
        if verdicts[i].kept:
            verdicts[i] = drop("related", "run-on-card")
    drop_pressed(lines, verdicts, inside)
    drop_offers(lines, verdicts, inside)
    _again(lines, verdicts, inside)
    _buttons(lines, verdicts, inside)
    _photographers(lines, verdicts, inside)
    strong = [i for i in inside if verdicts[i].kept and lines[i].strong]
    if len(strong) < _LEAST_PARAGRAPHS:
        return
    _shown(lines, verdicts, inside)
    _calls(lines, verdicts, strong, headline)
    _over_headings(lines, verdicts, range(strong[0] + 1, strong[-1]))


def _again(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """« Partager ce message », three times or more and nothing said under any."""
    heads = [i for i in inside if verdicts[i].kept and verdicts[i].role == "heading"]
    short = [i for i in heads if lines[i].words <= _LABEL_WORDS and not _WHO.match(lines[i].text)]
    times = Counter(lines[i].text for i in short)
    said = Counter(
        lines[i].text
        for i in short
        if i + 1 < inside.stop and verdicts[i + 1].kept and not _bare(lines[i + 1])
    )
    for i in short:
        if times[lines[i].text] >= _LABEL_TIMES and not said[lines[i].text]:
            verdicts[i] = drop("navigation", "label-again")


def _bare(line: Line) -> bool:
    return not line.ends and not line.prose and not line.bullet


def _buttons(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """« Ça me va », « J’en profite » beside an offer: buttons speak as their reader."""
    for i in inside:
        line = lines[i]
        beside = {reason_at(verdicts, i - 1), reason_at(verdicts, i + 1)} & _BOXED
        small = _bare(line) and line.words <= _BUTTON_WORDS and "«" not in line.text
        if (
            verdicts[i].kept
            and verdicts[i].role != "title"
            and small
            and beside
            and _AS_READER.search(line.text)
        ):
            verdicts[i] = drop(sorted(beside)[0], "speaks-as-reader")


def _photographers(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """« CHANTAL DERVAZ », once, right under one sentence at most: who took the picture, and what it shows."""
    for i in inside[1:]:
        line, above = lines[i], lines[i - 1]
        alone = verdicts[i].kept and verdicts[i].role != "title" and _CAPITALS.match(line.text) is not None
        if not alone or sum(other.folded == line.folded for other in lines) > 1:
            continue
        caption = not above.strong and above.words <= _CAPTION_WORDS and not _bare(above)
        if caption and (i == inside.start + 1 or _parted(lines, i - 1)):
            verdicts[i] = drop("credit", "name-in-capitals")
            if verdicts[i - 1].kept and verdicts[i - 1].role not in ("title", "standfirst"):
                verdicts[i - 1] = drop("caption", "above-a-credit")


def _shown(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """« Le grand bassin, ouvert en 1974 »: a thing, a participle, where or when, and no verb, above a paragraph."""
    for i in inside[:-1]:
        own = verdicts[i].kept and verdicts[i].role in ("heading", "body")
        if own and lines[i + 1].strong and _NOMINAL.match(lines[i].text):
            verdicts[i] = drop("caption", "thing-and-participle")


def _parted(lines: Sequence[Line], i: int) -> bool:
    """Chrome stands right above."""
    return lines[i - 1].rule is not None


def _calls(
    lines: Sequence[Line], verdicts: list[Verdict], strong: Sequence[int], headline: int | None
) -> None:
    """« Le journal vit de ses lecteurs. Pour le soutenir, abonnez-vous… » amid an article that speaks to nobody so."""
    told = [i for i in range(strong[0] + 1, strong[-1]) if verdicts[i].kept and lines[i].prose]
    offers = [
        i
        for i in told
        if _OFFERS.search(lines[i].text[:_ENOUGH]) and address(lines[i].text) >= _CALLS
        if not lines[i].text.endswith((";", ","))  # one piece of advice among others
    ]
    others = [i for i in told if i not in offers]
    advises = 4 * sum(address(lines[i].text) >= _CALLS for i in strong) > len(strong)
    if not offers or advises or 4 * sum(address(lines[i].text) >= _SPEAKS for i in others) > len(others):
        return
    said = Counter(w for i in strong for w in long_words(lines[i]))
    head = long_words(lines[headline]) if headline is not None else set()
    for i in offers:
        line = lines[i]
        mine = long_words(line)
        again = sum(w in head or said[w] > line.strong for w in mine)
        if "«" not in line.text and again <= _SAID_AGAIN * len(mine):
            verdicts[i] = drop("paywall", "calls-for-support")
            above = lines[i - 1]
            asks = (
                not above.prose
                and above.words <= _TITLE_WORDS
                and (not above.ends or above.text.endswith("?"))
            )
            if asks and verdicts[i - 1].kept and not verdicts[i + 1].kept:
                verdicts[i - 1] = drop("paywall", "title-of-a-call")


def _over_headings(lines: Sequence[Line], verdicts: list[Verdict], amid: range) -> None:
    """A headline between a paragraph and the article's next heading, none of whose words that heading's text says."""
    times = Counter(line.text for line in lines)
    for i in amid:
        if not (verdicts[i].kept and verdicts[i].role == "heading" and lines[i].words in _HEADLINE_WORDS):
            continue
        if times[lines[i + 1].text] >= _LABEL_TIMES:
            continue  # « En bref » under each title of a review is no section's heading
        above, below = i - 1, i + 1
        if not (verdicts[above].kept and lines[above].prose) or lines[i].text.endswith((":", ",", ";")):
            continue
        if not (
            verdicts[below].kept and verdicts[below].role == "heading" and lines[below].block.blank_before
        ):
            continue
        if not (verdicts[below + 1].kept and lines[below + 1].prose):
            continue
        mine = long_words(lines[i])
        section = {w for j in (below, below + 1) for w in long_words(lines[j])}
        named = _NAME_AMID.search(lines[i].text) is not None  # a heading has seldom a name, a headline often
        if named and len(mine) >= 3 and len(mine & section) * 4 <= len(mine):
            verdicts[i] = drop("related", "headline-over-a-heading")
