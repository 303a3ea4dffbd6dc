"""A web page: which blocks are the article. Where they stand, what their elements are called, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audioedition.chrome import Box, Phrasebook, Rule
from audioedition.model import Page
from audioedition.segment.containers import Layout, is_within, lay_out
from audioedition.segment.features import Line, words_of
from audioedition.segment.verdict import Verdict, drop, drop_by, keep

_LEAST_BODY_CHARS = 300
_LEAST_BEFORE_BOX = 100
"""So much of the article before an element that opens with « À la une »: it is not the article's own."""
_LISTED = 12
"""So many links at most stand under a heading without a box of its own."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class Judge:
    """One page while it is judged."""

    page: Page
    lines: Sequence[Line]
    layout: Layout
    title: str | None
    verdicts: list[Verdict | None]

    def judge(self) -> list[Verdict]:
        headline = self._headline()
        if headline is not None:
            self.verdicts[headline] = keep("title")
        start, end = self._span(headline)
        for i in range(len(self.lines)):
            if self.verdicts[i] is None:
                self.verdicts[i] = self._judge_block(i, headline, start, end)
        self._sections(start, end)
        self._dangling(start)
        return [v or drop("navigation", "unplaced") for v in self.verdicts]

    # --- where it begins and ends ------------------------------------------------------------------------

    def _headline(self) -> int | None:
        """The heading that says what the page says of itself; else the last h1 before the body."""
        wanted = set(words_of(self.title or self.page.metadata.title or ""))
        best, score = None, 0.0
        body = self._first_prose()
        for i, line in enumerate(self.lines):
            if line.block.tag not in _HEADINGS or "hidden" in line.block.signals:
                continue
            own = set(words_of(line.text))
            if not own:
                continue
            likeness = len(own & wanted) / max(1, len(own | wanted))
            if line.block.tag == "h1":
                likeness += 0.35
            if i > body:
                likeness -= 0.3
            box = self.layout.box_of[i]
            if box is not None and box.kind != "caption":
                likeness -= 0.15
            if likeness > max(score, 0.34):
                best, score = i, likeness
        return best if best is not None else self._untagged_headline(wanted, body)

    def _untagged_headline(self, wanted: set[str], body: int) -> int | None:
        """On pages without headings: a short line above the body whose words all stand in the page's title."""
        for i in range(min(body, len(self.lines))):
            own = set(words_of(self.lines[i].text))
            if len(own) >= 3 and own <= wanted and len(own) >= 0.4 * len(wanted):
                return i
        return None

    def _first_prose(self) -> int:
        main = self.layout.main
        for i, line in enumerate(self.lines):
            if line.prose and is_within(line.block, main) and self.layout.box_of[i] is None:
                return i
        return len(self.lines)

    def _span(self, headline: int | None) -> tuple[int, int]:
        main = self.layout.containers.get(self.layout.main)
        if main is None:
            return (0, len(self.lines))
        return (main.first, main.last + 1)

    # --- block by block ----------------------------------------------------------------------------------

    def _judge_block(self, i: int, headline: int | None, start: int, end: int) -> Verdict:
        line, box = self.lines[i], self.layout.box_of[i]
        block = line.block
        if "hidden" in block.signals:
            return drop("hidden", "screen-reader-only")
        within = is_within(block, self.layout.main)
        if not within:
            if self._is_standfirst(i, headline, start):
                return keep("standfirst")
            if not self._adopted(i, headline, start, end):
                return (
                    drop(box.kind, box.id)
                    if box
                    else drop_by(line.rule)
                    if line.rule
                    else drop("outside_article", "outside-main")
                )
        if (
            box is not None
            and not self._declared(i, box)
            and not (box.kind == "caption" and line.strong and "in_p" in block.signals)
        ):
            if self._is_standfirst(i, headline, start):
                return keep("standfirst")
            return drop(box.kind, box.id)
        if line.rule is not None and not (line.rule.where == "edge" and self._amid(i)):
            return drop_by(line.rule)
        if block.tag in ("figcaption", "caption"):
            return drop("caption", "figcaption")
        if self._is_byline(line):
            return drop("byline", "the-page-s-author")
        if headline is not None and words_of(line.text) == words_of(self.lines[headline].text):
            return drop("repeated", "headline-again")
        if self._is_standfirst(i, headline, start):
            return keep("standfirst")
        return self._by_form(i, line)

    def _declared(self, i: int, box: Box) -> bool:
        """The page's own account of its text holds this paragraph: a name alone does not make it chrome."""
        line = self.lines[i]
        return (
            "declared" in line.block.signals
            and line.rule is None
            and (line.prose or line.block.tag in _HEADINGS)
            and box.kind not in ("caption", "embed", "credit", "related", "newsletter", "comments")
        )

    def _by_form(self, i: int, line: Line) -> Verdict:
        block = line.block
        if block.tag in _HEADINGS:
            if block.link_density > 0.8 and not self._heads_prose(i):
                return drop("related", "linked-heading")
            return keep("heading")
        if block.link_density > 0.8 and not line.strong:
            if self._in_kept_list(i):
                return keep("list" if block.tag == "li" else "body")
            return drop("related", "only-a-link")
        if block.path.rsplit(" / ", 1)[-1].startswith("cite"):
            return drop("byline", "source-of-a-quotation")
        if block.tag in ("nav", "aside", "footer", "button", "label", "legend", "hr"):
            return drop("navigation", f"bare-text-in-{block.tag}")
        if block.tag in ("li", "dd", "dt"):
            return keep("list")
        if block.tag == "blockquote" or "blockquote" in block.path:
            return keep("quote")
        if block.bold > 0.9 and not line.ends and line.words <= 16 and "in_p" in block.signals:
            return keep("heading")
        bare = not line.prose and not line.ends and line.words <= 12
        if bare and not block.signals & {"trafilatura", "in_p"}:
            return drop("navigation", "bare-words")
        return keep("body")

    def _heads_prose(self, i: int) -> bool:
        """The next block that stands beside it, boxes left out, is a paragraph of the article."""
        line = self.lines[i]
        if "trafilatura" not in line.block.signals and "declared" not in line.block.signals:
            return False
        beside = line.block.ancestors[:-1]
        for j in range(i + 1, min(i + 8, len(self.lines))):
            following = self.lines[j]
            if following.block.ancestors[:-1] == beside and self.layout.box_of[j] is None:
                return following.prose and following.block.link_density < 0.5
        return False

    def _in_kept_list(self, i: int) -> bool:
        """A list of links that a sentence announces (« Les voici : ») is the article's own."""
        for j in range(i - 1, max(-1, i - 40), -1):
            line = self.lines[j]
            if line.block.tag == "li" and line.block.ancestors[:-1] == self.lines[i].block.ancestors[:-1]:
                continue
            verdict = self.verdicts[j]
            return verdict is not None and verdict.kept and line.text.rstrip().endswith(":")
        return False

    def _is_byline(self, line: Line) -> bool:
        """Nothing but the names that the page gives as its authors'."""
        names = set(words_of(self.page.metadata.byline or ""))
        own = set(words_of(line.text)) - {"par", "et", "de"}
        return bool(own) and line.words <= 12 and own <= names

    def _amid(self, i: int) -> bool:
        """Between two paragraphs of the article."""
        main = self.layout.main
        body = [
            j
            for j, x in enumerate(self.lines)
            if x.prose and x.rule is None and is_within(x.block, main) and self.layout.box_of[j] is None
        ]
        return bool(body) and body[0] < i < body[-1]

    def _is_standfirst(self, i: int, headline: int | None, start: int) -> bool:
        """The lines that introduce the article: named so, or what the page gives as its description."""
        line = self.lines[i]
        if headline is None or i <= headline or i > self._first_prose() + 1 or line.words < 4:
            return False
        if line.rule is not None or line.block.link_density > 0.5 or line.block.tag in ("figcaption",):
            return False
        if any(_STANDFIRST_NAME.search(name) for name in line.block.path.split(" / ")[-4:]):
            return True
        described = words_of(self.page.metadata.standfirst or "")
        own = words_of(line.text)
        if len(described) >= 6 and len(own) >= 6:
            shared = len(set(described) & set(own)) / max(1, min(len(set(described)), len(set(own))))
            return shared >= 0.8 and not is_within(line.block, self.layout.main)
        return False

    def _adopted(self, i: int, headline: int | None, start: int, end: int) -> bool:
        """A paragraph outside the main container that is yet the article's: trafilatura kept it, no box holds it."""
        line = self.lines[i]
        if self.layout.box_of[i] is not None or not line.prose or line.rule is not None:
            return False
        first = headline if headline is not None else start
        return "trafilatura" in line.block.signals and first < i <= end + 12

    # --- what a heading opens ----------------------------------------------------------------------------

    def _sections(self, start: int, end: int) -> None:
        """« Sur le même sujet » within the body: what follows it is dropped, as far as the rule reaches."""
        chars = 0
        for i in range(start, end):
            line, verdict = self.lines[i], self.verdicts[i]
            if verdict is None:
                continue
            if verdict.kept and verdict.role in ("body", "quote", "list"):
                chars += len(line.text)
            elif line.rule is not None and line.rule.opens != "nothing" and verdict.rule == line.rule.id:
                for j in self._reach(i, line.rule, end, chars):
                    other = self.verdicts[j]
                    if other is not None and other.kept and other.role != "title":
                        self.verdicts[j] = drop(line.rule.kind, f"{line.rule.id}:section")

    def _reach(self, i: int, rule: Rule, end: int, chars: int) -> Sequence[int]:
        """The blocks that stand under a heading: its own box; else all that follows; else the links that follow."""
        for number in self.lines[i].block.ancestors:
            container = self.layout.containers[number]
            small = container.prose < 0.3 * self.layout.total
            apart = rule.opens == "rest" and chars >= _LEAST_BEFORE_BOX
            if container.first == i and container.last > i and (small or apart):
                return range(i + 1, container.last + 1)
        if rule.opens == "rest" and chars >= _LEAST_BODY_CHARS:
            if rule.kind == "comments" or not self._resumes(i + 1, end):
                return range(i + 1, end)
        stop = i + 1
        while stop < end and stop <= i + _LISTED and self._may_be_listed(stop):
            stop += 1
        return range(i + 1, stop)

    def _may_be_listed(self, i: int) -> bool:
        line = self.lines[i]
        if line.prose or (line.block.tag in _HEADINGS and line.block.link_density < 0.5):
            return False
        return (
            line.block.link_density > 0.5 or line.block.tag == "li" or "trafilatura" not in line.block.signals
        )

    def _resumes(self, start: int, end: int) -> bool:
        strong = other = 0
        for j in range(start, end):
            verdict, line = self.verdicts[j], self.lines[j]
            if verdict is not None and verdict.kept and line.strong:
                strong += 1
            elif line.words < 25:
                other += 1
        return strong >= 3 and strong >= other

    def _dangling(self, start: int) -> None:
        """Headings after the last sentence announce nothing that is read."""
        for i in range(len(self.lines) - 1, -1, -1):
            verdict = self.verdicts[i]
            if verdict is None or not verdict.kept:
                continue
            if verdict.role != "heading":
                break
            self.verdicts[i] = drop("navigation", "heading-without-text")


_STANDFIRST_NAME = re.compile(
    r"chapo|chapeau|stand-?first|\blead(?!er)|lede\b|intro|excerpt|sub-?title|sous-?titre|sub-?head(?!er)|\bdeck|accroche|"
    r"descriptif|article-?_*desc|summary|\bdescription|resume|\bdek|abstract"
)


def judge_html(
    page: Page, lines: Sequence[Line], book: Phrasebook, *, title: str | None = None
) -> list[Verdict]:
    """A verdict for each block, in order."""
    layout = lay_out(lines, book)
    verdicts: list[Verdict | None] = [None] * len(lines)
    return Judge(page, lines, layout, title, verdicts).judge()
