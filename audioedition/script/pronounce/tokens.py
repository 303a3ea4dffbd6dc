"""A spoken sentence as words: what is tagged, looked up and tied to its neighbour.

A *chunk* is what stands between blanks, as espeak-ng prints it: « l'Ehpad », « quatre-vingt-huit », « ont-ils ». A
*word* is one part of it. Both know where they stand, so that what was decided can be found again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_CHUNK = re.compile(r"\S+")
_ELIDED = frozenset(
    "l d j m t s n c qu jusqu lorsqu puisqu quoiqu quelqu presqu entr parce-qu tandis-qu".split()
)
_WHOLE = frozenset(
    {
        "aujourd'hui",
        "prud'homme",
        "prud'hommes",
        "prud'homal",
        "prud'homale",
        "prud'homaux",
        "o'clock",
        "quelqu'un",
    }
)
"""Words with an apostrophe inside."""
_BREAK = frozenset(',.;:!?…()[]“”«»"—–')


@dataclass(frozen=True, slots=True, kw_only=True)
class WordToken:
    """One part of a chunk."""

    text: str
    """As written, without its apostrophe: « l », « Ehpad », « ont »."""
    chunk: int
    """Rank of the chunk."""
    start: int
    """Where it begins in the sentence."""
    elided: bool = False
    """It lost its vowel to an apostrophe."""
    joint: str = ""
    """What ties it to the word before: a hyphen, an apostrophe or nothing (a blank)."""
    closed: bool = False
    """Punctuation stands behind it: no liaison across."""
    opens: bool = False
    """It begins the sentence or what stands behind a strong mark."""

    @property
    def key(self) -> str:
        """In small letters, « oe » as one letter where French writes it so: « oeuvre », « coeur », « noeud »."""
        return _key(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """What stands between blanks; a sign alone is none."""

    text: str
    start: int


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return _OE.sub("œ", text.lower())


def split_words(sentence: str) -> tuple[tuple[Chunk, ...], tuple[WordToken, ...]]:
    """The chunks that hold a letter or a figure, and their words, in order."""
    chunks: list[Chunk] = []
    words: list[WordToken] = []
    opens = True
    for match in _CHUNK.finditer(sentence):
        text = match.group()
        if not any(character.isalnum() for character in text):
            if words and _BREAK & set(text):
                words[-1] = _with(words[-1], closed=True)
                opens = opens or bool({".", "!", "?", "…", ":"} & set(text))
            continue
        found = _parts(text, match.start(), len(chunks))
        first, last = found[0], found[-1]
        if words and _BREAK & set(text[: first.start - match.start()]):
            words[-1] = _with(words[-1], closed=True)
        found[0] = _with(first, opens=opens)
        tail = text[last.start - match.start() + len(last.text) :]
        found[-1] = _with(last, closed=bool(_BREAK & set(tail)))
        opens = bool({".", "!", "?", "…", ":"} & set(tail))
        chunks.append(Chunk(text=text, start=match.start()))
        words.extend(found)
    return tuple(chunks), tuple(words)


def _with(word: WordToken, *, closed: bool | None = None, opens: bool | None = None) -> WordToken:
    return WordToken(
        text=word.text,
        chunk=word.chunk,
        start=word.start,
        elided=word.elided,
        joint=word.joint,
        closed=word.closed if closed is None else closed,
        opens=word.opens if opens is None else opens,
    )


_OE = re.compile("oe(?=u|il)|(?<=s)oe(?=ur)|(?<=f)oe(?=t)")
_PIECE = re.compile(r"[^\W_]+(?:[\u0300-\u036f][^\W_]*)*")


def _parts(text: str, start: int, chunk: int) -> list[WordToken]:
    words: list[WordToken] = []
    place = 0
    bare = text.lower().replace("’", "'")
    for whole in _WHOLE:
        at = bare.find(whole)
        if at >= 0 and not bare[at + len(whole) :][:1].isalnum():
            words = _parts(text[:at], start, chunk) if any(c.isalnum() for c in text[:at]) else []
            joint = "'" if words else ""
            words.append(
                WordToken(text=text[at : at + len(whole)], chunk=chunk, start=start + at, joint=joint)
            )
            return words
    for match in _PIECE.finditer(text):
        between = text[place : match.start()]
        behind = text[match.end() : match.end() + 1]
        elided = behind in {"'", "’"} and match.group().lower() in _ELIDED
        words.append(
            WordToken(
                text=match.group(),
                chunk=chunk,
                start=start + match.start(),
                elided=elided,
                joint=between[-1:] if words else "",
                closed=False,
            )
        )
        place = match.end()
    return words or [WordToken(text=text, chunk=chunk, start=start)]
