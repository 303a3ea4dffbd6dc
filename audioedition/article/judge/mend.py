"""Small faults that copying a page leaves in its text, mended before it is read."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5});")
# « L L ’infirmière », « L Le matin »: the drop cap, set apart, and its copy for screen readers.
_TWICE = re.compile(r"^([A-ZÀ-Ý]) (?=\1 ?[’'a-zà-ÿœ])")
_CAP_ELIDED = re.compile(r"^([A-ZÀ-Ý]) (?=[’'][a-zà-ÿœ])")
# « L e chantier » (a drop cap in an element of its own); « A », « À », « O », « Ô », « Y » and « C » can be words.
_DROP_CAP = re.compile(r"^([BD-NP-XZÉÈÊ]) ([a-zà-ÿœ]['’a-zà-ÿœ]*\b)")
# « LeLe matin », « LLe matin »: the drop cap and its copy for screen readers.
_DOUBLED = re.compile(r"^([A-ZÀ-Ý][a-zà-ÿ]{1,2}|[B-DF-HJ-NP-TV-Z])\1(?=[\s’'a-zà-ÿ])")
# « le V e siècle », « le 1 er mai », « 430 m 2 »: raised letters set apart.
_ROMAN = re.compile(r"\b([IVX]+) (er|re|e|ème|nd|nde)\b")
_ORDINAL = re.compile(r"\b(\d+) (er|ère|ème|e)\b(?=[ ,.;:)»]|$)")
_SQUARE = re.compile(r"(?<=\d )(k?m|cm) ([23])(?=[ ,.;)]|$)")


def mend_copied(text: str) -> str:
    """A line of plain text as it was printed."""
    if _ENTITY.search(text):  # « Recette&nbsp;: la tarte », a title that was escaped twice
        text = html.unescape(text).replace("\xa0", " ")
    text = _CAP_ELIDED.sub(r"\1", _TWICE.sub("", text))
    text = _DROP_CAP.sub(r"\1\2", _DOUBLED.sub(r"\1", text))
    return _SQUARE.sub(r"\1\2", _ORDINAL.sub(r"\1\2", _ROMAN.sub(r"\1\2", text)))


def mend_doubled(text: str) -> str:
    """A line of a web page: only the doubled drop cap, for raised letters keep their place there."""
    doubled = _DOUBLED.match(text)
    return text[len(doubled[1]) :] if doubled else text
