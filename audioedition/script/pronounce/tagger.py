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
from audioedition.script.pronounce.tokens import WordToken

_BEAM = 24
_STEP = 0.85
"""Cost of being four times rarer than the form's commonest part of speech."""
_DISAGREE = 5.0
_FAR_DISAGREE = 4.0
_SECOND_VERB = 3.5
_NO_VERB = 1.3
_NEVER = 8.0
_EXPECTED = 7.5
"""What an infinitive, or the pronoun before it, is cheaper behind « il faut »."""

_VERB_AND, _NO_NOUN = "V+", 1.5
"""« ils stagnent et confluent »: behind a verb and « et » a noun stands with its determiner."""

_COSTS = """
^: D0 F1 O0 S0.7 E0 R1 T1 N1.5 K1 Q2 C1 M0.3 V3 P2.5 I2.5 G2.5 A1.5 L3 U1
D: N0 A0.8 M1 E1 P2.5 R2.5 T2.5 D4 U2 G4 I5 S6 C6 F6
N: A1 S0 F0 V0.8 C1 K1 Q0.5 P1.3 N3 R1.5 E0.7 L1.5 M3 D3 I4 G1.5 O4 T3
A: N0.7 S1 F1 A2 V1.5 C1 K1.5 P2.5 R2 E1.5 L2 Q1.5 D4 I4 O5 T3 M2.5 G3
V: D0 S0 F0 P0.5 R0.4 I0.8 A0.8 N2.5 K0.5 C1.5 E1.5 T1 M0.7 V6 O4 L4 G3 Q2
I: D0 S0 F0 R1 N2.5 C1 I2.5 K1 A2.5 P2 E1.5 T1 M1 V4 L4 G3 Q2 O5
G: D0 S0 F0 R1 N2.5 C1 I2 K1 A2 P1.5 E1.5 T1 M1 V5 L5 G4 Q2 O5
P: S0 F0 D0.8 R1 C1 N3 I2 A2.5 K1 V2.5 P2.5 L3 E1.5 M1.5 T2 Q2 G3 O4
R: A0.8 P0.8 V1.5 R1.5 S0.8 F0.8 D0.8 N3 I2 C2 K1 M1.5 E2.5 L2 O2 T2 Q3 G2.5
S: D0 N0.8 E0.3 M0.3 I1 T0.5 A1.8 R2 L1.5 K3 Q1.5 S2.5 P4 G4 C6 O7 V7 F4
C: D0 F0.7 N0.8 V1.2 A0.8 S0.7 R0.8 I1 P1.3 O0.7 L1.5 E0.7 K1.3 M0.8 T1.3 Q1.5 G1.3
K: D0 F1 O0 E0.5 L2.5 N2 S1 R1.5 T0.8 M0.7 V2 C4 A2.5 P3 I2 G3 Q2 K3
Q: V0 L0.3 R1.5 O3 D3 S4 E4 I4 N6 A5 P5
O: V0 L0 R3 P5 C5 S5 A6 N7
L: V0 I0.5 L0.7 G1 R3.5 P6
T: V0.8 S0.8 F0.8 Q0.3 K1.2 R0.8 A1.8 P1.8 C1 D1.5 L1.2 N3 I2 O2 E2.5 M2 T2 G3
M: N0 A0.8 M0.5 S1 F1 V1.5 C1 E2 D3 P1.8 R2 Q1.5 K2 L2 T3 I5 O4
E: E0 V0.8 S0.4 F0.4 C0.5 L1 A1.8 N2 P1.5 R1.2 Q1 K1.8 D2.5 M2 I4 G2 O3 T3
"""
"""Cost of a part of speech after another; what is not listed costs ``_NEVER``, beside U 2. F behaves like S before
and like D behind."""


def _read_costs() -> dict[str, dict[str, float]]:
    costs: dict[str, dict[str, float]] = {"U": {}}
    for line in _COSTS.strip().split("\n"):
        before, _, found = line.partition(": ")
        costs[before] = {pair[0]: float(pair[1:]) for pair in found.split(" ")}
    costs["F"] = costs["D"]
    return costs


_AFTER = _read_costs()
_COMMA = 1.0
"""A mark between two words makes every pair possible."""

_AGREEING = {"DN", "DA", "FN", "FA", "AN", "NA", "NP", "AA", "MN", "MA", "DP", "FP", "NN"}
_BEING = frozenset(
    "est sont suis es sommes êtes était étaient sera seront serait seraient soit soient fut furent".split()
)
_MODALS = frozenset(
    """faut fallait faudra faudrait peut peuvent peux pouvait pouvaient pourra pourrait pourraient doit
    doivent dois devait devaient devra devrait veut veulent veux voulait voulaient va vont vais allait
    allaient vient viennent ose osent sait savent""".split()
)
_INVERTED = frozenset(
    "je tu il elle on nous vous ils elles ce t y en moi toi le la les lui leur là ci même mêmes".split()
)


