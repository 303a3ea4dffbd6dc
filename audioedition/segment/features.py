"""What can be seen of a line without knowing its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audioedition.chrome import Phrasebook, Rule, fold
from audioedition.model import Block

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TOKEN = re.compile(r"\w+")
_ENDS = re.compile(r"(?:[.!?…]|[.!?…:;,]?\s?[»”\"])[\s»”\"')\]*]*(?:\[?\d{0,3}\]?)$")
_BULLET = re.compile(r"^(?:[-–—•·●▪■◦‣*]|\d{1,2}[.)]|[a-z]\))\s+\S")

# The commonest French function words: a third of running prose, almost none of a menu.
_FRENCH = frozenset(
    "le la les l un une des du de d et à a au aux en dans par pour sur avec sans sous que qu qui ne n pas plus se s "
    "ce c cette ces cet son sa ses leur leurs il elle ils elles on nous vous je j y est sont été être ont avait "
    "était mais ou où donc comme si dont même aussi très après avant entre depuis selon lors ainsi tout tous toute "
    "m t te me mon ma mes notre nos votre vos lui eux fait peut deux".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """A block with what is seen of it."""

    block: Block
    text: str
    folded: str
    rule: Rule | None
    words: int
    french: float
    """Share of French function words, 0 to 1."""
    ends: bool
    """Ends like a sentence."""
    bullet: bool

    @property
    def prose(self) -> bool:
        """A sentence or more of running French."""
        return self.words >= 10 and self.french >= 0.2 and (self.ends or self.words >= 30)

    @property
    def strong(self) -> bool:
        """A whole paragraph of running French."""
        return self.prose and len(self.text) >= 140


def read_line(block: Block, book: Phrasebook) -> Line:
    """The features of a block."""
    text = block.text
    folded = fold(text)
    words = [w.lower() for w in _WORD.findall(text[:6000])]
    pieces = [p for w in words for p in w.replace("’", "'").split("'")]
    french = sum(1 for p in pieces if p in _FRENCH) / max(1, len(pieces))
    return Line(
        block=block,
        text=text,
        folded=folded,
        rule=book.find(text, folded),
        words=len(words),
        french=french,
        ends=bool(_ENDS.search(text)),
        bullet=bool(_BULLET.match(text)),
    )


def read_lines(blocks: Sequence[Block], book: Phrasebook) -> list[Line]:
    return [read_line(block, book) for block in blocks]


def words_of(text: str) -> list[str]:
    """Lower-case words, for comparing texts."""
    return _TOKEN.findall(text.lower())
