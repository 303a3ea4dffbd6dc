"""Who speaks, and what: a voice with its pauses, and the script that it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from audioedition.model.article import Role

LOCALES = ("fr-FR", "fr-BE", "fr-CH", "fr-CA")
"""Where figures are said in another way each: « soixante-dix », « septante »; BCP 47."""
Inclusive = Literal["doublet", "masculine", "as-written"]
"""How inclusive writing is said: both forms, the masculine alone, or the letters as they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Silences in milliseconds."""

    sentence: int = 300
    body: int = 700
    """After a paragraph (also quote, caption)."""
    title: int = 1200
    opening: int = 900
    heading_before: int = 900
    heading: int = 700
    """After a heading."""
    list: int = 450
    """After a list item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleVoice:
    """How one role is heard when it is not heard like the rest."""

    voice: str | None = None
    """Name of another profile; ``None`` keeps this one."""
    rate: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice profile, as read from ``voices/NAME.toml``."""

    name: str
    """The file's stem."""
    label: str = ""
    """For people: « Pico (voix embarquée) »."""
    engine: str
    language: str = "fr-FR"
    rate: float = 1.0
    """1.0 = the voice's own speed; 0.5 to 3.0."""
    pauses: Pauses = field(default_factory=Pauses)
    options: Mapping[str, Any] = field(default_factory=dict)
    """The engine's own settings, checked by the engine."""
    sounds: tuple[tuple[str, str], ...] = ()
    """Of the newsroom's lexicon, not of the profile: words as spoken text writes them, and their IPA."""
    roles: Mapping[str, RoleVoice] = field(default_factory=dict)
    license: str = ""
    """SPDX id or a short sentence, of the voice and its engine."""
    neural: bool = False
    """For disclosure: True = IPTC trainedAlgorithmicMedia."""
    priority: int = 0
    """``--voice auto`` takes the highest that is installed; 0 = never by itself."""
    description: str = ""
    offered: bool = True
    """False: a voice for tests, which lists leave out and which is used by its name."""
    min_words: int = 0
    """Sentences of fewer words, at which the voice fails, are spoken together with a neighbour; 0 = none."""
    fallback: str | None = None
    """The voice that speaks the whole article again when this one's service fails; never mixed within one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One engine call; several may share a sentence."""

    paragraph: int | None
    """Index into ``Article.paragraphs``; ``None`` = opening words."""
    sentence: int
    """0-based within the paragraph (or within the opening words)."""
    role: Role | Literal["opening"]
    text: str
    """Printed words of this piece; the pieces of a sentence joined by a space give it whole."""
    spoken: str
    """What the engine gets: at most its ``max_chars``."""
    pause_after_ms: int
    language: str | None = None
    """BCP 47, only when it differs from the voice's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    utterances: tuple[Utterance, ...]
    unread: tuple[str, ...] = ()
    """What the fidelity gate could not account for, one sentence for the person each."""
