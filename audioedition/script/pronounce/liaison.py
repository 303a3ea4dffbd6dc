"""Liaison: which final consonant is heard before a vowel, by grammar; one table, one function.

Source of the rules: the three classes of the school grammars (obligatory, forbidden, optional: Delattre 1951, kept by
Grevisse § 41-43); of the optional ones those that a newsreader makes. The first rule that fits decides. Behind
each rule stands a sentence that it was written for; the tests hold them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from audioedition.script.pronounce.lookup import forms, is_aspirated
from audioedition.script.pronounce.tokens import WordToken


class Link(Enum):
    """What is decided about the end of a word."""

    TIED = "tied"
    """Its consonant is heard."""
    BARE = "bare"
    """It is not."""
    OPEN = "open"
    """Either is right: the voice's own habit stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiaisonRule:
    """``left`` and ``right`` are matched against « word/code »; the right one bears its hyphen: « -ils/Op »."""

    name: str
    left: re.Pattern[str]
    right: re.Pattern[str]
    link: Link


def _rule(name: str, left: str, right: str, link: Link) -> LiaisonRule:
    return LiaisonRule(name=name, left=re.compile(left), right=re.compile(right), link=link)


_PRENOMINAL = (
    "petit|grand|gros|bon|mauvais|ancien|premier|dernier|second|certain|vain|plein|moyen|prochain|lointain|divin|"
    "saint|faux|heureux|excellent|long|haut|bas|nouvel|vieil|court|parfait|léger|entier|singulier|simple|commun|vilain|"
    "soudain|humain|éminent|important|puissant|récent|fréquent|précédent|charmant|savant|profond|double|moindre|fort"
)
"""Singular adjectives that stand before their noun; behind it none is tied."""
_FIXED = (
    "tout à|tout au|tout en|tout un|tout autre|petit à|temps en|temps à|plus en|plus ou|plus au|moins en|moins un|"
    "nuit et|quant à|quant au|quant aux|comment allez|nations unies|jeux olympiques|champs élysées|"
    "arts et|ponts et|"
    "rien à|mot à|pas à|dos à|bout en|bout à|haut en|cas échéant|fait accompli|accent aigu|eaux et|allées et|tant et|"
    "dès à|très à|très en|trop à|trop en|bien en|plus à|moins à|"
    "us et|moyen âge|moyen orient|proche orient|fond en|mieux en|pis en|faux amis|sang et|deux ou|trois ou"
)
_WITH_HYPHEN = (
    "vis à|pied à|pot au|prêt à|peut être|avant hier|sous entendu|sous officier|sous effectif|états unis|nations unies|"
    "moyen orient|proche orient|extrême orient|arts et|croc en|pont à|sot y|plus en|petit à|c'est à"
)
_PAIRS = frozenset(tuple(pair.split(" ")) for pair in _FIXED.split("|"))
_TIED_PAIRS = frozenset(tuple(pair.split(" ")) for pair in _WITH_HYPHEN.split("|"))
_AFTER_NEUF = frozenset({"ans", "heures", "autres", "hommes"})
"""The only words before which « neuf » is said with a v."""

_AUXILIARIES = (
    "était|étaient|serait|seraient|soit|soient|avait|avaient|auraient|aurait|seront|auront|fut|furent|avons|avez|"
    "sommes|êtes|suis"
)

