"""How a spoken sentence is said: what is decided about each word, before any voice.

Lexicons of the newsroom have spoken already: they respell, and what they respell is in no dictionary here. Then
names and foreign words of the house, words of two senses, the dictionary, liaison; what is left is espeak-ng's.
A sentence about which nothing is decided sounds as before, so nothing of it is spoken anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from audioedition.script.pronounce.foreign import adapt
from audioedition.script.pronounce.foreign_names import read_name, without_plural
from audioedition.script.pronounce.french_names import respell_word
from audioedition.script.pronounce.liaison import Link, decide_link, ties_by_itself
from audioedition.script.pronounce.lookup import dictionary, foreign_words, forms, names
from audioedition.script.pronounce.place import Place
from audioedition.script.pronounce.senses import choose_reading, sense_of
from audioedition.script.pronounce.tagger import tag_words
from audioedition.script.pronounce.tokens import Chunk, WordToken, split_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is decided about one word."""

    word: WordToken
    tag: str
    """Part of speech and number: « Ns », « V6 »…"""
    sounds: str = ""
    """IPA without stress; empty = espeak-ng's."""
    spelt: str = ""
    """Letters that espeak-ng is given in the place of the word's own; "" for the word's own."""
    by: str = "espeak"
    """Who decided the sounds: lexicon, name, sense, dictionary, rule, foreign (a name's looks), respelt or espeak."""
    link: Link = Link.OPEN
    """What happens to its end before the next word."""
    rule: str = ""
    """The rule of liaison."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """A sentence's chunks and what is decided about each word of them."""

    chunks: tuple[Chunk, ...]
    words: tuple[Said, ...]

    def between(self, start: int, end: int) -> tuple[tuple[str, ...], tuple[tuple[Said, ...], ...]]:
        """The chunks that lie in a part of the sentence, and their words' decisions."""
        by_chunk: dict[int, list[Said]] = {}
        for said in self.words:
            if start <= said.word.start < end:
                by_chunk.setdefault(said.word.chunk, []).append(said)
        chunks = tuple(self.chunks[rank].text for rank in by_chunk)
        return chunks, tuple(tuple(words) for words in by_chunk.values())

    @property
    def changes(self) -> tuple[str, ...]:
        """What sounds otherwise than espeak-ng alone would say it; empty for most sentences. Part of a clip's key."""
        found = []
        for rank, said in enumerate(self.words):
            if said.sounds or said.spelt or said.by in {JOINED, IMPERFECT, PALATAL, DEVOICED}:
                found.append(f"{said.word.text}={said.sounds or said.spelt or said.by}")
            if said.link is not Link.OPEN and rank + 1 < len(self.words):
                usual = ties_by_itself(said.word, said.tag, self.words[rank + 1].word)
                if usual != (said.link is Link.TIED):
                    found.append(f"{said.word.text}_{said.link.value}")
        return tuple(found)


Sounds = tuple[tuple[str, str], ...]
"""(a word or several as spoken text writes them, IPA) of the newsroom's lexicon."""


@lru_cache(maxsize=256)
def decide(sentence: str, lexicon: Sounds = ()) -> Decisions:
    """All decisions about a sentence (spoken text, NFC, plain apostrophes). Linear in its length, pure."""
    chunks, words = split_words(sentence)
    tags = _tag(words)
    known = {**_find_compounds(words), **(_find_in_lexicon(words, lexicon) if lexicon else {})}
    said: list[Said] = []
    for at, word in enumerate(words):
        place = Place(words=words, tags=tags, at=at)
        sounds, by = known.get(at) or _sounds(place)
        link, rule = Link.OPEN, ""
        if at + 1 < len(words):
            link, rule = decide_link(word, tags[at], words[at + 1], tags[at + 1])
        spelt = ""
        if by == "espeak" and word.key[0] == "h" and word.joint == "'" and words[at - 1].key.endswith("qu"):
            spelt, by = word.key, RESPELT  # « qu'habile » is English to espeak-ng
        elif by in {"espeak", PALATAL, DEVOICED} and not word.elided and (spelt := respell_word(place)):
            by = RESPELT
        said.append(Said(word=word, tag=tags[at], sounds=sounds, spelt=spelt, by=by, link=link, rule=rule))
    return Decisions(chunks=chunks, words=tuple(said))


