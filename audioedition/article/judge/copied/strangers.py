"""Plain text: lines that have nothing to do with the article, told by neighbours and by words that they share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.features import FUNCTION_WORDS, Line, words_of
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict, drop, reason_at

_LONG_WORD = 4
_PRICE = re.compile(r"\d ?(?:€|euros?\b|\$|CHF\b)|-\d{1,2} ?%")
_PRICED_WORDS = 14
_RANK = re.compile(r"^\W{0,2}(\d{1,2})\W{0,2}$")
_RANKED_LINES = 3
_CAPTION_WORDS = 10
_ASKS_TWICE = re.compile(r"[?!] [A-ZÀ-Ý].*\?\W*$")
"""« Où est la barque ? C’est toi qui l’as prise ? »: said by the one who tells, no headline."""
_STRANGE_WORDS, _STRANGE_LONG = range(8, 26), 4
_INTERVIEW = 3
"""So many lines that ask, each with an answer below, are questions: one with new words is no other's headline."""
_DIALOG = frozenset({"paywall", "cookie", "newsletter", "legal", "ad", "comment_form", "navigation"})
_STAMPS = frozenset({"byline", "date", "share", "credit"})
_LEAST_PARAGRAPHS, _SUMMARY_CHARS = 2, 320


def drop_strangers(
    lines: Sequence[Line], verdicts: list[Verdict], inside: range, *, headline: int | None
) -> None:
    """Drop, in place: a shop's rows, a ranking, dialog and cards behind the article, a headline amid it, a caption."""
    strong = [i for i in inside if verdicts[i].kept and lines[i].strong]
    _shop_rows(lines, verdicts, inside)
    _ranking(lines, verdicts, inside)
    if len(strong) < _LEAST_PARAGRAPHS:
        return
    _labelled_cards(lines, verdicts, inside)
    said = {w for i in strong for w in long_words(lines[i])}
    head = long_words(lines[headline]) if headline is not None else set()
    _dialog(lines, verdicts, range(strong[-1] + 1, inside.stop), said | head)
    _foreign(lines, verdicts, range(strong[0] + 1, strong[-1]), said | head)
    _caption(lines, verdicts, range(inside.start, strong[0]), said | head)


def long_words(line: Line) -> set[str]:
    """Its longer words, without their last letter: « chantiers » says « chantier » again."""
    return {w[:6] for w in words_of(line.text[:2000]) if len(w) > _LONG_WORD and w not in FUNCTION_WORDS}


