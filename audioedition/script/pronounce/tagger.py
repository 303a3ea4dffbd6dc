"""Part of speech and number of every word, from the forms' own frequencies and what may follow what in French.

A first-order model: each form proposes its parts of speech with their frequency (Lexique), each pair of neighbours
costs what ``_AFTER`` says, and agreement decides the rest: number within the noun phrase, and between the subject and
the verb of the clause, which is why a path also remembers the subject's number and whether the clause has its verb.
The best path is found by Viterbi's algorithm with a narrow beam: 1 ms for a sentence of twenty words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from audioedition.script.pronounce.closed_classes import CLOSED
from audioedition.script.pronounce.lookup import forms
from audioedition.script.pronounce.tokens import Word

_BEAM = 24
_STEP = 0.85
"""Cost of being four times rarer than the form's commonest part of speech."""
_DISAGREE = 5.0
_FAR_DISAGREE = 4.0
_SECOND_VERB = 3.5
_NO_VERB = 2.0
_NEVER = 8.0

_AFTER: dict[str, dict[str, float]] = {
    "^": dict(D=0, F=1, O=0, S=0.7, E=0, R=1, T=1, N=1.5, K=1, Q=2, C=1, M=0.3, V=3, P=2.5, I=2.5, G=2.5, A=1.5, L=3, U=1),
    "D": dict(N=0, A=0.8, M=1, E=1, P=2.5, R=2.5, T=2.5, D=4, U=2, G=4, I=5, S=6, C=6, F=6),
    "N": dict(A=1, S=0, F=0, V=0.8, C=1, K=1, Q=0.5, P=1.3, N=3, R=1.5, E=0.7, L=1.5, M=3, D=3, I=4, G=1.5, O=4, T=3),
    "A": dict(N=0.7, S=1, F=1, A=2, V=1.5, C=1, K=1.5, P=2.5, R=2, E=1.5, L=2, Q=1.5, D=4, I=4, O=5, T=3, M=2.5, G=3),
    "V": dict(D=0, S=0, F=0, P=0.5, R=0.4, I=0.8, A=0.8, N=2.5, K=0.5, C=1.5, E=1.5, T=1, M=0.7, V=6, O=4, L=4, G=3, Q=2),
    "I": dict(D=0, S=0, F=0, R=1, N=2.5, C=1, I=2.5, K=1, A=2.5, P=2, E=1.5, T=1, M=1, V=4, L=4, G=3, Q=2, O=5),
    "G": dict(D=0, S=0, F=0, R=1, N=2.5, C=1, I=2, K=1, A=2, P=1.5, E=1.5, T=1, M=1, V=5, L=5, G=4, Q=2, O=5),
    "P": dict(S=0, F=0, D=0.8, R=1, C=1, N=3, I=2, A=2.5, K=1, V=2.5, P=2.5, L=3, E=1.5, M=1.5, T=2, Q=2, G=3, O=4),
    "R": dict(A=0.8, P=0.8, V=1.5, R=1.5, S=0.8, F=0.8, D=0.8, N=3, I=2, C=2, K=1, M=1.5, E=2.5, L=2, O=2, T=2, Q=3, G=2.5),
    "S": dict(D=0, N=0.8, E=0.3, M=0.3, I=1, T=0.5, A=1.8, R=2, L=1.5, K=3, Q=1.5, S=2.5, P=4, G=4, C=6, O=7, V=7, F=4),
    "C": dict(D=0, F=0.7, N=0.8, V=1.2, A=0.8, S=0.7, R=0.8, I=1, P=1.3, O=0.7, L=1.5, E=0.7, K=1.3, M=0.8, T=1.3, Q=1.5, G=1.3),
    "K": dict(D=0, F=1, O=0, E=0.5, L=2.5, N=2, S=1, R=1.5, T=0.8, M=0.7, V=2, C=4, A=2.5, P=3, I=2, G=3, Q=2, K=3),
    "Q": dict(V=0, L=0.3, R=1.5, O=3, D=3, S=4, E=4, I=4, N=6, A=5, P=5),
    "O": dict(V=0, L=0, R=3, P=5, C=5, S=5, A=6, N=7),
    "L": dict(V=0, I=0.5, L=0.7, G=1, R=3.5, P=6),
    "T": dict(V=0.8, S=0.8, F=0.8, Q=0.3, K=1.2, R=0.8, A=1.8, P=1.8, C=1, D=1.5, L=1.2, N=3, I=2, O=2, E=2.5, M=2, T=2, G=3),
    "M": dict(N=0, A=0.8, M=0.5, S=1, F=1, V=1.5, C=1, E=2, D=3, P=1.8, R=2, Q=1.5, K=2, L=2, T=3, I=5, O=4),
    "E": dict(E=0, V=0.8, S=0.4, F=0.4, C=0.5, L=1, A=1.8, N=2, P=1.5, R=1.2, Q=1, K=1.8, D=2.5, M=2, I=4, G=2, O=3, T=3),
    "U": {},
}  # fmt: skip
"""Cost of a part of speech after another; what is not listed costs ``_NEVER``, beside U 2. F behaves like S before
and like D behind."""
_AFTER["F"] = _AFTER["D"]
_COMMA = 1.0
"""A mark between two words makes every pair possible."""

