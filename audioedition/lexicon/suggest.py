"""What in a text no rule knows: acronyms, foreign names and words that a French voice may mangle."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from audioedition.lexicon.entry import Lexicon

Kind = Literal["acronym", "name", "word"]

_ACRONYM = re.compile(r"(?<![\w.@#/])[A-ZÀ-Ý]{2,12}(?![\w@])")
_WORD = re.compile(r"(?<![\w.@#/'-])[^\W\d_]{3,30}(?:[-'][^\W\d_]{2,30})*(?![\w@])")

# Letters and clusters that French words do not have: each is a way in which a French voice goes wrong.
_FOREIGN = re.compile(
    r"[ăāąćčďđęěğíıīłńňñóőøřśşšșťţțúůűýźżžåäöõßæãìòðþ]|w|k(?!i?l[oé]|épi|iosque|imono|angourou|arat|ayak)|(?<!^)sch|sh|zh|tch$|cz|sz|dz|"
    r"aa|ii|uu|oo(?!p)|ee(?![sr]?$)|ij|[bcdfghjklmnpqrstvwz]{4}|[bdgjkpqvwz]$|[^aeiouy]y$|ll[eo]y|ing$|ov$|ev$|ić$|"
    r"^mc[a-z]|^ng|^mb|^nd|q(?!u)|ough|igh|th(?![éeèêéaâoôiuyrml])|wh|[aeiou]y[bcdfgklmnprstvz]|ey$|ay$|ow$|aw$|ew$",
    re.IGNORECASE,
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
    from audioedition.normalise import normalise
    from audioedition.normalise.headline import is_headline

    found: dict[str, Suggestion] = {}
    for text in texts:
        clean = re.sub(r"\s+", " ", text.replace("’", "'"))
        pieces = [] if is_headline(clean) else [(match, "acronym") for match in _ACRONYM.finditer(clean)]
        pieces += [(match, "name" if match[0][0].isupper() else "word") for match in _WORD.finditer(clean)]
        for match, kind in pieces:
            written = match[0]
            if kind != "acronym" and (written.isupper() or not _FOREIGN.search(written)):
                continue
            if any(_knows(lexicon, written) for lexicon in lexicons):
                continue
            suggestion = found.setdefault(written, Suggestion(written=written, kind=kind, spoken=normalise(written)))  # type: ignore[arg-type]
            suggestion.count += 1
            if len(suggestion.contexts) < 1:
                suggestion.contexts.append(clean[max(0, match.start() - 40) : match.end() + 40].strip())
    return sorted(found.values(), key=lambda one: (-one.count, one.kind, one.written))


def _knows(lexicon: Lexicon, written: str) -> bool:
    return any(lexicon.find_word(part) is not None for part in (written, written.removesuffix("s"))) or any(
        start == 0 and end == len(written) for start, end, _ in lexicon.find(written)
    )


def as_toml(suggestions: Iterable[Suggestion]) -> str:
    """Entries to fill in: commented out, since a lexicon must say how."""
    blocks = [
        f"# {one.count} × « {one.contexts[0]} »\n# [[entry]]\n# written = {json.dumps(one.written, ensure_ascii=False)}\n"
        f"# say = {json.dumps(one.spoken, ensure_ascii=False)}\n# reason = \"\"\n"
        for one in suggestions
    ]
    return "\n".join(blocks)
