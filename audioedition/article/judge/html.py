"""A web page: which blocks are the article. Where they stand, what their elements are called, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from audioedition.article.chrome import Box, Phrasebook, Rule
from audioedition.article.judge.containers import Layout, is_within, lay_out
from audioedition.article.judge.features import FOOTNOTE, Line, beside_chrome, words_of
from audioedition.article.judge.form import drop_bare, is_caption, keep_by_form
from audioedition.article.judge.headline import HEADINGS, find_headline, narrow_to_headline
from audioedition.article.judge.sections import after_thoughts
from audioedition.article.judge.verdict import Verdict, drop, drop_by, keep
from audioedition.model import Page

_STANDFIRST_NAME = re.compile(
    r"chapo|chapeau|stand-?first|\blead(?!er)|lede\b|intro|excerpt|sub-?title|sous-?titre|sub-?head(?!er)|\bdeck|accroche|"
    r"descriptif|article-?_*desc|summary|\bdescription|resume|\bdek|abstract"
)
_POINTER = re.compile(
    r"^\W*(?:retrouve[zr]|lire|lisez|relire|voir|voyez|[ée]coute[zr]|d[ée]couvr(?:ez|ir)|notre dossier|nos "
    r"|[àa] (?:lire|voir|[ée]couter)|sur le m[êe]me|pour (?:aller plus loin|approfondir|en savoir)|inscri|abonn"
    r"|clique|t[ée]l[ée]charge|plus d.info|en savoir|consulte|suivez|vid[ée]o|podcast|replay|infographie"
    r"|rendez-vous|cet article|source|via\b|site (?:web|internet|officiel)|dossier|aussi)",
    re.I,
)
_UNREAD = {
    "hidden": "screen-reader-only",
    "table": "table-of-data",  # figures in rows say nothing to the ear
    "footnote": "note-with-its-call",
    "struck": "crossed-out",
}
_LINK, _MOSTLY_LINK = 0.8, 0.45
_LINKS_NEAR = 3
_ADOPTED_AFTER = 12
"""So many blocks after the main container a paragraph may still be the article's."""
_CLOSING = frozenset(
    {"related", "most_read", "comment_form", "comments", "reactions", "paywall", "newsletter", "share"}
)
_CONTENT_BOXES = ("caption", "embed", "credit", "related", "newsletter", "comments")