RULES: tuple[LiaisonRule, ...] = (
    _rule("inversion", r"/V", r"^-(ils?|elles?|on)/", Link.TIED),  # Ont-ils voté ?
    _rule("imperative", r"/V", r"^-(y|en)/", Link.TIED),  # Allez-y.
    _rule("saint", r"^saints?/", r"/E|^-", Link.TIED),  # La route de Saint-Étienne.
    _rule("determiner", r"/[DF]", r"/[NAMPEGRTD]", Link.TIED),  # Les anciens élèves.
    _rule("numeral", r"^(un|deux|trois|six|dix|vingts?|cents?|neuf)/[MT]", r"^[^-/]+/[NAP]",
          Link.TIED),  # Trois heures.
    _rule("numeral-alone", r"/M", r"", Link.BARE),  # Cent un élus.
    _rule("subject", r"^(nous|vous|ils|elles|on)/[OL]", r"^[^-/]+/[VL]", Link.TIED),  # Ils ont perdu.
    _rule("clitic", r"^(les|nous|vous|en)/[LOD]", r"^[^-/]+/[VIGL]", Link.TIED),  # Il les a vus.
    _rule("preposition", r"^(en|dans|chez|sans|sous|dès)/", r"/[DFNAMTEIGRLP]", Link.TIED),  # Dans un an.
    _rule("adverb", r"^(très|plus|moins|bien|trop|tout|mieux|fort|rien)/", r"/[APR]", Link.TIED),  # Il est très âgé.
    _rule("quand", r"^quand/[KR]", r"^(ils?|elles?|on|une?|en)/", Link.TIED),  # Quand il pleut.
    _rule("dont", r"^dont/", r"^(ils?|elles?|on|une?)/", Link.TIED),  # Ce dont il parle.
    _rule("tout", r"^tout/T", r"^[^-/]+/V", Link.TIED),  # Tout est dit.
    _rule("adjective-plural", r"/Ap", r"/Np", Link.TIED),  # Les prochaines élections.
    _rule("adjective-singular", rf"^({_PRENOMINAL})/(As|P|Ds|R)", r"/(N|E)", Link.TIED),  # Un grand homme.
    _rule("être", r"^(est|sont)/V", r"^[^-/]+/[APDFSRNTMI]", Link.TIED),  # C'est un succès.
    _rule("ont", r"^ont/V", r"/[PR]", Link.TIED),  # Ils ont été vus.
    _rule("auxiliary", rf"^({_AUXILIARIES})/V", r"/[PARDFS]", Link.OPEN),  # Ils étaient attendus.
    _rule("modal", r"^(peut|doit|veut|faut|fait|peuvent|doivent|vont|veulent|fallait|pouvait|devait|font|vient)/V",
          r"/[ID]", Link.OPEN),  # Il faut attendre.
    _rule("noun-sounded", r"[bcfgklmpqr]s/Np", r"", Link.BARE),  # Des fils électriques.
    _rule("noun-adjective", r"/Np", r"/Ap", Link.TIED),  # Des avions anglais.
    _rule("noun", r"/[NE]", r"", Link.BARE),  # Le taux est bas.
    _rule("et", r"^et/", r"", Link.BARE),  # Un homme et une femme.
    _rule("elsewhere", r"", r"", Link.BARE),  # Alors il part.
)  # fmt: skip
"""In the order in which they are tried."""


def decide_link(left: WordToken, left_tag: str, right: WordToken, right_tag: str) -> tuple[Link, str]:
    """What happens between two neighbours, and the name of the rule that says so."""
    if left.elided:
        return Link.OPEN, "elision"
    if left.closed:
        return Link.BARE, "pause"
    if not begins_with_vowel(right):
        return Link.BARE, "consonant"
    if (left.key, right.key) in _PAIRS or (right.joint == "-" and (left.key, right.key) in _TIED_PAIRS):
        return Link.TIED, "fixed"
    if right.joint == "-" and right.key == "en" and left.text[0].isupper() and left_tag[0] != "V":
        return Link.BARE, "place"  # Cormeilles-en-Parisis
    if left.key == "neuf" and right.key not in _AFTER_NEUF:
        return Link.OPEN, "neuf"
    first = f"{left.key}/{left_tag}"
    second = f"{'-' if right.joint == '-' else ''}{right.key}/{right_tag}"
    for rule in RULES:
        if rule.left.search(first) and rule.right.search(second):
            return rule.link, rule.name
    return Link.BARE, "elsewhere"


_LIKE_CONSONANTS = re.compile(
    r"onz|oui$|ouis|ouistiti|uhlan|ulul|huit|ya|ye(?!ux)|yi|yo(?!nne)|yu|w|hui|ouate|un(?=ième)|onu$|iode|ouagad"
)
"""They begin with a vowel on paper and take no liaison. Not « iode » and « ONU », which do: see below."""
_VOWEL = re.compile(r"[aeiouyàâäæéèêëîïôöœùûüh]")
_MUTE_NAMES = frozenset(
    """hélène henriette henri henry hugo hugues hubert hermès honoré hérault haïti hyères homère horace hippolyte
    hébreu hébreux hadrien hector herbert hermione honorine hilaire hortense héra héraclès hercule hélios hérodote
    hippocrate hérode hesse""".split()
) - {"hesse", "hugues"}
"""Names in h before which one elides; all others are taken for foreign ones, which have a real h."""


