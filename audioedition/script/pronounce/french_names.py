"""Names that no table knows and that look like no foreign language, in letters that French reads as names.

French reads names otherwise than words: « Nasser » ends like « mer », not like « passer »; the s of « Dionysos » is
heard; « Ayoub » begins like « ail ». A rule here gives letters, not sounds, so that espeak-ng's French says the rest.
"""

from __future__ import annotations

import re
from functools import lru_cache

from audioedition.script.pronounce.foreign_names import JOINED_NAMES
from audioedition.script.pronounce.lookup import forms
from audioedition.script.pronounce.place import Place

_RULES: tuple[tuple[str, str], ...] = (
    ("gœ(?!u|il)", "gueu"),
    ("ö|ø|œ(?!u|il)", "eu"),  # Löfven, Plœmeur
    ("ea$", "éa"),  # Orpea
    ("oe(?=(?:[bdkn]|ff|ck|ll|ss|st|tt|hm|hr)(?:e[lr]|ius|ler|ner|inger|$))", "eu"),  # Blumenroeder
    ("ä|æ", "è"),
    ("å", "o"),
    ("(?<=[bfkv])j(?=[aeiouè])|(?<=^l)j", "i"),  # Björn
    ("[uo]u?lx$", "ou"),  # Proulx, Groulx
    ("(?<=[^aeou])(?<!nd)y$", "i"),  # Mennecy, Desailly: many in -y would be English
    ("oy$", "oi"),  # Foy
    ("(?<=cl)ayes$", "aies"),
    ("embe$", "èmmbé"),  # Kimpembe
    ("^zh", "j"),  # Zhoya
    ("(?<=[aeiou])ize$", "se"),
    ("ize$", "ise"),  # Parize
    ("ai$", "ais"),  # Cambrai
    ("(?<=[aeiou]ss)aye$|(?<=[hl])aye$", "aie"),  # Delahaye, Lamorlaye; not Hendaye, Ndiaye
    ("es(?=n(?:es?|a[iyu].*|eau.*|il|ier|oy|oi|ois)$)", "ê"),  # Chesnay, Villecresnes, Dumesnil
    ("(?<=[aeo])s(?=ni$)|(?<=[aiéèu])s(?=nes?$)|(?<=ro)s(?=na[iy])", ""),  # Osny, Rosnay
    ("(?<=i)s(?=[ml]es$)", ""),  # Raismes
    ("es(?=[ml]es$|le$|nard$)", "ê"),  # Presles, L'Arbresle, Esnard
    ("^mon(?:t|ts)(?=[bcdfgjklmnpqsvz])", "mon"),  # Montfavet, Montlouis
    ("^pont(?=[bcdfgjlmpqsv])", "pon"),  # Pontcarré
    ("(?<=[aeu])ilh(?=[aeo])", "ill"),  # Aureilhan
    ("aing$", "ain"),  # Onnaing
    ("gent$", "geant"),  # Prigent is no verb
    ("(?<=[bdfhlmnprstvu])ent$", "ant"),
    ("aulx$", "aux"),
    ("(?<=ou)ët$", "è"),  # Drouët
    ("(?<=g)uen$", "uène"),  # Guéguen
    ("^etch?e(?=[bgmvz])", "étché"),  # Etcheverry
    ("(?<=[dgprv])all$", "al"),  # Abgrall
    ("sang$", "san"),  # Morsang
    ("guil$", "guile"),  # Barguil
    ("djer$", "djère"),  # Madjer
    ("(?<=[bdfkmprstvwz])er$|(?<=[^g]n)er$", "ère"),  # Nasser, Lautner; « -ier », « -ger », « -cher » stay
    ("(?<=[^aeiouc]l)er$|(?<=ll)er$", "ère"),  # Müller, Kessler
    ("(?<!gr)(?<![aeiouéèêïyûb])os$", "osse"),  # Argos; not Legros, Dubos
    ("(?<=[^aeo])us$", "usse"),  # Marcellus
    ("(?<=[bdfghjklmnprtvz])is$", "isse"),  # Artémis; not Duplessis, Marais
    ("ès$", "esse"),  # Hadès
    ("(?<=[aeou])ïs$", "ïsse"),  # Anaïs
    ("(?<![gj])e(?=o(?![iu]))", "é"),  # Keolis
    ("thes?$", "te"),  # Lamothe
    ("(?<=[aeiouyé])th$", "tte"),  # Elisabeth, Judith
    ("th(?=i[aeou])", "tt"),  # Mathieux, not « -tion »
    ("th", "t"),  # Therrien
    ("escu$", "escou"),  # Iliescu
    ("oun(?=[dstç])", "oûn"),  # Koundé would be English
    ("iene$", "iène"),  # Boumediene
    ("(?<=[bdgptv])e(?=dze$)", "é"),
    ("dze$", "dzé"),  # Kobakhidze
    ("aw$", "aou"),  # Diaw
    ("(?<=[bcdfgkstz])we$", "oué"),  # Zimbabwe
    (
        "^wh?(?=ei(?:l|ll|ss|tz)$|.*(?:[aeo]u|rin|lin|ier|iez|[aeo]rt|ard|e[lt]|elle|ette?|oux|mann|er)$)",
        "v",
    ),  # Weill, Watteau
    ("^wh?(?=[aeio])|(?<=[a-wyz])w(?=[aeio])", "ou"),  # Diawara
    ("w", "v"),  # Wrona
    ("^xh", "dj"),  # Xhaka
    ("^sh|(?<=[aeiou])sh", "ch"),  # Shimano
    ("oo(?=[^aeiou]|$)", "ou"),  # Haroon
    ("ee(?=[^aeiou]|$)", "i"),  # Nadeem
    ("oya$", "o-ïa"),  # Zhoya, Montoya
    ("a?y(?=[aouéï])(?<=ay)|ay(?=[ei].)", "aï"),  # Ayoub, Bayonne, Mayela
    ("(?<=[ou])y(?=[bcçdfgklmnpqrstvz])", "ï"),  # Goytisolo
    ("iy(?=[aou])", "i"),  # Miyazaki
    ("oï$", "o-i"),  # Hanoï
    ("cz", "tch"),
    ("(?<=[aiou])hm", "m"),  # Ahmed
    ("(?<=[aeiou])h(?=[lnr])", ""),  # Kahn
    ("dji?h(?=a)", "dji"),  # Djihad
    ("qq", "k"),  # Raqqa
    ("(?<=[aeiou])kk(?=[aeiou])", "k"),
    ("(?<=a)zz", "z"),  # Brazzaville
    ("zz", "dz"),
)
_FAR = re.compile(
    r"(?=.*(?:[kwz]|sh|mutu))(?!.*(?:[oea]u|oi|qu|ie$))(?:(?:[mn](?![aeiou]))?(?:[bdfghjklmnprstvwyz]|[sct]h|ts|[kryhn]y|[kgr]w)?[aiou]|"
    r"(?:[mn](?![aeiou]))?(?:[bdfghjklmnprstvwyz]|[sc]h)e(?!$|[rz]$))+[aiouée]?"
)
"""« Kurosawa », « Nkurunziza »: consonant and vowel in turn, as in Japan, Polynesia and the south of Africa."""
_FAR_RULES: tuple[tuple[str, str], ...] = (
    ("(?<!t)ch", "tch"), ("sh", "ch"), ("(?<=[aeiou])s(?=[aeiou])", "ss"), ("j", "dj"), ("g(?=[ei])", "gu"), ("e", "é"),
    ("oy(?=[aéiou])", "o-ï"),
    ("ay(?=[aéiou])|ai", "aï"), ("in(?=[bcdfgkpstz])", "inn"), ("im(?=[bp])", "imm"), ("én(?=[cdgkpstz])", "ènn"),
    ("ém(?=[bp])", "èmm"), ("u(?=[mn][bcdfgkpstz])", "oû"), ("u", "ou"), ("w", "ou"), ("zz", "z"),
)  # fmt: skip
_COMPILED_FAR = tuple((re.compile(old), new) for old, new in _FAR_RULES)
_COMPILED = tuple((re.compile(old), new) for old, new in _RULES)
_OPEN_END = re.compile("^(?!le[bcdfgklmnprstv]).*(?<![aeo])[aio]$")
_MUTE_E = re.compile("e(?=(?:[bcdfgklmnprstvz]|ch|ph|th|qu|[bcdfgkptv][lr])[aiouéy])")
_SOUNDED_N = re.compile("e(?=n[cdgkqstz]|m[bp])")
_LONGEST = 30