_TOGETHER = 400  # words tagged in one go


def _tag(words: tuple[WordToken, ...]) -> tuple[str, ...]:
    tags: list[str] = []
    for start in range(0, len(words), _TOGETHER):
        tags += tag_words(words[start : start + _TOGETHER])
    return tuple(tags)


ELIDED = {
    "l": "l", "d": "d", "j": "ʒ", "m": "m", "t": "t", "s": "s", "n": "n", "c": "s", "qu": "k", "jusqu": "ʒysk",
    "lorsqu": "lɔʁsk", "puisqu": "pɥisk", "quoiqu": "kwak", "quelqu": "kɛlk", "presqu": "pʁɛsk", "entr": "ɑ̃tʁ",
}  # fmt: skip
IMPERFECT, PALATAL, DEVOICED = "imperfect", "palatal", "devoiced"
"""``by`` of « nous portions », whose t is heard, of « Perpignan », whose gn is one sound, of « obtenir »,
whose b is like p: espeak-ng's own sounds with these put right."""
_DEVOICED = re.compile("(?:in|im|dés|dis)?[ao]b[st]|sub(?:t|s(?![iou]))")
_PALATAL = re.compile("gn(?!e?s?$)")
RESPELT = "respelt"
"""``by`` of a word that espeak-ng's French misreads by its letters: it is given ``spelt`` in its place."""
JOINED = "joined"
"""``by`` of a word that is said with the one before it: « York » in « New York »."""


def _sounds(place: Place) -> tuple[str, str]:
    word = place.word
    if word.elided:
        return "", "espeak"
    if found := _find_name(word.text):
        return _infinitive(found, place), "name"
    if word.key == "aujourd'hui" and word.joint == "'":
        return "oʒuʁdyi", "rule"  # « qu'aujourd'hui » is English to espeak-ng
    chosen = sense_of(place)
    if chosen is not None:
        return chosen, "sense" if chosen else "espeak"
    if word.key == "e" and place.at + 1 < len(place.words) and place.words[place.at + 1].joint == "-":
        return "i", "rule"  # « e-commerce »
    found = dictionary().find(word.key) or ""
    if word.key.endswith("ents") and not found.endswith("ɑ̃"):  # no verb is written so
        found = _noun_reading(word.key[:-1])
    if "=" in found:
        found = choose_reading(found, place.tag)
        return ("", "sense") if found == "=" else (found, "sense")
    if not found and word.key.endswith("tions") and place.tag == "V4":
        return "", IMPERFECT
    if not found and (singular := _singular(word)):
        return singular, "dictionary"
    if not found and not _in_french_name(place) and (foreign := _foreign(word.text)):
        return foreign, "foreign"
    if not found and _PALATAL.search(word.key):
        return "", PALATAL
    if not found and _DEVOICED.match(word.key):
        return "", DEVOICED
    return _infinitive(found, place), "dictionary" if found else "espeak"


def _infinitive(sounds: str, place: Place) -> str:
    """« poster une lettre » is a verb, « un poster » the English noun."""
    if place.tag == "I" and place.word.key.endswith("er") and sounds.endswith(("ɛʁ", "œʁ")):
        return f"{sounds[:-2]}e"
    return sounds


_LINKS = frozenset("sur sous lès les lez la le l en de du des d aux au saint sainte et".split())


def _in_french_name(place: Place) -> bool:
    """« Chilly-Mazarin » may be anything, « Viry-sur-Orge » is French: a part of it is no English word."""
    word, at = place.word, place.at
    chunk = [other for other in place.words[max(0, at - 6) : at + 7] if other.chunk == word.chunk]
    return len(chunk) > 2 and any(other.key in _LINKS and other.joint == "-" for other in chunk)


