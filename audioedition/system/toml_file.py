"""A TOML file of ours that a person wrote: what is wrong in it is said with file, line and key."""

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

    def reject(self, key: str, why: str, *, hint: str = "") -> NoReturn:
        """Raise ``error``: « FILE, line N: KEY: WHY ». ``key`` is dotted below a table."""
        raise self.error(f"{self.path}, line {self.line_of(key)}: {key}: {why}", hint=hint)

    def line_of(self, key: str) -> int:
        """1-based line where the dotted key stands; of its table, or 1, when it is not found."""
        *tables, leaf = re.findall(r'"[^"]*"|[^."]+', key)  # [sites."journal.fr"]: a dot inside quotes
        leaf = leaf.strip('"')
        start, lines = 0, self.text.splitlines()
        if tables:
            names = (r"[\"']?" + re.escape(name.strip('"')) + r"[\"']?" for name in tables)
            header = re.compile(r"\s*\[+\s*" + r"\s*\.\s*".join(names) + r"\s*\]+")
            start = next((n for n, line in enumerate(lines) if header.match(line)), 0)
        pattern = re.compile(
            r"\s*[\"']?" + re.escape(leaf) + r"[\"']?\s*(=|\.)|\s*\[+.*\b" + re.escape(leaf) + r"\s*\]"
        )
        return next((n for n, line in enumerate(lines[start:], start + 1) if pattern.match(line)), start + 1)

    def check_keys(self, table: dict[str, Any], allowed: Iterable[str], *, prefix: str = "") -> None:
        """Reject the first key that nobody reads: a typing mistake must not pass for a setting."""
        known = sorted(allowed)
        for key in table:
            if key not in known:
                self.reject(f"{prefix}{key}", "unknown key", hint=f"Known keys: {', '.join(known)}.")

    def typed(self, table: dict[str, Any], key: str, kind: type, default: Any, *, prefix: str = "") -> Any:
        """``table[key]`` checked, or the default. A whole number passes for a float."""
        value = table.get(key, default)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.reject(f"{prefix}{key}", f"{_NAMES[kind]} expected, found {value!r}")
        return value


_NAMES: dict[type, str] = {
    str: "text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "a table",
    list: "a list",
}


def read_toml(path: Path, *, error: type[AudioEditionError]) -> TomlFile:
    """Raises ``error`` when the file cannot be read or is not TOML (the message holds line and column)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return TomlFile(path=path, text=text, content=tomllib.loads(text), error=error)
    except OSError as problem:
        raise error(f"{path} cannot be read: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise error(f"{path} is not UTF-8 text.", hint="Save it again as UTF-8.") from problem
    except tomllib.TOMLDecodeError as problem:
        words = str(problem).replace("at end of document", f"at line {text.count(chr(10)) + 1}, the end")
        raise error(f"{path} is not valid TOML: {words}.") from problem