@lru_cache(maxsize=1024)
def respell_name(text: str, *, many: bool = False) -> str:
    """Letters for espeak-ng's French in the place of a name's own; "" when these are read rightly. ``many``: behind
    « les », where a last s is the plural's (« les Chibanis »)."""
    key = re.sub("(?<=[aio])s$", "", text.lower()) if many else text.lower()
    if (
        not 4 <= len(key) <= _LONGEST
        or not text[0].isupper()
        or not key.isalpha()
        or JOINED_NAMES.search(text)
    ):
        return ""
    spelt = key
    far = _FAR.fullmatch(key)
    for old, new in _COMPILED_FAR if far else _COMPILED:
        spelt = old.sub(new, spelt)
    if not far and _OPEN_END.search(
        key
    ):  # « Benalla », « Moreno », « Bemba »: no mute e and no nasal one in such names
        spelt = _SOUNDED_N.sub("è", _MUTE_E.sub("é", spelt))
    return spelt if spelt != text.lower() else ""


def respell_greek(key: str) -> str:
    """An unknown word's « th » as t: espeak-ng takes it for English. "" when it has none."""
    if "th" not in key or len(key) < 5:
        return ""
    return re.sub("th(?=i[aeou])", "tt", key).replace("th", "t")


def respell_word(place: Place) -> str:
    """Other letters for espeak-ng in the place of a word's; "" when its own do."""
    word = place.word
    if place.tag == "V6" and word.key.endswith(("tient", "vient")):
        return word.key[:-2]  # « ils châtient »: not like « il tient »
    if _CLOSED_E.search(word.key):
        return _CLOSED_E.sub("è", word.key)
    if word.text.isupper() or forms().find(word.key):
        return ""
    if word.text.islower():  # « malthusien », « algorithmique » would be English
        return respell_greek(word.key)
    return respell_name(word.text, many=place.key(-1) in _PLURAL)


_PLURAL = frozenset({"les", "des", "aux", "ces"})


_CLOSED_E = re.compile("é(?=[bcdfglmnprstv]{1,2}e(?:ment|r(?:ai|as?|ez|ai[st]|aient|i?ons|iez|ont)$))")
"""« événement », « il gérera »: the reform of 1990 writes è, as it has always been said."""
