"""Paradis-TTS: a natural French voice of 8 million parameters, learnt from Kokoro's ``ff_siwis``; for small machines.

Phonemes as Kokoro's → numbers (``vocabulary.py``) → text, prosody and decoder networks (``model.py``), with the
voice's own vibration between them (``source.py``) → trimmed sound with the time of each word.
"""

from __future__ import annotations

from audioedition.speak.engines.paradis.engine import ParadisEngine

__all__ = ["ParadisEngine"]
