"""The pictures of a page's figures: where each may be fetched. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from audioedition.article.extract.metadata import absolute_address
from audioedition.model import Block

_ADDRESSES = ("data-src", "data-lazy-src", "data-original", "src")
"""A page that loads its pictures late keeps the true address beside ``src``, which holds a grey point."""
_SETS = ("data-srcset", "srcset")


def address_in(img: HtmlElement) -> str | None:
    """As the page writes it; ``None`` for what stands in the page itself (``data:``)."""
    sets = (value.split(",")[0].split() for name in _SETS if (value := img.get(name)))
    found = [*(img.get(name, "") for name in _ADDRESSES), *(words[0] for words in sets if words)]
    return next(
        (text.strip() for text in found if text.strip() and not text.lstrip().startswith("data:")), None
    )


def with_figures(blocks: Sequence[Block], pictures: Mapping[int, str], *, base: str | None) -> list[Block]:
    """Each block inside a figure with the address of the figure's first picture. ``pictures``: by figures' numbers."""
    if not pictures:
        return list(blocks)
    found = []
    for block in blocks:
        number = next((n for n in reversed(block.ancestors) if n in pictures), None)
        address = absolute_address(pictures[number], base) if number is not None else None
        found.append(replace(block, picture=address) if address else block)
    return found
