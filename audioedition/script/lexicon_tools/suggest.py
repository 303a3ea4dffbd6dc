"""What in a text no rule knows: acronyms, foreign names and words that a French voice may mangle."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from audioedition.script.lexicon.entry import Lexicon
from audioedition.script.normalise.tables import words

KNOWN = words(
    """week-end weekend week-ends rugby hockey basket-ball football club clubs match kilo kilos
    kilomètre kilomètres kiosque kilométrage tennis interview web site show internet parking camping
    meeting leader stock stocks ticket tickets choc bloc bifteck jockey poney volley tramway railway
    fair-play play-back play-off new york york washington allez lequel chez assez nez rez gaz quiz
    whisky wagon wagons kayak judoka anorak polka malheureusement aujourd'hui shopping ukraine
    ukrainien ukrainiens ukrainienne ukrainiennes kurde kurdes pékin thomas marketing basketteur
    basketball basket"""
)
"""Foreign-looking words that every French voice has learned."""

Kind = Literal["acronym", "name", "word"]

_ACRONYM = re.compile(r"(?<![\w.@#/])[A-ZÀ-Ý]{2,12}(?![\w@])")
_WORD = re.compile(r"(?<![\w.@#/'-])[^\W\d_]{3,30}(?:[-'][^\W\d_]{2,30})*(?![\w@])")

# Letters and clusters that French words do not have: each is a way in which a French voice goes wrong.
_FOREIGN_WORD = re.compile(
    r"[ăāąćčďđęěğíıłńňñóőøřśşšșťţțúůűýźżžåäöõßæãìòðþ]|w(?!eb)|k(?!i?l[oé]|épi|iosque|aki|arat|ayak)|sh|[^aeiour]zh|cz|sz|"
    r"ough|ight|oo[dkmt]|ee[dknpt]|ck|ings?$|ey$|ay$|ow$|aw$|ew$|^mc|[bcdfgkpt]y$|tty|ppy|nny"
)
_FOREIGN_NAME = re.compile(
    rf"{_FOREIGN_WORD.pattern}|aa|ii|uu|ij|[bcdfghjklmnpqrstvz]{{4}}|[jkqvwz]$|[^aeiou]y$|ov$|ić$|^ng|^mb|^nd|q(?!u)|th|kh|gh|"
    r"dj|tch|zz|[^aeiouy]h(?<![cpt]h)|ll[eo]y|(?:hn|mp|w|ns|er|rk|tt|in|d)son$|(?<![aeo])man$|berg$|ini$|elli$|ez$|poulos$"
)


@dataclass(slots=True)
class Suggestion:
    """A written form that the newsroom may want to decide on."""

    written: str
    kind: Kind
    spoken: str
    """What is said as long as no entry decides."""
    count: int = 0
    contexts: list[str] = field(default_factory=list)


def suggest_entries(texts: Iterable[str], *, lexicons: tuple[Lexicon, ...]) -> list[Suggestion]:
    """The most frequent first. Words of the lexicons, and words that look French, are left out."""
    from audioedition.script.normalise import normalise
    from audioedition.script.normalise.capitals import lower_capitals
    from audioedition.script.normalise.draft import Context, WorkingText

    found: dict[str, Suggestion] = {}
    for text in texts:
        clean = re.sub(r"\s+", " ", text.replace("’", "'"))
        pieces: list[tuple[re.Match[str], Kind]] = []
        draft = WorkingText(text=clean)
        lower_capitals(draft, Context(lexicons=lexicons))  # what is a word is no acronym
        pieces += [(match, "acronym") for match in _ACRONYM.finditer(draft.text)]
        pieces += [(match, "name" if match[0][0].isupper() else "word") for match in _WORD.finditer(clean)]
        for match, kind in pieces:
            written = match[0]
            if kind != "acronym" and (written.isupper() or not _looks_foreign(written)):
                continue
            if any(_knows(lexicon, written) for lexicon in lexicons):
                continue
            suggestion = found.setdefault(
                written, Suggestion(written=written, kind=kind, spoken=normalise(written))
            )
            suggestion.count += 1
            if len(suggestion.contexts) < 1:
                suggestion.contexts.append(
                    match.string[max(0, match.start() - 40) : match.end() + 40].strip()
                )
    return sorted(found.values(), key=lambda one: (-one.count, one.kind, one.written))


def _looks_foreign(written: str) -> bool:
    pattern = _FOREIGN_NAME if written[0].isupper() else _FOREIGN_WORD
    return written.lower() not in KNOWN and bool(pattern.search(written.lower()))


def _knows(lexicon: Lexicon, written: str) -> bool:
    return lexicon.holds(written) or lexicon.holds(written.removesuffix("s"))


def as_toml(suggestions: Iterable[Suggestion]) -> str:
    """Entries to fill in: commented out, since a lexicon must say how."""
    blocks = [
        f"# {one.count} × « {one.contexts[0]} »\n# [[entry]]\n"
        f"# written = {json.dumps(one.written, ensure_ascii=False)}\n"
        f'# say = {json.dumps(one.spoken, ensure_ascii=False)}\n# reason = "…"\n'
        for one in suggestions
    ]
    return "\n".join(blocks)
