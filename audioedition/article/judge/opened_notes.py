"""Copied text: a note's call and what it opens, printed in the middle of a line.

On the page « [3] » opens a small window with a cross to close it; copied, the cross and the window's words stand in the
sentence: « … à la naissance [3] X Source de recherche. »
"""

from __future__ import annotations

import re

_OPENED = re.compile(r"\s{0,3}\[\s?\d{1,3}\s?\]\s+[X×✕✖]\s+[A-ZÀ-Ý][^.!?\[\]]{0,160}(?=[.!?\[]|$)")


def cut_opened_notes(text: str) -> tuple[str, tuple[str, ...]]:
    """The line without them, and what was cut, in order."""
    if "[" not in text:
        return text, ()
    cut = tuple(found[0].strip() for found in _OPENED.finditer(text))
    return (_OPENED.sub("", text), cut) if cut else (text, ())