def _shop_rows(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """Lines of a name and a price, one under another."""
    priced = {i for i in inside if _is_priced(lines[i])}
    for i in priced:
        if {i - 1, i + 1} & priced and verdicts[i].kept:
            verdicts[i] = drop("ad", "rows-of-prices")


def _is_priced(line: Line) -> bool:
    said = line.prose or line.bullet or line.text.endswith((".", ";", ","))
    return line.words <= _PRICED_WORDS and not said and _PRICE.search(line.text) is not None


def _ranking(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """« 1 », a headline, « 2 », a headline: what is read most, with the line that says so."""
    ranks = {i: int(m[1]) for i in inside if (m := _RANK.match(lines[i].text))}
    for i in (i for i, n in ranks.items() if n == 1):
        last = i
        while (below := _next_rank(lines, ranks, last, inside)) is not None:
            last = below
        if last == i:
            continue
        end = last + 1 if last + 1 < inside.stop and not lines[last + 1].strong else last
        begin = i - 1 if i > inside.start and not lines[i - 1].prose else i
        for k in range(begin, end + 1):
            if verdicts[k].kept and verdicts[k].role != "title":
                verdicts[k] = drop("most_read", "ranked")


def _next_rank(lines: Sequence[Line], ranks: dict[int, int], i: int, inside: range) -> int | None:
    """Where the next number stands, a headline or two below."""
    for j in range(i + 1, min(i + 1 + _RANKED_LINES, inside.stop)):
        if ranks.get(j) == ranks[i] + 1:
            return j if j > i + 1 else None
        if lines[j].strong:
            return None
    return None


def _labelled_cards(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """A section's name, a headline, a summary, and all that again: other articles."""
    cards = [i for i in inside[:-2] if _is_labelled(lines, verdicts, i)]
    for i in cards:
        if i + 3 in cards or i - 3 in cards:
            for j in range(i, i + 3):
                verdicts[j] = drop("related", "labelled-card")


def _is_labelled(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    label, title, summary = lines[i : i + 3]
    free = title.rule is None and summary.rule is None and verdicts[i].role != "title"
    # « Publicité », a heading, a paragraph, « Lire aussi »… is the article, parted by boxes
    named = label.rule is None or label.rule.kind == "navigation"
    bare = named and not label.ends and 1 <= label.words <= 3 and not title.ends and 3 <= title.words <= 20
    return (
        free
        and bare
        and not title.text.endswith(":")
        and (summary.prose or summary.ends)
        and summary.words >= 8
        and len(summary.text) <= _SUMMARY_CHARS
    )


def _dialog(lines: Sequence[Line], verdicts: list[Verdict], behind: range, said: set[str]) -> None:
    """Behind the article and a line known as chrome: sentences without the article's words, some to the reader."""
    begun = next((i for i in behind if _opens_dialog(lines[i], reason_at(verdicts, i))), None)
    if begun is None:
        return
    asked = questions(lines, range(len(lines)))
    kept = [i for i in range(begun, behind.stop) if verdicts[i].kept and not asked & {i, i - 1}]
    strange = [i for i in kept if len(long_words(lines[i]) & said) <= 0.25 * len(long_words(lines[i]))]
    spoken = sum(address(lines[i].text) > 0 for i in kept)
    if len(kept) >= 2 and len(strange) == len(kept) and 3 * spoken >= len(kept):
        for i in kept:
            verdicts[i] = drop("paywall", "dialog-behind-the-article")


def _opens_dialog(line: Line, reason: str) -> bool:
    return (reason in _DIALOG and line.rule is not None) or (not line.strong and address(line.text) >= 2)


def questions(lines: Sequence[Line], inside: range) -> frozenset[int]:
    """Those of an interview: each with an answer below, be it short; empty where fewer than three have a longer one."""
    asked = [i for i in inside if lines[i].text.rstrip().endswith("?") and i + 1 < len(lines)]
    if sum(lines[i + 1].prose for i in asked) < _INTERVIEW:
        return frozenset()
    return frozenset(i for i in asked if lines[i + 1].prose or lines[i + 1].ends)


def _foreign(lines: Sequence[Line], verdicts: list[Verdict], amid: range, said: set[str]) -> None:
    """A headline between two paragraphs that has four longer words or more, and none of the article's."""
    asked = questions(lines, amid)
    for i in amid:
        line = lines[i]
        if i in asked:
            continue
        open_end = not line.ends or line.text.rstrip().endswith("?")
        alone = lines[i - 1].prose and lines[i + 1].prose
        if not (verdicts[i].kept and open_end and alone and line.words in _STRANGE_WORDS) or line.bullet:
            continue
        if _ASKS_TWICE.search(line.text):
            continue
        if line.text.endswith((":", ";", ",")):
            continue
        own = long_words(line)
        if len(own) >= _STRANGE_LONG and not own & said:
            verdicts[i] = drop("related", "none-of-the-article-s-words")


def _caption(lines: Sequence[Line], verdicts: list[Verdict], above: range, said: set[str]) -> None:
    """A short sentence under byline or date, right above the first paragraph, with none of the article's words."""
    for i in above:
        line, own = lines[i], long_words(lines[i])
        short = (
            line.ends and line.words <= _CAPTION_WORDS and verdicts[i].kept and verdicts[i].role != "title"
        )
        if short and reason_at(verdicts, i - 1) in _STAMPS and len(own) >= 2 and not own & said:
            verdicts[i] = drop("caption", "none-of-the-article-s-words")
