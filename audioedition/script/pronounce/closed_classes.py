"""The small words of French and what they are: they carry the grammar, and Lexique's counts of them mislead.

Codes: D determiner, F preposition and determiner in one (« du »), O subject pronoun, L clitic, T other pronoun, Q
« qui », S preposition, C coordination, K subordination, R adverb, M number, V verb (with its person), E name; then
the number: s, p, or i where the form has none. The figure is how likely, 0 to 9, in steps of a factor of four.
"""

from __future__ import annotations

_LINES = """
le la l: Ds9 Ls7
les: Dp9 Lp6
un une: Ds9 Ts5 M3
des: Dp8 Fp8
du au: Fs9
aux: Fp9
ce: Ds8 Ts7
cet cette: Ds9
ces: Dp9
mon ton son ma ta sa notre votre: Ds9
mes tes ses nos vos: Dp9
leur: Ds8 Li8
leurs: Dp9
quel quelle: Ds8 Ts4
quels quelles: Dp8 Tp4
chaque: Ds9
aucun aucune: Ds8 Ts4
nul nulle: Ds6 Ts4 As4
plusieurs: Dp9 Tp5
quelques: Dp9
quelque: Ds9
certains certaines: Dp7 Ap5 Tp6
certain certaine: Ds6 As6
divers diverses différents différentes: Dp5 Ap7
tout: Ts7 R7 Ds6 As4 Ns3
toute: Ds7 R4 As4
tous: Dp7 Tp6
toutes: Dp8 Tp5 R3
maints maintes: Dp8
deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente: Mp9
quarante cinquante soixante cent cents mille: Mp9
je j tu: Os9
il on: Os9
elle: Os8 Ts5
ils: Op9
elles: Op8 Tp5
nous vous: Op7 Lp7 Tp5
c: Os9
ça cela ceci: Ts9
me m te t se s y: Li9
lui: Li7 Ts7
en: S8 Li7
n ne: Li9
eux: Tp9
moi toi soi: Ts9
qui: Q9
que qu: K9 R4 Ts4
dont où: K9
quand lorsque lorsqu puisque puisqu quoique quoiqu si comme: K9 R4
parce tandis: R9
quoi: Ts9
lequel laquelle: Ts9
lesquels lesquelles: Tp9
celui celle: Ts9
ceux celles: Tp9
chacun chacune quelqu quelqu'un: Ts9
rien personne: Ts7 Ns6
autrui: Ts9
même: As6 R7
mêmes: Ap9
autre: As9 Ts5
autres: Ap8 Tp6
et ou ni car or mais donc: C9
à de d par pour sur sous avec sans chez vers depuis dans contre entre selon dès malgré parmi hors durant via: S9
envers outre jusque jusqu voici voilà: S9
pendant: S9 Ns2 G3
avant après: S8 R5 Ns3
devant derrière: S8 R4 Ns3
est: V39 As3 Ns5
sont: V69
ont: V69
a: V39
ai suis: V19
es: V29
as: V29 Ns5
avons sommes: V49 Np4
avez êtes: V59
était avait: V39
étaient avaient: V69
été: Pi8 Ns7
pas: R9 Ni5
plus: R9 Ni3
très trop moins bien mal assez aussi encore toujours jamais déjà peu beaucoup tant puis alors ainsi: R9
bien: R9 Ns5 As3
non oui: R8 Ni3
soit: V38 C5
fait: V38 Ps8 Ns7
font vont: V69
fut furent: V38
eu: Ps9
dit: V38 Ps7
fois: Ni9
hier demain aujourd'hui: R9
car: C8 Ns3
or: C5 Ns7
"""


def _read() -> dict[str, str]:
    found = {}
    for line in _LINES.strip().split("\n"):
        words, _, codes = line.partition(": ")
        for word in words.split():
            found[word] = codes
    return found


CLOSED = _read()
"""Word → its codes: « Ds9 Ls6 »."""

COPULAS = frozenset(
    """sommes êtes sont étions étiez étaient serons serez seront serions seriez seraient soyons soyez soient furent
    être étant restons restez restent restaient resteront deviennent devenons deviendront semblent paraissent""".split()
)
TAKEN_TOGETHER = frozenset(
    """confondus confondues compris comprises inclus incluses cumulés cumulées réunis réservés mélangés""".split()
)
"""« tous supports confondus », « tous droits réservés »: the noun stands between."""
HARDLY = frozenset("presque quasiment pratiquement hélas malheureusement désormais".split())
"""« il n'en veut (presque) plus »: the denial goes on behind them."""
