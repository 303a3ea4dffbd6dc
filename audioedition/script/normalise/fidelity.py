"""The fidelity gate: an independent look at what was said for what was printed.

It does not trust the rules. Spoken words are read back into figures, and every figure of the printed piece must be
among them; what is left open must have kept its words; nothing may be left that no voice reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from audioedition.script.normalise.draft import Change
from audioedition.script.normalise.identifiers import is_name
from audioedition.script.normalise.numbers import SCALE, UNITS, cardinal, ordinal
from audioedition.script.normalise.patterns import INT
from audioedition.script.normalise.tables.calendar import MONTHS

_LEFT = re.compile(r"[0-9€$£¥%‰°§=+@#&²³^]")
_WORD = re.compile(r"[^\W\d_]{2,}")

SILENT = frozenset(
    {
        "entity",
        "footnote-call",
        "note-glued-to-a-word",
        "page-mark",
        "phonetic-transcription",
        "dagger",
        "paragraph-number",
        "list-mark",
        "round-price",
        "plus-minus",
        "dashes",
        "markdown",
        "cut-mark",
        "silent-sign",
        "slash",
        "quotes-in-quotes",
    }
)
"""Rules that may say nothing for what they take."""

UNCHECKED = frozenset({"url", "phone", "international-phone", "compound-unit"})
"""Exponents are said as « par ».

