"""How a French word sounds, as a string with one character a phoneme: homophones get the same key. Pure.

A listening model writes what it hears in its own spelling (« c'est » for « ses », « Carvela » for « Kervella »),
so words are compared by this key and not by their letters. It is broader than a phonetician's: é, è, ai are one
vowel, mute letters are gone. Rules: the usual grapheme-phoneme correspondences of French, e.g. M. Grevisse,
*Le bon usage*, « Les sons et les signes graphiques ».
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Phonemes: a e(é è ai) E(eu, mute e) i o u(ou) y(u) w j; A(an) I(in un) O(on); p b t d k g f v s z S(ch) Z(j)
# m n N(gn) l r. Order matters: the first rule that matches at a place wins.
_RULES: tuple[tuple[str, str], ...] = (
    # whole words that go their own way
    (r"^(?:est|et|ai|es)$", "e"),
    (r"(?<=^[ldmtsc])es$|(?<=^n)ez$|(?<=^ch)ez$", "e"),
    (r"(?<=^[sd])ix$", "is"),
    (r"^femme", "fam"),
    (r"^monsieur", "mEsjE"),
    (r"^messieurs", "mesjE"),
    (r"^second", "sEgO"),
    (r"^septi", "seti"),
    (r"^sept$", "set"),
    (r"^huit$", "yit"),
    (r"^neuf$", "nEf"),
    (r"^cinq$", "sIk"),
    (r"^vingt$", "vI"),
    (r"^fils$", "fis"),
    (r"^pays", "pei"),
    (r"^ville$", "vil"),
    (r"^mille?s?$", "mil"),
    (r"^eu[ts]?$", "y"),
    (r"^août$", "ut"),
    # endings
    (r"aient$", "e"),
    (r"(?<=[^aeiouy])ent$", "A"),
    (r"(?:er|ez|ed|et|ets|és|ée|ées|é|és)$", "e"),
    (r"tions?$", "sjO"),
    (r"(?:e|es)$", ""),
    # vowels in several letters
    (r"(?:eau|au)x?", "o"),
    (r"œu|oeu", "E"),
    (r"œ", "e"),
    (r"ueil|euil", "Ej"),
    (r"(?:ai|ei)ll?(?=$|e|s$)", "ej"),
    (r"aill|ail(?=$|s$)", "aj"),
    (r"ouill|ouil(?=$|s$)", "uj"),
    (r"(?<=[^aeo])ill(?=[aeiouéèêâ])", "ij"),
    (r"eu[xt]?$", "E"),
    (r"eû|eu", "E"),
    (r"ou[xts]?$", "u"),
    (r"où|oû|ou", "u"),
    (r"oin", "wI"),
    (r"oy(?=[aeiouéèê])", "waj"),
    (r"(?:oi|oî|oy)[xts]?$", "wa"),
    (r"oi|oî|oy", "wa"),
    (r"ay(?=[aeiouéèê])", "ej"),
    (r"(?:ain|ein|aim|eim)(?![aeiouyéèêhnm])", "I"),
    (r"ien(?![aeiouyéèêhnm])", "jI"),
    (r"(?:ais|ait|aits|aix)$", "e"),
    (r"aî|ai|ei|ey|ay", "e"),
    # nasals
    (r"(?:an|am|en|em)(?![aeiouyéèêâîôûhnm])", "A"),
    (r"(?:in|im|yn|ym|un|um|ïn)(?![aeiouyéèêâîôûhnm])", "I"),
    (r"(?:on|om)(?![aeiouyéèêâîôûhnm])", "O"),
    # consonants in several letters
    (r"sch|sh|ch(?![rlntœ])", "S"),
    (r"ch", "k"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"rh", "r"),
    (r"gn", "N"),
    (r"(?<=m)p(?=t)", ""),
    (r"gu(?=[eiéèêy])", "g"),
    (r"ge(?=[aoâô])", "Z"),
    (r"g(?=[eiyéèê])", "Z"),
    (r"qu|q", "k"),
    (r"cc(?=[eiyéèê])", "ks"),
    (r"sc(?=[eiyéèê])", "s"),
    (r"c(?=[eiyéèê])|ç", "s"),
    (r"ss", "s"),
    (r"(?<=[aeiouyéèêàâîïôûA-Z])s(?=[aeiouyéèêàâîôû])", "z"),
    (r"(?<=[aeioué])ti(?=on|el|a[lu]|eux)", "sj"),
    # mute final consonants
    (r"[dtspxz]+$", ""),
    (r"(?<=[nr])[cgbp]s?$", ""),
    # one letter
    (r"[éèêë]", "e"),
    (r"e(?=[^aeiouyéèêhr][^aeiouyéèêhlr]|ll|rr|tt|ss|[rlcf]$|r[^aeiouyéèê])", "e"),
    (r"e", "E"),
    (r"[aàâä]", "a"),
    (r"[iîï](?=[aeouéèêâô])", "j"),
    (r"[iîïy]", "i"),
    (r"[oôö]", "o"),
    (r"[uûùü]", "y"),
    (r"[ck]", "k"),
    (r"x", "ks"),
    (r"w", "w"),
    (r"j", "Z"),
    (r"ñ", "N"),
)
_COMPILED = tuple((re.compile(pattern), sound) for pattern, sound in _RULES)
_AS_WRITTEN = frozenset("bdfglmnprstvz")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=20_000)
def phonetic_key(word: str) -> str:
    """The key of one word (any case, marks passed over): at least one character, empty only without a letter.

    >>> phonetic_key("Kervella") == phonetic_key("carvela"), phonetic_key("chantés") == phonetic_key("chanter")
    (False, True)
    """
    word = unicodedata.normalize("NFC", word.casefold())
    word = "".join(c for c in word if c.isalpha())
    sounds, place = [], 0
    while place < len(word):
        length, sound = _sound_at(word, place)
        sounds.append(sound)
        place += length
    key = _DOUBLE.sub(r"\1", "".join(sounds))
    return key or _letter(word[:1])


def _sound_at(word: str, place: int) -> tuple[int, str]:
    """How many letters make the next sound, and which; other letters (h, other alphabets) are mute."""
    for pattern, sound in _COMPILED:
        match = pattern.match(word, place)
        if match and match.end() > place:
            return match.end() - place, sound
    letter = word[place]
    return 1, letter if letter in _AS_WRITTEN else ""


def _letter(letter: str) -> str:
    """For words of mute letters alone (« h », « e »), and other alphabets: something to compare."""
    return unicodedata.normalize("NFD", letter)[:1]


_ALIKE = {"a": "AeEo", "A": "OI", "e": "IiE", "E": "uo", "o": "Ou", "u": "yw", "i": "yj", "p": "b", "t": "d",
          "k": "g", "f": "v", "s": "zS", "z": "Z", "S": "Z", "m": "n", "n": "N", "l": "r"}  # fmt: skip
NEAR = frozenset(pair for a, others in _ALIKE.items() for b in others for pair in ((a, b), (b, a)))
"""Phonemes that a listener may take for one another."""
