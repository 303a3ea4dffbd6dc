"""Marks of the page inside a sentence: numbers of pages, calls of notes, issues of reviews, a lost blank."""

from __future__ import annotations

import re

from audioedition.script.normalise.draft import Context, Rule
from audioedition.script.normalise.tables.abbreviations import BEFORE_FIGURE
from audioedition.script.normalise.tables.rank_words import NUMBERED
from audioedition.script.normalise.tables.units import UNITS
from audioedition.script.words import find_word

_LIST = r"\d{1,3}(?:(?: ?[,;] ?| ?[-–] ?)\d{1,3}){0,9}"
"""Numbers of notes: « 6 », « 6, 7 », « 3-5 »."""


def _are_notes(printed: str) -> bool:
    """Numbers of notes rise and none is zero: « [7-4] » is a score, « [1,1–2,0] » an interval."""
    numbers = [int(number) for number in re.findall(r"\d+", printed.split("][")[0])]
    return 0 not in numbers and numbers == sorted(set(numbers))


def say_glued_note(match: re.Match[str], context: Context) -> str | None:
    """« la société1 », « du bonheur2, »: a figure glued to a word of French that takes no number is a note's call."""
    word = match["word"]
    known = find_word(word)
    if known is None or known.band > 4 or word in NUMBERED or word in BEFORE_FIGURE:
        return None
    if len(word) < 5 and (match["ends"] is None or not known.tags & {"x", "Nms", "Nfs", "Nmp", "Nfp"}):
        return None  # « à lui2. »; « le bac2 est » is none
    return word


def say_paragraph_number(match: re.Match[str], context: Context) -> str | None:
    """« 25Le peuple », « 3Grâce à »: the number of a paragraph, glued to its first word; « 20Minutes » counts them."""
    printed = match["word"] or ""
    if len(printed) == 1 and printed not in "AÀYÔO":
        return None  # « 12K », « 12V »
    word = find_word(printed.lower())
    counted = word is not None and any(
        tag[0] in "NA" and tag.endswith("s" if match[0] == "1" else "p") for tag in word.tags
    )
    return "" if match["elided"] or (word is not None and ("x" in word.tags or not counted)) else None


_MEASURES = (
    frozenset(UNITS)
    | {word for one, many, _ in UNITS.values() for word in (one, many)}
    | frozenset("dam pouce pouces mile miles yard yards".split())
)


def say_raised_note(match: re.Match[str], context: Context) -> str | None:
    """« un mot³ », « Durand¹² »: a raised figure behind a word that is no measure is a note's call."""
    return None if match["word"].lower() in _MEASURES else match["word"]


def _issue(printed: str) -> str:
    first, _, last = printed.replace("–", "-").partition("-")
    return f"numéros {first} à {last}" if last else f"numéro {first}"


