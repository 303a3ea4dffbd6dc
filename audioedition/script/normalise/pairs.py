"""A stroke between words: « ou » where either is meant, a pause where it only parts them."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import MARK, Context, Rule
from audioedition.script.words import find_word

_BOTH_ARE_MEANT = re.compile(
    r"(?i)\b(?:relations?|ratios?|parité|paires?|cours|taux|rapports?|couples?|dialogues?|matchs?|débats?|axes?|lignes?|"
    r"oppositions?|différences?|entre|binômes?|duos?|tandems?|(?:la|une|cette|l.)[ ']?(?:rencontre|affiche)|duels?|"
    r"chocs?|derbys?|demi-finales?|finales?|interfaces?|liens?|équilibre|conflits?|tensions?|clivages?|liaisons?|"
    r"trajets?|vols?|mix|frontières?)\b[^.;:/]{0,16}$"
)
"""« la relation parents/enfants », « la ligne Paris/Lyon »: both, so no « ou »."""


def say_pair(match: re.Match[str], context: Context) -> str:
    """« père/mère » → « père ou mère », « AA / Nice / Jeanne » → « AA, Nice, Jeanne »."""
    left, right = _word_before(match), _word_behind(match)
    at = match.start() - len(left)
    before, behind = (
        match.string[max(0, at - 48) : at],
        match.string[match.end() + len(right) : match.end() + len(right) + 2],
    )
    if before.rstrip().endswith("/") or behind.lstrip().startswith("/"):
        return ", "  # a row of three and more is told over
    either = left and right and _alike(left, right) and not _BOTH_ARE_MEANT.search(before)
    named = right[:1].isupper() or match.string[match.end()] == MARK
    if left[:1].isupper() and named and _BOTH_ARE_MEANT.search(before):
        return " "  # « le conflit Israël / Hamas »: a comma would part what the noun holds together
    return " ou " if either else ", "


def _word_before(match: re.Match[str]) -> str:
    found = re.search(
        r"[^\W\d_]+(?:[-'][^\W\d_]+)*$", match.string[max(0, match.start() - 32) : match.start()]
    )
    return found[0] if found else ""


def _word_behind(match: re.Match[str]) -> str:
    found = re.match(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", match.string[match.end() : match.end() + 32])
    return found[0] if found else ""


def _alike(left: str, right: str) -> bool:
    """Two words of one part of speech, in small letters both: nouns, adjectives, verbs in the same form."""
    if left != left.lower() or right != right.lower():
        return False
    kinds = []
    for printed in (left, right):
        word = find_word(printed.split("'")[-1])
        kinds.append({tag[0] for tag in word.tags} - {"v"} if word else set())
    infinitives = (
        all(re.search("(?:er|ir|re|oir)$", word) for word in (left, right)) and "V" in kinds[0] & kinds[1]
    )
    return infinitives or bool(kinds[0] & kinds[1] & set("NAKx"))


RULES = (
    Rule(
        name="stroke-between-words",
        kind="symbol",
        pattern=re.compile(r"(?:(?<=[^\W\d_])|(?<=[\d»)\ue000])) ?/ ?(?=[^\W_]|[«(\ue000])"),
        say=say_pair,
        needs=re.compile("/"),
        source="press usage",
        examples=(
            ("Le père/mère signe.", "Le père ou mère signe."),
            ("Il faut réparer/remplacer.", "Il faut réparer ou remplacer."),
            ("AA / Nice / Jeanne Petit", "a-a, Nice, Jeanne Petit"),
            ("La relation parents/enfants.", "La relation parents, enfants."),
        ),
    ),
)
