"""A line as rules see it: what spelling, accents, case and ornaments would tell apart is made one."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("`", "'"), ("´", "'"), ("‑", "-"), ("–", "-"), ("—", "-"))
_EDGE_SIGNS = re.compile(r"^[^\w(\[{@#©]+|[^\w)\]}…?!]+$")
_DIGITS = re.compile(r"\d+(?:[  .,]\d+)*")
_SPACES = re.compile(r"\s+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PLAIN_SPACES = (("\u00a0", " "), ("\u202f", " "))


def fold(text: str) -> str:
    """The line as rules see it: lower case, no accents, plain quotes, digits as ``0``, no ornaments at its ends.

    « >> À lire aussi : » and « A LIRE AUSSI » fold to the same words.
    """
    text = _replaced(text, _QUOTES).lower()
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    text = _SPACES.sub(" ", _DIGITS.sub("0", text.replace("œ", "oe")))
    return _EDGE_SIGNS.sub("", text).strip()


def plain_spaces(text: str) -> str:
    """No-break spaces as common ones, for rules over the line as printed."""
    return _replaced(text, _PLAIN_SPACES)


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """As ``str.translate``, which looks up every single letter of an accented text: ten times the time."""
    for sign, plain in pairs:
        text = text.replace(sign, plain)
    return text
