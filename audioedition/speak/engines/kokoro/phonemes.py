"""From a French sentence to the phonemes that Kokoro was taught: pure but for espeak-ng, which is passed in.

Kokoro's French was trained on espeak phonemes rewritten the way its own front end (misaki 0.9) rewrites them,
with the punctuation kept: the model takes its melody from it. espeak drops punctuation, and marks a change of
language as ``(en)…(fr)``; spoken, those marks are noise, so they go and the foreign phonemes stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from audioedition.script.pronounce import Decisions, decide, render_clause
from audioedition.speak.engines.espeak import espeak_voice

Phonemize = Callable[[str, str], str]
"""``(text, espeak voice) -> IPA``, sounds written with several letters tied by ``^``."""

_SCRIPTS = (
    ("ar", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"),
    ("ru", "\u0400-\u052f"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("he", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("hi", "\u0900-\u097f"),
    ("ja", "\u3040-\u30ff"),
    ("cmn", "\u4e00-\u9fff\u3400-\u4dbf"),
    ("ko", "\uac00-\ud7af\u1100-\u11ff"),
)
"""Scripts that a French voice spells letter by letter (« arabic alif, arabic lam »): their words are read by
espeak's own voice for a common language of the script, then spoken with the French timbre."""
_FOREIGN = re.compile("|".join(f"(?P<{code}>[{span}]+(?:[ '’-]+[{span}]+)*)" for code, span in _SCRIPTS))

_MARKS = re.compile(r"(\.{2,}|…|[;:,.!?]+(?=[\s”“\"()»]|$)|—|–(?=\s)|[()“”])")
"""Punctuation that the model knows. A full stop or comma inside a word or a number is not one."""
_SWITCH = re.compile(r"\((?:\^?[a-z]){2,3}(?:\^?-(?:\^?[a-z0-9-])+)?\)")
"""« (en) », and « (^e^n) »: asked to tie the letters of one sound, espeak-ng ties those of its marks too."""

_REWRITES = (
    ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^z", "ʣ"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ə^ʊ", "Q"),
    ("s^s", "S"), ("t^s", "ʦ"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("g", "ɡ"),
)  # fmt: skip


def phonemize_sentence(
    text: str, *, language: str, phonemize: Phonemize, sounds: tuple[tuple[str, str], ...] = ()
) -> str:
    """Phonemes and punctuation of ``text`` (NFC) as Kokoro reads them; "" when nothing can be spoken.

    ``sounds``: words of the text that the newsroom's lexicon gives in IPA.
    """
    voice = espeak_voice(language)
    tidy = tidy_punctuation(text)
    decisions = decide(tidy, sounds) if voice.startswith("fr") else None
    pieces: list[str] = []
    place = 0
    for rank, piece in enumerate(_MARKS.split(tidy)):
        begin, place = place, place + len(piece)
        if rank % 2:  # what the pattern's group caught
            pieces.append(_as_known_mark(piece))
        elif any(character.isalnum() for character in piece):
            spoken = _phonemize_scripts(
                piece, voice=voice, phonemize=phonemize, decisions=decisions, begin=begin
            )
            lead = " " if piece[:1].isspace() else ""
            tail = " " if piece[-1:].isspace() else ""
            pieces.append(f"{lead}{spoken}{tail}")
        elif piece.isspace():
            pieces.append(" ")
    phonemes = re.sub(r"\s+", " ", "".join(pieces)).strip()
    return phonemes if any(c.isalpha() for c in phonemes) else ""


def tidy_punctuation(text: str) -> str:
    """French punctuation in the signs that Kokoro knows: “ ” for all quotes, no space before a mark."""
    text = unicodedata.normalize("NFC", text).translate(_SIGNS)
    text = re.sub(r"“\s+", "“", re.sub(r"\s+”", "”", text))
    text = re.sub(r"\s+([;:!?,.…])", r"\1", text)
    opened = False
    out = []
    for character in text:  # straight quotes take turns
        if character == '"':
            opened = not opened
            character = "“" if opened else "”"
        out.append(character)
    return "".join(out)


_SIGNS = {
    ord("«"): "“", ord("»"): "”", ord("„"): "“", ord("‟"): "“", ord("‹"): "“", ord("›"): "”", ord("’"): "'",
    ord("ʼ"): "'", ord("\u00a0"): " ", ord("\u202f"): " ", ord("\u2009"): " ", ord("\u00ad"): None,
    ord("\u200b"): None, ord("\u2011"): "-", ord("["): "(", ord("]"): ")", ord("，"): ",", ord("。"): ".",
    ord("،"): ",", ord("؟"): "?", ord("؛"): ";",
}  # fmt: skip


def _phonemize_scripts(
    text: str, *, voice: str, phonemize: Phonemize, decisions: Decisions | None, begin: int
) -> str:
    """``text`` stands at ``begin`` of the sentence that the decisions are about."""
    spoken = []
    position = 0
    met = {(str(match.lastgroup), match.group()) for match in _FOREIGN.finditer(text)}
    # script by script: espeak-ng reads a whole dictionary each time that its voice changes
    sounds = {(by, piece): phonemize(piece, by) for by, piece in sorted(met)}
    for foreign in _FOREIGN.finditer(text):
        spoken.append(
            _say_french(text[position : foreign.start()], voice, phonemize, decisions, begin + position)
        )
        spoken.append(sounds[str(foreign.lastgroup), foreign.group()])
        position = foreign.end()
    spoken.append(_say_french(text[position:], voice, phonemize, decisions, begin + position))
    return " ".join(phonemes for ipa in spoken if (phonemes := rewrite(ipa)))


def _say_french(text: str, voice: str, phonemize: Phonemize, decisions: Decisions | None, begin: int) -> str:
    if not text.strip():
        return ""
    if decisions is None:
        return phonemize(text, voice)
    chunks, said = decisions.between(begin, begin + len(text))
    return render_clause(text, chunks, said, lambda part: phonemize(part, voice))


def rewrite(espeak: str) -> str:
    """espeak's IPA -> Kokoro's: switch marks, ties, syllabic marks and liaison hyphens resolved."""
    phonemes = _SWITCH.sub("", espeak)
    for old, new in _REWRITES:
        phonemes = phonemes.replace(old, new)
    phonemes = re.sub("(\\S)\u0329", r"ᵊ\1", phonemes).replace("\u0329", "")
    return re.sub(r"\s+", " ", phonemes.replace("^", "").replace("-", "")).strip()


def _as_known_mark(mark: str) -> str:
    """One sign per mark: « ?! » and « !!! » are spoken like their first sign, dashes are long."""
    if mark in {"–", "—"}:
        return "—"
    if mark.startswith("..") or mark.startswith("…"):
        return "…"
    return next((sign for sign in mark if sign in "?!"), mark[0])
