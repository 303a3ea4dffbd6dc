"""lexicon.toml -> Lexicon, with file, line and key in every complaint."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from audioedition.errors import UsageError
from audioedition.script.lexicon.entry import Entry, Lexicon

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

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
_HEADER = re.compile(r"^\s*\[\[\s*entry\s*\]\]", re.MULTILINE)


def load_lexicon(path: str | Path) -> Lexicon:
    """Read a file. Raises UsageError with file, line and reason when it is missing or wrong."""
    file = Path(path)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(
            f"The lexicon {file} cannot be read: {error.strerror}.", hint="Check the path."
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"The lexicon {file} is not UTF-8 text.", hint="Save it as UTF-8.") from error
    return parse_lexicon(text, name=str(file))


def parse_lexicon(text: str, *, name: str = "lexicon.toml") -> Lexicon:
    """The same from the file's text; ``name`` stands in the messages."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"{name}:{line[1]}" if line else name
        raise UsageError(f"{where}: this is not valid TOML: {error}.", hint="See docs/lexicon.md.") from error
    reader = _Reader(name, text)
    for key in content:
        if key != "entry":
            raise reader.wrong(0, key, "is unknown here; a lexicon holds [[entry]] tables")
    tables = content.get("entry", [])
    if not isinstance(tables, list):
        raise reader.wrong(0, "entry", "must be written [[entry]], with double brackets")
    entries = tuple(reader.entry(rank, table) for rank, table in enumerate(tables))
    reader.refuse_contradictions(entries)
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


class _Reader:
    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.starts = [match.start() for match in _HEADER.finditer(text)]
        self.text = text

    def line(self, rank: int, key: str = "") -> int:
        """Of the key within the entry, else of the entry's header; 1-based."""
        if rank >= len(self.starts):
            return 1
        start = self.starts[rank]
        end = self.starts[rank + 1] if rank + 1 < len(self.starts) else len(self.text)
        found = (
            re.compile(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*=", re.MULTILINE).search(self.text, start, end)
            if key
            else None
        )
        at = found.end() if found else start + len(self.text[start:end]) - len(self.text[start:end].lstrip())
        return self.text.count("\n", 0, at) + 1

    def wrong(self, rank: int, key: str, reason: str) -> UsageError:
        return UsageError(
            f"{self.name}:{self.line(rank, key)}: « {key} » {reason}.",
            hint="Keys of an entry: " + ", ".join(KEYS) + ". See docs/lexicon.md.",
        )

    def entry(self, rank: int, table: Any) -> Entry:
        if not isinstance(table, dict):
            raise self.wrong(rank, "entry", "must be a table")
        for key in table:
            if key not in KEYS:
                raise self.wrong(rank, key, "is an unknown key")
        written = self.words(rank, table, "written")
        if not written or not all(re.search(r"[^\W_]", form) for form in written):
            raise self.wrong(rank, "written", "must be a printed form with at least one letter or figure")
        case = table.get("case", "exact")
        if case not in ("exact", "any"):
            raise self.wrong(rank, "case", 'must be "exact" or "any"')
        ways = [way for way in _WAYS if table.get(way)]
        if len(ways) > 1:
            raise self.wrong(rank, ways[1], f"contradicts « {ways[0]} » of the same entry: keep one")
        entry = Entry(
            written=tuple(form.replace("’", "'") for form in written),
            say=self.text_of(rank, table, "say"),
            ipa=self.text_of(rank, table, "ipa"),
            spell=self.flag(rank, table, "spell"),
            word=self.flag(rank, table, "word"),
            lang=self.text_of(rank, table, "lang"),
            case=case,
            before=tuple(word.lower() for word in self.words(rank, table, "before")),
            after=tuple(word.lower() for word in self.words(rank, table, "after")),
            voices=self.words(rank, table, "voice"),
            reason=self.text_of(rank, table, "reason") or "",
            examples=self.examples(rank, table),
            line=self.line(rank),
        )
        if not ways and not entry.lang:
            raise self.wrong(
                rank, "written", "does not say how: add say, ipa, spell = true, word = true or lang"
            )
        return entry

    def text_of(self, rank: int, table: dict[str, Any], key: str) -> str | None:
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(rank, key, "must be a text that is not empty")
        return unicodedata.normalize("NFC", value.strip())

    def words(self, rank: int, table: dict[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        forms = [value] if isinstance(value, str) else value
        if not isinstance(forms, list) or not all(isinstance(form, str) and form.strip() for form in forms):
            raise self.wrong(rank, key, "must be a text or a list of texts")
        return tuple(unicodedata.normalize("NFC", form.strip()) for form in forms)

    def flag(self, rank: int, table: dict[str, Any], key: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(rank, key, "must be true or false")
        return value

    def examples(self, rank: int, table: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        value = table.get("examples", [])
        if not isinstance(value, list) or not all(
            isinstance(pair, list) and len(pair) == 2 and all(isinstance(side, str) for side in pair)
            for pair in value
        ):
            raise self.wrong(rank, "examples", 'must be a list of pairs: [["printed", "spoken"]]')
        return tuple((pair[0], pair[1]) for pair in value)

    def refuse_contradictions(self, entries: tuple[Entry, ...]) -> None:
        seen: dict[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], tuple[Entry, int]] = {}
        for rank, entry in enumerate(entries):
            for form in entry.written:
                for voice in entry.voices or ("",):
                    key = (form, entry.before, entry.after, (voice,))
                    other = seen.setdefault(key, (entry, rank))[0]
                    if other is not entry and other.said(form) != entry.said(form):
                        raise UsageError(
                            f"{self.name}:{self.line(rank, 'written')}: « {form} » is said in two ways: "
                            f"« {other.said(form)} » (line {other.line}) and « {entry.said(form)} ».",
                            hint="Keep one, or tell them apart by before, after or voice.",
                        )
