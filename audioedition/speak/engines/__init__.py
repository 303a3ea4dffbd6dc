"""Engines: what turns one utterance into sound. One file per engine, found by entry point.

An engine is a class whose instances fit :class:`Engine`. It runs in a child process (``host.py``), so it may
crash, hang or leak. How to write one: docs/engines.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from audioedition.model import Clip, Voice


@runtime_checkable
class Engine(Protocol):
    """Making an instance is cheap: models are loaded by the first ``speak`` (or kept from the one before)."""

    name: str
    version: str
    """Of the engine's code and library; together with ``check()`` it decides whether a cached clip still holds."""
    max_chars: int
    """The longest ``text`` that ``speak`` accepts."""
    sends_text_to: str | None
    """``None`` when nothing leaves the machine; else, for people, whom the text is sent to."""

    def check(self, voice: Voice) -> str:
        """Say whether this voice can be spoken here, without loading a model (≤ 50 ms).

        Returns a fingerprint of the model (hash, or "" when the version says it all); it is part of the clip
        cache's key. Raises VoiceError with a hint (the pip line, the install command) when it cannot.
        """
        ...

    def speak(self, text: str, voice: Voice) -> Clip:
        """Speak ``text`` (NFC, 1 to ``max_chars`` characters). Raises EngineError and nothing else."""
        ...
