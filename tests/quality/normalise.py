"""Compares spoken French with a gold line of the tables.

Gold notation: ``|`` between whole alternatives, ``{a/b/}`` between inline ones (empty allowed), ``<SNCF>`` letters
said one by one, by their names or bare. Compared without case, punctuation and hyphens; figures and signs left in
the spoken text never match.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parents[1] / "script" / "normalise"

NAMES = {
    "a": "a", "b": "bé", "c": "cé", "d": "dé", "e": "(?:euh?|é)", "f": "è?e?ff?e?", "g": "gé", "h": "hache", "i": "i",
    "j": "ji", "k": "ka", "l": "(?:elle|èl)", "m": "(?:emme|èm)", "n": "(?:enne|èn)", "o": "o", "p": "pé", "q": "cu",
    "r": "(?:erre|èr)", "s": "(?:esse|ès)", "t": "té", "u": "u", "v": "vé", "w": "double vé", "x": "ixe",
    "y": "i grec", "z": "zède?",
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    kind: str
    printed: str
    gold: str
    tags: str


def read_table(name: str) -> list[Item]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [Item(*[*line.split("\t"), ""][:4]) for line in lines if line and not line.startswith("#")]


def bare(text: str) -> str:
    text = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    text = re.sub(r"[-‐-―.,;:!?…\"«»()\[\]]", " ", text)
    text = re.sub(r"(?<!\w)'|'(?!\w)", " ", text)
    return " ".join(text.split())


def alternatives(gold: str) -> Iterator[str]:
    for whole in gold.split("|"):
        parts = re.split(r"(\{[^{}]*\})", whole.strip())
        options = [part[1:-1].split("/") if part.startswith("{") else [part] for part in parts]
        for choice in itertools.product(*options):
            yield "".join(choice)


def _pattern(gold: str) -> str:
    spelled = re.findall(r"<(\w+)>", gold)
    # a letter in place of the letters: « l'<UE> » keeps its apostrophe
    text = re.escape(bare(re.sub(r"<\w+>", "ƻ", gold)))
    for letters in spelled:
        names = " ".join(f"(?:{letter}|{NAMES[letter]})" for letter in letters.lower())
        text = text.replace("ƻ", names, 1)
    return text


def is_right(item: Item, spoken: str) -> bool:
    heard = bare(spoken)
    if item.kind == "sigle_dot" and re.search(r"\b[^\W\d_]\.(?=[^\W\d_]|\s+\w)", spoken):
        return False  # a sentence splitter would cut there
    return any(re.fullmatch(_pattern(gold), heard) for gold in alternatives(item.gold))


def score(items: list[Item], say: Callable[[str], str]) -> dict[str, float]:
    """Per class, and « all »: percent right."""
    right: dict[str, list[bool]] = defaultdict(list)
    for item in items:
        ok = is_right(item, say(item.printed))
        right[item.kind].append(ok)
        right["all"].append(ok)
    return {kind: round(100 * sum(oks) / len(oks), 1) for kind, oks in right.items()}
