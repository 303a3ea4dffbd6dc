"""A line as rules see it: what spelling, accents, case and ornaments would tell apart is made one."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("`", "'"), ("´", "'"), ("‑", "-"), ("–", "-"), ("—", "-"))
_FIRST = re.compile(r"[\w(\[{@#©]")
_MAY_END = frozenset("_)]}…?!")
_DIGITS = re.compile(r"\d+(?:[  .,]\d+)*")
_FRENCH_ACCENTS = "\u0301\u0300\u0302\u0327\u0308"
_ACCENTS = re.compile("[\u0300-\u036f]")
_PLAIN_SPACES = (("\u00a0", " "), ("\u202f", " "))


def fold(text: str) -> str:
    """The line as rules see it: lower case, no accents, plain quotes, digits as ``0``, no ornaments at its ends.

    « >> À lire aussi : » and « A LIRE AUSSI » fold to the same words.
    """
    text = _replaced(text, _QUOTES).lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        for accent in _FRENCH_ACCENTS:
            text = text.replace(accent, "")
        text = _ACCENTS.sub("", text)
    return _without_ornaments(" ".join(_DIGITS.sub("0", text.replace("œ", "oe")).split()))


def _without_ornaments(text: str) -> str:
    """Without the signs at both ends; an expression would try its luck at each of a line's spaces."""
    first = _FIRST.search(text)
    start, end = first.start() if first else len(text), len(text)
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in _MAY_END:
        end -= 1
    return text[start:end]


def plain_spaces(text: str) -> str:
    """No-break spaces as common ones, for rules over the line as printed."""
    return _replaced(text, _PLAIN_SPACES)


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """As ``str.translate``, which looks up every single letter of an accented text: ten times the time."""
    for sign, plain in pairs:
        text = text.replace(sign, plain)
    return text
