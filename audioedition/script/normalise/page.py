"""What a page tells about its own capitals: its words in small letters, its sigles, whether it stresses by capitals.

One sentence cannot tell whether « ROI » is a king or a return on investment; the page that prints « retour sur
investissement (ROI) » can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from audioedition.script.words import bare_letters, find_word

ADDRESS = re.compile(r"[@#_\\]|\w\.\w|://")
"""What only addresses, tags and codes hold: their letters say nothing about words."""
LONGEST_SIGLE = 10

_PIECE = re.compile(r"\S+")
_TOKEN = re.compile(r"[^\W\d_]+")
_SIGLE = rf"[A-ZÀ-Ý]{{2,{LONGEST_SIGLE}}}"
_BEHIND_ITS_WORDS = re.compile(
    rf"(?P<words>[^\W\d_][^()\[\].;:!?]{{3,120}}?),? ?[(\[]«? ?(?P<sigle>{_SIGLE})s? ?»?[)\],;:]"
)
_BEFORE_ITS_WORDS = re.compile(
    rf"(?<!\w)(?P<sigle>{_SIGLE})s?(?: ?\(| ?[=:] ?| ?, ?|, pour «? ?)(?P<words>[^\W\d_][^()\[\].;:!?]{{3,120}})"
)
_AMID_SMALL = re.compile(
    r"(?:\b(?i:le|la|les|du|des|au|aux|une?|cette|ce|son|sa|en|de|par) |\b[LlDd])['’]?(?P<sigle>[A-Z]{2,3})"
    r"(?=[ ,.;:)][ a-zà-ÿ(]|$)"
)
_STRESSED = re.compile(r"[a-zà-ÿ,'’] ?([A-ZÀ-Ý]{4,})(?= [a-zà-ÿ]|[.,!?])")
_LINKS = frozenset(
    "de du des d l la le les et en à au aux sur pour par un une dans of the and for in on".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """Of one page."""

    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Bare letters -> the forms that it prints in small letters, lower case before those with a capital."""
    defined: frozenset[str] = frozenset()
    """Sigles that it spells out: « retour sur investissement (ROI) »."""
    used: frozenset[str] = frozenset()
    """Two or three capitals that stand as nouns among small letters: « la VAE »."""
    foreign: tuple[str, ...] = ()
    """Words, with clean typography, that it declares to be of another language, the longest first: said as printed."""
    stresses: bool = False
    """True when common words stand in capitals amid its sentences."""

    def with_foreign(self, texts: Iterable[str]) -> PageWords:
        """The same page, with words of other languages; a figure is said in French whatever stands around it."""
        told = {text for text in texts if not re.search(r"\d", text) and re.search(r"[^\W\d_]{2}", text)}
        return replace(self, foreign=tuple(sorted(told, key=len, reverse=True)))

    def shows(self, letters: str) -> bool:
        return bare_letters(letters) in self.forms

    def form_of(self, letters: str) -> str | None:
        """How the page prints these letters small; ``None`` when it does not, or prints several words of them.

        Of two names that differ by accents it is the one that has them: they are left out by haste, never put in.
        """
        forms = self.forms.get(bare_letters(letters), ())
        lower = [form for form in forms if form.islower()]
        if lower:
            return lower[0] if len(lower) == 1 else None
        return next((form for form in forms if not form.isascii()), forms[0] if forms else None)


def page_words(texts: Iterable[str]) -> PageWords:
    """Reads every paragraph once; words count from three letters on."""
    forms: dict[str, dict[str, None]] = {}
    defined: set[str] = set()
    used: set[str] = set()
    stresses = False
    for text in texts:
        plain = " ".join(piece for piece in _PIECE.findall(text) if not ADDRESS.search(piece))
        for token in _TOKEN.findall(plain):
            if len(token) > 2 and token[1:].islower():
                forms.setdefault(bare_letters(token), {}).setdefault(token)
        if not re.search("[A-Z]{2}", text):
            continue
        for shape in (_BEHIND_ITS_WORDS, _BEFORE_ITS_WORDS):
            defined.update(
                match["sigle"]
                for match in shape.finditer(text)
                if _spells_out(match["words"], match["sigle"], ends=shape is _BEHIND_ITS_WORDS)
            )
        used.update(match["sigle"] for match in _AMID_SMALL.finditer(text))
        stresses = stresses or any(_is_common(word) for word in _STRESSED.findall(text))
    return PageWords(
        forms={
            bare: tuple(sorted(found, key=lambda form: not form.islower())) for bare, found in forms.items()
        },
        defined=frozenset(defined),
        used=frozenset(used),
        stresses=stresses,
    )


def _spells_out(words: str, sigle: str, *, ends: bool) -> bool:
    """Whether the letters are the first ones of the words, in their order, little words left out or not."""
    tokens = [bare_letters(token) for token in _TOKEN.findall(words)]
    wanted = bare_letters(sigle)
    for named in (tokens, [token for token in tokens if token not in _LINKS]):
        initials = "".join(token[0] for token in named)
        if initials.endswith(wanted) if ends else initials.startswith(wanted):
            return True
    # « retour sur investissement (ROI) »: the sigle is of another tongue
    return (
        ends
        and len(wanted) == len(tokens[-3:]) == 3
        and (tokens[-3][0] == wanted[0] and tokens[-1][0] == wanted[-1])
    )


def _is_common(word: str) -> bool:
    known = find_word(word.lower())
    return known is not None and not known.is_name and known.band <= 3
