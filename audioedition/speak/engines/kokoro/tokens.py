"""From phonemes to the numbers that the model takes, never more than fit."""

from __future__ import annotations

from audioedition.speak.engines.pieces import split_passage

MAX_TOKENS = 510
"""Kokoro's context is 512; a zero goes before and after. The style table has as many rows."""

EASY_TOKENS = 150
"""About 9 s of speech. What is longer is spoken clause by clause where it has clauses, with a breath between them,
as a person would: a run needs some 27 MB for each second, and two at once stay under 1.5 GB with all the rest. With 200
an article of long sentences reached 1,370 MiB at its eighth and a new child was started; with 150 1,252 (AVX2)."""

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

NEAREST = {
    "ʀ": "ʁ", "ɫ": "l", "ʍ": "w", "ɱ": "m", "ʏ": "y", "ɘ": "ə", "ɵ": "ø", "ʉ": "u", "ɞ": "ɜ", "ɶ": "œ",
    "ɭ": "l",     "ɬ": "l", "ħ": "h", "ʕ": "ʔ", "ɦ": "h", "ɓ": "b", "ɗ": "d", "ɠ": "ɡ", "ʐ": "ʒ",
    "ʑ": "ʒ", "ɮ": "l",
    "ʙ": "b",     "ʟ": "l", "ɧ": "ʃ", "ʘ": "p", "ǀ": "t", "ǁ": "l", "ǂ": "k", "ǃ": "k", "ɺ": "ɾ",
    "ɢ": "ɡ", "ʛ": "ɡ",
}  # fmt: skip
"""Sounds of other languages that Kokoro has no number for -> the nearest it has."""


def split_phonemes(phonemes: str) -> list[str]:
    """Pieces of at most 510 tokens, and of at most 150 where there are clauses to split at, as even as may be."""
    return split_passage(phonemes, size=lambda part: len(tokenize(part)), most=MAX_TOKENS, easy=EASY_TOKENS)


def tokenize(phonemes: str) -> list[int]:
    """Numbers of the signs the model knows; others become their nearest relative or nothing (tones, ties)."""
    return [
        VOCABULARY[known]
        for sign in phonemes
        if (known := sign if sign in VOCABULARY else NEAREST.get(sign, "")) in VOCABULARY
    ]
