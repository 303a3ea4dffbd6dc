"""The annotated pages of this folder, and how a result is held against them.

An HTML page bears its own gold: ``data-gold="p|subhead|list|quote|title|standfirst|optional"`` on what is editorial
(taken off before a page is read); a text has its gold beside it. Everything else on the page is chrome.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import html as lxml_html

PAGES = Path(__file__).parents[1] / "article" / "pages"
MUST = {"p", "subhead", "list", "quote"}
_GOLD = re.compile(r'\s+data-gold="(\w+)"')


@dataclass(frozen=True)
class Page:
    name: str
    data: bytes
    is_html: bool
    gold: tuple[tuple[str, str], ...]
    """Kind and text of each editorial piece, in order."""


@dataclass(frozen=True)
class Score:
    lost: tuple[str, ...]
    leaked: tuple[str, ...]
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    @property
    def perfect(self) -> bool:
        return not self.lost and not self.leaked


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00ad", "").replace("\u200b", "").lower())


def read_pages(folder: Path = PAGES) -> list[Page]:
    """All pages with gold, by name. Pages without any (soft 404…) are not articles and not listed."""
    pages = []
    for path in sorted(folder.glob("*.html")):
        raw = path.read_text(encoding="utf-8")
        tree = lxml_html.fromstring(raw.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
        gold = tuple((kind, _text(e)) for e in tree.iter() if (kind := e.get("data-gold")))
        if gold:
            pages.append(Page(path.stem, _GOLD.sub("", raw).encode(), True, gold))
    for path in sorted(folder.glob("*.txt")):
        lines = path.with_suffix("").with_suffix(".gold.tsv").read_text(encoding="utf-8").splitlines()
        gold = tuple((kind, text) for kind, _, text in (line.partition("\t") for line in lines))
        pages.append(Page(path.stem, path.read_bytes(), False, gold))
    return pages


def _text(element: lxml_html.HtmlElement) -> str:
    """Without what stands in notes' references and hidden drop caps, which are not editorial."""
    inner = re.sub(
        r'<span class="(?:spip_note_ref|dropcap)".*?</span>',
        "",
        lxml_html.tostring(element, encoding="unicode", with_tail=False),
    )
    return " ".join(lxml_html.fromstring(inner).text_content().split())


def score(page: Page, paragraphs: Sequence[str]) -> Score:
    """Lost: a must of which fewer than 80 % of the words stand in one paragraph. Leaked: a paragraph of which more
    than a fifth is on no gold piece's account. Precision and recall count words."""
    pieces = [(kind, Counter(words(text)), text) for kind, text in page.gold]
    found = [Counter(words(p)) for p in paragraphs]
    lost = [
        text
        for kind, bag, text in pieces
        if kind in MUST and bag and max((_shared(bag, f) for f in found), default=0) < 0.8 * bag.total()
    ]
    everything: Counter[str] = Counter()
    for _, bag, _ in pieces:
        everything |= bag
    leaked, good, out = [], 0, 0
    for text, bag in zip(paragraphs, found, strict=True):
        best = max((_shared(bag, piece) for _, piece, _ in pieces), default=0)
        good += best
        out += bag.total()
        if bag and best < 0.8 * bag.total():
            leaked.append(text)
    must = [bag for kind, bag, _ in pieces if kind in MUST]
    got = sum(max((_shared(bag, f) for f in found), default=0) for bag in must)
    return Score(tuple(lost), tuple(leaked), good / max(1, out), got / max(1, sum(b.total() for b in must)))


def _shared(a: Counter[str], b: Counter[str]) -> int:
    return (a & b).total()


def run(extract: Callable[[Page], Sequence[str]], pages: Sequence[Page]) -> dict[str, Score]:
    return {page.name: score(page, extract(page)) for page in pages}
