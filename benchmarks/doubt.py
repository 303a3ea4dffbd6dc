"""How well an article's doubt tells the wrong ones: of pages read badly those that are alarmed, and of all pages.

    PYTHONPATH=. python benchmarks/doubt.py --gold DIR [--half learn|count]

--gold: pages annotated by hand (``pages/ID.html``, ``gold/ID.json``, ``text/ID.html_text.crop.txt`` and ``.full.txt``).
Each is read as it is, as copied text, and damaged in seven ways, by a mechanism (``DAMAGES``), without the rules that
were learnt on its own site. The project's own pages written by others are read and damaged too. « Badly » is an F1
under .90 (words, tests/quality/extraction.py); a page that is refused is not published, so it counts as alarmed.
How many of all pages are alarmed is told by benchmarks/corpus.py. ``--half``: as there, by the page's host.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html as lxml_html
from lxml.html import HtmlElement

from audioedition.article.chrome import load_phrasebook
from audioedition.article.extract import extract_page
from audioedition.errors import AudioEditionError
from audioedition.model import Article, Source
from audioedition.segment import segment_page
from benchmarks.learn_chrome import NOW, is_taught
from tests.quality.extraction import MUST, Page, read_pages, score, words

BADLY = 0.90
BY_OTHERS = Path(__file__).parents[1] / "tests" / "article" / "pages_by_others"
Gold = tuple[tuple[str, str], ...]
Damage = Callable[[HtmlElement, Gold, Gold], Gold]
"""A page's tree (changed in place), its gold, and another page's gold; what is the article on it then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One reading of one page."""

    name: str
    host: str
    how: str
    """``html``, ``crop``, ``full``, or a damage's name."""
    page: Page
    without: frozenset[str]


# --- damages -----------------------------------------------------------------------------------------------------


def own_elements(root: HtmlElement, gold: Gold) -> list[HtmlElement]:
    """The elements that hold one piece of the article each."""
    wanted = {tuple(words(text)) for kind, text in gold if kind in MUST}
    found = []
    for element in root.iter("p", "h2", "h3", "h4", "li", "blockquote", "div"):
        if element.getparent() is None or any(child.tag in ("p", "div", "ul", "li") for child in element):
            continue
        if tuple(words(element.text_content())) in wanted:
            found.append(element)
    return found


def body_of(root: HtmlElement) -> HtmlElement:
    body = root.find(".//body")
    return root if body is None else body


def only(gold: Gold, kept: Sequence[HtmlElement]) -> Gold:
    left = {tuple(words(e.text_content())) for e in kept}
    return tuple((kind, text) for kind, text in gold if kind not in MUST or tuple(words(text)) in left)


