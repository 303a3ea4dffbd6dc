"""Kokoro-82M, a neural voice that runs on the machine's own processor; its French style is ``ff_siwis``.

The road of one sentence: espeak phonemes (``phonemes.py``) → numbers, split where they would not fit
(``tokens.py``) → the network (``model.py``) → trimmed sound (``sound.py``). Measured figures: docs/voices.md.
"""

from __future__ import annotations

from audioedition.speak.engines.kokoro.engine import KokoroEngine

__all__ = ["KokoroEngine"]
