"""Supertonic 3: ten voices, men and women, 44.1 kHz, of a network that draws sound out of noise in a few steps.

Letters → numbers (``text.py``) → how long it lasts, what it says, eight steps from noise to sound (``model.py``).
"""

from __future__ import annotations

from audioedition.speak.engines.supertonic.engine import SupertonicEngine

__all__ = ["SupertonicEngine"]
