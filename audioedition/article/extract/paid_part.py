"""Whether the part of an article that is behind its paywall stands on the page: a subscriber saved it. Pure.

schema.org names that part: ``hasPart`` with ``isAccessibleForFree: false`` and a ``cssSelector``. Of a page cut by the
server the element is missing, empty, or holds a faded line or two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

_NAMED = re.compile(r"^[\w-]*([.#])([\w-]{2,80})$")
"""« .paywall », « div#paid »: what publishers write; other selectors are passed over."""
_LEAST_CHARS, _LEAST_PARAGRAPHS, _PARAGRAPH_CHARS = 1000, 4, 80
_MOST = 20


def shows_paid_part(root: HtmlElement, article: Mapping[str, Any]) -> bool:
    """``article``: its JSON-LD object."""
    selectors = {*_selectors(article.get("hasPart"))}
    return any(_holds_text(element) for selector in selectors for element in _found(root, selector))


def withholds_rest(root: HtmlElement) -> bool:
    """A page in AMP's form whose part for subscribers is there without its text, which a service keeps for those who
    have paid (``subscriptions-section="content"``, amp-subscriptions)."""
    paid = root.xpath("//*[@subscriptions-section='content']")
    offered = root.xpath("//*[@subscriptions-section='content-not-granted']")
    return (
        bool(paid and offered) and sum(len(" ".join(e.itertext()).strip()) for e in paid) < _PARAGRAPH_CHARS
    )


def _selectors(part: Any) -> Iterator[str]:
    for one in (part if isinstance(part, list) else [part])[:_MOST]:
        told = one.get("cssSelector") if isinstance(one, dict) else None
        for selector in told if isinstance(told, list) else [told]:
            if isinstance(selector, str):
                yield from (piece.strip() for piece in selector.split(",")[:_MOST])


def _found(root: HtmlElement, selector: str) -> list[HtmlElement]:
    named = _NAMED.match(selector)
    if named is None:
        return []
    if named[1] == "#":
        found = root.xpath("//*[@id=$name]", name=named[2])
    else:
        found = root.xpath(
            "//*[contains(concat(' ', normalize-space(@class), ' '), concat(' ', $name, ' '))]", name=named[2]
        )
    return [element for element in found[:_MOST] if element.tag not in ("html", "body")]


def _holds_text(element: HtmlElement) -> bool:
    texts = [" ".join("".join(p.itertext()).split()) for p in element.iter("p", "li")]
    whole = [text for text in texts if len(text) >= _PARAGRAPH_CHARS]
    return len(whole) >= _LEAST_PARAGRAPHS and sum(map(len, whole)) >= _LEAST_CHARS
