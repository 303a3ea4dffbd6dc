"""Foreign names that no table knows, read as a French newsreader reads them: by the language that they look like.

Where a name's letters give its language away (« -enko », « sch », « -ez », « -elli »), its letters have that language's
sounds, made with French ones. What looks like none of them is left to espeak-ng.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LOOKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "german",
        re.compile(
            r"sch|mann$|stein$|berg$|heim(er)?$|hof(er)?$|[^aeiou]tz$|äu|ü|dorf$|burg$|wald$|hardt$|bach(er)?$"
        ),
    ),
    (
        "dutch",
        re.compile(
            r"^stee?n(?=[bdhkvw])|^(?:zee|oost)|voo?rde?$|e(?:ck|ek)[ex]?x?$(?<!beck)(?<!eck)|[lmv]eers?$|ee(?:ters?|rts?|rs|le|ckx?|lde?)$|"
            r"ghen$|gh?em$|z(?:ee)?le$|vee?lde?$|broe?[cu]k(?:x|e|er|ere)?$|dae?le?$(?<!dal)(?<!dale)|ae(?:le|re|rts?|rd|ghe)$|aert|"
            r"^vand(?:e|en|er)(?=[bcdfghklmnprstvwz])|^(?:van|ver)h|[bdlrk]uy[nst]|oo(?:rde?|rt|ss?ens?|nen?|ghe|te|nk)$|hoe[kv]|"
            r"ij(?=[bcdfgklmnprstvz])|(?:inck|ynck|ckx|kerque|schoote|straeten?|wij?k)$|oel(?:and|are)"
        ),
    ),
    (
        "slavic",
        re.compile(
            r"[^aeiouq]sk[iy]j?$|[aeiou]sk[iy]$|eck[iy]$|[oe]v(a|itch)?$|[oei]n?[kh]enko$|[aeiou]lenko$|[mnpv]enko$|tchouk$|"
            r"[aeio](?<!udo)vi[cćč]h?$|i[ćč]$|(?:[kzj]|[ai]kit|abat|ovan)ic$|cz|sz|rz[yą]|[pk]rz|[čšžřěłńśźżćđ]|kine$|chenko$|"
            r"wicz$|[ei]nsk$"
        ),
    ),
    (
        "italian",
        re.compile(
            r"(ell|ett|ucc|ozz|azz|acc|ecc|icc)[io]$|[aeou]gli(?=[aeou])|[aeiou]cchi?[aeo]?$|ghi$|(?<=[^aeiou])(ini|oni|ani|ardi)$|"
            r"zz(i|o|ola)$|cc[io]$"
        ),
    ),
    (
        "portuguese",
        re.compile(r"inh[ao]s?$|[aeiou]lh[ao]$|[aeo]nh[ao]$|ão|ões|lh[ao]es$|ç[ao]lves$|alves$"),
    ),
    ("turkish", re.compile(r"[ğışİ]|^[öç]|oglu$|ç(?=[aou]?[kl])")),
    (
        "spanish",
        re.compile(
            r"[aeiou]rez$|[dnlg]ez$|guez$|ñ|[áíóú]|illos?$|eda$|[^aeiou]eros?$|[aeo]ldos?$|[ae]jo$|qu[ei]ño|oza$"
        ),
    ),
)
"""The first that fits. « -rez » only behind a vowel: Alvarez is Spanish, Duprez is from the North."""

_COMMON = (
    ("qu(?=[ei])", "k"), ("qu", "kw"), ("q", "k"), ("ph", "f"), ("th", "t"), ("sh", "ʃ"), ("kh", "k"), ("gh", "ɡ"),
    ("ck", "k"), ("x", "ks"), ("ou", "u"), ("h", ""), ("c", "k"), ("y(?=[aeiou])", "j"), ("(?<=[aeiou])y", "j"),
    ("y", "i"), ("u", "u"), ("r+", "ʁ"), ("g", "ɡ"),
)  # fmt: skip
_RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "german": (
        ("tsch", "tʃ"), ("sch", "ʃ"), ("sh(?=eim)", "s"), ("^s(?=[pt])", "ʃ"), ("chs", "ks"), ("(?<=[aou])ch", "k"),
        ("ch", "ʃ"), ("ei|ai|ey|ay", "aj"), ("eu|äu", "ɔj"), ("au", "aw"), ("ie", "i"), ("ee", "e"), ("ä", "ɛ"),
        ("ö", "ø"), ("ü", "y"), ("tz|z", "ts"), ("^v", "f"), ("w", "v"), ("er$", "ɛʁ"),
        ("j", "j"), ("nn$", "n"), ("dt$", "t"),
    ),
    "portuguese": (
        ("nh", "ɲ"), ("lh", "lj"), ("ão", "ao"), ("ões$", "ɔjs"), ("ch", "ʃ"), ("ç|c(?=[ei])", "s"),
        ("j|g(?=[ei])", "ʒ"), ("gu(?=[ei])", "ɡ"), ("(?<=[aeiou])s(?=[aeiou])", "z"), ("ss", "s"),
    ),
    "turkish": (
        ("ç", "tʃ"), ("ş|sh", "ʃ"), ("c", "dʒ"), ("ğ|g(?=l[uü])", "ɡ"), ("ö", "ø"), ("ü", "y"), ("ı", "i"),
        ("j", "ʒ"), ("v", "v"),
    ),
    "dutch": (
        ("sch", "sk"), ("cque?|que$|ck|kk", "k"), ("ckx|kx", "ks"), ("ch", "k"), ("gh?", "ɡ"), ("ij|ey|ei", "ɛj"),
        ("uy|ui", "œj"), ("aai?|ae", "a"), ("ee", "e"), ("ooi?", "o"), ("oe", "u"), ("ou", "u"), ("eu", "ø"),
        ("ie", "i"), ("uu", "y"), ("u", "y"), ("dts?$|dt", "t"), ("sj", "ʃ"), ("j", "j"), ("tie$", "ti"), ("w", "w"),
        ("e$", ""), ("y", "i"),
    ),
    "slavic": (
        ("chtch", "ʃtʃ"), ("tch|cz|č|ć|ci(?=[aeou])", "tʃ"), ("sz|š|ś|ch", "ʃ"), ("rz|ž|ź|ż|zh", "ʒ"), ("ř", "ʁʒ"),
        ("dj|đ", "dʒ"), ("ski$|sky$|skyi$|skij$", "ski"), ("vic$", "vitʃ"), ("ic$", "itʃ"), ("[eo]v$", "\\g<0>"),
        ("^sh|sh", "ʃ"), ("ts|c(?=[ei])", "ts"), ("ck(?=[iy]$)", "tsk"), ("w", "v"), ("ł", "l"),
        ("ń", "n"), ("ě", "jɛ"), ("ï", "j"), ("j", "j"),
        ("kine$", "kin"), ("ine$", "in"), ("gu(?=[eiy])", "ɡ"),
    ),
    "italian": (
        ("gli(?=[aeou])", "lj"), ("gli", "lji"), ("gn", "ɲ"), ("sci(?=[aou])|sc(?=[ei])", "ʃ"), ("cch|ch", "k"),
        ("cci(?=[aou])|cc(?=[ei])|ci(?=[aou])|c(?=[ei])", "tʃ"), ("gh", "ɡ"),
        ("ggi(?=[aou])|gg(?=[ei])|gi(?=[aou])|g(?=[ei])", "dʒ"), ("zz", "dz"),
    ),
    "spanish": (
        ("ch", "tʃ"), ("ll", "j"), ("ñ", "ɲ"), ("gu(?=[ei])", "ɡ"), ("gü", "ɡw"), ("j|g(?=[ei])", "ʁ"),
        ("c(?=[ei])", "s"),
        ("á", "a"), ("í", "i"), ("ó", "o"), ("ú", "u"), ("v", "v"),
    ),
}  # fmt: skip
_COMPILED = {
    language: tuple((re.compile(old), new) for old, new in (*rules, *_COMMON))
    for language, rules in _RULES.items()
}
_LONGEST = 30
JOINED_NAMES = re.compile("^(?!Mac|Van|Des|Fitz).[a-zß-ÿ]{2,}[A-ZÀ-Þ]")
"""« FranceConnect »: espeak-ng reads each of its words by itself, by French letters."""


@lru_cache(maxsize=1024)
def read_name(text: str) -> str:
    """Sounds of a capitalised word that looks foreign; "" when it looks French, or like nothing known."""
    key = text.lower()
    if not 4 <= len(key) <= _LONGEST or not text[0].isupper() or JOINED_NAMES.search(text):
        return ""
    for language, look in _LOOKS:
        if look.search(key):
            return _respell(key, _COMPILED[language])
    return ""


_PLURAL = re.compile("[^aeiouyɛɔøœə][sz]$")


def without_plural(text: str, sounds: str) -> str:
    """« des haters », « des boats »: of an English noun in small letters no s is heard; The Doors keep theirs."""
    if (
        not text.islower()
        or not _PLURAL.search(sounds)
        or not text.endswith(("ers", "ings", "es", "ts", "ds"))
    ):
        return sounds
    return re.sub("ɛʁ$", "œʁ", sounds[:-1])


def read_as(text: str, language: str) -> str:
    """Sounds of a word that is known to be of a language of ``_RULES``."""
    return _respell(text.lower(), _COMPILED[language])


def _respell(key: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    """Each place is rewritten once, by the first rule that fits there."""
    sounds = []
    place = 0
    while place < len(key):
        for old, new in rules:
            if match := old.match(key, place):
                sounds.append(match.group() if new == "\\g<0>" else new)
                place = match.end()
                break
        else:
            sounds.append(key[place])
            place += 1
    return _open_vowels("".join(sounds))


_ACCENTS = str.maketrans("éèêëáàâãíîóôúûå", "eɛɛeaaaaiioouuo")


def _open_vowels(sounds: str) -> str:
    """e and o before a consonant that closes their syllable are open; double consonants are one."""
    sounds = re.sub(r"([bdfɡklmnpʁstvz])\1", r"\1", sounds.translate(_ACCENTS))
    closed = r"(?=[bdfɡklmnpʁsʃtvzʒɲ](?:[bdfɡkmnpsʃtvzʒ]|$))"
    sounds = re.sub(f"e{closed}", "ɛ", sounds)
    sounds = re.sub(f"o{closed}", "ɔ", sounds)
    return re.sub("o(?=[bdfɡklmnpʁsʃtvzʒɲ])", "ɔ", sounds)
