"""lexicon.toml -> Lexicon; what is wrong in it is said as in any TOML file of ours (``TomlFile.reject``)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

from audioedition.errors import UsageError
from audioedition.script.lexicon.entry import Lexicon, LexiconEntry
from audioedition.system.toml_file import TomlFile, parse_toml, read_toml

KEYS = (
    "written",
    "say",
    "ipa",
    "spell",
    "word",
    "lang",
    "case",
    "before",
    "after",
    "voice",
    "reason",
    "examples",
)
_WAYS = ("say", "ipa", "spell", "word")
ENTRY = "entry"
_HINT = "See docs/lexicon.md."


def load_lexicon(path: str | Path) -> Lexicon:
    """Read a file. Raises UsageError with file, line and reason when it is missing or wrong."""
    return _read(read_toml(Path(path), error=UsageError), name=str(path))


def parse_lexicon(text: str, *, name: str = "lexicon.toml") -> Lexicon:
    """The same from the file's text; ``name`` stands in the messages."""
    return _read(parse_toml(text, path=Path(name), error=UsageError), name=name)


def _read(file: TomlFile, *, name: str) -> Lexicon:
    file.check_keys(file.content, (ENTRY,))
    lines = dict(enumerate(file.header_lines(ENTRY)))
    entries = tuple(
        _EntryReader(file, table, f"{ENTRY}[{rank}]").entry(line=lines.get(rank, 1))
        for rank, table in enumerate(file.tables(ENTRY))
    )
    _refuse_contradictions(file, entries)
    return Lexicon(name=name, entries=entries)


@cache
def house_lexicon() -> Lexicon:
    """French press: institutions, acronyms read as words or spelled, foreign names."""
    file = resources.files("audioedition.script.lexicon") / "house.toml"
    return parse_lexicon(file.read_text(encoding="utf-8"), name="house.toml")


def newsroom_lexicon(path: Path | None = None) -> Lexicon | None:
    """The file at ``path``; without one, ``lexicon.toml`` of the settings folder where that exists.

    Raises UsageError like :func:`load_lexicon`.
    """
    from audioedition.system.folders import config_folder

    if path is not None:
        return load_lexicon(path)
    own = config_folder() / "lexicon.toml"
    return load_lexicon(own) if own.is_file() else None


class _EntryReader:
    """One ``[[entry]]``; every fault names the entry's own line."""

    def __init__(self, file: TomlFile, table: dict[str, Any], within: str) -> None:
        self.file, self.table, self.within = file, table, within

    def entry(self, *, line: int) -> LexiconEntry:
        self.file.check_keys(self.table, KEYS, within=self.within)
        written = self.words("written")
        if not written or not all(re.search(r"[^\W_]", form) for form in written):
            self.reject("written", "a printed form with at least one letter or figure expected")
        ways = [way for way in _WAYS if self.table.get(way)]
        if len(ways) > 1:
            self.reject(ways[1], f"contradicts “{ways[0]}” of the same entry: keep one")
        entry = LexiconEntry(
            written=tuple(form.replace("’", "'") for form in written),
            say=self.text("say"),
            ipa=self.text("ipa"),
            spell=self.file.typed(self.table, "spell", bool, False, within=self.within),
            word=self.file.typed(self.table, "word", bool, False, within=self.within),
            lang=self.text("lang"),
            case=self.file.one_of(self.table, "case", ("exact", "any"), within=self.within),
            before=tuple(word.lower() for word in self.words("before")),
            after=tuple(word.lower() for word in self.words("after")),
            voices=self.words("voice"),
            reason=self.text("reason") or "",
            examples=self.examples(),
            line=line,
        )
        if not ways and not entry.lang:
            self.reject("written", "does not say how: add say, ipa, spell = true, word = true or lang")
        return entry

    def reject(self, key: str, why: str) -> NoReturn:
        self.file.reject(key, why, hint=_HINT, within=self.within)

    def text(self, key: str) -> str | None:
        value: str | None = self.table.get(key)
        if value is None:
            return None
        self.file.typed(self.table, key, str, "", within=self.within)
        if not value.strip():
            self.reject(key, "a text that is not empty expected")
        return unicodedata.normalize("NFC", value.strip())

    def words(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        forms = [value] if isinstance(value, str) else value
        if not isinstance(forms, list) or not all(isinstance(form, str) and form.strip() for form in forms):
            self.reject(key, "a text or a list of texts expected")
        return tuple(unicodedata.normalize("NFC", form.strip()) for form in forms)

    def examples(self) -> tuple[tuple[str, str], ...]:
        value = self.table.get("examples", [])
        if not isinstance(value, list) or not all(
            isinstance(pair, list) and len(pair) == 2 and all(isinstance(side, str) for side in pair)
            for pair in value
        ):
            self.reject("examples", 'a list of pairs expected: [["printed", "spoken"]]')
        return tuple((pair[0], pair[1]) for pair in value)


def _refuse_contradictions(file: TomlFile, entries: tuple[LexiconEntry, ...]) -> None:
    seen: dict[tuple[str, tuple[str, ...], tuple[str, ...], str], LexiconEntry] = {}
    for rank, entry in enumerate(entries):
        for form in entry.written:
            for voice in entry.voices or ("",):
                other = seen.setdefault((form, entry.before, entry.after, voice), entry)
                if other is not entry and other.said(form) != entry.said(form):
                    file.reject(
                        "written",
                        f"« {form} » is said in two ways: « {other.said(form)} » (line {other.line}) "
                        f"and « {entry.said(form)} »",
                        hint="Keep one, or tell them apart by before, after or voice.",
                        within=f"{ENTRY}[{rank}]",
                    )
