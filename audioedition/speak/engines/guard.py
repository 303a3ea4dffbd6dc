"""What may reach an engine: every text passes here first, whatever rule or reader made it. Pure.

Engines are old C or large models, and the text comes from the web. Each step names what it guards against
(all seen with SVOX Pico; others have cousins of the same trouble).
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_TOKEN = 60
"""Characters. The longest French word in print has 29; beyond 60 it is an address, a hash or an attack."""
LONGEST_DIGIT_RUN = 15
"""Above 50 digits Pico raises or says nothing; nobody follows more than 15 in one breath."""

_LETTER_RUN = re.compile(r"([^\W\d_])\1{3,}")
_DIGIT_RUN = re.compile(rf"\d{{{LONGEST_DIGIT_RUN}}}(?=\d)")
_LONG_TOKEN = re.compile(rf"\S{{{LONGEST_TOKEN}}}(?=\S)")
_CLAUSE = re.compile(r"(?<=[;:,.!?…])\s+")
_NEUTRAL = str.maketrans({"<": "‹", ">": "›"})


def guard_text(text: str, *, max_chars: int) -> tuple[str, ...]:
    """The pieces to speak, in order: none empty, none longer than ``max_chars``.

    - NFC; control characters, lone surrogates and other unspeakable code points out (NUL ends Pico's text);
    - ``<`` and ``>`` become ‹ ›: in Pico ``<genfile file=…>`` writes files;
    - four and more equal letters become three (128 equal vowels hang Pico for ever);
    - digit runs are split after 15, tokens after 60 characters;
    - what is still too long is cut at a clause, else at a space, else hard.

    Text without a letter or digit gives ``()``: there is nothing to hear in it.
    """
    clean = "".join(" " if unicodedata.category(c) in _UNSPEAKABLE else c for c in text)
    clean = unicodedata.normalize("NFC", clean).translate(_NEUTRAL)
    clean = _LETTER_RUN.sub(r"\1\1\1", clean)
    clean = _DIGIT_RUN.sub(lambda m: m.group() + " ", clean)
    clean = _LONG_TOKEN.sub(lambda m: m.group() + " ", clean)
    clean = " ".join(clean.split())
    if not any(c.isalnum() for c in clean):
        return ()
    return tuple(p for p in split_to_length(clean, max_chars=max_chars) if any(c.isalnum() for c in p))


_UNSPEAKABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def split_to_length(text: str, *, max_chars: int) -> list[str]:
    """Pieces of at most ``max_chars`` characters that hold all of ``text`` but the white space at the cuts."""
    if len(text) <= max_chars:
        return [text]
    pieces: list[str] = []
    current = ""
    for clause in _CLAUSE.split(text):
        for part in _split_words(clause, max_chars=max_chars):
            joined = f"{current} {part}" if current else part
            if len(joined) <= max_chars:
                current = joined
            else:
                pieces.append(current)
                current = part
    pieces.append(current)
    return pieces


def _split_words(clause: str, *, max_chars: int) -> list[str]:
    if len(clause) <= max_chars:
        return [clause]
    parts: list[str] = []
    current = ""
    for word in clause.split(" "):
        for piece in (word[i : i + max_chars] for i in range(0, len(word), max_chars)):
            joined = f"{current} {piece}" if current else piece
            if len(joined) <= max_chars:
                current = joined
            else:
                parts.append(current)
                current = piece
    return [*parts, current]
