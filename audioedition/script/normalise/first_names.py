"""First names cut short: « J.-Cl. Perrin » is Jean-Claude, « Ph. Perrin » is spelled, for Philippe is likely only."""

from __future__ import annotations

import re

from audioedition.script.lexicon.spelling import spell
from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.sentences import opens_sentence

_SECOND = {
    "J": {"Bapt": "Baptiste", "Bte": "Baptiste", "Ch": "Charles", "Chr": "Christophe", "Cl": "Claude", "Fr": "François",
          "Jac": "Jacques", "Jacq": "Jacques", "Ph": "Philippe", "Yv": "Yves"},
    "M": {"Anne": "Anne", "Cl": "Claude", "Chr": "Christine", "Fr": "France", "Th": "Thérèse"},
}  # fmt: skip
_FIRST = {"J": "Jean", "M": "Marie"}
_SHORT = "Ph|Chr|Th|Ch|Fr|Cl|Fl|Gr"
"""Two letters of a first name that no voice can join, or that it would read as a word."""


def say_double(match: re.Match[str], context: Context) -> str | None:
    second = _SECOND[match["a"]].get(match["b"])
    return second and f"{_FIRST[match['a']]}-{second}"


def say_short(match: re.Match[str], context: Context) -> str | None:
    """Letter by letter; behind a house number it is a street."""
    at_street = re.search(r"(?:\d|\bbis|\bter),? $", match.string[max(0, match.start() - 6) : match.start()])
    if at_street or opens_sentence(match.string[match.end() :][:30]):
        return None
    return spell(match["n"].upper())


RULES = (
    Rule(
        name="double-first-name",
        kind="sigle_dot",
        pattern=re.compile(
            r"(?<![\w.])(?P<a>[JM])\. ?- ?(?P<b>[A-Z][a-zé]{1,4})\.(?= ?(?:[A-ZÀ-Ý]|d[eu] |d'))"
        ),
        say=say_double,
        needs=re.compile(r"\. ?-"),
        source="Imprimerie nationale, Lexique, « prénoms »",
        examples=(("Selon J.-Cl. Perrin.", "Selon Jean-Claude Perrin."),),
    ),
    Rule(
        name="short-first-name",
        kind="sigle_dot",
        pattern=re.compile(
            rf"(?<![\w.-])(?P<n>{_SHORT})\.(?= (?:[A-Z]\. ?){{0,2}}(?:d[eu] |d')?[A-ZÀ-Ý][a-zà-ÿ]{{2}})"
        ),
        say=say_short,
        needs=re.compile(r"[hrl]\. "),
        doubtful=lambda match, context: True,
        source="bibliographies, bylines",
        examples=(
            ("Selon Ph. Perrin.", "Selon pé-hache Perrin."),
            ("Au 12, ch. Perrin.", "Au douze, chemin Perrin."),
        ),
    ),
)
