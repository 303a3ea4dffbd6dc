"""Words broken at the end of a line: « restau-/ration » is one word, « vingt-/deux » keeps its hyphen. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

_BROKEN = re.compile(r"([^\W\d_]+(?:[’'-][^\W\d_]+)*)([-\u2010\u00ad])$")
_HYPHENS = ("-", "\u2010", "\u00ad")
_LONGEST_WORD = 60
_BEGIN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_VOWELS = "aeiouyàâäéèêëîïôöùûüœæ"
# Words that are never the first syllables of a longer one (« par-tie », « mi-nistre » are), and open compounds.
_FIRST = frozenset(
    (
        "vingt trente quarante cinquante soixante quatre dix non demi semi sous vice après avant arrière grand grande "
        "grands grandes haut haute tout toute toutes peut celui celle ceux celles là nord sud ouest centre quelques "
        "porte garde chef franco anglo saint sainte"
    ).split()
)
_SECOND = frozenset("même mêmes dessus dessous delà devant dehors là".split())
_AFTER_VERB = frozenset("ce je tu nous vous moi toi lui leur leurs le la les".split())
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*(?=[^\w-])")


def join_lines(before: str, after: str, *, known: Set[str]) -> str:
    """Two lines of one paragraph as one. ``known``: the words, in lower case, that stand unbroken in the text."""
    if not before.endswith(_HYPHENS):
        return f"{before} {after}"
    if before[-2:-1].isdigit() and after[:1].isdigit():  # « 2024-/2025 »
        return f"{before[:-1]}-{after}"
    found = _BROKEN.search(before, max(0, len(before) - _LONGEST_WORD))
    begin = _BEGIN.match(after)
    if found is None or begin is None:
        return f"{before} {after}"
    stem = before[: found.start(2)]
    return f"{stem}{'-' if _keeps_hyphen(found[1], begin[0], known=known) else ''}{after}"


def words_in(lines: Iterable[str]) -> frozenset[str]:
    """Every word of the lines that is not at their end, in lower case."""
    words: set[str] = set()
    for line in lines:
        words.update(word.lower() for word in _WORD.findall(line))
    return frozenset(words)


def _keeps_hyphen(head: str, tail: str, *, known: Set[str]) -> bool:
    if tail[0].isupper():  # « Saint-/Brévec », « Marie-/Claude »
        return True
    whole, hyphened = f"{head}{tail}".lower(), f"{head}-{tail}".lower()
    if whole in known or hyphened in known:
        return whole not in known
    last = re.split(r"[-’']", head)[-1].lower()
    first = tail.split("-", 1)[0].lower()
    if first[0] in _VOWELS:  # French breaks words before a consonant: « dit-/il », « peut-/être »
        return True
    if first in _AFTER_VERB:
        return last[-1:] in ("t", "s", "z", "d")
    if first == "ci":
        return len(last) > 3
    return last in _FIRST or first in _SECOND
