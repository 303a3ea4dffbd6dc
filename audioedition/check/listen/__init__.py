"""Listening back: does the sound say what the article says?

``listen_to_clip`` scores one clip, ``best_take`` speaks again what was not well said, ``listen_to_edition`` adds what
was heard to the report of a check. The extra ``[listen]`` brings faster-whisper; nothing heavy is imported here.
"""

from __future__ import annotations

from audioedition.check.listen.ear import Ear
from audioedition.check.listen.edition import listen_to_edition
from audioedition.check.listen.ends import listen_to_ends
from audioedition.check.listen.judge import Remark
from audioedition.check.listen.model_files import find_model, install_model
from audioedition.check.listen.retake import Retake, best_take
from audioedition.check.listen.session import Take, listen_to_clip

__all__ = [
    "Ear",
    "Remark",
    "Retake",
    "Take",
    "best_take",
    "find_model",
    "install_model",
    "listen_to_clip",
    "listen_to_edition",
    "listen_to_ends",
]
