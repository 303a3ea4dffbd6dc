"""Words run together with capitals, as tags and names of accounts print them: « BalanceTonPorc », « AFPfr »."""

from __future__ import annotations

import re

from audioedition.script.lexicon.spelling import spell
from audioedition.script.normalise.letters import is_word
from audioedition.script.words import words_written


def camel_words(text: str) -> list[str]:
    """« BalanceTonPorc » → Balance Ton Porc; « LEPHARE » and « iPhone » stay whole."""
    headed = re.match(r"([A-ZÀ-Ý]{3,})([^A-ZÀ-Ý\W\d_]+)", text)
    if headed and (words_written(headed[1]) or not words_written(headed[1][-1] + headed[2])):
        head = headed[1].capitalize() if is_word(headed[1]) else spell(headed[1])
        tail = headed[2] if words_written(headed[2]) or len(headed[2]) > 3 else spell(headed[2])  # « AFPfr »
        return [
            head,
            tail,
            *(camel_words(text[headed.end() :]) if text[headed.end() :] else []),
        ]  # « ELLEdéco »
    parts = re.findall(r"[A-ZÀ-Ý]?[^A-ZÀ-Ý\W\d_]+|[A-ZÀ-Ý]+(?![^A-ZÀ-Ý\W\d_])", text)
    if any(len(part) == 1 for part in parts) or "".join(parts) != text:
        return [text]
    return [
        spell(part) if part.isupper() and len(parts) > 1 and not is_word(part) else part for part in parts
    ]