Addresses may lose their long tail on purpose; groups said side by side (« huit cents cinq cent ») read back in
more than one way, so telephone numbers are held by their own tests.
"""

NOT_COUNTED = re.compile(r"\bpour (?:cent|mille)\b|\bpar (?:million|milliard)\b|trois double vé")
"""Number words that stand for signs."""

REWRITTEN = frozenset(
    {
        "mixed-number",
        "date-in-figures",
        "iso-date",
        "years",
        "fraction",
        "power",
        "chrono",
        "around-the-clock",
    }
)
"""Rules that put figures in another order, or add those that everybody hears (the century)."""

EXACT = frozenset({"number", "percent", "unit", "money", "clock"})
"""Rules whose first number is also compared by value: zeros count there (12 000 is not twelve)."""

WORDS_FOR_FIGURES: dict[str, dict[str, int]] = {
    "ordinal": {"premier": 1, "première": 1, "second": 2, "seconde": 2},
    "date": {"premier": 1},
    "date-in-figures": {"premier": 1} | {month: rank for rank, month in enumerate(MONTHS, 1)},
    "day-and-month": {"premier": 1} | {month: rank for rank, month in enumerate(MONTHS, 1)},
    "fraction": {"demi": 2, "demie": 2, "tiers": 3, "quart": 4},
    "match-minute": {"première": 1},
    "rank-with-degree-sign": {"premier": 1},
    "book": {"premier": 1, "première": 1},
    "book-in-full": {"premier": 1, "première": 1},
    "four-by-four": {"quatre-quatre": 44},
}
WORDS_FOR_FIGURES["point"] = {ordinal(rank, gender="f") + "ment": rank for rank in range(1, 21)}
WORDS_FOR_FIGURES["mixed-number"] = WORDS_FOR_FIGURES["fraction"]
WORDS_FOR_FIGURES["iso-date"] = WORDS_FOR_FIGURES["date-in-figures"]


@cache
def _below_hundred() -> dict[str, int]:
    """Every form of 0 to 99, cardinal and ordinal, in all locales; « et » joined by hyphens."""
    forms: dict[str, int] = {}
    for locale in ("fr-FR", "fr-BE", "fr-CH"):
        for value in range(100):
            for words in (
                cardinal(value, locale=locale),
                cardinal(value, gender="f", locale=locale),
                ordinal(value, locale=locale),
            ):
                forms.setdefault(words.replace(" et ", "-et-").replace(" ", "-"), value)
    forms |= {"quatre-vingt": 80, "unième": 1, "ixième": 9}
    del forms["premier"]
    return forms


_AND = re.compile(
    r"\b(vingt|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante) et (un|une|onze|unième|onzième)\b"
)
_SCALE = {word: 6 + 3 * rank for rank, word in enumerate(SCALE)}


def read_numbers(words: str, *, extra: Mapping[str, int] = MappingProxyType({})) -> list[int]:
    """The numbers in spoken French, in order: « douze mille trois cents » → [12300]; ``extra`` words stand alone."""
    below = _below_hundred()
    numbers: list[int] = []
    total, thousands, group, open_ = 0, 0, 0, False

    def close() -> None:
        nonlocal total, thousands, group, open_
        if open_:
            numbers.append(total + thousands + group)
        total, thousands, group, open_ = 0, 0, 0, False

    for word in _AND.sub(r"\1-et-\2", words.lower()).replace("'", " ").split():
        bare = word.strip(".,;:!?…()«»")
        stem = (
            re.sub(r"(?:ième|s)$", "", re.sub(r"s$", "", bare))
            if bare not in ("trois", "six", "dix")
            else bare
        )
        alone = extra.get(bare, extra.get(bare.removesuffix("s")))
        value = below.get(bare, below.get(bare.removesuffix("s")))
        scale = bare.removesuffix("s").removesuffix("ième")
        if alone is not None:
            close()
            numbers.append(alone)
        elif value is not None:
            if open_ and group >= 100 and group % 100 == 0 and value:
                group += value
            elif open_ and group == 0 and (total or thousands) and value:
                group = value
            else:
                close()
                group, open_ = value, True
        elif stem == "cent":
            if open_ and 2 <= group <= 9:
                group *= 100
            elif open_ and group == 0 and (total or thousands):
                group = 100
            else:
                close()
                group, open_ = 100, True
        elif stem in ("mill", "mille"):
            thousands, group, open_ = thousands + (group or 1) * 1000, 0, True
        elif scale in _SCALE:
            total += (thousands + group or 1) * 10 ** _SCALE[scale]
            thousands, group, open_ = 0, 0, True
        else:
            close()
    close()
    return numbers


def _figures(numbers: Iterable[int]) -> str:
    """Their figures in order, without zeros: 1 500 and « mille cinq cents » agree, and so do 12,50 and 12,5."""
    return "".join(str(number) for number in numbers).replace("0", "")


def lost_figures(change: Change) -> bool:
    """Whether a figure of the printed piece is not among the spoken words."""
    powers = change.rule in ("unit", "lone-unit", "unit-after-millions")
    printed = re.sub(r"(?<=m)[23]\b" if powers else r"\D", "", change.printed)
    printed = re.sub(r"\D", "", printed).replace("0", "")
    if not printed or change.rule in UNCHECKED or change.rule in SILENT or change.rule.startswith("lexicon:"):
        return False
    if len(printed) > 66:
        return printed != "".join(str(UNITS.index(w)) for w in change.spoken.split() if w in UNITS).replace(
            "0", ""
        )
    if re.search(
        r"\d", change.spoken
    ):  # half-way: a later rule says these figures, and is checked in its turn
        extra = WORDS_FOR_FIGURES.get(change.rule, {})
        said = _figures(read_numbers(change.spoken, extra=extra)) + re.sub(r"\D", "", change.spoken)
        return bool(Counter(printed) - Counter(said))
    words = NOT_COUNTED.sub(" ", change.spoken).replace("demi-", "demi ")
    spoken = _figures(read_numbers(words, extra=WORDS_FOR_FIGURES.get(change.rule, {})))
    if change.rule in EXACT and _first_value_differs(change.printed, words):
        return True
    if change.rule in REWRITTEN:
        missing = Counter(printed) - Counter(spoken)
        return bool(missing) and not (change.rule in ("fraction", "mixed-number") and set(missing) <= {"1"})
    return printed != spoken


_FIRST = re.compile(rf"[-–+±]? ?({INT})(?![./]?\d)(.*)", re.DOTALL)
_MULTIPLE = re.compile(r" ?(?:[kKMG]|mill|bill|bn|md|mln)")


def _first_value_differs(printed: str, words: str) -> bool:
    """Whether the first number of « 12 000 km » is heard as another one; multiples (2 Md€) and 0,99 € aside."""
    match = _FIRST.match(printed.removeprefix("de ").removeprefix("De ").lstrip("$€£¥₿"))
    if match is None or match[1].startswith("0") or _MULTIPLE.match(re.sub(r"^,\d+", "", match[2])):
        return False
    if is_name(match[1]):
        return False  # said in short groups
    heard = read_numbers(words)
    return not heard or heard[0] != int(re.sub(r"\D", "", match[1]))


def unaccounted(printed: str, spoken: str, changes: tuple[Change, ...]) -> Iterator[str]:
    """Pieces of ``printed`` that cannot be shown to be in ``spoken``; nothing when all is accounted for."""
    for change in changes:
        said = bool(_WORD.search(change.spoken) or re.search(r"[^\W_]", change.spoken))
        if (
            change.rule == "other-script"
            or lost_figures(change)
            or (not said and change.rule not in SILENT and re.search(r"[^\W_]", change.printed))
        ):
            yield change.printed.strip()
    for left in _LEFT.finditer(spoken):
        yield spoken[max(0, left.start() - 12) : left.end() + 12].strip()
    changed = " ".join(change.printed for change in changes).lower()
    heard = set(_WORD.findall(spoken.lower()))
    for word in _WORD.findall(printed):
        lower = word.lower()
        if lower not in heard and lower not in changed:
            yield word
