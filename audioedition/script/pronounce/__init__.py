"""How French is said: names, words of two senses, the dictionary and liaison, decided before any voice speaks.

The road of a sentence: words (``tokens``) → parts of speech (``tagger``) → a decision for each (``layer``, with
``senses``, ``liaison`` and the data behind ``lookup``) → phonemes over espeak-ng's (``render``). docs/pronunciation.md
"""

from __future__ import annotations

from audioedition.script.pronounce.layer import Decisions, Said, decide
from audioedition.script.pronounce.render import render_clause

__all__ = ["Decisions", "Said", "decide", "render_clause"]