_AGREEING = {"DN", "DA", "FN", "FA", "AN", "NA", "NP", "AA", "MN", "MA", "DP", "FP", "NN"}
_BEING = frozenset("est sont suis es sommes êtes était étaient sera seront serait seraient soit soient fut furent".split())
_INVERTED = frozenset(
    "je tu il elle on nous vous ils elles ce t y en moi toi le la les lui leur là ci même mêmes".split()
)


@dataclass(frozen=True, slots=True)
class _State:
    tag: str
    last: str
    """Number of the latest noun."""
    subject: str
    """Number of what may be the clause's subject, "" when there is none yet."""
    seen: bool
    """The clause has a finite verb."""
    inside: bool
    """In a prepositional phrase: its noun is no subject."""
    being: bool = False
    """The word before is a form of « être »."""


def tag_words(words: tuple[Word, ...]) -> tuple[str, ...]:
    """One code a word: « Ns », « V6 », « R »… Linear in their number."""
    beam: dict[_State, tuple[float, tuple[object, ...] | None]] = {
        _State("^", "", "", False, False): (0.0, None)
    }
    for rank, word in enumerate(words):
        beam = _step(beam, word, words[rank - 1] if rank else None)
    best = min(beam.items(), key=lambda pair: pair[1][0] + (0.0 if pair[0].seen else _NO_VERB))
    tags: list[str] = []
    link: tuple[object, ...] | None = best[1][1]
    while link is not None:
        tags.append(str(link[0]))
        link = link[1]  # type: ignore[assignment]  # a chain of pairs
    return tuple(reversed(tags))


_Beam = dict[_State, tuple[float, "tuple[object, ...] | None"]]


def _step(beam: _Beam, word: Word, before: Word | None) -> _Beam:
    offers = propose(word, first=before is None or word.opens)
    tied = word.joint == "-"
    broken = before is not None and before.closed
    found: _Beam = {}
    for state, (cost, chain) in beam.items():
        if word.opens and before is not None:
            cost += 0.0 if state.seen else _NO_VERB
            state = _State("^", "", "", False, False)
        for tag, own in offers:
            total = cost + own + _pair(state, tag, word=word, broken=broken, tied=tied)
            reached, extra = _move(state, tag, word, broken=broken)
            total += extra
            if reached not in found or total < found[reached][0]:
                found[reached] = (total, (tag, chain))
    if len(found) > _BEAM:
        kept = sorted(found.items(), key=lambda pair: pair[1][0])[:_BEAM]
        return dict(kept)
    return found


def _pair(state: _State, tag: str, *, word: Word, broken: bool, tied: bool) -> float:
    before, kind = state.tag[0], tag[0]
    if tied and before in "VI" and kind in "OLT" and word.key in _INVERTED:
        return 0.0
    if before == "U" or kind == "U":
        cost = 2.0
    else:
        cost = _AFTER[before].get("S" if kind == "F" and before != "F" else kind, _NEVER)
    if kind == "I" and state.being:
        cost += 3.0  # « il est fier »: an infinitive does not stand there
    if broken:
        cost = min(cost, _COMMA)
    elif before + kind in _AGREEING and _conflict(state.tag[1:2], tag[1:2]):
        cost += _DISAGREE
    return cost


def _conflict(one: str, other: str) -> bool:
    return {one, other} == {"s", "p"}


