"""What the library says, in the person's language. The library speaks English; ``sentences_fr.json`` holds each of its
sentences and its French, a ``{}`` for whatever stands in it. A test finds every sentence that has none.

On a web page some advice is another (nobody saves a file there): ``on_page_fr.json`` goes before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, zip_longest

from audioedition.system.messages.language import Language, person_language

__all__ = ["Language", "Translated", "catalogue", "in_french", "labels", "person_language", "translate"]


AROUND = "{}, line {}: {}: {}"
"""Where in a settings file: what is wrong there is a sentence of its own."""


_SENTENCES = re.compile(r"(?<=\.) (?=[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Translated:
    text: str
    lang: Language


def translate(sentence: str, lang: str, *, on_page: bool = False) -> Translated:
    """The sentence in that language, else as it is: pages say which it is, for screen readers."""
    if lang == "fr":
        french = in_french(sentence, on_page=on_page)
        if french is not None:
            return Translated(french, "fr")
    return Translated(sentence, "en")


def in_french(sentence: str, *, on_page: bool = False) -> str | None:
    """``None`` where the catalogue lacks it. What stands in the sentence is translated too where it can be: the
    cause of an error, the kind of a file."""
    exact = catalogue(on_page=on_page).get(sentence)
    if exact is not None and "{}" not in exact:
        return exact
    pieces = _SENTENCES.split(sentence)
    if len(pieces) > 1:  # several in a row, such as the reasons to doubt an article
        each = [in_french(piece, on_page=on_page) for piece in pieces]
        if None not in each:
            return " ".join(piece for piece in each if piece is not None)
    for template in _templates(on_page):
        inside = template.read(sentence)
        if inside is None:
            continue
        parts = [in_french(part, on_page=on_page) for part in inside]
        if template.wordless and parts[-1] is None:  # « {}: {} » fits nearly everything
            continue
        pairs = zip(parts, inside, strict=True)
        return template.fill(part if part is not None else as_is for part, as_is in pairs)
    return None


@cache
def catalogue(*, on_page: bool = False) -> dict[str, str]:
    """English template -> French template, the places in the same order."""
    content = read_words("sentences_fr")
    return {**content, **read_words("on_page_fr")} if on_page else content


@cache
def labels() -> dict[str, str]:
    """Words that stand by themselves (states, heads of columns): English -> French."""
    return read_words("labels_fr")


def read_words(name: str) -> dict[str, str]:
    """A file of this folder."""
    from importlib.resources import files  # here: it takes its time, and English needs none of it

    content: dict[str, str] = json.loads(files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return content


@dataclass(frozen=True)
class _Template:
    """An English sentence with places, and its French."""

    english: tuple[str, ...]
    """What stands between the places: one more than there are places."""
    french: tuple[str, ...]

    @property
    def wordless(self) -> bool:
        """It holds nothing but places and signs."""
        return not any(re.search(r"[a-z]", part) for part in self.english)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("(.*?)".join(map(re.escape, self.english)), re.DOTALL)

    def read(self, sentence: str) -> tuple[str, ...] | None:
        """What stands in the places; ``None`` for another sentence."""
        if not (sentence.startswith(self.english[0]) and sentence.endswith(self.english[-1])):
            return None  # nearly always; a pattern is made for the few that are left
        match = self._pattern.fullmatch(sentence)
        return match.groups() if match else None

    def fill(self, places: Iterable[str]) -> str:
        return "".join(chain.from_iterable(zip_longest(self.french, places, fillvalue="")))


@cache
def _templates(on_page: bool) -> tuple[_Template, ...]:
    """What stands around another sentence first, then those with the most words of their own."""
    with_places = [item for item in catalogue(on_page=on_page).items() if "{}" in item[0]]
    in_turn = sorted(
        with_places, key=lambda item: (item[0] != AROUND, -len(item[0].replace("{}", "")), item[0])
    )
    return tuple(
        _Template(english=tuple(english.split("{}")), french=tuple(french.split("{}")))
        for english, french in in_turn
    )