def begins_with_vowel(word: WordToken) -> bool:
    """Whether a liaison may be made to it."""
    key = word.key
    if key.startswith("héroï"):  # « les héroïnes », unlike « les héros »
        return True
    if key in {"onu", "iode", "y", "ouest", "un", "une", "unième"}:
        return True
    if _LIKE_CONSONANTS.match(key):
        return False
    if not _VOWEL.match(key):
        return False
    if key[0] == "h":
        if word.text[0].isupper() and not word.opens:
            return key in _MUTE_NAMES or (not is_aspirated(key) and key in _mute_words())
        return not is_aspirated(key) and _is_mute(key)
    return True


_GREEK_OR_LATIN = re.compile(
    "h(?:y(?!p?e?s?$)|[oéèi]m|[ée](?!ros$)|ist|osp|um|abi|arm|allu|ect|or[lmo]|on[oe]|erb|iber|ippo|ol[oi]|omo)"
)


def _is_mute(key: str) -> bool:
    """« des haters », « un hedge fund »: English brings its h, unlike words made of Greek and Latin."""
    if key.startswith(("hooligan", "hedge")):
        return False
    return bool(forms().find(key) or _GREEK_OR_LATIN.match(key))


def _mute_words() -> frozenset[str]:
    return frozenset("histoire homme hommes hôtel hôpital humanité huma humanitaire état".split())


_TIED_BY_ESPEAK = frozenset(
    """un mon ton son en on bien rien aucun petit grand gros second quand dont tout cent vingt est ont sont vont font
    fort saint grand""".split()
)


def ties_by_itself(left: WordToken, tag: str, right: WordToken) -> bool:
    """What espeak-ng does of its own: after every s, x and z, after verbs in t and a few small words."""
    if left.closed or left.elided or not _VOWEL.match(right.key) or right.joint == "'":
        return False
    if right.key[0] == "h" and is_aspirated(right.key):
        return False
    if left.key in _TIED_BY_ESPEAK or left.key.endswith(("s", "x", "z")):
        return True
    return tag[0] == "V" and left.key.endswith("t")


def latent_consonant(word: WordToken) -> str:
    """The sound that a liaison brings out of a spelling: z, t, n, ʁ, p, ɡ, v; empty when there is none."""
    key = word.key
    if key == "neuf":
        return "v"
    if key in {"trop", "beaucoup"}:
        return "p"
    if key == "long":
        return "ɡ"
    if key.endswith(("s", "x", "z")):
        return "z"
    if key.endswith(("t", "d")):
        return "t"
    if key.endswith("n"):
        return "n"
    if key.endswith("er"):
        return "ʁ"
    return ""


_DENASALISED = (("jɛ̃", "jɛn"), ("ɛ̃", "ɛn"), ("ɔ̃", "ɔn"))
_STAY_NASAL = frozenset("un aucun on en mon ton son bien rien commun".split())


def tie(word: WordToken, sounds: str) -> str:
    """``sounds`` (of the word by itself) with its consonant heard: « bon » → bɔn, « grand » → ɡʁɑ̃t."""
    consonant = latent_consonant(word)
    if not consonant:
        return sounds
    bare = sounds.rstrip("ə")
    if consonant == "v":
        return bare[:-1] + "v" if bare.endswith("f") else bare
    if consonant == "ʁ":
        return re.sub("e$", "ɛʁ", bare)
    if consonant == "n":
        if not bare.endswith("\u0303"):
            return sounds
        if word.key not in _STAY_NASAL:
            for nasal, open_vowel in _DENASALISED:
                if bare.endswith(nasal):
                    return bare[: -len(nasal)] + open_vowel
        return bare + "n"
    if consonant == "z" and bare[-1:] in "sz":
        return sounds
    if consonant in "tkp" and bare[-1:] in "tdkɡp":
        return sounds
    return bare + consonant
