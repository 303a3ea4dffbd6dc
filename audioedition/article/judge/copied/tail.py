"""Plain text: what stands behind the article and no phrase names: who wrote it, and sections about other things."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audioedition.article.judge.copied.facts import own_data
from audioedition.article.judge.copied.strangers import long_words, questions
from audioedition.article.judge.features import Line
from audioedition.article.judge.persons import NAME
from audioedition.article.judge.speech import address
from audioedition.article.judge.verdict import Verdict, drop, reason_at

_LAST_LINES = 5
_TO_READER, _SPEAKS_NOT, _SAID_AGAIN = 2, 0.8, 0.34
_LEAST_PARAGRAPHS = 3
_HOUSE = "speaks-for-the-house"
_SECTION_LINES, _SECTIONS = 12, 4
_LEAST_STRANGE, _SHARED = 8, 0.12
"""So many longer words a section must have to be told by them; of which the article may say so few again."""
_CLOSING = frozenset(
    {
        "byline",
        "share",
        "related",
        "most_read",
        "newsletter",
        "paywall",
        "comment_form",
        "reactions",
        "legal",
        "navigation",
    }
)
_HEADING_WORDS = 12
PROFESSED = re.compile(
    rf"^(?P<name>{NAME}),? (?:est|était|enseigne|travaille|collabore)\b.{{0,60}}?\b"
    r"(?:journaliste|rédac\w+|reporter|correspondant\w*|chroniqueu\w+|éditorialiste|auteure?|autrice|professeure?"
    r"|chercheu\w+|maître(?:sse)? de conférences|doct(?:eur|oresse|orante?)|enseignante?|écrivaine?|historien\w*"
    r"|\w+logue|économiste|philosophe|juriste|essayiste|traduc\w+|photographe"
    r"|direct(?:eur|rice) de recherche|membre|rattachée?)\b",
)
"""« Paul Kessler est hydrologue »: a name, a verb of a life, a profession of those who write."""


def drop_tail(lines: Sequence[Line], verdicts: list[Verdict], inside: range, *, headline: int | None) -> None:
    """Drop, in place, what speaks for the house, what says who the author is, and sections of another subject."""
    _spoken(lines, verdicts, inside, headline)
    _authors(lines, verdicts, inside)
    for _ in range(_SECTIONS):
        if not _strange_section(lines, verdicts, inside, headline):
            return


def _spoken(lines: Sequence[Line], verdicts: list[Verdict], inside: range, headline: int | None) -> None:
    """Before the first paragraph or behind the last: a sentence that speaks to the reader for the house, in an article
    that does not, and that says little of what the article says."""
    strong = [i for i in inside if verdicts[i].kept and lines[i].strong]
    around = any(not v.kept for v in verdicts)
    if around and len(strong) < _LEAST_PARAGRAPHS:  # news in sentences
        strong = [i for i in inside if verdicts[i].kept and lines[i].prose]
    own = [i for i in strong if address(lines[i].text) < _TO_READER]
    if len(own) < _LEAST_PARAGRAPHS or len(own) < _SPEAKS_NOT * len(strong):
        return
    sure = [i for i in own if around and not address(lines[i].text)] or own
    said = {w for i in own for w in long_words(lines[i])}
    said |= long_words(lines[headline]) if headline is not None else set()
    asked = questions(lines, inside)
    for i in (*range(inside.start, own[0]), *range(sure[-1] + 1, inside.stop)):
        if i in asked:  # « Et vous, dormez-vous bien ? », to who is interviewed
            continue
        # a whole paragraph must speak louder, unless the line above it was an offer
        least = _TO_READER + (lines[i].strong and not (i and verdicts[i - 1].rule == _HOUSE))
        if not verdicts[i].kept or verdicts[i].role == "title" or address(lines[i].text) < least:
            continue
        mine = long_words(lines[i])
        if len(mine & said) <= _SAID_AGAIN * len(mine) and "«" not in lines[i].text:
            verdicts[i] = drop("ad", _HOUSE)


def _authors(lines: Sequence[Line], verdicts: list[Verdict], inside: range) -> None:
    """« Paul Kessler est hydrologue, auteur de… »: of one whom the article never names."""
    kept = [i for i in inside if verdicts[i].kept and verdicts[i].role != "title"]
    for i in reversed(kept[1:][-_LAST_LINES:]):
        said = PROFESSED.match(lines[i].text)
        if said is None:
            return
        surname = said["name"].rsplit(" ", 1)[-1]
        if any(surname in lines[j].text for j in kept[1:] if j < i and lines[j].prose):
            return
        verdicts[i] = drop("byline", "about-the-author")


def _strange_section(
    lines: Sequence[Line], verdicts: list[Verdict], inside: range, headline: int | None
) -> bool:
    """The last heading and its few short lines, right behind what closes an article, where they have none of its words.

    Whether it was dropped. A last section of the article itself may speak of something new: nothing closes before it.
    """
    kept = [i for i in inside if verdicts[i].kept and verdicts[i].role != "title"]
    begin = next((k for k in range(len(kept) - 1, -1, -1) if _heads(lines[kept[k]])), None)
    if begin is None:
        return False
    above, section = kept[:begin], kept[begin:]
    strong = [i for i in above if lines[i].strong]
    long_enough = 2 <= len(section) <= _SECTION_LINES and len(strong) >= _LEAST_PARAGRAPHS
    closed = reason_at(verdicts, section[0] - 1) in _CLOSING
    if not long_enough or not closed or any(lines[i].strong or "«" in lines[i].text for i in section):
        return False
    said = {w for i in above for w in long_words(lines[i])}
    said |= long_words(lines[headline]) if headline is not None else set()
    own = {w for i in section for w in long_words(lines[i])}
    if (
        len(own) < _LEAST_STRANGE
        or len(own & said) > _SHARED * len(own)
        or own_data(lines, kept) & set(section)
    ):
        return False
    for i in section:
        verdicts[i] = drop("related", "none-of-the-article-s-words")
    return True


def _heads(line: Line) -> bool:
    return not line.ends and not line.bullet and 1 <= line.words <= _HEADING_WORDS
