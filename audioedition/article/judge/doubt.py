"""What speaks against this being the article, or all of it. Pure: it only looks at the page and at what was decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audioedition.article.judge.features import Line, words_of
from audioedition.article.judge.verdict import Verdict
from audioedition.model import Doubt, Page

_OWN = frozenset({"title", "heading"})
_ELSEWHERE = frozenset(
    {"outside_article", "related", "navigation", "most_read", "paywall", "ad", "newsletter"}
)
"""Reasons for which prose that trafilatura kept should not have been dropped; comments, notes and captions should."""
_LEAST_VOUCHED = 400
_DISAGREED, _UNVOUCHED = 0.5, 0.6
_DECLARED_SHARE, _LEAST_DECLARED = 0.6, 600
_SHORT, _TEASER_CHARS = 700, 2500
_CARDS_SHARE, _LIST_SHARE, _LONG_CHARS = 1.0, 3.0, 2000
_LOOSE_SHARE, _LOOSE_LINES = 0.5, 4
_STRAY, _MANY_TIMES = 0.1, 12
_AGREED = 0.9
_ABOVE_SHARE = 0.2
_LINKED, _LINKED_SHARE, _ALL_LINK, _SOME_LINK = 3, 0.4, 0.9, 0.3
_SAME_SHARE, _SAME_HEAD, _SAME_WORDS, _LEAST_LEFT = 0.4, 1, 0.25, 250
_BESIDE = _ELSEWHERE | {"share", "embed"}
_PROSE_LEFT = 1.0
_LEAST_TITLE_WORDS, _MOST_TITLE_WORDS, _LONG_WORD = 3, 25, 4


def find_doubts(
    page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], *, cut: bool
) -> tuple[Doubt, ...]:
    """Every reason to doubt, the gravest first. ``cut``: the page says that the rest is for subscribers."""
    kept = [i for i, v in enumerate(verdicts) if v.kept and v.role not in _OWN]
    chars = sum(len(lines[i].text) for i in kept)
    found = [*_of_any(page, lines, verdicts, kept, chars, cut=cut)]
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
) -> Iterator[Doubt]:
    barred = page.free is False and chars < _TEASER_CHARS and any(v.reason == "paywall" for v in verdicts)
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
    if page.kind == "LiveBlogPosting":
        yield Doubt(kind="live", weight=0.2, text="This is a live page: it is still being written.")
    if page.next_page is not None:
        yield Doubt(
            kind="goes_on", weight=0.4, text=f"The article goes on on another page: {page.next_page}."
        )
    said = [i for i in kept if verdicts[i].role in ("body", "quote")]
    loose = sum(not lines[i].ends and not lines[i].text.rstrip().endswith((":", ";", ",")) for i in said)
    if len(said) >= _LOOSE_LINES and loose > _LOOSE_SHARE * len(said):
        yield Doubt(
            kind="loose_lines",
            weight=0.45 if _agree(page, lines, verdicts, kept) else 0.6,
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
            weight=0.3 if contained else 0.55,
            text=f"Another reader drops much that was kept here ({round(100 * alone / chars)} % of the text).",
        )
    if (less := less_than_declared(chars, len(page.body_text))) is not None:
        yield less
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
    if title is None:
        yield Doubt(kind="no_headline", weight=0.3, text="The page shows no headline above its text.")
    else:
        above = _chars(
            lines,
            (i for i in kept if i < title and lines[i].prose and verdicts[i].role != "standfirst"),
        )
        if above > _ABOVE_SHARE * chars:
            yield Doubt(
                kind="another_text",
                weight=0.55,
                text=f"{round(100 * above / chars)} % of the text stands above the headline.",
            )
    strong = [i for i in kept if lines[i].strong]
    linked = sum(_is_link(lines, verdicts, i - 1) for i in strong)
    if linked >= _LINKED and linked > _LINKED_SHARE * len(strong):
        yield Doubt(
            kind="another_text",
            weight=0.55,
            text=f"{linked} of {len(strong)} paragraphs stand under a link: they may be summaries of other articles.",
        )
    head = _head(page, lines, title)
    words = {w for i in kept for w in _long(lines[i])}
    own = _long(lines[title]) if title is not None else set()
    if len(own) >= _LEAST_TITLE_WORDS and not own & words:
        # a long read may be headed by an image; then at least its description is of its words
        yield Doubt(
            kind="no_headline",
            weight=0.3 if head & words else 0.55,
            text="The text says none of its headline's words.",
        )
    left = _chars(lines, (i for i, v in enumerate(verdicts) if _of_the_same(lines[i], v, head, words)))
    if left > _SAME_SHARE * chars and left >= _LEAST_LEFT:
        yield Doubt(
            kind="left_out",
            weight=0.55,
            text=f"Paragraphs on the same subject were left out ({left} characters beside {chars}).",
        )


def _is_link(lines: Sequence[Line], verdicts: Sequence[Verdict], i: int) -> bool:
    """A dropped line that is a link through and through, of a headline's length."""
    return (
        i >= 0
        and not verdicts[i].kept
        and lines[i].block.link_density >= _ALL_LINK
        and _LEAST_TITLE_WORDS <= lines[i].words <= _MOST_TITLE_WORDS
    )


