"""Forms that are said in two ways: which one, by part of speech, and for a few by the company they keep.

Where the dictionary has readings (« président » N, V), the tagger's code chooses. The functions below are for words
whose two readings share a part of speech or whose sound depends on what stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from audioedition.script.pronounce.closed_classes import COPULAS, HARDLY, TAKEN_TOGETHER
from audioedition.script.pronounce.lookup import forms
from audioedition.script.pronounce.numerals import NUMERALS
from audioedition.script.pronounce.place import Place
from audioedition.script.words import find_word


def choose_reading(readings: str, tag: str) -> str:
    """Of « N=… V=… R=… » what fits the code; "=" for espeak-ng's own; the first when none fits."""
    kind = "V" if tag[0] in "VPIG" else "N" if tag[0] in "NAE" else "R"
    offered = dict(part.split("=", 1) for part in readings.split(" "))
    if kind in offered:
        return offered[kind]
    return offered.get("N", "=") if kind == "R" else "="


_THREADS = frozenset(
    """électrique électriques barbelé barbelés conducteur conducteurs dénudé dénudés téléphonique téléphoniques
    métallique métalliques tendu tendus emmêlé emmêlés coton laine soie nylon cuivre fer acier pêche coudre couture
    tissu tissage tissage métier aiguille aiguilles câble câbles courant tension prise prises bobine bobines araignée
    araignées toile marionnette marionnettes suture sutures couturière électricien électriciens lampe poteau poteaux
    pylône pylônes dentaire plomb or argent broderie broder tricot tricoter rail caténaire disjoncteur raccorder
    raccordés branché branchés débranché chirurgien points téléphone réseau enterrer enterrés""".split()
)


_CUT = frozenset(
    """couper coupe coupent coupé coupés coupait coupaient tirer tire tirent tiré tirait dénouer dénoue démêler démêle
    démêlé emmêler tisser tisse tissent tendre tend tendent dénuder dénude brancher branche branché débrancher relier
    relie relié tenir tient tiennent tenait tenaient sectionner sectionné rompre enfiler
    renouer arracher arraché tresser""".split()
)
"""One does it to threads, and hardly to sons."""
_THREADED = re.compile(
    "(?:(?:dé|re|en)nou|(?:em|dé|entre)mêl|(?:re|dé)?tiss|tress|brod|(?:em)?bobin|effil|(?:dé)?gain|(?:re|dé)?branch|dénud|"
    "raccord|sectionn|enroul|déroul|(?:re|dé)?cous[ue]|tord|distend)|(?:coupés|tirés|cassés|arrachés|pendent|pendaient)$"
)
"""Threads do it or suffer it, wherever in the phrase it is said: « les fils se dénouent »."""
_WOVEN = frozenset(
    "intrigue récit narration trame enquête discussion conversation canevas négociation".split()
)
"""What has threads: « les fils de l'intrigue »."""


def _fils(place: Place) -> str:
    if place.tag[1:2] != "p":
        return "fis"
    beside = {place.key(step) for step in (1, 2, 3)}
    if beside & (_THREADS | _WOVEN) or place.key(-1) in {"sans"}:
        return "fil"
    near = {place.key(step) for step in (-3, -2, 1, 2, 3, 4)}
    if {place.key(-step) for step in (2, 3)} & _CUT or any(_THREADED.match(key) for key in near):
        return "fil"
    own = {place.key(-1), place.key(-2)} & set("ses mes tes nos vos leurs deux trois quatre".split())
    return "fil" if place.around() & _THREADS and not own else "fis"


def _tous(place: Place) -> str:
    follows = place.kind(1)
    if follows[:1] in {"D", "M", "F"} or place.key(1) in {
        "ceux",
        "azimuts",
        "types",
        "genres",
        "niveaux",
        "risques",
        "publics",
    }:
        return "tu"
    if {place.key(2), place.key(3)} & TAKEN_TOGETHER:
        return "tu"
    if follows[:1] not in {"N", "A"} or not place.key(1).endswith(("s", "x", "z")):
        return "tus"
    if place.key(-1) in COPULAS:
        return "tus"  # « nous sommes tous frères »
    if place.key(1).endswith(("és", "us", "is", "ts")):
        return "tu" if _is_noun_only(place.key(1)) else "tus"
    return "tu"


def _is_noun_only(form: str) -> bool:
    word = find_word(form)
    return word is not None and bool(word.tags) and all(tag[0] == "N" for tag in word.tags)


def _denied_across(place: Place) -> bool:
    """« ne correspond pas (ou plus) », « il n'en veut (presque) plus »: the bracket does not end the denial."""
    earlier = [word.key for word in place.words[max(0, place.at - 6) : place.at]]
    if not {"ne", "n", "pas"} & set(earlier):
        return False
    if earlier[-1] in {"ou", "et", "voire"}:
        return len(earlier) > 1 and earlier[-2] in {"pas", "jamais", "guère", "encore", "point"}
    return earlier[-1] in HARDLY