RULES = (
    Rule(
        name="raised-note",
        kind="typo",
        pattern=re.compile(
            r"(?<![\w'^@#/-])(?P<word>[^\W\d_]{4,24}|[A-ZÀ-Ýa-zà-ÿ][a-zà-ÿ]{2})(?:\^\d|[²³]){1,4}(?![\w^/])"
        ),
        say=say_raised_note,
        needs=re.compile(r"[^\W\d_](?:\^\d|[²³])"),
        open=True,
        doubtful=lambda match, context: (
            find_word(match["word"]) is None and say_raised_note(match, context) is not None
        ),
        source="raised figures of notes, as books and reviews print them",
        examples=(
            ("Un mot³ et un autre¹².", "Un mot et un autre."),
            ("Des mètres².", "Des mètres au carré."),
        ),
    ),
    Rule(
        name="paragraph-number",
        kind="typo",
        pattern=re.compile(
            r"^\d{1,3}(?=(?:[«\"] ?)?(?:(?P<elided>(?:[CDJLMNST]|Qu|Lorsqu|Puisqu)')|"
            r"(?P<word>[A-ZÀ-Ý][a-zà-ÿ]{0,11})(?!\w)))"
        ),
        say=say_paragraph_number,
        needs=re.compile(r"^\d{1,3}[«\"A-ZÀ-Ý]"),
        open=True,
        source="reviews online, which number their paragraphs",
        examples=(("25Le peuple vote.", "Le peuple vote."), ("20Minutes paraît.", "vingt Minutes paraît.")),
    ),
    Rule(
        name="footnote-call",
        kind="typo",
        pattern=re.compile(
            rf"(?<=[^\W_]|[.,;:!?»)%])(?: ?\[(?:{_LIST}|note \d{{1,3}}|réf\. nécessaire)\]|\[[a-z]\])+"
        ),
        say=lambda match, context: "" if _are_notes(match[0]) else None,
        needs=re.compile(r"\["),
        open=True,
        source="Wikipedia and its reusers, reviews",
        examples=(
            ("Selon l'étude[1], tout va.", "Selon l'étude, tout va."),
            ("Selon deux études [6, 7], tout va.", "Selon deux études, tout va."),
        ),
    ),
    Rule(
        name="out-of",
        kind="symbol",
        pattern=re.compile(
            r"(?P<what>(?:\d [^\W\d_]{3,20}[sx]|\b[nN]otes?))/(?=\d{1,4}(?![\d/]| [a-zà-ÿ]{3,}s\b))"
        ),
        say=lambda match, context: f"{match['what']} sur ",
        needs=re.compile(r"[^\W\d_]/\d"),
        open=True,
        examples=(("Près de 9 Belges/10.", "Près de neuf Belges sur dix."),),
    ),
    Rule(
        name="page-mark",
        kind="typo",
        pattern=re.compile(
            r"(?:(?<=\w)|(?<=[.,;:!?»)])|(?<=^)) ?(?:\|\d{1,4}\||\{\d{1,4}\}|¶ ?\d{1,3}|"
            r"\[(?:p|pp|f|fol)\. ?\d{1,4}(?: ?[-–] ?\d{1,4})?\])"
            r"(?=[ ,.;:!?]|$)"
        ),
        say=lambda match, context: "",
        needs=re.compile(r"[|{¶]|\[[pf]"),
        open=True,
        source="articles of reviews: where the printed page turns",
        examples=(("Les billets |193| circulaient.", "Les billets circulaient."),),
    ),
    Rule(
        name="note-glued-to-a-word",
        kind="typo",
        pattern=re.compile(
            r"(?<![\w'.@#/-])(?P<word>[a-zà-ÿœ]{2,24})\d{1,2}(?=(?P<ends>[,.;:!?»)]|$)| )(?![.,]\d| ?[/%€$])"
        ),
        say=say_glued_note,
        needs=re.compile(r"[a-zà-ÿ]\d"),
        open=True,
        doubtful=lambda match, context: say_glued_note(match, context) is not None,
        source="pages whose raised figures were copied as plain ones",
        examples=(
            ("Un monde sans repères2, dit-il.", "Un monde sans repères, dit-il."),
            ("Le vaccin bivax2 existe.", "Le vaccin bivax deux existe."),
        ),
    ),
    Rule(
        name="volume-and-issue",
        kind="abbrev",
        pattern=re.compile(
            r"(?<![\w.,'(–-])(?<!\bPs )(?P<volume>\d{1,4})\((?P<issue>\d{1,3}(?:[-–]\d{1,3})?)\)"
            r"(?:(?P<colon>: ?)(?=\d)|(?=, ?(?:pp?\. ?)?\d))"
        ),
        say=lambda match, context: (
            f"{match['volume']}, {_issue(match['issue'])}" + (", " if match["colon"] else "")
        ),
        needs=re.compile(r"\d ?\(\d"),
        open=True,
        source="references to reviews: volume(issue), pages",
        examples=(("Dans Annales, 20(1), 3–9.", "Dans Annales, vingt, numéro un, trois à neuf."),),
    ),
    Rule(
        name="lost-blank",
        kind="typo",
        pattern=re.compile(
            r"(?<![\w'-])(?P<word>[aA]u|[dD]u|[lL]e|[lL]a|[lL]es|[dD]es|[aA]ux|[dD]ans|[sS]ur|[pP]ar|[eE]t|[eE]n)(?=\d)"
        ),
        say=lambda match, context: match["word"] + " ",
        needs=re.compile(r"(?i)[aeltnrsux]\d"),
        open=True,
        examples=(("Il finit au7e rang.", "Il finit au septième rang."),),
    ),
)