def _head(page: Page, lines: Sequence[Line], title: int | None) -> set[str]:
    """The longer words of the headline, and of the title and the description that the page declares."""
    declared = f"{page.metadata.title or ''} {page.metadata.standfirst or ''}"
    head = {w for w in words_of(declared) if len(w) > _LONG_WORD}
    return head | (_long(lines[title]) if title is not None else set())


def _of_the_same(line: Line, verdict: Verdict, head: set[str], words: set[str]) -> bool:
    """A whole paragraph that was dropped for its place or its box, and says what the article says."""
    if verdict.reason not in _BESIDE or not line.strong or line.block.link_density > _SOME_LINK:
        return False
    if verdict.rule == "repeated-siblings":
        return False
    own = _long(line)
    return len(own & head) >= _SAME_HEAD or len(own & words) >= _SAME_WORDS * len(own)


def less_than_declared(chars: int, declared_chars: int) -> Doubt | None:
    """Of a page whose JSON-LD has a much longer text than was found."""
    if declared_chars < _LEAST_DECLARED or chars >= _DECLARED_SHARE * declared_chars:
        return None
    share = round(100 * chars / declared_chars)
    return Doubt(
        kind="less_than_declared",
        weight=0.6,
        text=f"Only {share} % of the text that the page declares was found on it.",
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
    """Whole paragraphs left out beside the article: another text, or the article itself."""
    left = _chars(
        lines,
        (i for i, v in enumerate(verdicts) if not v.kept and lines[i].strong and v.rule in _BY_PLACE),
    )
    if left > _PROSE_LEFT * chars:
        yield Doubt(
            kind="readers_disagree",
            weight=0.6,
            text=f"Paragraphs of {left} characters were left out beside {chars} that were kept.",
        )
    title = next((i for i, v in enumerate(verdicts) if v.role == "title"), None)
    if title is None:
        return
    head, first = _long(lines[title]), _long(lines[0])
    if title > 0 and len(first) >= _LEAST_TITLE_WORDS and not head & first:
        yield Doubt(
            kind="no_headline",
            weight=0.55,
            text="The headline has no word of the page's title, its first line.",
        )
        return
    said = {
        w for i, v in enumerate(verdicts) if v.kept and i != title for w in words_of(lines[i].text[:2000])
    }
    around = any(not v.kept for v in verdicts)
    if around and len(head) >= _LEAST_TITLE_WORDS and not head & said:
        yield Doubt(kind="no_headline", weight=0.55, text="The text says none of its headline's words.")


def _long(line: Line) -> set[str]:
    return {w for w in words_of(line.text[:2000]) if len(w) > _LONG_WORD}


_BY_PLACE = frozenset({"before-the-article", "after-the-article"})


def _chars(lines: Sequence[Line], which: Iterator[int]) -> int:
    return sum(len(lines[i].text) for i in which)
