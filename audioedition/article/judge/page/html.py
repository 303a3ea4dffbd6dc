"""A web page: which blocks are the article. Where they stand, what their elements are called, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audioedition.article.chrome import ChromeRule, Phrasebook
from audioedition.article.judge.chronology import chronology
from audioedition.article.judge.features import FOOTNOTE, HEADINGS, Line, beside_chrome, words_of
from audioedition.article.judge.figures import drop_figures
from audioedition.article.judge.live import live_heads, titled_posts
from audioedition.article.judge.page.adopted import heads_adopted, heads_main, is_adopted
from audioedition.article.judge.page.containers import Layout, find_containers, is_within, lay_out
from audioedition.article.judge.page.form import drop_bare, is_between, is_caption, keep_by_form
from audioedition.article.judge.page.goes_through import goes_on_below, keep_amid_sentence
from audioedition.article.judge.page.headline import find_headline, narrow_to_headline
from audioedition.article.judge.page.house_section import drop_calls, drop_house_section
from audioedition.article.judge.page.misnamed import beside_first, heads_misnamed, outvotes
from audioedition.article.judge.page.other_texts import find_other_texts
from audioedition.article.judge.page.rivals import narrow_to_vouched
from audioedition.article.judge.page.sections import after_thoughts
from audioedition.article.judge.page.sheets import drop_sheets
from audioedition.article.judge.page.short_sections import SECTION_HEADINGS
from audioedition.article.judge.page.standfirst import is_standfirst
from audioedition.article.judge.page.told_in_captions import keep_captions
from audioedition.article.judge.page.unread import drop_headings_of_unread
from audioedition.article.judge.persons import LIFE
from audioedition.article.judge.speech import address, may_tell, tells
from audioedition.article.judge.verdict import Verdict, drop, drop_by, keep
from audioedition.model import Page

_POINTER = re.compile(
    r"^\W*(?:retrouve[zr]|lire|lisez|relire|voir|voyez|[ée]coute[zr]|d[ée]couvr(?:ez|ir)"
    r"|notre (?:dossier|s[ée]rie|s[ée]lection|grand format|feuilleton|guide)|nos "
    r"|(?:tou(?:te)?s )?(?:les )?autres (?:articles|[ée]pisodes|volets|billets)"
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
    "tooltip": "opens-over-a-word",
}
_SOME_LINK, _MOSTLY_LINK, _LINK = 0.3, 0.45, 0.8
_LINKS_NEAR = 3
_KICKER_WORDS = 4
_STAMPS = frozenset({"date", "caption", "byline"})
_BY_ONE_WORD = frozenset({"ad", "newsletter", "paywall", "cookie"})
_PROMOTION, _PROMOTION_CHARS, _SPEAKING = 4, 320, 0.2


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

    live: frozenset[int] = frozenset()
    """The heads of a live page, and the dates of a chronology."""
    names: Sequence[str] = ()
    """The words of the page's byline."""
    speaks: bool = False
    """The article itself speaks to its reader, as advice does: that gives no promotion away."""

    def judge(self) -> list[Verdict]:
        dates = chronology(self.lines, falls=True)
        self.live = live_heads(self.lines) | titled_posts(self.lines)
        self.live |= {i for i, role in dates.items() if role == "heading"}
        self.names = words_of(self.page.metadata.byline or "")
        self.body = tuple(
            i
            for i, line in enumerate(self.lines)
            if line.prose and line.rule is None and self._within(i) and self.layout.box_of[i] is None
        )
        told = [address(self.lines[i].text) for i in self.body]
        self.speaks = sum(n >= 2 for n in told) > _SPEAKING * len(told)
        for i in range(len(self.lines)):
            self.verdicts.append(keep("title") if i == self.headline else self._judge_block(i))
        after_thoughts(self.lines, self.layout, self.verdicts)
        drop_house_section(self.lines, self.verdicts, site=self.page.metadata.site)
        if not self.speaks:
            drop_calls(self.lines, self.layout, self.verdicts)
        drop_headings_of_unread(self.lines, self.verdicts)
        drop_figures(self.lines, self.verdicts)
        drop_sheets(self.lines, self.verdicts)
        keep_captions(self.lines, self.verdicts, headline=self.headline)
        return self.verdicts

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
        if is_standfirst(
            self.page.metadata, self.lines, self.layout, i, headline=self.headline, body=self.body
        ):
            return keep("standfirst")
        if i in self.live and (box is None or box.kind == "date") and self._within(i):
            return keep("heading")
        if self.layout.sectioned and line.block.tag in SECTION_HEADINGS and self._within(i):
            return keep("heading")
        if heads_main(self.lines, self.layout, i, headline=self.headline) or heads_adopted(
            self.lines, self.layout, i, headline=self.headline
        ):
            return keep("heading")
        if not self._within(i) and not is_adopted(self.lines, self.layout, i, headline=self.headline):
            if box is not None:
                return drop(box.kind, box.id)
            return drop_by(line.rule) if line.rule else drop("outside_article", "outside-main")
        if box is not None and not outvotes(line, box):
            if heads_misnamed(self.lines, self.layout, i, box, body=self.body):
                return keep("heading")
            return drop(box.kind, box.id)
        if line.rule is not None and self._means_it(i, line.rule):
            return drop_by(line.rule)
        if FOOTNOTE.match(line.text):
            return drop("footnote", "numbered-note")
        if self.headline is not None and line.folded == self.lines[self.headline].folded:
            return drop("repeated", "headline-again")
        if self.headline is not None and i < self.headline and line.words <= _KICKER_WORDS and not line.ends:
            return drop("navigation", "above-the-headline")
        if self._is_promotion(i):
            return drop("ad", "speaks-for-the-house")
        return self._by_author_or_picture(i) or keep_amid_sentence(self.lines, i) or self._by_form(i)

    def _is_promotion(self, i: int) -> bool:
        """A short paragraph that speaks to the reader for the house, in an article that does not."""
        line = self.lines[i]
        if self.speaks or len(line.text) > _PROMOTION_CHARS or i <= self._first():
            return False
        return line.block.tag not in HEADINGS and address(line.text) >= _PROMOTION

    def _means_it(self, i: int, rule: ChromeRule) -> bool:
        """Words that may be a heading are chrome at the article's edge, or next to more of it.

        A heading that a paragraph of the article follows keeps its word, be it « TikTok » or « Réactions ».
        """
        line = self.lines[i]
        if rule.linked and not self._leads_away(i):
            return False
        if goes_on_below(self.lines, i, self.body) or (may_tell(rule) and self._is_told(i)):
            return False
        vouched = bool(line.block.signals & {"trafilatura", "declared"}) and line.block.link_density < 0.3
        if (
            line.strong
            and vouched
            and rule.match != "line"
            and (i > self._first() or beside_first(self.lines, self.body, i))
            and rule.kind in _BY_ONE_WORD
        ):
            return address(line.text) >= 3  # one word of chrome in a paragraph between paragraphs
        if rule.kind in _STAMPS and line.block.tag in HEADINGS[1:] and self._amid(i):
            return not self._heads_prose(i, vouched=False)
        if (
            rule.match == "line"
            and rule.kind != "comment_form"
            and line.block.tag in HEADINGS[1:]
            and self._amid(i)
        ):
            return not self._heads_prose(i, vouched=False)
        return rule.where != "edge" or not self._amid(i) or beside_chrome(self.lines, i)

    def _is_told(self, i: int) -> bool:
        """A sentence of the article that begins as a button or a pointer does: amid its paragraphs, and no link."""
        block = self.lines[i].block
        vouched = bool(block.signals & {"trafilatura", "declared"})
        return self._amid(i) and vouched and block.link_density < _SOME_LINK and tells(self.lines[i].text)

    def _leads_away(self, i: int) -> bool:
        """It or one of the next lines is mostly a link; a line that is no heading and no paragraph always may be."""
        near = self.lines[i : i + _LINKS_NEAR]
        in_text = self.lines[i].block.tag in HEADINGS or "in_p" in self.lines[i].block.signals
        return not in_text or any(line.block.link_density > _MOSTLY_LINK for line in near)

    def _by_author_or_picture(self, i: int) -> Verdict | None:
        line = self.lines[i]
        names = self.names
        own = line.said
        if names and own and len(own) <= 12 and set(own) - {"par", "et", "de"} <= set(names):
            return drop("byline", "the-page-s-author")
        last = self.body[-1] if self.body else 0
        if len(names) >= 2 and i >= last and i > self._first() and own[: len(names)] == names:
            after = line.text[len(self.page.metadata.byline or "") :]
            if not line.prose or LIFE.match(after):
                return drop("byline", "about-the-author")
        if line.block.tag in ("figcaption", "caption"):
            return drop("caption", "figcaption")
        if "under-picture" in line.block.signals and not line.strong:
            return drop("caption", "slanted-under-a-picture")
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
            if self._is_linked_paragraph(i):
                return keep("body")
            return drop("related", "only-a-link")
        if block.link_density > _MOSTLY_LINK and not line.strong and _POINTER.match(line.text):
            return drop("related", "points-elsewhere")
        if block.path.rsplit(" / ", 1)[-1].startswith("cite"):
            return drop("byline", "source-of-a-quotation")
        if block.tag in ("nav", "aside", "footer", "button", "label", "legend", "hr"):
            return drop("navigation", f"bare-text-in-{block.tag}")
        return drop_bare(line, self.layout, between=is_between(self.lines, i)) or keep_by_form(line)

    def _is_linked_paragraph(self, i: int) -> bool:
        """All of it one link, but a ``p`` among the article's: a sentence, or the first of them."""
        line, block = self.lines[i], self.lines[i].block
        if block.tag != "p" or line.words < 10 or not self.body or _POINTER.match(line.text):
            return False
        beside = block.ancestors[:-1] == self.lines[self.body[0]].block.ancestors[:-1]
        opens = self.headline is not None and self.headline < i < self.body[0]
        return beside and (opens or (line.prose and self._amid(i)))

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
            return self.verdicts[j].kept and line.text.rstrip().endswith(":") and not self._points(j)
        return False

    def _points(self, j: int) -> bool:
        """« Notre dossier : » over links."""
        line = self.lines[j]
        return not line.strong and bool(_POINTER.match(line.text))


def judge_html(
    page: Page, lines: Sequence[Line], book: Phrasebook, *, title: str | None = None
) -> list[Verdict]:
    """A verdict for each block, in order."""
    containers = find_containers(lines)
    about = f"{title or page.metadata.title or ''} {page.metadata.standfirst or ''}"
    title = title or page.metadata.title or ""
    others = find_other_texts(lines, containers, title=title, about=about, book=book)
    layout = lay_out(lines, book, containers=containers, carded=others)
    narrow_to_vouched(lines, layout, about=about)
    headline = find_headline(lines, layout, title)
    narrow_to_headline(lines, layout, headline)
    if page.fragment and lines:  # however short: nothing stands outside the outermost element
        layout.main = lines[0].block.ancestors[0]
    return Judge(page, lines, layout, headline).judge()
