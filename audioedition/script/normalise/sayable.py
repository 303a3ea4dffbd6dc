"""Can letters be said as a word? Sonority decides: what a syllable may begin and end with."""

from __future__ import annotations

import re
from functools import lru_cache

from audioedition.script.words import bare_letters

_ONSET = r"(?:[bcdfghjklmnprstvwxyz]|[bcfgpvk]l|[bcdfgptvk]r|ch|ph|th|sh|qu|q(?=[aeio])|s[ptkcnmlw]|str|scr|spr|tr|gn)"
_CODA = r"(?:[bcdfglmnprstxz]|[lrnms][cdfgkmnpst]|nts?|rts?|ts|ls|ns|rs|ms|[cst]h|ck|ng|ft|[cp]t|ss|ll|ff|tt)"
_VOWEL = r"(?:eau|aie|[aeo]ui|[aeiouy]{1,2})"
_STRICT = re.compile(rf"(?:{_ONSET}?{_VOWEL}(?:[lrnms](?={_ONSET}{_VOWEL}))?){{1,6}}{_CODA}?")
"""What French lets begin and end a syllable: enough to tell OTAN (a word) from FNSEA (letters)."""

_WIDE_ONSET = (
    rf"(?:{_ONSET}|q|p[sn]|[cpts]hr|k[hn]|g[hwj]|s[hz]|sch[lmnrw]?|t[szwc]|tch|d[jzh]|m[bnc]|n[dgjk]|c[zs]|z[hvd]|[vw][rlh]|[bf]j|"
    r"hr|hl|v)"
)
_WIDE_CODA = (
    r"(?:[bcdfghjklmnpqrstvwxz]|([bcdfgklmnprstz])\1|[lrnmsfpkcx][bcdfghkmnpqstvxz]|c[khst]|[ts]ch|s[hkt]|t[hszc]|d[tz]|"
    r"rn|rl|lm|[lrn][ckt][hs]?|gh|ght|rst|nst)"
)
_BEHIND_A_VOWEL = frozenset("rc rt rs st ns ls nt ms ld lt rk rn rm sk ts ds nd ct pt".split())
"""What may follow the first letter of a word of three: ART, EST, ANS, ILS, APT."""


_VOWELS_IN_A_ROW = re.compile("(?!eau|aie|[aeio]ui|ieu|oeu|[aeou]y[aeou])[aeiouy]{3}")
"""« IEEE », « MIAI »: each is a syllable of its own, so letters."""


@lru_cache(maxsize=4_096)
def can_be_said(letters: str, *, among_words: bool = False) -> bool:
    """Whether capitals that no lexicon knows can be a word of any European tongue: MODJECK, SLAMA, not FNSEA.

    Four letters must join as in French; longer ones may have what names have (« dj », « ck », « sch »). Three letters
    and fewer are sigles, three ``among_words`` (a headline, a name) are words when they can be.
    """
    plain = bare_letters(letters)
    if len(plain) < 6 and _VOWELS_IN_A_ROW.search(plain):
        return False
    if len(plain) < 3 or (len(plain) == 3 and not among_words):
        return False
    if len(plain) == 3 and plain[0] in "aeiouy" and plain[1] not in "aeiouy" and plain[2] not in "aeiouy":
        return plain[1:] in _BEHIND_A_VOWEL
    return bool(_STRICT.fullmatch(plain)) or ((len(plain) > 4 or among_words) and _said_widely(plain))


_GROUPS = re.compile(r"[aeiouy]+|[^aeiouy]+")
_HEADS = re.compile(_WIDE_ONSET)
_TAILS = re.compile(_WIDE_CODA)


def _said_widely(plain: str) -> bool:
    """Each group of consonants splits into an end and a beginning of syllables."""
    groups = _GROUPS.findall(plain)
    if not any(group[0] in "aeiouy" for group in groups):
        return False
    for rank, group in enumerate(groups):
        if group[0] in "aeiouy":
            if len(group) > 3:
                return False
        elif rank == 0:
            if not _HEADS.fullmatch(group):
                return False
        elif rank == len(groups) - 1:
            if not _TAILS.fullmatch(group):
                return False
        elif not _HEADS.fullmatch(group) and not any(
            _TAILS.fullmatch(group[:cut]) and _HEADS.fullmatch(group[cut:]) for cut in range(1, len(group))
        ):
            return False
    return True
