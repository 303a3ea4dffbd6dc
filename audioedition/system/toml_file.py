"""A TOML file that a person wrote: what is wrong in it is said in one form, whichever file it is.

« FILE, line N: KEY: WHAT IS WRONG », and as advice what is known instead. Voices, lexicons, rules by site, the
newsroom's and the feed's settings are all read here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from audioedition.errors import AudioEditionError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    path: Path
    text: str
    content: dict[str, Any]
    error: type[AudioEditionError]
    """What ``reject`` raises."""

    def reject(self, key: str, why: str, *, hint: str = "", within: str = "") -> NoReturn:
        """Raise ``error``: « FILE, line N: KEY: WHY ». ``key`` is dotted below a table; ``within`` names the entry
        of an array of tables that holds it (``entry[2]``, counted from 0): the line says which one it is."""
        raise self.error(f"{self.path}, line {self.line_of(key, within=within)}: {key}: {why}", hint=hint)

    def line_of(self, key: str, *, within: str = "") -> int:
        """1-based line where the dotted key stands; of its table or entry, or 1, when it is not found."""
        lines = self.text.splitlines()
        start, end = self._entry_lines(within, lines) if within else (0, len(lines))
        *tables, leaf = re.findall(r'"[^"]*"|[^."]+', key)  # [sites."journal.fr"]: a dot inside quotes
        leaf = leaf.strip('"')
        if tables:
            names = (r"[\"']?" + re.escape(name.strip('"')) + r"[\"']?" for name in tables)
            header = re.compile(r"\s*\[+\s*" + r"\s*\.\s*".join(names) + r"\s*\]+")
            start = next((n for n in range(start, end) if header.match(lines[n])), start)
        pattern = re.compile(
            r"\s*[\"']?" + re.escape(leaf) + r"[\"']?\s*(=|\.)|\s*\[+.*\b" + re.escape(leaf) + r"\s*\]"
        )
        return next((n + 1 for n in range(start, end) if pattern.match(lines[n])), start + 1)

    def header_lines(self, name: str) -> tuple[int, ...]:
        """1-based lines of the ``[[name]]`` headers, in order."""
        header = re.compile(r"\s*\[\[\s*[\"']?" + re.escape(name) + r"[\"']?\s*\]\]")
        return tuple(n for n, line in enumerate(self.text.splitlines(), 1) if header.match(line))

    def _entry_lines(self, within: str, lines: list[str]) -> tuple[int, int]:
        """From the entry's header up to the next one of its kind, 0-based; the whole file when it has none."""
        name, _, rank = within.rstrip("]").partition("[")
        starts = self.header_lines(name)
        if int(rank) >= len(starts):
            return 0, len(lines)
        ends = [*starts[1:], len(lines) + 1]
        return starts[int(rank)] - 1, ends[int(rank)] - 1

    def check_keys(
        self, table: dict[str, Any], allowed: Iterable[str], *, prefix: str = "", within: str = ""
    ) -> None:
        """Reject the first key that nobody reads: a typing mistake must not pass for a setting."""
        known = sorted(allowed)
        for key in table:
            if key not in known:
                self.reject(
                    f"{prefix}{key}", "unknown key", hint=f"Known keys: {', '.join(known)}.", within=within
                )

    def need_keys(self, table: dict[str, Any], needed: Iterable[str], *, within: str = "") -> None:
        """Reject a table that lacks one of them."""
        wanted = sorted(needed)
        for key in wanted:
            if key not in table:
                self.reject(
                    key, "this key is needed", hint=f"Needed keys: {', '.join(wanted)}.", within=within
                )

    def typed(
        self, table: dict[str, Any], key: str, kind: type, default: Any, *, prefix: str = "", within: str = ""
    ) -> Any:
        """``table[key]`` checked, or the default. A whole number passes for a float."""
        value = table.get(key, default)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.reject(
                f"{prefix}{key}",
                f"{_NAMES[kind]} expected, found {value!r}",
                hint=f"For example: {key} = {_EXAMPLES[kind]}",
                within=within,
            )
        return value

    def one_of(
        self, table: dict[str, Any], key: str, allowed: tuple[Any, ...], *, prefix: str = "", within: str = ""
    ) -> Any:
        """``table[key]``, which is one of those, else rejected; the first of them when it is absent."""
        value = table.get(key, allowed[0])
        if value not in allowed:
            known = [
                str(one).lower() if isinstance(one, bool) else str(one) for one in allowed
            ]  # TOML's words
            self.reject(
                f"{prefix}{key}",
                f"one of {', '.join(known)} expected, found {value!r}",
                hint=f'For example: {key} = "{known[0]}"',
                within=within,
            )
        return value

    def tables(self, key: str) -> list[dict[str, Any]]:
        """The entries of ``[[key]]``; none when it is absent."""
        entries = self.content.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.reject(key, "tables expected", hint=f"Write [[{key}]], with double brackets.")
        return entries


_NAMES: dict[type, str] = {
    str: "text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "a table",
    list: "a list",
}
_EXAMPLES: dict[type, str] = {
    str: '"…"', int: "3", float: "1.5", bool: "true", dict: "{ … }", list: '["…", "…"]',
}  # fmt: skip


def read_toml(path: Path, *, error: type[AudioEditionError]) -> TomlFile:
    """Raises ``error`` when the file cannot be read or is not TOML."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise error(f"{path} cannot be read: {problem.strerror}.", hint="Check the path.") from problem
    except UnicodeDecodeError as problem:
        raise error(f"{path} is not UTF-8 text.", hint="Save it again as UTF-8.") from problem
    return parse_toml(text, path=path, error=error)


def parse_toml(text: str, *, path: Path, error: type[AudioEditionError]) -> TomlFile:
    """The same from the file's text; ``path`` stands in the messages."""
    try:
        return TomlFile(path=path, text=text, content=tomllib.loads(text), error=error)
    except tomllib.TOMLDecodeError as problem:
        # « … (at line 3, column 7) » or « … (at end of document) »: the line goes to the front, as everywhere
        said = re.fullmatch(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", str(problem))
        words, line, column = said.groups() if said else (str(problem), None, None)
        at = line or str(len(text.splitlines()) or 1)
        if column:
            raise error(
                f"{path}, line {at}: this is not valid TOML: {words}",
                hint=f"Look at column {column} of that line.",
            ) from problem
        raise error(
            f"{path}, line {at}: this is not valid TOML: {words}", hint="The file ends too early."
        ) from problem
