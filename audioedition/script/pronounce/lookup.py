"""The dictionary's files, read once and searched where they lie: no object for each of 125,000 forms."""

from __future__ import annotations

import logging
import lzma
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files

_log = logging.getLogger(__name__)


class SortedLines:
    """« key TAB value » lines in the order of their bytes, kept as one piece of memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = data.count(b"\n") + 1 if data else 0
        self.find = lru_cache(maxsize=4096)(self._search)
        """The value of a key; None when it is not there. Texts repeat their words."""

    def __len__(self) -> int:
        return self._size

    def _search(self, key: str) -> str | None:
        """By halving."""
        wanted = key.encode()
        low, high = 0, len(self._data)
        while low < high:
            middle = (low + high) // 2
            start = self._data.rfind(b"\n", 0, middle) + 1
            end = self._data.find(b"\n", start)
            end = len(self._data) if end < 0 else end
            line = self._data[start:end]
            found, _, value = line.partition(b"\t")
            if found == wanted:
                return value.decode()
            if found < wanted:
                low = end + 1
            else:
                high = start
        return None


@lru_cache(maxsize=1)
def forms() -> SortedLines:
    """Form → « Ns7 V63 »: parts of speech, number, and how frequent (0 to 9, logarithmic)."""
    return SortedLines(_read("forms.tsv.xz"))


@lru_cache(maxsize=1)
def dictionary() -> SortedLines:
    """Form → sounds, or readings by part of speech; only what espeak-ng says otherwise."""
    return SortedLines(_read("sounds.tsv.xz"))


@lru_cache(maxsize=1)
def spelt() -> SortedLines:
    """« form=sounds » → a spelling that espeak-ng says with these sounds."""
    return SortedLines(_read("spelt.tsv.xz"))


@lru_cache(maxsize=1)
def foreign_words() -> SortedLines:
    """Form → sounds: words and names that French texts take from other languages."""
    return SortedLines(_read("foreign.tsv.xz"))


@lru_cache(maxsize=1)
def aspirated() -> tuple[bytes, ...]:
    """Words in h before which nothing is elided or tied, sorted."""
    return tuple(_read("aspirated.txt.xz").split(b"\n"))


def is_aspirated(word: str) -> bool:
    wanted = word.encode()
    known = aspirated()
    place = bisect_left(known, wanted)
    return place < len(known) and known[place] == wanted


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Written form → sounds: people, places, firms, sigles and foreign words of the news (``names/*.tsv``)."""
    found: dict[str, str] = {}
    for part in ("words", "places", "people", "firms"):
        for line in _read(f"{part}.tsv").decode().split("\n"):
            written, _, sounds = line.partition("\t")
            if sounds and not written.startswith("#"):
                for form in written.split("|"):
                    found[form] = sounds.strip()
    return found


@lru_cache(maxsize=8)
def problems() -> tuple[str, ...]:
    """Files of the dictionary that are missing or damaged; without them espeak-ng decides alone."""
    wrong = []
    for name in ("forms.tsv.xz", "sounds.tsv.xz", "aspirated.txt.xz", "spelt.tsv.xz", "foreign.tsv.xz"):
        try:
            _open(name)
        except (OSError, lzma.LZMAError) as error:
            wrong.append(f"{name} ({error})")
    return tuple(wrong)


def _read(name: str) -> bytes:
    try:
        return _open(name)
    except (OSError, lzma.LZMAError) as error:
        _log.warning(
            "The pronunciation dictionary cannot be read: %s (%s). espeak-ng goes on alone.", name, error
        )
        return b""


def _open(name: str) -> bytes:
    data = files("audioedition.script.pronounce").joinpath("data", name).read_bytes()
    return lzma.decompress(data) if name.endswith(".xz") else data
