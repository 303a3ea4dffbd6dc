"""What opens over a word of a sentence when it is pointed at, and is no part of the sentence: its definition, a tip."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

_DESCRIBED = etree.XPath("//@aria-describedby")
_WORDS = frozenset("a abbr b button cite dfn em font i mark span strong u".split())
"""What a word with a definition may stand in."""
_ROLES = frozenset({"tooltip", "note", "definition"})
_BUBBLE = re.compile(
    r"(?:tool-?tip|info-?bulle|popover|tippy|gloss\w*?|lexi\w*?|definition|dfn|footnote)[-_]{0,2}"
    r"(?:text|texte|content|contenu|body|inner|box|bubble|bulle|def\w*|desc\w*|panel|popup)\b"
    r"|(?:side|margin)-?note\b"
)
_MAY_BE_BUBBLE = re.compile(r"\b(?:tool-?tip|info-?bulle|popover|tippy|bubble|bulle|definition|note)\b")
"""The word with its bubble is called so as often as the bubble alone."""
_TOLD_ELSEWHERE = ("title", "data-tip", "data-tooltip", "data-content", "aria-describedby", "data-definition")
_LEAST_WORDS = 4
_WORD_WORDS, _WORD_PIECES = 6, 9
_BUBBLE_CHARS = 1_200


def described_ids(root: HtmlElement) -> frozenset[str]:
    """The ids of what the page says describes another of its elements."""
    return frozenset(name for value in _DESCRIBED(root) for name in value.split())


def is_bubble(
    element: HtmlElement, attributes: Mapping[str, str], described: Callable[[], frozenset[str]]
) -> bool:
    """By its role, its name, as what describes a word, or because it says that word again and what it means.

    Asked only of elements that stand amid the text of a line. ``described``: gives the page's ``described_ids``.
    """
    role, own_id = attributes.get("role"), attributes.get("id")
    parent = element.getparent()
    beside = parent is not None and parent.tag in _WORDS
    if not attributes and not beside:
        return False
    if role in _ROLES:
        sure = role == "tooltip" or beside
    else:
        named, may_be = _by_name(f"{attributes.get('class') or ''} {own_id or ''}")
        sure = named or (own_id is not None and own_id in described())
        sure = sure or (may_be and (beside or (parent is not None and _touches(parent, element))))
    if not sure and not beside:
        return False
    word = "" if sure or parent is None else _words_before(parent, element)
    if not sure and not word:
        return False
    text = bubble_text(element)
    count = len(text.split())
    if len(text) > _BUBBLE_CHARS or count < (1 if role == "tooltip" else _LEAST_WORDS):
        return False
    if sure:
        return not any(key in attributes for key in _TOLD_ELSEWHERE)
    return _defines(text, word)


def _touches(parent: HtmlElement, element: HtmlElement) -> bool:
    """No blank stands between it and the word before: « bacBateau à fond plat » is no word."""
    above = element.getprevious()
    if above is None or above.tail:
        before = (parent.text if above is None else above.tail) or ""
    else:
        before = "".join(above.itertext())
    return before[-1:].isalpha() and bubble_text(element)[:1].isupper()


@lru_cache(maxsize=2048)
def _by_name(name: str) -> tuple[bool, bool]:
    """Whether an element called so is a bubble, and whether it may be one."""
    name = name.lower()
    return _BUBBLE.search(name) is not None, _MAY_BE_BUBBLE.search(name) is not None


def bubble_text(element: HtmlElement) -> str:
    """Its words on one line."""
    return " ".join(" ".join(element.itertext("*")).split())


def _words_before(parent: HtmlElement, element: HtmlElement) -> str:
    """What its parent says before it; nothing where that is more than a few words."""
    pieces = [parent.text or ""]
    for child in element.itersiblings(preceding=True):
        pieces[1:1] = ("".join(child.itertext()), child.tail or "")
        if len(pieces) > _WORD_PIECES:
            return ""
    return " ".join("".join(pieces).split())


def _defines(text: str, word: str) -> bool:
    """« couplage » beside « couplage Opération qui consiste… »."""
    count = len(word.split())
    longer = len(text.split()) >= count + _LEAST_WORDS
    return 0 < count <= _WORD_WORDS and longer and text.casefold().startswith(word.casefold())
