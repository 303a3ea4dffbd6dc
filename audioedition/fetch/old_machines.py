"""Texts of old machines: Mac Roman (Macintosh before 2001), cp850 (DOS). Told apart by where their signs stand. Pure.

No letter frequencies are guessed from: read in the wrong table, « marée » becomes « marŽe » or « mar‚e », a capital or
a sign in the midst of small letters, where no language writes one.
"""

from __future__ import annotations

import re

OLD = ("mac_roman", "cp850")
_SMALL = "a-zà-öø-ÿœ"
_IN_WORD = "‚ƒ„†‡‰‹›¡¢£¤¥¦§¨©ª¯±µ¶¸º¼½¾¿×÷\u0080-\u009f─│┤╣║╗╝└┴┬├┼╚╔╩╦╠═╬▓▒░█▄▀■"
_WRONG = re.compile(
    f"(?<=[{_SMALL}A-Z])[{_IN_WORD}](?=[{_SMALL}])|(?<=[{_SMALL}])[À-ÖØ-ÞŠŽŒŸ](?![A-ZÀ-ÖØ-ÞŒ])"
    f"|(?<=[{_SMALL}])[‚Ž\u0080-\u009fˆ˜‡†](?![{_SMALL}])|(?<![\\w])[ˆ˜\u0080-\u009f](?!\\w)|\\b[ldnsmjtcLDNSMJTC]Õ(?=[{_SMALL}])"
)
_LEAST, _SHARE = 2, 0.1
_SHOWN_CHARS = 60


def old_encoding(data: bytes) -> str | None:
    """The table that makes French of bytes that are none in cp1252; ``None`` where that does, or no table does."""
    wrong = _count(data, "cp1252")
    if wrong < _LEAST or wrong <= _SHARE * sum(byte > 0x7F for byte in data):
        return None
    best = min(OLD, key=lambda name: _count(data, name))
    return best if _count(data, best) <= _SHARE * wrong else None


def line_that_looks_wrong(text: str) -> str | None:
    """The first line of a text with signs in the midst of its words, when it has several: no table fits. Shortened."""
    if len(_WRONG.findall(text)) < _LEAST + 1:
        return None
    for line in text.splitlines():
        found = _WRONG.search(line)
        if found:
            start = max(0, found.start() - _SHOWN_CHARS // 2)
            return " ".join(line[start : start + _SHOWN_CHARS].split())
    return None


def _count(data: bytes, encoding: str) -> int:
    text = data.decode(encoding, "replace" if encoding == "cp1252" else "strict")
    return len(_WRONG.findall(text.replace("\ufffd", "\u0081")))
