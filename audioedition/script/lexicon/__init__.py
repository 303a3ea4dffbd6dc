"""The newsroom's own dictionary: how names, acronyms and foreign words are said.

A lexicon is a TOML file that people edit and compare (docs/lexicon.md). The newsroom's comes before the house
lexicon that ships with the package; both come before every rule.
"""

from __future__ import annotations

from audioedition.script.lexicon.entry import Lexicon, LexiconEntry
from audioedition.script.lexicon.read import house_lexicon, load_lexicon, newsroom_lexicon, parse_lexicon

__all__ = ["Lexicon", "LexiconEntry", "house_lexicon", "load_lexicon", "newsroom_lexicon", "parse_lexicon"]
