"""Is this paragraph French? Function words tell, and only a clear answer counts."""

from __future__ import annotations

import re

from audioedition.script.normalise.tables import words

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "fr": words(
        """le la les l un une des du de d et à au aux en dans sur pour par que qui ne pas est sont a
        ont il elle ils elles on nous vous ce cette ces son sa ses leur leurs se s avec plus mais ou
        où je tu j n c qu été avoir"""
    ),
    "en": words(
        """the of and to in is are was were be been that this with for from by at as it its his her
        their they we you i not have has had will would can which who what but he she an there about
        said our your my"""
    ),
    "de": words(
        """der die das den dem des ein eine einer eines und ist sind war nicht mit von zu zum zur im in
        auf für als auch an es sich er sie wir ich dass hat haben wird werden bei nach aus wie oder
        aber nur"""
    ),
    "es": words(
        """el los las un una unos de del y en que es son no con por para se su sus al lo como más pero
        este esta fue ha han ser está muy también sobre entre hasta desde"""
    ),
    "it": words(
        """il lo gli di del della dei delle e è che non un una per con si da dal nel nella sono come
        più ma anche questo questa al alla ha hanno essere suo sua loro"""
    ),
    "pt": words(
        """o os as um uma de do da dos das e em no na que não com por para se ao mais como mas foi são
        é seu sua também pelo pela"""
    ),
    "nl": words(
        """de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij uit nog
        naar heeft hij zij wij ze worden wordt door over"""
    ),
}
MIN_WORDS = 8
"""Below this, names and quotations decide too much."""

_WORD = re.compile(r"[^\W\d_]+")


def foreign_language(text: str) -> str | None:
    """BCP 47 of a paragraph that is clearly not French; ``None`` for French, for short and for doubtful ones.

    Clear: at least a quarter of the words are function words of that language, and twice as many as French ones.
    """
    words = [word.lower() for word in _WORD.findall(text[:4000])]
    if len(words) < MIN_WORDS:
        return None
    hits = {code: sum(word in known for word in words) for code, known in FUNCTION_WORDS.items()}
    best = max(hits, key=lambda code: hits[code])
    clear = hits[best] >= 0.25 * len(words) and hits[best] >= 2 * hits["fr"]
    return best if best != "fr" and clear else None
