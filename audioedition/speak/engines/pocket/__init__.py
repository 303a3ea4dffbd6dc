"""Pocket TTS by Kyutai: the French voice « Estelle », 24 kHz, 100 million parameters, a network that speaks on and on.

Spoken words → tokens (``text.py``) → one picture of sound after the other, each from the last, until the network says
that the sentence is over (``model.py``); what a bundle is made of stands in its manifest (``manifest.py``).
"""

from __future__ import annotations

from audioedition.speak.engines.pocket.engine import PocketEngine

__all__ = ["PocketEngine"]
