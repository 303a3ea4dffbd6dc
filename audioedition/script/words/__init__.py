"""French words: what each can be (noun and gender, adjective, verb…) and how common it is.

The one door to the kept lexicons in ``data``: Lefff 3.4 (LGPL-LR), Lexique 3.82 (CC BY-SA 4.0) and the accented
names of communes (Licence Ouverte 2.0), made by
``scripts/build_words.py``. Looked up by bisection in the sorted text: nothing is parsed at the start, and the
lists cost about 10 MB once they are asked for.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

NounGender = Literal["m", "f"]

RARE = 7
"""The band of a word that Lexique has not met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordForm:
    """One written form."""

    form: str
    """As written in running text: lower case, except names (« Paris »)."""
    tags: frozenset[str]
    """What it can be, Lefff's codes in short: ``N``, ``A``, ``K`` (participle), ``P`` (name) with gender (m, f, none =
    both) and number (s, p, none = both); ``V`` a verb, ``V3p`` its third person plural, ``v`` its first and second
    persons only; ``x`` every other part of speech. Empty: known to Lexique only."""
    band: int
    """1 (the commonest sixth of Lexique's 125,000 forms) to 6, or ``RARE``."""

    @property
    def is_name(self) -> bool:
        return bool(self.tags) and all(tag[0] == "P" for tag in self.tags)

    def genders(self, kinds: str = "N") -> frozenset[NounGender]:
        """Those that it has as one of the ``kinds`` (first letters of tags); empty when it is none of them."""
        found: set[NounGender] = set()
        for tag in self.tags:
            if tag[0] in kinds:
                found |= {"m"} if "m" in tag[1:] else {"f"} if "f" in tag[1:] else {"m", "f"}
        return frozenset(found)


_CONSONANTS = re.compile("[bcdfghjklmnpqrstvwxz]+")
_BARE = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "’": "'"})


@lru_cache(maxsize=16_384)
def bare_letters(form: str) -> str:
    """Lower case, without accents and ligatures: « ŒUVRÉE » → « oeuvree »."""
    plain = form.translate(_BARE).lower()
    if plain.isascii():
        return plain
    return "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))


@lru_cache(maxsize=8_192)
def words_written(printed: str) -> tuple[WordForm, ...]:
    """Every word whose letters are these, whatever the accents and capitals, the commonest first.

    « BLESSES » gives « blessés » and « blesses ». Sigles are none, though the lexicons hold some (« PDG », « tva »).
    Empty when no word is known.
    """
    bare = bare_letters(printed)
    tags = {form: frozenset(rest.split(",")) for form, rest in _rows("lefff", bare)}
    bands = {form: int(rest) for form, rest in _rows("lexique", bare)}
    for place, tag in _rows("places", bare):
        tags.setdefault(place, frozenset({tag}))
    forms = [form for form in dict.fromkeys([*tags, *bands]) if _has_syllable(form)]
    found = (
        WordForm(form=form, tags=tags.get(form, frozenset()), band=bands.get(form.lower(), RARE))
        for form in forms
    )
    return tuple(sorted(found, key=lambda word: (word.band, word.form)))


def find_word(form: str) -> WordForm | None:
    """The word written exactly so (a capital at its head apart), or ``None``."""
    wanted = {form.replace("œ", "oe"), form.lower().replace("œ", "oe")}
    return next((word for word in words_written(form) if word.form.replace("œ", "oe") in wanted), None)


def noun_genders(form: str) -> frozenset[NounGender]:
    """Of a noun as printed; both for « un, une élève »; empty when no lexicon knows it as a noun."""
    word = find_word(form)
    return word.genders("N") if word else frozenset()


def _has_syllable(form: str) -> bool:
    return len(form) == 1 or (not form.isupper() and not _CONSONANTS.fullmatch(form))


def _rows(name: str, bare: str) -> Iterator[tuple[str, str]]:
    """The lines whose form has these bare letters."""
    text = _text(name)
    low, high = 0, len(text)
    while low < high:  # the first line that is not before ``bare``
        middle = (low + high) // 2
        start = text.rfind("\n", 0, middle) + 1
        end = text.index("\n", start)
        if bare_letters(text[start : text.index("\t", start)]) < bare:
            low = end + 1
        else:
            high = start
    while low < len(text):
        end = text.index("\n", low)
        form, _, rest = text[low:end].partition("\t")
        if bare_letters(form) != bare:
            return
        yield form, rest
        low = end + 1


@cache
def _text(name: str) -> str:
    packed = files("audioedition.script.words").joinpath("data", f"{name}.txt.xz").read_bytes()
    return lzma.decompress(packed).decode("utf-8")
