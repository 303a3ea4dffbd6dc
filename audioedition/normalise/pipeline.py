"""The rules in their order, from a printed text to a spoken one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audioedition.normalise.draft import Change, Context, Draft, Rule
from audioedition.normalise.typography import clean_typography

if TYPE_CHECKING:
    from audioedition.lexicon import Lexicon
    from audioedition.model import Voice

NORMALISER_VERSION = "1"
"""Part of the clip cache's key: raised with every change of rule or table that changes what is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    text: str
    changes: tuple[Change, ...] = ()
    unread: tuple[str, ...] = ()
    """What could not be accounted for, as printed."""


RULES: tuple[Rule, ...] = (
    Rule(
        name="cardinal",
        kind="cardinal",
        pattern=re.compile(r"\d+"),
        say=lambda match, context: context.number(match[0]),
        examples=(("Il en a 80.", "Il en a quatre-vingts."),),
    ),
)


def normalise(
    text: str, *, locale: str = "fr-FR", lexicon: Lexicon | None = None, voice: Voice | None = None
) -> str:
    """What a French newsreader would say for ``text``: words only, NFC, one line. Empty stays empty."""
    return normalise_traced(text, locale=locale, lexicon=lexicon, voice=voice).text


def normalise_traced(
    text: str, *, locale: str = "fr-FR", lexicon: Lexicon | None = None, voice: Voice | None = None
) -> Spoken:
    """The same, with every change and the rule that made it."""
    draft = Draft(text=clean_typography(text))
    context = Context(locale=locale)
    for rule in RULES:
        draft.apply(rule, context)
    return Spoken(text=draft.spoken(), changes=tuple(draft.changes))
