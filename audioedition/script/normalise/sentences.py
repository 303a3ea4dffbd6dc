"""Splitting a paragraph into sentences: none is cut at an abbreviation, nothing is lost.

A full stop ends a sentence unless the word before it is an abbreviation that wants a name, a figure or a noun
after it (« M. Dupont », « art. 5 »), an initial (« J. Martin »), or the number of a list item (« 1. Le prix »).
An abbreviation that may close a sentence (« etc. », « U.R.S.S. », « 18 h. ») closes it when what follows opens
one: a capital that is no plain name, i.e. a word French sentences begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audioedition.script.normalise.tables import words

NEVER_FINAL = words(
    """m mm mr mme mmes mlle mlles me mes dr drs pr prs pdt mgr st ste sts stes gén gal col cdt cne lt
    adj sgt cap av ave bd blvd bld boul pl rte fg fbg sq imp chem n nᵒ n° no nos num p pp art al vol
    t fasc chap ch fig ex cf c.-à-d v vs env éd ed coll trad dir réf réd janv févr fév avr juil sept
    oct nov déc tél resp min max moy prof sén dép r.p i.e e.g p.ex rev hon lieut brig amb feat"""
)
"""Lower-case, without the final stop. What follows belongs to the same sentence, capital or not."""

MAY_BE_FINAL = words(
    """etc hab h km kg m² km² ha cm mm s mn sec apr ap j.-c s.a inc ltd corp cie co jr sr bis ter ibid
    suiv sq sqq"""
)
"""What may stand last: a sentence ends there when the next word is one that French sentences begin with."""

OPENERS = words(
    """le la les l' un une des du de d' il elle ils elles on nous vous je j' tu ce cet cette ces c' ça
    cela ceci son sa ses leur leurs mon ma mes notre nos votre vos et mais ou or car donc ni en dans
    sur sous avec sans pour par depuis pendant après avant selon si s' à au aux chez entre vers dès
    lors lorsque quand que qu' qui quoi quel quelle quels quelles dont où comment pourquoi aussi
    ainsi alors enfin puis ensuite cependant pourtant toutefois néanmoins même malgré outre parmi
    plus moins tout toute tous toutes certains certaines plusieurs quelques chaque aucun aucune
    personne rien y n' ne ici là hier aujourd'hui demain voici voilà parce puisque comme contre face
    grâce jusqu' jusque lui eux celui celle ceux celles autre autres beaucoup peu interrogé reste
    seul seule seuls mardi lundi mercredi jeudi vendredi samedi dimanche"""
)

_END = re.compile(r"(?<![.!?…])[.!?…]+(?:\s?[»”\"')\]’])*(?=\s)")
_LAST_WORD = re.compile(r"[^\s(«“\"\[]{0,24}$")
_NEXT = re.compile(r"\s+((?:[«“\"(\[—–-]\s?)*)(\S{0,24})")
_SIGLE = re.compile(r"(?:[^\W\d_]\.-?){2,}$")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, as printed; joined by a space they give it back (runs of blanks become one).

    An empty or blank text gives none. A piece with neither letter nor figure stays with its neighbour.
    """
    text = " ".join(text.split())
    pieces: list[str] = []
    start = 0
    for end in _ends(text):
        piece = text[start:end].strip()
        start = end
        pieces.append(piece)
    pieces.append(text[start:].strip())
    return tuple(_merge_wordless(pieces))


def _merge_wordless(pieces: list[str]) -> list[str]:
    sentences: list[str] = []
    held = ""
    for piece in filter(None, pieces):
        held = f"{held} {piece}" if held else piece
        if _LETTER_OR_DIGIT.search(piece):
            sentences.append(held)
            held = ""
    if held and sentences:
        sentences[-1] += " " + held
    elif held:
        sentences.append(held)
    return sentences


def _ends(text: str) -> Iterator[int]:
    start = 0
    for match in _END.finditer(text):
        if _is_end(text, match, start):
            yield match.end()
            start = match.end()


def _is_end(text: str, match: re.Match[str], start: int) -> bool:
    following = _NEXT.match(text, match.end())
    if not following or not following[2]:
        return False
    opening, word = following[1], following[2]
    marks = match[0]
    capital = word[0].isupper() or word[0].isdecimal() or (bool(opening) and not word[0].islower())
    if not capital and _LETTER_OR_DIGIT.match(word[0]):
        return False
    if not marks.startswith(".") or marks.startswith(".."):
        # « Non ! » répond-il: a lower-case word goes on; « Yahoo! Japan » is rare enough to be cut
        return capital
    before = _LAST_WORD.search(text, max(start, match.start() - 24), match.start())
    last = before[0].lower() if before else ""
    if len(marks.strip(". ")) == 0 and _goes_on(last, text, match, start, word):
        return False
    return capital or not _LETTER_OR_DIGIT.match(word[0])


def _goes_on(last: str, text: str, match: re.Match[str], start: int, word: str) -> bool:
    """True when the stop after ``last`` is an abbreviation's, and the sentence continues."""
    bare = re.split(r"['’-]", last)[-1]
    if last in NEVER_FINAL or bare in NEVER_FINAL:
        return True
    if not last and text[start : match.start()].strip() == "":
        return True
    if last.isdecimal() and not text[start : match.start() - len(last)].strip():
        return True  # « 1. Le prix »: the number of a list item
    opener = _first_word(word) in OPENERS
    single = len(bare) == 1 and bare.isalpha()
    if single or _SIGLE.search(last + "."):
        return not opener
    return last in MAY_BE_FINAL and not opener and not word[0].isdecimal()


def opens_sentence(after: str) -> bool:
    """True when the text behind an abbreviation's stop begins a sentence: a capital, and a word that opens one."""
    match = _NEXT.match(after)
    if not match or not match[2] or not match[2][0].isupper():
        return False
    return _first_word(match[2]) in OPENERS


def _first_word(word: str) -> str:
    return re.split(r"(?<=['’])|[^\w'’]", word.lower().replace("’", "'"), maxsplit=1)[0]
