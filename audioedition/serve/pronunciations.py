"""What people add to the newsroom's lexicon from the web page: one file, that they may also edit by hand."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from audioedition.errors import EngineError, PublishError, UsageError, VoiceError
from audioedition.model import Voice
from audioedition.script.lexicon import Lexicon, LexiconEntry, house_lexicon, load_lexicon, parse_lexicon
from audioedition.script.normalise import normalise
from audioedition.speak.pronounced import BY_PHONEMES, SaidWord, say_entry, say_words
from audioedition.system.files import write_atomically

MAX_CHARS = 200
HEADER = re.compile(r"^\s*\[\[\s*entry\s*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    word: str
    said: str
    plain: bool
    """Whether it says one word one way, under no condition: then the page can change it."""


class Pronunciations:
    """Safe for threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = threading.Lock()
        self._kept: tuple[tuple[int, int], Lexicon] | None = None

    def lexicon(self) -> Lexicon | None:
        """The file as it stands; ``None`` when there is none yet. Raises UsageError when it is broken."""
        try:
            facts = self.path.stat()
        except FileNotFoundError:
            return None
        stamp = (facts.st_mtime_ns, facts.st_size)
        if self._kept is None or self._kept[0] != stamp:
            self._kept = (stamp, load_lexicon(self.path))
        return self._kept[1]

    def found_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """(printed, spoken) of what the newsroom's and the house lexicon know in a text."""
        found: dict[str, str] = {}
        for lexicon in (self.lexicon(), house_lexicon()):
            for start, end, spoken in lexicon.find(text) if lexicon else ():
                found.setdefault(text[start:end], spoken)
        return tuple(found.items())

    def said_in(self, text: str, *, voice: Voice) -> tuple[SaidWord, ...]:
        """What a lexicon or a table of names decides about a passage: how this voice will say it, and who decided."""
        lexicon = self.lexicon()
        try:
            said = {
                printed: say_entry(printed, lexicon=lexicon, voice=voice)
                for printed, _ in self.found_in(text)
            }
            if voice.engine in BY_PHONEMES:
                spoken = normalise(text, lexicon=lexicon, voice=voice)
                for one in say_words(spoken, language=voice.language):
                    if one.by == "house" and one.sounds:
                        said.setdefault(one.word, one)
        except (VoiceError, EngineError):  # without espeak-ng there are no sounds to show
            return tuple(
                SaidWord(word=printed, sounds=spoken, by="lexicon", link="")
                for printed, spoken in self.found_in(text)
            )
        return tuple(said.values())

    def entries(self) -> tuple[tuple[str, str], ...]:
        """(printed, spoken) of the newsroom's own, in the order of the file."""
        lexicon = self.lexicon()
        return tuple((e.written[0], e.said(e.written[0])) for e in lexicon.entries) if lexicon else ()

    def listed(self) -> tuple[ListedEntry, ...]:
        """Each entry of the newsroom's own, by its first printed form, in the order of the file."""
        lexicon = self.lexicon()
        return tuple(
            ListedEntry(word=e.written[0], said=e.said(e.written[0]), plain=_is_plain_say(e))
            for e in (lexicon.entries if lexicon else ())
        )

    def text(self) -> str:
        """The file; empty when there is none yet."""
        return self.path.read_text(encoding="utf-8") if self.path.exists() else ""

    def remove(self, word: str) -> None:
        """Strike a word out. Raises UsageError where no entry says just this word, without a condition."""
        with self._turn:
            text = self.text()
            left = without_entry(text, word, name=str(self.path))
            if left == text:
                raise UsageError(
                    f"The lexicon has no plain entry for {word}.",
                    hint=f"An entry with conditions is changed in the file itself: {self.path}",
                )
            self._write(left)

    def take_in(self, toml: str) -> int:
        """Add the entries of another lexicon behind those that stand; of a word that both have, the new one is said.
        Returns how many it brought. Raises UsageError in the lexicon's own words."""
        coming = parse_lexicon(toml, name="lexicon.toml").entries
        if not coming:
            raise UsageError("The text holds no entry.", hint="An entry begins with [[entry]].")
        with self._turn:
            text = self.text()
            for entry in coming:
                if not (entry.before or entry.after or entry.voices):
                    text = without_entry(text, entry.written[0], name=str(self.path))
            self._write(f"{text.rstrip()}\n\n{toml.strip()}\n".lstrip())
        return len(coming)

    def add(self, word: str, say: str) -> None:
        """Enter a word, or say it otherwise from now on. Raises UsageError in the lexicon's own words."""
        word, say = one_line(word), one_line(say)
        if not word or not say:
            raise UsageError(
                "A pronunciation needs the word and how it is said.", hint="Fill in both fields."
            )
        with self._turn:
            text = self.text()
            text = without_entry(text, word, name=str(self.path))
            quoted = (json.dumps(part, ensure_ascii=False) for part in (word, say))
            written, said = quoted
            self._write(f"{text.rstrip()}\n\n[[entry]]\nwritten = {written}\nsay = {said}\n".lstrip())

    def _write(self, text: str) -> None:
        """Whole, and only what can be read again."""
        parse_lexicon(text, name=str(self.path))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.path, text.encode())
        except OSError as error:
            raise PublishError(
                f"The lexicon {self.path} cannot be written: {error.strerror}.",
                hint="Check its rights, or name another with --lexicon FILE.",
            ) from error


def without_entry(text: str, word: str, *, name: str) -> str:
    """The file's text without the entry that says just this word, and under no condition; comments stay."""
    entries = parse_lexicon(text, name=name).entries
    starts = [match.start() for match in HEADER.finditer(text)]
    for rank, entry in enumerate(entries):
        if is_plain(entry, word) and len(starts) == len(entries):
            end = starts[rank + 1] if rank + 1 < len(starts) else len(text)
            return text[: starts[rank]] + text[end:]
    return text


def is_plain(entry: LexiconEntry, word: str) -> bool:
    conditions = entry.before or entry.after or entry.voices
    return entry.written == (word.replace("’", "'"),) and not conditions


def _is_plain_say(entry: LexiconEntry) -> bool:
    return entry.say is not None and is_plain(entry, entry.written[0])


def one_line(text: str) -> str:
    """NFC, without control characters, at most 200 characters."""
    kept = "".join(c for c in text if unicodedata.category(c) != "Cc" or c.isspace())
    return unicodedata.normalize("NFC", " ".join(kept.split()))[:MAX_CHARS]