def _move(state: _State, tag: str, word: Word, *, broken: bool) -> tuple[_State, float]:
    """The state behind a word, and what the agreement of subject and verb costs."""
    kind, number, tied = tag[0], tag[1:2], word.joint == "-"
    last, subject, seen, inside = state.last, state.subject, state.seen, state.inside
    cost = 0.0
    if kind in "SF":
        inside = True
    elif kind == "K":
        subject, seen, inside = "", False, False
    elif kind == "Q":
        subject, seen, inside = last or "i", False, False
    elif kind == "C":
        inside = inside and bool(subject)
        if seen and not subject:
            seen = False
        elif state.tag[0] in "NEAPT" and subject and not seen:
            subject = "p" if not inside else subject
        seen = False if state.tag[0] not in "NA" else seen
    elif broken and state.tag[0] not in "D":
        inside = False
    if kind in "NETOM" or (kind in "D" and not inside):
        if kind in "NETM":
            last = number if number in "sp" and number else "i"
        if not inside and not (tied and state.tag[0] in "VI") and not (seen and kind in "NEDM"):
            if kind == "O" or not subject or kind == "D" or state.tag[0] in "DAM^LRC" or broken:
                subject = number if number in {"s", "p"} else (subject if kind == "N" and state.tag[0] in "DA" else "i")
    if kind == "V":
        verb = "p" if number in "456" else "s"
        if number in "36" or state.tag[0] == "O":
            if subject in {"s", "p"} and subject != verb:
                cost += _FAR_DISAGREE
            elif not subject:
                cost += 0.5
        elif state.tag[0] not in "OL":
            cost += 2.5  # « je », « nous » and « vous » stand beside their verb
        if seen and not broken and state.tag[0] not in "CKQ":
            cost += _SECOND_VERB
        seen, inside = True, False
    return _State(tag, last, subject, seen, inside, kind == "V" and word.key in _BEING), cost


@lru_cache(maxsize=8192)
def _known(key: str) -> tuple[tuple[str, int], ...]:
    codes = CLOSED.get(key) or forms().find(key)
    if not codes:
        return ()
    found = []
    for code in codes.split():
        tag, weight = code[:-1], int(code[-1])
        if tag[0] in "NA" and tag[1:] == "i":  # said of both numbers
            found += [(f"{tag[0]}s", weight), (f"{tag[0]}p", weight)]
        else:
            found.append((tag, weight))
    return tuple(found)


def propose(word: Word, *, first: bool) -> tuple[tuple[str, float], ...]:
    """Codes of a word and what each costs by itself."""
    key = word.key
    known = _known(key)
    capital = word.text[:1].isupper() and not first and not word.elided
    if not known:
        known = _guess(key, capital=word.text[:1].isupper())
    most = max(weight for _, weight in known)
    offers = [(tag, (most - weight) * _STEP) for tag, weight in known]
    if capital and key not in CLOSED:
        offers = [(tag, cost + 1.5) for tag, cost in offers if tag[0] in "NAE"]
        offers.append(("Ei", 0.0))
    elif word.text[:1].isupper() and first and key not in CLOSED:
        offers.append(("Ei", 2.5))
    if word.text.isdigit():
        return (("Mp", 0.0),)
    return tuple(offers)


_ENDINGS: tuple[tuple[str, str], ...] = (
    ("ement", "R6 Ns6"), ("amment", "R8"), ("emment", "R8"), ("ent", "V66 Ns4 As4"), ("aient", "V68"), ("èrent", "V68"),
    ("eront", "V68"), ("ait", "V37 Ns3"), ("era", "V38"), ("er", "I7 Ns3"), ("ir", "I5 Ns4"), ("ée", "Ps6 Ns4 As4"),
    ("ées", "Pp6 Np4 Ap4"), ("és", "Pp6 Np4 Ap4"), ("é", "Ps6 Ns4 As4"), ("ant", "G5 As4 Ns3"), ("ants", "Ap5 Np5"),
    ("tions", "Np8"), ("ions", "V46 Np6"), ("ons", "V45 Np6"), ("ez", "V57 Ns2"), ("eaux", "Np8"), ("aux", "Np7 Ap6"),
    ("eux", "As6 Ap6 Ns4"), ("s", "Np6 Ap5 Ns3 V23"), ("x", "Np5 Ns4 Ap4"), ("", "Ns6 As5 V34"),
)  # fmt: skip


def _guess(key: str, *, capital: bool) -> tuple[tuple[str, int], ...]:
    """For a form that Lexique lacks: by its ending."""
    if capital:
        return (("Ei", 7), ("Ns", 3), ("As", 2), ("Np", 3 if key.endswith("s") else 0))
    longest = max((ending for ending, _ in _ENDINGS if key.endswith(ending)), key=len)
    codes = dict(_ENDINGS)[longest]
    return tuple((code[:-1], int(code[-1])) for code in codes.split())