@dataclass(slots=True)
class Judge:
    """One page while it is judged."""

    page: Page
    lines: Sequence[Line]
    layout: Layout
    headline: int | None
    verdicts: list[Verdict] = field(default_factory=list)
    body: tuple[int, ...] = ()
    """The paragraphs of the main container that nothing speaks against."""

    def judge(self) -> list[Verdict]:
        self.body = tuple(
            i
            for i, line in enumerate(self.lines)
            if line.prose and line.rule is None and self._within(i) and self.layout.box_of[i] is None
        )
        for i in range(len(self.lines)):
            self.verdicts.append(keep("title") if i == self.headline else self._judge_block(i))
        after_thoughts(self.lines, self.layout, self.verdicts)
        self._drop_headings_of_notes()
        return self.verdicts

    def _drop_headings_of_notes(self) -> None:
        """« Notes », « Références »: what is left of a list of which no line is read."""
        for i, (verdict, below) in enumerate(pairwise(self.verdicts)):
            if verdict.role == "heading" and below.reason in ("footnote", "table"):
                following = next((v for v in self.verdicts[i + 1 :] if v.reason != below.reason), None)
                if following is None or following.role in (None, "heading"):
                    self.verdicts[i] = drop(below.reason, "heading-of-what-is-not-read")

    def _within(self, i: int) -> bool:
        return is_within(self.lines[i].block, self.layout.main)

    def _first(self) -> int:
        return self.body[0] if self.body else len(self.lines)

    def _amid(self, i: int) -> bool:
        """Between two paragraphs of the article."""
        return bool(self.body) and self.body[0] < i < self.body[-1]

    def _follows_text(self, i: int) -> bool:
        """Amid the article, or right behind its last words."""
        return self._amid(i) or (self._first() < i and self.verdicts[i - 1].kept)

    # --- block by block ----------------------------------------------------------------------------------

    def _judge_block(self, i: int) -> Verdict:
        line, box = self.lines[i], self.layout.box_of[i]
        for signal, rule in _UNREAD.items():
            if signal in line.block.signals:
                return drop(signal, rule)
        if "row" in line.block.signals:
            if not self._follows_text(i):
                return drop("table", _UNREAD["table"])
            if line.block.path.rsplit(" / ", 1)[-1].startswith("caption"):
                return keep("list")  # what the rows are about
        if self._is_standfirst(i):
            return keep("standfirst")
        if not self._within(i) and not self._adopted(i):
            if box is not None:
                return drop(box.kind, box.id)
            return drop_by(line.rule) if line.rule else drop("outside_article", "outside-main")
        if box is not None and not self._outvoted(line, box):
            return drop(box.kind, box.id)
        if line.rule is not None and self._means_it(i, line.rule):
            return drop_by(line.rule)
        if FOOTNOTE.match(line.text):
            return drop("footnote", "numbered-note")
        if self.headline is not None and line.folded == self.lines[self.headline].folded:
            return drop("repeated", "headline-again")
        return self._by_author_or_picture(i) or self._by_form(i)

    def _means_it(self, i: int, rule: Rule) -> bool:
        """Words that may be a heading are chrome at the article's edge, or next to more of it.

        A heading that a paragraph of the article follows keeps its word, be it « TikTok » or « Réactions ».
        """
        line = self.lines[i]
        if rule.linked and not self._leads_away(i):
            return False
        if rule.kind == "date" and line.block.tag in HEADINGS[1:] and self._amid(i):
            return not self._heads_prose(i, vouched=False)
        if (
            rule.match == "line"
            and rule.kind != "comment_form"
            and line.block.tag in HEADINGS[1:]
            and self._amid(i)
        ):
            return not self._heads_prose(i, vouched=False)
        return rule.where != "edge" or not self._amid(i) or beside_chrome(self.lines, i)

    def _leads_away(self, i: int) -> bool:
        """It or one of the next lines is mostly a link; a line that is no heading and no paragraph always may be."""
        near = self.lines[i : i + _LINKS_NEAR]
        in_text = self.lines[i].block.tag in HEADINGS or "in_p" in self.lines[i].block.signals
        return not in_text or any(line.block.link_density > _MOSTLY_LINK for line in near)

    def _outvoted(self, line: Line, box: Box) -> bool:
        """A name alone does not drop what the page declares as its text, nor a whole paragraph as a caption."""
        if box.kind == "caption" and line.block.tag == "blockquote":
            return line.prose  # a quotation set in a « figure »
        if box.kind == "caption":
            return line.strong and "in_p" in line.block.signals and "trafilatura" in line.block.signals
        declared = "declared" in line.block.signals and (line.prose or line.block.tag in HEADINGS)
        return declared and line.rule is None and box.kind not in _CONTENT_BOXES

    def _by_author_or_picture(self, i: int) -> Verdict | None:
        line = self.lines[i]
        names = words_of(self.page.metadata.byline or "")
        own = words_of(line.text)
        if names and own and len(own) <= 12 and set(own) - {"par", "et", "de"} <= set(names):
            return drop("byline", "the-page-s-author")
        last = self.body[-1] if self.body else 0
        if len(names) >= 2 and i >= last and i > self._first() and own[: len(names)] == names:
            return drop("byline", "about-the-author")
        if line.block.tag in ("figcaption", "caption"):
            return drop("caption", "figcaption")
        if "picture" in line.block.signals and is_caption(line, self.layout):
            return drop("caption", "beside-a-picture")
        return None

    def _by_form(self, i: int) -> Verdict:
        line, block = self.lines[i], self.lines[i].block
        if block.tag in HEADINGS:
            linked = block.link_density > _LINK and not self._heads_prose(i, vouched=True)
            return drop("related", "linked-heading") if linked else keep("heading")
        if block.link_density > _LINK and not line.strong:
            if self._in_kept_list(i):
                return keep("list" if block.tag == "li" else "body")
            return drop("related", "only-a-link")
        if block.link_density > _MOSTLY_LINK and not line.strong and _POINTER.match(line.text):
            return drop("related", "points-elsewhere")
        if block.path.rsplit(" / ", 1)[-1].startswith("cite"):
            return drop("byline", "source-of-a-quotation")
        if block.tag in ("nav", "aside", "footer", "button", "label", "legend", "hr"):
            return drop("navigation", f"bare-text-in-{block.tag}")
        return drop_bare(line, self.layout) or keep_by_form(line)

    # --- what the neighbours say -------------------------------------------------------------------------

    def _heads_prose(self, i: int, *, vouched: bool) -> bool:
        """The next block that stands beside it, boxes left out, is a paragraph of the article.

        ``vouched``: trafilatura or the page itself must also have kept the heading.
        """
        line = self.lines[i]
        if vouched and not line.block.signals & {"trafilatura", "declared"}:
            return False
        beside = line.block.ancestors[:-1]
        for j in range(i + 1, min(i + 8, len(self.lines))):
            following = self.lines[j]
            if following.block.ancestors[:-1] == beside and self.layout.box_of[j] is None:
                kept = vouched or bool(following.block.signals & {"trafilatura", "declared"})
                return kept and following.prose and following.block.link_density < 0.5
        return False

    def _in_kept_list(self, i: int) -> bool:
        """A list of links that a sentence announces (« Les voici : ») is the article's own."""
        for j in range(i - 1, max(-1, i - 40), -1):
            line = self.lines[j]
            if line.block.tag == "li" and line.block.ancestors[:-1] == self.lines[i].block.ancestors[:-1]:
                continue
            return self.verdicts[j].kept and line.text.rstrip().endswith(":")
        return False

    def _is_standfirst(self, i: int) -> bool:
        """The lines that introduce the article: named so, or what the page gives as its description."""
        line = self.lines[i]
        if self.headline is None or not self.headline < i <= self._first() + 1 or line.words < 4:
            return False
        if line.rule is not None or line.block.link_density > 0.5 or line.block.tag == "figcaption":
            return False
        names = (
            name.partition(" ")[2] for name in line.block.path.split(" / ")[-4:]
        )  # not the tag « summary »
        if any(_STANDFIRST_NAME.search(name) for name in names):
            return True
        described, own = set(words_of(self.page.metadata.standfirst or "")), set(words_of(line.text))
        if min(len(described), len(own)) < 6 or (self._within(i) and not self._alone_above(i)):
            return False
        return len(described & own) >= 0.8 * min(len(described), len(own))

    def _alone_above(self, i: int) -> bool:
        """Set apart from the first paragraphs by its element: not one ``p`` among them."""
        following = next((j for j in self.body if j > i), None)
        if following is None:
            return False
        here, there = self.lines[i].block, self.lines[following].block
        return here.ancestors[:-1] != there.ancestors[:-1] or here.tag != there.tag or here.bold > 0.9

    def _adopted(self, i: int) -> bool:
        """A paragraph outside the main container that is yet the article's: trafilatura kept it, no box holds it."""
        line = self.lines[i]
        if self.layout.box_of[i] is not None or not line.prose or line.rule is not None:
            return False
        main = self.layout.containers.get(self.layout.main)
        first, end = (main.first, main.last) if main else (0, len(self.lines))
        first = self.headline if self.headline is not None else first
        last = end if self.layout.alone else end + _ADOPTED_AFTER
        if i > end and not line.strong and any(self._closes(j) for j in range(end + 1, i)):
            return False
        return "trafilatura" in line.block.signals and first < i <= last

    def _closes(self, j: int) -> bool:
        """A phrase or a box of chrome below the main container: a short summary under it is another article's."""
        rule, box = self.lines[j].rule, self.layout.box_of[j]
        return (rule is not None and rule.kind in _CLOSING) or (box is not None and box.kind in _CLOSING)


def judge_html(
    page: Page, lines: Sequence[Line], book: Phrasebook, *, title: str | None = None
) -> list[Verdict]:
    """A verdict for each block, in order."""
    layout = lay_out(lines, book)
    headline = find_headline(lines, layout, title or page.metadata.title or "")
    narrow_to_headline(lines, layout, headline)
    return Judge(page, lines, layout, headline).judge()
