"""Words that each stand in an element of its own, without a blank between them: style alone sets them apart."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from lxml.html import HtmlElement

_NAMES = ("span", "font", "i", "b")
_SURE = 8
"""So many words in a row without a blank are a sentence read along, no labels side by side."""
_LEAST_PAIRS = 2
_LEAST_LETTERS = 2.5
"""A word on average; under that they are letters that a style moves one by one."""
_LINE_CHARS = 15
"""Of pieces that hold several words each: the lines of a text that a script moves one by one."""
_NO_BLANK_BEFORE = tuple(".,)]…’'”")
_NO_BLANK_BEHIND = ("’", "'", "(", "[", "“", "-")


def part_words(root: HtmlElement, text: str) -> None:
    """Put blanks, in place, between words in elements of their own (« <span>Dix</span><span>tonnes</span> »).

    Only on a page where a whole sentence is set so, and in elements where no blank stands between any two of them:
    where some do, what touches are syllables.
    """
    for name in _NAMES:
        if text.count(f"</{name}><{name}") < _SURE:
            continue
        pairs: Counter[HtmlElement] = Counter()
        for element in root.iter(name):
            following = element.getnext()
            if not element.tail and following is not None and following.tag == name:
                parent = element.getparent()
                if parent is not None:
                    pairs[parent] += 1
        around = [e for e, count in pairs.items() if count >= _LEAST_PAIRS and _are_words(e, name)]
        if any(pairs[e] >= _SURE for e in around):
            for element in around:
                _part(element)


def _are_words(around: HtmlElement, name: str) -> bool:
    words = ["".join(e.itertext()).strip() for e in around]
    if (around.text or "").strip() or any(e.tag != name or e.tail for e in list(around)[:-1]):
        return False
    several = any(" " in word or "\n" in word for word in words)
    if several and any(
        "".join(e.itertext())[:1].isspace() or "".join(e.itertext())[-1:].isspace() for e in around
    ):
        return False  # blanks stand within the pieces: what touches belongs together
    return sum(map(len, words)) >= (_LINE_CHARS if several else _LEAST_LETTERS) * len(words)


def _part(around: HtmlElement) -> None:
    pieces = list(around)
    for piece, following in pairwise(pieces):
        said, then = "".join(piece.itertext()), "".join(following.itertext())
        if not said.endswith(_NO_BLANK_BEHIND) and not then.startswith(_NO_BLANK_BEFORE):
            piece.tail = " "
