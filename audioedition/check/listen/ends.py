"""What a file says first and last: where a notice would be spoken. An edge."""

from __future__ import annotations

from pathlib import Path

from audioedition.check.listen.ear import to_float
from audioedition.check.listen.session import FRAME_RATE, Hears
from audioedition.sound.decode import opened_sound

END_S = 30
"""Of sound at either end."""


def listen_to_ends(path: Path, *, ear: Hears) -> tuple[tuple[int, str], ...]:
    """(when in ms, the words) of the beginning and the end. Raises AudioError when it cannot be decoded."""
    with opened_sound(path, frame_rate=FRAME_RATE) as sound:
        length = END_S * FRAME_RATE
        starts = [0] if len(sound) <= length else [0, max(length, len(sound) - length)]
        said = []
        for start in starts:
            words = ear.hear(to_float(sound[start : start + length]), careful=True)
            said.append((start * 1000 // FRAME_RATE, " ".join(word.text.strip() for word in words)))
    return tuple(said)
