"""Printed French to spoken French, under its public name; the stage itself is ``script.normalise``."""

from __future__ import annotations

from audioedition.script.normalise import (
    NORMALISER_VERSION,
    Spoken,
    clean_typography,
    foreign_language,
    normalise,
    normalise_traced,
    split_sentences,
)

__all__ = [
    "NORMALISER_VERSION",
    "Spoken",
    "clean_typography",
    "foreign_language",
    "normalise",
    "normalise_traced",
    "split_sentences",
]
