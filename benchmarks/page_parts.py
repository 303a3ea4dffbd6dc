"""The elements of a page whose article is known, and new ones to put among them: for benchmarks/damages.py."""

from __future__ import annotations

import random
from collections.abc import Sequence

from lxml import html as lxml_html
from lxml.html import HtmlElement

from tests.quality.extraction import MUST, words

Gold = tuple[tuple[str, str], ...]
"""Kind and text of each piece of the article, in order."""
_LETTERS = "abcdefghijkmnpqrstuvwxyz"


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


def without_scripts(root: HtmlElement) -> None:
    """One of them may declare the text."""
    for script in root.xpath("//script"):
        script.drop_tree()


def paragraphs_of(other: Gold) -> list[str]:
    return [text for kind, text in other if kind in MUST and len(text) > 80]


def filled(texts: Sequence[str], name: str | None = None) -> HtmlElement:
    box = lxml_html.Element("div", {"class": name} if name else {})
    for text in texts:
        paragraph = lxml_html.Element("p")
        paragraph.text = text
        box.append(paragraph)
    return box


def around(own: Sequence[HtmlElement]) -> HtmlElement | None:
    """The element that holds most of the article's pieces itself."""
    parents = [e.getparent() for e in own]
    return max(parents, key=parents.count, default=None)


def any_name(chance: random.Random) -> str:
    return "".join(chance.choice(_LETTERS) for _ in range(6))


def wrapped(element: HtmlElement, name: str, tag: str = "div") -> None:
    box = lxml_html.Element(tag, {"class": name})
    element.addprevious(box)
    element.tail = None
    box.append(element)
