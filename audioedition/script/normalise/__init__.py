"""Printed French to spoken French: what a newsreader would say."""

from __future__ import annotations

from audioedition.script.normalise.language import foreign_language
from audioedition.script.normalise.page import PageWords, page_words
from audioedition.script.normalise.pipeline import NORMALISER_VERSION, Spoken, normalise, normalise_traced
from audioedition.script.normalise.sentences import split_sentences
from audioedition.script.normalise.typography import clean_typography

__all__ = [
    "NORMALISER_VERSION",
    "PageWords",
    "Spoken",
    "clean_typography",
    "foreign_language",
    "normalise",
    "normalise_traced",
    "page_words",
    "split_sentences",
]
