"""What speaks against this being the article, or all of it. Pure: it only looks at the page and at what was decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from audioedition.article.judge.doubts.advert_within import doubts_of_adverts
from audioedition.article.judge.doubts.breaking_off import doubts_of_end
from audioedition.article.judge.doubts.elsewhere import doubts_of_elsewhere
from audioedition.article.judge.doubts.foreign import another_declared, other_texts
from audioedition.article.judge.doubts.instead import doubts_of_instead
from audioedition.article.judge.doubts.left_out import prose_left_out
from audioedition.article.judge.doubts.length import doubts_of_length
from audioedition.article.judge.doubts.paging import doubts_of_more
from audioedition.article.judge.doubts.said_twice import doubts_of_variants
from audioedition.article.judge.doubts.signed_again import doubts_of_next
from audioedition.article.judge.doubts.wrong_words import doubts_of_words
from audioedition.article.judge.features import Line
from audioedition.article.judge.live import live_heads, live_posts
from audioedition.article.judge.subject import stems
from audioedition.article.judge.verdict import Verdict
from audioedition.model import NO_ARTICLE_TYPES, Doubt, Page

_OWN = frozenset({"title", "heading"})
_ELSEWHERE = frozenset(
    {"outside_article", "related", "navigation", "most_read", "paywall", "ad", "newsletter"}
)
"""Reasons for which prose that trafilatura kept should not have been dropped; comments, notes and captions should."""
_LEAST_VOUCHED = 400
_DISAGREED, _UNVOUCHED = 0.5, 0.6
_SHORT, _TEASER_CHARS = 700, 2500
_CARDS_SHARE, _LIST_SHARE, _LONG_CHARS = 1.0, 3.0, 2000
_LOOSE_SHARE, _LOOSE_LINES = 0.5, 4
_STRAY, _MANY_TIMES = 0.1, 12
_AGREED = 0.9
_PROSE_LEFT = 1.0
_LEAST_TITLE_WORDS = 3
_RIDDLE = 0.3
"""Seven of nine copied texts whose headline is of other words were read rightly."""
_LITTLE_CHARS, _ANNOUNCED_WORDS = 500, 5
_UNSAID, _TITLE_UNSAID = 0.6, 0.5


def find_doubts(
    page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], *, cut: bool, whole: bool
) -> tuple[Doubt, ...]:
    """Every reason to doubt, the gravest first. ``cut``: the page says that the rest is for subscribers;
    ``whole``: what is for subscribers is here."""
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role not in _OWN]
    chars = sum(len(lines[i].text) for i in kept)
    found = [*_of_any(page, lines, verdicts, kept, chars, cut=cut, whole=whole)]
    if page.plain_text:
        found += _of_text(lines, verdicts, chars)
    else:
        found += _of_page(page, lines, verdicts, kept, chars)
    return tuple(sorted(found, key=lambda doubt: -doubt.weight))


_THE_REST = re.compile(r"\b(la suite|le reste)\b.{0,40}\b(réservée?|abonn)", re.IGNORECASE)
"""The page itself says that it goes on for others."""


def _of_any(
    page: Page,
    lines: Sequence[Line],
    verdicts: Sequence[Verdict],
    kept: Sequence[int],
    chars: int,
    *,
    cut: bool,
    whole: bool,
) -> Iterator[Doubt]:
    barred = page.free is False and chars < _TEASER_CHARS and any(v.reason == "paywall" for v in verdicts)
    barred = barred and not whole
    offered = chars < _SHORT and sum(v.reason == "paywall" for v in verdicts) >= 2
    told = chars < _SHORT and any(
        v.reason == "paywall" and _THE_REST.search(line.text) for line, v in zip(lines, verdicts, strict=True)
    )
    if cut or barred or offered or told:
        yield Doubt(
            kind="teaser",
            weight=0.7,
            text="The page shows only the beginning: the rest is for subscribers.",
        )
    else:
        yield from doubts_of_more(page, lines, verdicts, kept, chars)
        yield from doubts_of_end(page, lines, verdicts)
    if page.kind == "LiveBlogPosting":
        yield Doubt(kind="live", weight=0.2, text="This is a live page: it is still being written.")
    if page.next_page is not None:
        yield Doubt(
            kind="goes_on", weight=0.4, text=f"The article goes on on another page: {page.next_page}."
        )
    yield from doubts_of_words(page, lines, verdicts)
    yield from doubts_of_elsewhere(page, lines, verdicts, kept, chars)
    yield from doubts_of_instead(lines, verdicts, kept, chars)
    yield from doubts_of_next(lines, verdicts, live=_is_live(page, lines))
    yield from doubts_of_variants(lines, verdicts)
    yield from doubts_of_adverts(lines, verdicts)
    said = [i for i in kept if verdicts[i].role in ("body", "quote")]
    loose = sum(not lines[i].ends and not lines[i].text.rstrip().endswith((":", ";", ",")) for i in said)
    if len(said) >= _LOOSE_LINES and loose > _LOOSE_SHARE * len(said):
        yield Doubt(
            kind="loose_lines",
            weight=0.25 if _agree(page, lines, verdicts, kept) else 0.35,
            text=f"{loose} of {len(said)} paragraphs do not end like sentences: it may be a list.",
        )


def _of_page(
    page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], kept: Sequence[int], chars: int
) -> Iterator[Doubt]:
    vouched = _chars(lines, (i for i, x in enumerate(lines) if "trafilatura" in x.block.signals))
    left = _chars(
        lines,
        (
            i
            for i, v in enumerate(verdicts)
            if v.reason in _ELSEWHERE and lines[i].prose and "trafilatura" in lines[i].block.signals
        ),
    )
    alone = _chars(lines, (i for i in kept if not lines[i].block.signals & {"trafilatura", "declared"}))
    cards = _chars(
        lines, (i for i, v in enumerate(verdicts) if v.rule == "repeated-siblings" and lines[i].words >= 8)
    )
    if vouched >= _LEAST_VOUCHED and left > _DISAGREED * vouched:
        yield Doubt(
            kind="readers_disagree",
            weight=0.6,
            text=f"Another reader keeps much that was dropped here ({round(100 * left / vouched)} % of its text).",
        )
    if vouched >= _LEAST_VOUCHED and alone > _UNVOUCHED * chars:
        # what the other reader keeps is all ours, and not too little of it: it stopped early
        contained = left <= _STRAY * vouched and chars <= _MANY_TIMES * vouched
        yield Doubt(
            kind="readers_disagree",
            weight=0.2 if contained else 0.55,
            text=f"Another reader drops much that was kept here ({round(100 * alone / chars)} % of the text).",
        )
    yield from doubts_of_length(page, lines, verdicts, chars)
    if page.kind in NO_ARTICLE_TYPES:
        yield Doubt(
            kind="no_article",
            weight=0.55,
            text="The page says that it is a thread of a forum or something for sale, no article.",
        )
    if cards > _LIST_SHARE * chars and chars < _LONG_CHARS:
        yield Doubt(kind="list_page", weight=0.7, text="The page is mostly a list of other articles.")
    elif cards > _CARDS_SHARE * chars:
        yield Doubt(
            kind="cards", weight=0.25, text="Summaries of other articles weigh more than the article."
        )
    yield from _of_order(page, lines, verdicts, kept, chars)


def _of_order(
    page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], kept: Sequence[int], chars: int
) -> Iterator[Doubt]:
    """What stands where an article has none of its own, and what was left out though it speaks of the same."""
    title = next((i for i, v in enumerate(verdicts) if v.role == "title"), None)
    if title is None and not page.fragment:  # a post's body has its headline beside it
        yield Doubt(kind="no_headline", weight=0.3, text="The page shows no headline above its text.")
    printed = lines[title].text if title is not None else ""
    head = stems(f"{printed} {page.metadata.title or ''} {page.metadata.standfirst or ''}")
    told = {i: stems(lines[i].text) for i in kept}
    own, words = stems(printed), set[str]().union(*told.values())
    if len(own) >= _LEAST_TITLE_WORDS and not own & words:
        # a long read may be headed by an image; then at least its description is of its words
        yield Doubt(
            kind="no_headline",
            weight=0.3 if head & words else 0.55,
            text="The text says none of its headline's words.",
        )
    yield from other_texts(lines, verdicts, told, title=title, head=head)
    yield from prose_left_out(page, lines, verdicts, told, head)
    yield from another_declared(page, lines, told, own | stems(page.metadata.title or ""))
    if _says_little(page, verdicts, told, chars, own):
        yield Doubt(
            kind="little_said",
            weight=0.55,
            text="The text is short and says few words of what title and description announce.",
        )


def _says_little(
    page: Page, verdicts: Sequence[Verdict], told: Mapping[int, set[str]], chars: int, own: set[str]
) -> bool:
    """A few lines that are not what the page announces: the article's container was not found, or is not there."""
    if chars >= _LITTLE_CHARS:
        return False
    said = set[str]().union(*(words for i, words in told.items() if verdicts[i].role != "standfirst"))
    title = _unsaid(own or stems(page.metadata.title or ""), said, least=_LEAST_TITLE_WORDS)
    described = _unsaid(stems(page.metadata.standfirst or ""), said, least=_ANNOUNCED_WORDS)
    return described >= _UNSAID and title >= _TITLE_UNSAID


