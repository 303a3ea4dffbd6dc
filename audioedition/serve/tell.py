"""Errors, as the service's pages tell them. The library speaks English; ``errors_fr.json`` holds each of its
sentences and its French, a ``{}`` for whatever stands in it. A test finds every sentence that has none.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Told:
    text: str
    lang: str


def tell(sentence: str, lang: str) -> Told:
    """The sentence in that language, else as it is: pages say which it is, for screen readers."""
    if lang == "fr":
        french = in_french(sentence)
        if french is not None:
            return Told(french, "fr")
    return Told(sentence, "en")


def in_french(sentence: str) -> str | None:
    """``None`` where the catalogue lacks it. What stands in the sentence is translated too where it can be: the
    cause of an error, the kind of a file."""
    for template in _templates():
        match = template.english.fullmatch(sentence)
        if match is None:
            continue
        parts = [in_french(part) for part in match.groups()]
        if template.wordless and parts[-1] is None:  # « {}: {} » fits nearly everything
            continue
        pairs = zip(parts, match.groups(), strict=True)
        return template.french.format(*(part if part is not None else as_is for part, as_is in pairs))
    return None


@cache
def catalogue() -> dict[str, str]:
    """English template -> French template, the places in the same order."""
    content: dict[str, str] = json.loads(
        files("audioedition.serve").joinpath("errors_fr.json").read_text(encoding="utf-8")
    )
    return content


@dataclass(frozen=True, slots=True)
class _Template:
    english: re.Pattern[str]
    french: str
    """For ``str.format``."""
    wordless: bool
    """It holds nothing but places and signs."""


@cache
def _templates() -> tuple[_Template, ...]:
    """Those with the most words of their own first."""
    in_turn = sorted(catalogue().items(), key=lambda item: (-len(item[0].replace("{}", "")), item[0]))
    return tuple(
        _Template(
            english=re.compile("(.*?)".join(map(re.escape, english.split("{}"))), re.DOTALL),
            # braces that are no places (« {"url": …} ») are doubled
            french="{}".join(part.replace("{", "{{").replace("}", "}}") for part in french.split("{}")),
            wordless=not re.search(r"[a-z]", english),
        )
        for english, french in in_turn
    )