def boxed(name: str) -> Damage:
    """The second half of the article in a box of that name, where it stands."""

    def damage(root: HtmlElement, gold: Gold, other: Gold) -> Gold:
        own = own_elements(root, gold)
        for element in own[len(own) // 2 :]:
            box = lxml_html.Element("div", {"class": name})
            element.addprevious(box)
            element.tail = None
            box.append(element)
        return gold

    return damage


def moved(root: HtmlElement, gold: Gold, other: Gold) -> Gold:
    """The second half of the article behind all else, in a container without a name."""
    own = own_elements(root, gold)
    box = lxml_html.Element("div")
    for element in own[len(own) // 2 :]:
        element.tail = None
        box.append(element)
    body_of(root).append(box)
    return gold


def cut(root: HtmlElement, gold: Gold, other: Gold) -> Gold:
    """The container of most of the article is gone, and what a script declares."""
    own = own_elements(root, gold)
    parents = [e.getparent() for e in own]
    most = max(parents, key=parents.count, default=None)
    if most is not None and (around := most.getparent()) is not None:
        around.remove(most)
    for script in root.xpath("//script"):  # one of them may declare the text
        script.drop_tree()
    return only(gold, [e for e in own if e.getparent() is not most])


def among_cards(root: HtmlElement, gold: Gold, other: Gold) -> Gold:
    """Two paragraphs are left, beside twelve summaries of other articles in containers without a name."""
    own = own_elements(root, gold)
    for element in own[2:]:
        element.drop_tree()
    texts = [text for kind, text in other if len(text) > 80]
    for i in range(12):
        card = lxml_html.Element("div")
        link = lxml_html.Element("a", {"href": f"/autre/{i}"})
        link.text = " ".join(texts[i % len(texts)].split()[:9]) if texts else f"Une autre page {i}"
        summary = lxml_html.Element("p")
        summary.text = (
            texts[(i + 1) % len(texts)] if texts else "Le conseil se réunit lundi soir à la mairie."
        )
        card.append(link)
        card.append(summary)
        body_of(root).append(card)
    return only(gold, own[:2])


def beside_another(root: HtmlElement, gold: Gold, other: Gold) -> Gold:
    """Another article stands first, as long as it is."""
    box = lxml_html.Element("div")
    for _, text in other:
        paragraph = lxml_html.Element("p")
        paragraph.text = text
        box.append(paragraph)
    body_of(root).insert(0, box)
    return gold


def without_headline(root: HtmlElement, gold: Gold, other: Gold) -> Gold:
    """Neither a headline nor names of elements are left."""
    for element in list(root.iter("h1", "title")):
        element.drop_tree()
    for element in root.iter("main", "article", "section", "aside", "nav", "header", "footer"):
        element.tag = "div"
        element.attrib.clear()
    return gold


DAMAGES: dict[str, Damage] = {
    "half in boxes without a name": boxed("q7"),
    "half in boxes named as an aside": boxed("related-posts"),
    "half moved behind all": moved,
    "container cut": cut,
    "two paragraphs among cards": among_cards,
    "another article first": beside_another,
    "no headline, no names": without_headline,
}


# --- reading -----------------------------------------------------------------------------------------------------


def cases(folder: Path) -> Iterator[Case]:
    """Every reading of the pages with gold, and of the project's own that were written by others."""
    pages: list[tuple[Page, str, frozenset[str]]] = []
    origins = {rule.origin for rule in load_phrasebook().rules} - {"general"}
    for path in sorted((folder / "gold").glob("*.json")):
        gold = tuple((item["k"], item["t"]) for item in json.loads(path.read_text(encoding="utf-8")))
        data = (folder / "pages" / f"{path.stem}.html").read_bytes()
        url = extract_page(Source(data=data, media_type="text/html", fetched_at=NOW)).metadata.url
        host = (urlsplit(url or "").hostname or path.stem).removeprefix("www.")
        without = frozenset(o for o in origins if host == o or host.endswith("." + o))
        pages.append((Page(path.stem, data, True, gold), host, without))
        for how in ("crop", "full"):
            text = (folder / "text" / f"{path.stem}.html_text.{how}.txt").read_bytes()
            yield Case(
                name=path.stem, host=host, how=how, page=Page(path.stem, text, False, gold), without=without
            )
    for page in read_pages(BY_OTHERS):
        if page.is_html:
            pages.append((page, page.name, frozenset()))
        else:
            yield Case(name=page.name, host=page.name, how="crop", page=page, without=frozenset())
    for i, (page, host, without) in enumerate(pages):
        yield Case(name=page.name, host=host, how="html", page=page, without=without)
        for how, damage in DAMAGES.items():
            damaged = damage_page(page, damage, pages[i - 1][0].gold)
            yield Case(name=page.name, host=host, how=how, page=damaged, without=without)


def damage_page(page: Page, damage: Damage, other: Gold) -> Page:
    try:
        text = page.data.decode("utf-8")
    except UnicodeDecodeError:
        text = page.data.decode("cp1252", "replace")
    root = lxml_html.fromstring(text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    gold = damage(root, page.gold, other)
    return Page(page.name, lxml_html.tostring(root, encoding="utf-8"), True, gold)


def read(case: Case) -> Article | None:
    """``None``: refused."""
    kind = "text/html" if case.page.is_html else "text/plain"
    try:
        page = extract_page(Source(data=case.page.data, media_type=kind, fetched_at=NOW))
        return segment_page(page, without=case.without)
    except AudioEditionError:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--half", choices=["learn", "count"])
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    rows: dict[str, list[int]] = {}
    silent: list[str] = []
    for case in cases(options.gold):
        if options.half and is_taught(case.host) != (options.half == "learn"):
            continue
        article = read(case)
        f1 = score(case.page, [p.text for p in article.paragraphs]).f1 if article else 0.0
        alarmed = article is None or article.doubtful
        row = rows.setdefault(case.how, [0, 0, 0, 0])
        for i, n in enumerate((1, alarmed, f1 < BADLY, alarmed and f1 < BADLY)):
            row[i] += n
        if f1 < BADLY and not alarmed and article is not None:
            kinds = " ".join(d.kind for d in article.doubts) or "no doubt"
            silent.append(f"{case.how}: {case.name}, F1 {f1:.2f}, {kinds}")
    print(f"{'':34} readings  alarmed  under F1 .90  of these alarmed")
    for how, (count, alarms, badly, both) in rows.items():
        print(f"{how:34} {count:8} {alarms:8} {badly:13} {both:17}")
    bad, caught = sum(row[2] for row in rows.values()), sum(row[3] for row in rows.values())
    print(f"{caught} of {bad} pages under F1 .90 are alarmed")
    for line in silent:
        print("  " + line)


if __name__ == "__main__":
    main()
