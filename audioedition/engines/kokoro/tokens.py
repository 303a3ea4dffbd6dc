"""From phonemes to the numbers that the model takes, never more than fit."""

from __future__ import annotations

import re

MAX_TOKENS = 510
"""Kokoro's context is 512; a zero goes before and after. The style table has as many rows."""

_RUNS = (
    (1, ";:,.!?"), (9, "—…\"()“” \u0303ʣʥʦʨᵝꭧAI"), (31, "O"), (33, "Q"), (35, "ST"), (39, "W"),
    (41, "Yᵊabcdef"), (50, "hijklmnopqrstuvwxyzɑɐɒæ"), (75, "βɔɕç"), (80, "ɖðʤə"), (85, "ɚɛɜ"),
    (90, "ɟ"), (92, "ɡ"), (99, "ɥ"),
    (101, "ɨɪʝ"), (110, "ɯɰŋɳɲɴø"), (118, "ɸθœ"), (123, "ɹ"), (125, "ɾɻ"), (128, "ʁɽʂʃʈʧ"), (135, "ʊʋ"),
    (138, "ʌɣɤ"), (142, "χʎ"), (147, "ʒʔ"), (156, "ˈˌː"), (162, "ʰ"), (164, "ʲ"), (169, "↓"), (171, "→↗↘"),
    (177, "ᵻ"),
)  # fmt: skip
VOCABULARY = {sign: first + rank for first, signs in _RUNS for rank, sign in enumerate(signs)}
"""Sign -> number, from config.json of hexgrad/Kokoro-82M (Apache-2.0); the gaps are the original's."""

_NEAREST = {
    "ʀ": "ʁ", "ɫ": "l", "ʍ": "w", "ɱ": "m", "ʏ": "y", "ɘ": "ə", "ɵ": "ø", "ʉ": "u", "ɞ": "ɜ", "ɶ": "œ",
    "ɭ": "l",     "ɬ": "l", "ħ": "h", "ʕ": "ʔ", "ɦ": "h", "ɓ": "b", "ɗ": "d", "ɠ": "ɡ", "ʐ": "ʒ",
    "ʑ": "ʒ", "ɮ": "l",
    "ʙ": "b",     "ʟ": "l", "ɧ": "ʃ", "ʘ": "p", "ǀ": "t", "ǁ": "l", "ǂ": "k", "ǃ": "k", "ɺ": "ɾ",
    "ɢ": "ɡ", "ʛ": "ɡ",
}  # fmt: skip
"""Sounds of other languages that Kokoro has no number for -> the nearest it has."""

_BREAKS = (re.compile(r"(?<=[.!?…]) "), re.compile(r"(?<=[;:—]) ?"), re.compile(r"(?<=,) "), re.compile(r" "))
"""Where a passage that is too long may be split, the best places first."""


def split_phonemes(phonemes: str, *, most: int = MAX_TOKENS) -> list[str]:
    """Pieces of at most ``most`` tokens, cut at the ends of clauses, else between words, as even as may be.

    Only a single word longer than ``most`` is cut inside: nothing is ever dropped.
    """
    phonemes = phonemes.strip()
    if len(tokenize(phonemes)) <= most:
        return [phonemes] if phonemes else []
    middle = len(phonemes) / 2
    for breaks in _BREAKS:
        places = [
            m.end() for m in breaks.finditer(phonemes) if phonemes[: m.end()].strip() not in ("", phonemes)
        ]
        central = [place for place in places if 0.2 < place / len(phonemes) < 0.8]
        if central:
            cut = min(central, key=lambda place: abs(place - middle))
            break
    else:
        cut = int(middle)
    return split_phonemes(phonemes[:cut], most=most) + split_phonemes(phonemes[cut:], most=most)


def tokenize(phonemes: str) -> list[int]:
    """Numbers of the signs the model knows; others become their nearest relative or nothing (tones, ties)."""
    return [
        VOCABULARY[known]
        for sign in phonemes
        if (known := sign if sign in VOCABULARY else _NEAREST.get(sign, "")) in VOCABULARY
    ]