def _plus(place: Place) -> str:
    before, behind = place.key(-1), place.key(1)
    if before and place.word.text == "Plus":  # « Canal Plus », as « Canal+ » is said
        return "plys"
    negated = (
        bool({"ne", "n"} & {place.key(-step) for step in range(1, 5)})
        or before in {"ni", "non", "pas"}
        or _denied_across(place)
    )
    if (place.kind(-1)[:1] == "M" and place.kind(1)[:1] in {"M", "D"}) or before in {"bac", "signe"}:
        return "plys"
    if (
        place.kind(1)[:1] == "M" and not negated
    ):  # « plus trois pour cent »; of more than three one says « plus de »
        return "plys"
    if negated:
        return ""
    if not behind:  # the end, or a mark
        return (
            "plys"
            if before
            in {"de", "en", "au", "bien", "encore", "beaucoup", "peu", "fois", "fait", "un", "le", "des"}
            else "ply"
            if place.tag[0] == "V"
            else "plys"
        )
    if before == "en" and place.key(-2) == "plus":
        return ""  # « de plus en plus de rêves »
    if before in {"un", "petit", "vrai", "en"} and behind in {
        "pour",
        "de",
        "dans",
        "d",
        "des",
        "du",
        "indéniable",
        "à",
        "et",
        "qui",
    }:
        return "plys"
    return ""


_LANDS = frozenset(
    """moitié côte rive façade banlieue partie versant flanc aile entrée sortie quart frontière région zone bloc porte
    ligne secteur périphérie bordure extrémité pointe boulevard autoroute bande côté quartiers quartier tribune littoral
    rocade longitude plaine pays""".split()
)


def _est(place: Place) -> str:
    before, behind = place.key(-1), place.key(1)
    if (
        place.tag[0] in "NAE"
        and before in {"l", "d", "grand", "plein", "nord", "sud", "de"}
        and place.kind(-1)[:1] in "DSAFEN"
    ):
        return "" if before == "l" and place.kind(-2)[:1] in {"O", "L"} else "ɛst"
    if before in {"nord", "sud", "plein"}:
        return "ɛst"
    if before in _LANDS and (behind in {"de", "du", "des", "d"} or not behind):
        return "ɛst"
    if place.kind(-1)[:1] in {"N", "E"} and _only_conjugated(behind):
        return "ɛst"
    return "ɛst" if place.word.text == "Est" and not place.word.opens and place.tag[0] != "V" else ""


def _only_conjugated(key: str) -> bool:
    """« souffre », which no noun, adjective or participle is: « la banlieue est souffre » is about the east."""
    codes = (forms().find(key) or "").split()
    return bool(codes) and all(code[0] == "V" for code in codes)


def _fier(place: Place) -> str:
    """The verb has always its pronoun: « se fier à », « le maire se dit fier »."""
    return "fje" if place.key(-1) in {"me", "te", "se", "nous", "vous", "y"} else "fjɛʁ"


def _os(place: Place) -> str:
    return "o" if place.tag[1:2] == "p" else ""


def _fait(place: Place) -> str:
    """« au fait », « en fait », « de fait »: its t is heard where the phrase ends with it."""
    before, behind = place.key(-1), place.key(1)
    if place.tag[:1] in "VP" and before != "au":
        return ""
    if before == "au":
        return "fɛt" if place.key(-2) not in {"quant", "grâce", "face"} else ""
    alone = not behind or place.kind(1)[:1] in {"O", "T"}
    starts = place.at > 0 and (place.words[place.at - 1].opens or not place.key(-2))
    return "fɛt" if before in {"en", "de"} and alone and starts else ""


def _as(place: Place) -> str:
    """« un as du volant », « les as »: only « tu » has the verb."""
    if "tu" in {place.key(step) for step in (-3, -2, -1, 1, 2)} or place.tag[:1] == "V":
        return ""
    return "as" if place.kind(-1)[:1] in {"D", "F", "M", "A", "S", "L"} or not place.key(-1) else ""


def _jet(place: Place) -> str:
    after = {place.key(1), place.key(2), place.key(3)}
    flies = {"privé", "privés", "affaires", "supersonique", "lag", "set", "ski"}
    return "dʒɛt" if after & flies or place.key(-1) in {"en"} else ""


def _pub(place: Place) -> str:
    male = {place.key(-1), place.key(-2)} & set("un le ce du au aux des ces quel cet les".split())
    return (
        "pœb" if male and not {place.key(-1), place.key(-2)} & {"la", "une", "cette", "sa", "ma"} else "pyb"
    )


def _gentle(place: Place) -> str:
    """« convient »: of « convenir », said often, or of « convier » with a plural subject."""
    return (
        "kɔ̃vi"
        if place.tag == "V6" and place.kind(1)[:1] in {"D", "T"} and place.kind(-1)[:1] in {"O", "N"}
        else ""
    )


def _pressent(place: Place) -> str:
    return "pʁɛs" if place.tag == "V6" else "pʁesɑ̃"


SENSES: dict[str, Callable[[Place], str]] = {
    "fils": _fils,
    "tous": _tous,
    "plus": _plus,
    "est": _est,
    "os": _os,
    "fait": _fait,
    "as": _as,
    "jet": _jet,
    "jets": _jet,
    "pub": _pub,
    "pubs": _pub,
    "convient": _gentle,
    "pressent": _pressent,
    "fier": _fier,
    **NUMERALS,
}
"""Form → its sounds here, "" for espeak-ng's own."""


def sense_of(place: Place) -> str | None:
    """The sounds of a word of two readings here; "" when espeak-ng's are right; None when it is no such word."""
    say = SENSES.get(place.word.key)
    if say is not None:
        return say(place)
    return None
