"""Typography first: one shape for each sign, so that the rules after it read clean print."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys(
    [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFE0E, *range(0xE000, 0xF900)]
)
_ONE_SHAPE = str.maketrans(
    {
        "’": "'", "ʼ": "'", "‘": "'", "‛": "'", "´": "'", "`": "'", "′": "'", "″": "''", "‴": "'''",
        "“": "«", "”": "»", "„": "«", "‟": "«", "‹": "«", "›": "»",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u2008": " ", "\u200a": " ", "\u3000": " ",
        "\u2002": " ", "\u2003": " ", "\u2004": " ", "\u2005": " ", "\u2006": " ", "\t": " ", "\r": " ", "\n": " ",
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
        "‐": "-", "‑": "-", "⁃": "-", "−": "-", "﹣": "-", "－": "-", "―": "—", "‒": "–",
    }
)  # fmt: skip


def clean_typography(text: str) -> str:
    """NFC, plain apostrophes, « » for every pair of quotes, no invisible signs, single blanks; linear."""
    text = unicodedata.normalize("NFC", text.translate(_ONE_SHAPE).translate(_INVISIBLE))
    text = "".join(c if c.isprintable() else " " for c in text) if not text.isprintable() else text
    # an elided word takes no quote after it: the voice would say « d » alone
    text = re.sub(r"\b(\w{0,6}') ?[«»\"] ?", r"\1", text)
    return re.sub(r" {2,}", " ", text).strip()
