"""Printed characters that carry no words: out, before anything is judged."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphen, zero-width signs, direction marks, byte order mark, variation and object signs: they cut words
# in two for a voice (« néces­saire »), and for every rule.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffc\ufffe\uffff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNWANTED = re.compile(f"[{_INVISIBLE.pattern[1:-1]}{_CONTROL.pattern[1:-1]}{_SURROGATE.pattern[1:-1]}]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*[\n\r\f\v\x85\u2028\u2029\t ][\s]*")


def clean_characters(text: str) -> str:
    """NFC, without control characters, lone surrogates and invisible signs; line ends are left alone."""
    if text.isascii() and text.isprintable():
        return text
    if _UNWANTED.search(text):
        text = _INVISIBLE.sub("", _CONTROL.sub("", _SURROGATE.sub("\ufffd", text)))
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """The text on one line: runs of white space as one space (a no-break space alone stays), ends trimmed."""
    return _SPACES.sub(" ", text).strip()
