"""Printed French to spoken French: what a newsreader would say."""

from __future__ import annotations

from audioedition.normalise.language import foreign_language
from audioedition.normalise.pipeline import NORMALISER_VERSION, Spoken, normalise, normalise_traced
from audioedition.normalise.sentences import split_sentences
from audioedition.normalise.typography import clean_typography

__all__ = [
    "NORMALISER_VERSION",
    "Spoken",
    "clean_typography",
    "foreign_language",
    "normalise",
    "normalise_traced",
    "split_sentences",
]
