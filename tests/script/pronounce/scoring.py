"""Sentences with IPA patterns: read, said and compared. Stress, length and ties do not count."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from audioedition.model import Voice
from audioedition.script.normalise import normalise
from audioedition.speak.pronounced import say_in_ipa

HERE = Path(__file__).parent
VOICE = Voice(name="siwis", engine="kokoro")


def read_rows(name: str) -> list[tuple[str, str, str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1], row[2]) for row in rows]


def say(sentence: str) -> str:
    return say_in_ipa(normalise(sentence, voice=VOICE), language="fr-FR")


def matches(pattern: str, ipa: str) -> bool:
    tidy = re.sub(r"[ˈˌː\u0361\u032f‿^.-]", "", unicodedata.normalize("NFC", ipa)).replace("g", "ɡ")
    wanted = unicodedata.normalize("NFC", pattern).replace("\\b", r"(?![^\s,;:!?…])").replace("g", "ɡ")
    # espeak-ng's French, and so the voices that learnt from it, write y where a pattern may have ɥ
    return re.search(wanted.replace("ɥ", "y"), tidy.replace("ɥ", "y")) is not None