@dataclass(frozen=True, slots=True)
class _State:
    tag: str
    last: str
    """Number of the latest noun."""
    subject: str
    """Number of what may be the clause's subject: s, p, c (two joined by « et »), "" when there is none yet."""
    seen: bool
    """The clause has a finite verb."""
    inside: bool
    """In a prepositional phrase: its noun is no subject."""
    being: bool = False
    """The word before is a form of « être »."""
    before: str = ""
    """The word before, where it decides about the next: « faut », « de », « à »."""
    outer: str = ""
    """Number of the subject that waits for its verb while a relative clause has the word."""


def tag_words(words: tuple[WordToken, ...]) -> tuple[str, ...]:
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


def _step(beam: _Beam, word: WordToken, before: WordToken | None) -> _Beam:
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


def _pair(state: _State, tag: str, *, word: WordToken, broken: bool, tied: bool) -> float:
    before, kind = state.tag[0], tag[0]
    if tied and before in "VI" and kind in "OLT" and word.key in _INVERTED:
        return 0.0
    if before == "U" or kind == "U":
        cost = 2.0
    else:
        cost = _AFTER[before].get("S" if kind == "F" and before != "F" else kind, _NEVER)
    if kind == "I" and state.being:
        cost += 3.0  # « il est fier »: an infinitive does not stand there
    if state.before in _MODALS and (kind == "L" or (kind == "I" and before == "V")):
        cost -= _EXPECTED  # « il faut le supporter »
    elif kind in "NA" and state.before == _VERB_AND:
        cost += _NO_NOUN
    elif kind == "D" and state.before in {"de", "à"} and word.key in {"le", "les"}:
        cost += _NEVER  # that would be « du », « aux »
    if broken:
        cost = min(cost, _COMMA)
    elif before + kind in _AGREEING and _conflict(state.tag[1:2], tag[1:2]):
        cost += _DISAGREE
    return cost


def _conflict(one: str, other: str) -> bool:
    return {one, other} == {"s", "p"}


def _move(state: _State, tag: str, word: WordToken, *, broken: bool) -> tuple[_State, float]:
    """The state behind a word, and what the agreement of subject and verb costs."""
    kind, number, tied = tag[0], tag[1:2], word.joint == "-"
    last, subject, seen, inside, outer = state.last, state.subject, state.seen, state.inside, state.outer
    cost = 0.0
    if kind in "SF":
        inside = True
    elif kind == "K":
        outer = "" if seen else subject
        subject, seen, inside = "", False, False
    elif kind == "Q":
        outer = "" if seen else subject
        subject, seen, inside = last or "i", False, False
    elif kind == "C":
        inside = inside and bool(subject)
        if seen and not subject:
            seen = False
        elif state.tag[0] in "NEAPT" and subject and not seen:
            subject = subject if inside else "c"
        seen = False if state.tag[0] not in "NA" else seen
    elif broken and state.tag[0] not in "D":
        inside = False
        if kind in "OD" and seen:  # « il le faut, les experts excellent »: a new clause, or a list
            seen, subject = False, ""
    if kind in "NETOM" or (kind in "D" and not inside):
        if kind in "NETM":
            last = number if number in "sp" and number else "i"
        inverted = tied and state.tag[0] in "VI"
        fresh = kind in "OD" or not subject or state.tag[0] in "DAM^LRC" or broken
        if not inside and not inverted and fresh and subject != "c" and not (seen and kind in "NEDM"):
            kept = subject if kind == "N" and state.tag[0] in "DA" else "i"
            subject = number if number in {"s", "p"} else kept
    if kind == "V":
        verb = "p" if number in "456" else "s"
        if seen and outer:
            pass
        elif number in "36" or state.tag[0] == "O":
            if subject in {"s", "p", "c"} and ("s" if subject == "s" else "p") != verb:
                cost += _FAR_DISAGREE
            elif not subject:
                cost += 0.5
        elif state.tag[0] not in "OL^":
            cost += 2.5  # « je », « nous » and « vous » stand beside their verb
        if seen and outer:  # the relative clause is over: this is the verb of the one around it
            cost += (
                _FAR_DISAGREE
                if number in "36" and outer in {"s", "p", "c"} and (outer == "s") != (verb == "s")
                else 0
            )
            outer = ""
        elif seen and not broken and state.tag[0] not in "CKQ":
            cost += _SECOND_VERB
        seen, inside = True, False
    kept = word.key if word.key in _MODALS or word.key in {"de", "à"} else ""
    if kind == "C" and state.tag[0] == "V":
        kept = _VERB_AND
    being = kind == "V" and word.key in _BEING
    return _State(tag, last, subject, seen, inside, being, kept, outer), cost


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


def propose(word: WordToken, *, first: bool) -> tuple[tuple[str, float], ...]:
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
