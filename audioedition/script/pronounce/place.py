"""A word and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from audioedition.script.pronounce.tokens import WordToken


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A word among its neighbours."""

    words: tuple[WordToken, ...]
    tags: tuple[str, ...]
    at: int

    @property
    def word(self) -> WordToken:
        return self.words[self.at]

    @property
    def tag(self) -> str:
        return self.tags[self.at]

    def key(self, step: int) -> str:
        """The neighbour's form, "" beyond the sentence or a mark of punctuation."""
        other = self.at + step
        if not 0 <= other < len(self.words):
            return ""
        between = range(min(self.at, other), max(self.at, other))
        if any(self.words[place].closed for place in between):
            return ""
        return self.words[other].key

    def kind(self, step: int) -> str:
        """The neighbour's code, likewise."""
        return self.tags[self.at + step] if self.key(step) else ""

    def around(self) -> frozenset[str]:
        """All forms within 200 words."""
        return frozenset(word.key for word in self.words[max(0, self.at - 100) : self.at + 100])
