"""Mechanisms by which a page is read wrongly, done to pages whose article is known: for benchmarks that count doubt.

Each changes a page's tree in place and gives what is the article on it then. Names of boxes and marks are drawn by the
page's own name, so that nothing can be learnt by heart.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from lxml import html as lxml_html
from lxml.html import HtmlElement

from benchmarks.page_parts import (
    Gold,
    any_name,
    around,
    body_of,
    filled,
    only,
    own_elements,
    paragraphs_of,
    without_scripts,
    wrapped,
)
from tests.quality.extraction import MUST, Page

Damage = Callable[[HtmlElement, Gold, Gold, random.Random], Gold]
"""A page's tree (changed in place), its gold, another page's gold, chance; what is the article on it then."""
_BOXES = (
    "newsletter-block",
    "promo-inline",
    "share-tools",
    "widget",
    "related-content",
    "teaser-list",
    "ad-slot",
)
_FOUND_SHARE = 0.6
_GOES_ON = (
    '<p><a href="/suite">Lire la suite</a></p>',
    "<button>Afficher la suite</button>",
    "<div><p>Pour lire la suite de cet article, identifiez-vous.</p></div>",
    "<p><strong>La suite est à lire dans notre édition du jour.</strong></p>",
    "<p>[…]</p>",
)


# --- a part of the article is somewhere else ------------------------------------------------------------------------


def boxed(name: str | None) -> Damage:
    """The second half of the article in boxes of that name, where it stands; of any, where it is ``None``."""

    def damage(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
        own = own_elements(root, gold)
        meant = any_name(chance) if name is None else name
        for element in own[len(own) // 2 :]:
            wrapped(element, meant)
        return gold

    return damage


def every_second_boxed(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """Every second piece in a box whose name means something else."""
    name = chance.choice(_BOXES)
    for element in own_elements(root, gold)[1::2]:
        wrapped(element, name)
    return gold


def moved(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """The second half of the article behind all else, in a container without a name."""
    own = own_elements(root, gold)
    box = lxml_html.Element("div")
    for element in own[len(own) // 2 :]:
        element.tail = None
        box.append(element)
    body_of(root).append(box)
    return gold


def in_table(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """The second half in the cells of a table with two columns."""
    own = own_elements(root, gold)
    half = own[len(own) // 2 :]
    if not half:
        return gold
    table = lxml_html.Element("table")
    half[0].addprevious(table)
    for i, element in enumerate(half):
        if i % 2 == 0:
            row = lxml_html.Element("tr")
            table.append(row)
        cell = lxml_html.Element("td")
        element.tail = None
        cell.append(element)
        row.append(cell)
    return gold


def folded_away(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """The second half in an element that says it is hidden until somebody clicks."""
    own = own_elements(root, gold)
    for element in own[len(own) // 2 :]:
        wrapped(element, any_name(chance))
        box = element.getparent()
        if box is not None:
            box.set("aria-hidden", "true")
    return gold


# --- a part of the article is gone ------------------------------------------------------------------------------------


def cut(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """The container of most of the article is gone, and what a script declares."""
    own = own_elements(root, gold)
    most = around(own)
    if most is not None and (outer := most.getparent()) is not None:
        outer.remove(most)
    without_scripts(root)
    return only(gold, [e for e in own if e.getparent() is not most])


def goes_on(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """Two pieces are left, and something says that there is more: what is not on the page is the article's too."""
    own = own_elements(root, gold)
    if len(own) > 2:
        mark = lxml_html.fragment_fromstring(chance.choice(_GOES_ON))
        own[1].addnext(mark)
        for element in own[2:]:
            element.drop_tree()
        without_scripts(root)
    return gold


def drawn_by_script(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """The second half is not in the page's elements; what the page's own scripts declare stays."""
    own = own_elements(root, gold)
    for element in own[len(own) // 2 :]:
        element.drop_tree()
    return gold


# --- something else is there ------------------------------------------------------------------------------------------


def among_cards(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """Two paragraphs are left, beside twelve summaries of other articles in containers without a name."""
    own = own_elements(root, gold)
    for element in own[2:]:
        element.drop_tree()
    texts = [text for _, text in other if len(text) > 80]
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


def beside_another(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """Another article stands first, as long as it is."""
    body_of(root).insert(0, filled([text for _, text in other]))
    return gold


def followed(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """The next article follows in the same container, as a page that scrolls on and on has it."""
    own = own_elements(root, gold)
    most, texts = around(own), paragraphs_of(other)
    title = next((text for kind, text in other if kind == "title"), None)
    if most is not None and texts:
        box = filled(texts, any_name(chance))
        if title:
            head = lxml_html.Element("h2")
            head.text = title
            box.insert(0, head)
        most.append(box)
    return gold


def answered(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """What readers answer outweighs the article: a name and a text each, without a name of the box."""
    own = own_elements(root, gold)
    most, texts = around(own), paragraphs_of(other)
    if most is None or not texts or (outer := most.getparent()) is None:
        return gold
    name = any_name(chance)
    for i in range(max(8, 2 * len(own))):
        box = filled([texts[i % len(texts)] + f" Je suis d’accord {i} fois."], name)
        who = lxml_html.Element("span")
        who.text = f"{any_name(chance).title()}{chance.randrange(90)}"
        box.insert(0, who)
        outer.append(box)
    return gold


def interleaved(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """A paragraph of another text behind every second piece."""
    own, texts = own_elements(root, gold), paragraphs_of(other)
    for i, element in enumerate(own[::2]):
        if texts:
            element.addnext(filled([texts[i % len(texts)]])[0])
    return gold


def without_headline(root: HtmlElement, gold: Gold, other: Gold, chance: random.Random) -> Gold:
    """Neither a headline nor names of elements are left."""
    for element in list(root.iter("h1", "title")):
        element.drop_tree()
    for element in root.iter("main", "article", "section", "aside", "nav", "header", "footer"):
        element.tag = "div"
        element.attrib.clear()
    return gold


DAMAGES: dict[str, Damage] = {
    "half in boxes without a name": boxed(None),
    "half in boxes named as an aside": boxed("related-posts"),
    "half moved behind all": moved,
    "container cut": cut,
    "two paragraphs among cards": among_cards,
    "another article first": beside_another,
    "no headline, no names": without_headline,
    "every second piece in a named box": every_second_boxed,
    "half in a table": in_table,
    "half folded away": folded_away,
    "two pieces, « la suite »": goes_on,
    "half left to scripts": drawn_by_script,
    "another article follows": followed,
    "answers outweigh it": answered,
    "another text between": interleaved,
}


def damage_page(page: Page, how: str, other: Gold) -> Page | None:
    """The page damaged in that way, with what is the article on it then; ``None`` where it cannot be: most of
    the article's pieces are no elements of their own. ``other``: another page's gold."""
    try:
        text = page.data.decode("utf-8")
    except UnicodeDecodeError:
        text = page.data.decode("cp1252", "replace")
    root = lxml_html.fromstring(text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    if len(own_elements(root, page.gold)) < _FOUND_SHARE * sum(kind in MUST for kind, _ in page.gold):
        return None
    gold = DAMAGES[how](root, page.gold, other, random.Random(f"{page.name} {how}"))
    return Page(page.name, lxml_html.tostring(root, encoding="utf-8"), True, gold)
