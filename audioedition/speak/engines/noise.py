"""Chance that comes back: noise whose every number follows from the text, so that a clip can be made again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def noise_for(text: str, *, take: int = 0, attempt: int = 0) -> np.random.RandomState:
    """A source of normal numbers; equal texts, takes and attempts get equal ones, on every machine.

    The old generator on purpose: numpy promises never to change its stream, which it does not for the new one.
    """
    import numpy as np

    digest = hashlib.sha256(f"{take}\0{attempt}\0{text}".encode()).digest()
    return np.random.RandomState(np.frombuffer(digest, dtype="<u4"))