def _unsaid(announced: set[str], said: set[str], *, least: int) -> float:
    return len(announced - said) / len(announced) if len(announced) >= least else 0.0


def _is_live(page: Page, lines: Sequence[Line]) -> bool:
    return (
        page.kind == "LiveBlogPosting" or bool(live_heads(lines)) or live_posts(lines, range(len(lines))) >= 3
    )


def _agree(page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], kept: Sequence[int]) -> bool:
    """trafilatura keeps nearly the same lines of a web page: whatever their form, they are what it is about."""
    if page.plain_text:
        return False
    ours = set(kept)
    theirs = {
        i for i, x in enumerate(lines) if "trafilatura" in x.block.signals and verdicts[i].role != "title"
    }
    both = _chars(lines, iter(ours & theirs))
    return both >= _AGREED * max(_chars(lines, iter(ours)), _chars(lines, iter(theirs)), 1)


def _of_text(lines: Sequence[Line], verdicts: Sequence[Verdict], chars: int) -> Iterator[Doubt]:
    """Whole paragraphs left out beside the article, comments aside: another text, or the article itself."""
    last = max((i for i, v in enumerate(verdicts) if v.kept), default=0)
    end = next((i for i in range(last, len(lines)) if verdicts[i].rule == "comments-heading"), len(lines))
    beside = [i for i in range(end) if verdicts[i].rule in _BY_PLACE and lines[i].strong]
    left = _chars(lines, iter(beside))
    if left > _PROSE_LEFT * chars:
        yield Doubt(
            kind="readers_disagree",
            weight=0.6,
            text=f"Paragraphs of {left} characters were left out beside {chars} that were kept.",
        )
    title = next((i for i, v in enumerate(verdicts) if v.role == "title"), None)
    if title is None:
        return
    head, first = stems(lines[title].text), stems(lines[0].text)
    if title > 0 and len(first) >= _LEAST_TITLE_WORDS and not head & first:
        yield Doubt(
            kind="no_headline",
            weight=_RIDDLE,
            text="The headline has no word of the page's title, its first line.",
        )
        return
    said = set[str]().union(*(stems(lines[i].text) for i, v in enumerate(verdicts) if v.kept and i != title))
    around = any(not v.kept for v in verdicts)
    if around and len(head) >= _LEAST_TITLE_WORDS and not head & said:
        yield Doubt(kind="no_headline", weight=_RIDDLE, text="The text says none of its headline's words.")


_BY_PLACE = frozenset({"before-the-article", "after-the-article"})


def _chars(lines: Sequence[Line], which: Iterator[int]) -> int:
    return sum(len(lines[i].text) for i in which)