def _foreign(text: str) -> str:
    """Of a word that no French dictionary has: the table's sounds, else by the looks of a name."""
    if forms().find(text.lower()):
        return ""
    found = foreign_words().find(text.lower()) or (read_name(text) if text[0].isupper() else "")
    if text.endswith("us") and found.endswith("œs"):
        return f"{found[:-2]}ys"  # « Copernicus »: Latin stays Latin, whatever English makes of it
    return without_plural(text, found)


def _singular(word: WordToken) -> str:
    """Of a plural that no table has: « mailings », « lécithines » sound like what they are many of."""
    key = word.key
    if len(key) < 4 or key[-1] != "s" or not word.text.islower() or forms().find(key):
        return ""
    found = dictionary().find(key[:-1]) or names().get(key[:-1], "")
    return found if "=" not in found else ""


def _noun_reading(singular: str) -> str:
    """« émergents » is said like the noun or adjective « émergent »; "" when espeak-ng says that rightly."""
    found = dictionary().find(singular) or ""
    reading = choose_reading(found, "N") if "=" in found else found
    return reading if reading.endswith("ɑ̃") else ""


def _find_name(text: str) -> str:
    """As written; in capitals as a name; in small letters as a word."""
    known = names()
    if text in known:
        return known[text]
    if text.isupper() and len(text) > 1:
        return known.get(text.capitalize(), "") or known.get(text.lower(), "")
    return known.get(text[:1].lower() + text[1:], "")


def _find_compounds(words: tuple[WordToken, ...]) -> dict[int, tuple[str, str]]:
    """Names and words of several parts: « New York », « Saint-Étienne », « week-end »."""
    found: dict[int, tuple[str, str]] = {}
    firsts = _first_parts()
    at = 0
    while at < len(words) - 1:
        longest = min(firsts.get(words[at].key, 2 if words[at + 1].joint == "-" else 0), len(words) - at)
        taken = 0
        for count in range(longest, 1, -1):
            if sounds := _find_span(words[at : at + count]):
                found.update(_spread(words, at, count, sounds))
                taken = count
                break
        at += max(1, taken)
    return found


def _find_in_lexicon(words: tuple[WordToken, ...], lexicon: Sounds) -> dict[int, tuple[str, str]]:
    """What the newsroom says in IPA, whatever any table of ours says."""
    ours = {written.lower(): " ".join(adapt(part) for part in ipa.split()) for written, ipa in lexicon}
    longest = max(len(re.split(r"[ '-]", written)) for written in ours)
    found: dict[int, tuple[str, str]] = {}
    at = 0
    while at < len(words):
        taken = 1
        for count in range(min(longest, len(words) - at), 0, -1):
            if sounds := ours.get(_written(words[at : at + count]).lower()):
                found.update(_spread(words, at, count, sounds, by="lexicon"))
                taken = count
                break
        at += taken
    return found


def _written(span: tuple[WordToken, ...]) -> str:
    return span[0].text + "".join((word.joint or " ") + word.text for word in span[1:])


def _find_span(span: tuple[WordToken, ...]) -> str:
    if any(word.closed for word in span[:-1]) or span[0].elided:
        return ""
    written = _written(span)
    found = _find_name(written)
    if not found and " " not in written:
        found = dictionary().find(written.lower()) or ""
    return "" if "=" in found else found


def _spread(
    words: tuple[WordToken, ...], at: int, count: int, sounds: str, *, by: str = "name"
) -> dict[int, tuple[str, str]]:
    """The sounds of several chunks (blanks between them) given to the first word of each."""
    parts = sounds.split(" ")
    starts = [
        place
        for place in range(at, at + count)
        if place == at or words[place].chunk != words[place - 1].chunk
    ]
    if len(parts) != len(starts):
        return {}
    found = {place: ("", JOINED) for place in range(at, at + count)}
    found.update({place: (part, by) for place, part in zip(starts, parts, strict=True)})
    return found


@lru_cache(maxsize=1)
def _first_parts() -> dict[str, int]:
    """First word of the names of several words → how many words the longest has."""
    longest: dict[str, int] = {}
    for written in names():
        parts = re.split(r"[ '-]", written)
        if len(parts) > 1:
            key = parts[0].lower()
            longest[key] = max(longest.get(key, 2), len(parts))
    return longest
