"""Who may do what. A token is a program's, and may all that programs do; without any token or person all may all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from audioedition.serve.people import PersonRole

Right = Literal["prepare", "publish", "manage"]
RIGHTS: Final[Mapping[PersonRole, frozenset[Right]]] = {
    "editor": frozenset({"prepare"}),
    "chief": frozenset({"prepare", "publish"}),
    "admin": frozenset({"prepare", "publish", "manage"}),
}
"""``prepare``: drafts, words, pronunciations, and to have made what no second person must see. ``publish``: decide
what was held or proposed, withdraw, restore, strike from the lexicon. ``manage``: people, and secrets of webhooks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whom a request comes from."""

    kind: Literal["person", "token", "reader", "anyone"]
    id: str = ""
    name: str = ""
    role: PersonRole | None = None

    @property
    def key(self) -> str:
        """The same for all requests of one person or token; empty for anyone."""
        return f"{self.kind}:{self.id}" if self.id else ""

    def may(self, right: Right) -> bool:
        return self.role is None or right in RIGHTS[self.role]


ANYONE: Final = Actor(kind="anyone")
"""Of a service that asks for nothing: only its own machine reaches it."""
