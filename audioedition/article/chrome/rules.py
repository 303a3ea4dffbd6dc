"""One rule, one box, and how they are read from a TOML file of the form told in this package's first lines."""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any, Literal

from audioedition.errors import UsageError
from audioedition.system.toml_file import TomlFile, read_toml

FOLDER = Path(__file__).parent

Match = Literal["line", "pattern", "text", "tail"]
Opens = Literal["nothing", "list", "box", "rest"]
Where = Literal["any", "edge"]

_TOP = ("kind", "rules", "boxes")
_FORM = "See docs/extraction.md for the form of a rules file."
_CHOICES = {
    "match": ("line", "pattern", "text", "tail"),
    "opens": ("nothing", "list", "box", "rest"),
    "where": ("any", "edge"),
    "strength": ("strong", "weak"),
}
_FLAGS = ("short", "address", "linked", "label")
_TEXTS = ("id", "why", "kind", "origin")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromeRule:
    """One reason to drop a line."""

    id: str
    kind: str
    why: str
    match: Match
    opens: Opens = "nothing"
    where: Where = "any"
    origin: str = "general"
    phrases: tuple[str, ...]
    address: bool = False
    """Counts for a long line only when that speaks to the reader (« vous », « votre », « je ») as chrome does."""
    linked: bool = False
    """On a page, counts only when the line or what follows it is a link: else it may be a heading, an infobox's."""
    label: bool = False
    """Names a line by its first words: what is said behind them (« Mise à jour : le bilan s’alourdit… ») is not its."""
    max_chars: int = 400
    """A longer line is not judged by this rule: prose may quote the words of chrome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One reason to drop what stands in an element of a page."""

    id: str
    kind: str
    why: str
    names: tuple[str, ...]
    origin: str = "general"
    strength: Literal["strong", "weak"] = "strong"
    short: bool = False


def read_rules(path: Path) -> tuple[ChromeRule | Box, ...]:
    """The rules of one TOML file. Raises ``UsageError`` with file, line and key when it is not of the form above."""
    file = read_toml(path, error=UsageError)
    file.check_keys(file.content, _TOP)
    kind: str = file.typed(file.content, "kind", str, "site_rule")
    rules, boxes = file.tables("rules"), file.tables("boxes")
    return (
        *(_rule(file, kind, entry, f"rules[{rank}]") for rank, entry in enumerate(rules)),
        *(_box(file, kind, entry, f"boxes[{rank}]") for rank, entry in enumerate(boxes)),
    )


def _rule(file: TomlFile, kind: str, entry: dict[str, Any], within: str) -> ChromeRule:
    fields = _checked(file, entry, ChromeRule, expressions="phrases", within=within)
    return ChromeRule(**{"kind": kind, **fields})


def _box(file: TomlFile, kind: str, entry: dict[str, Any], within: str) -> Box:
    return Box(**{"kind": kind, **_checked(file, entry, Box, expressions="names", within=within)})


def _checked(
    file: TomlFile,
    entry: dict[str, Any],
    form: type[ChromeRule] | type[Box],
    *,
    expressions: str,
    within: str,
) -> dict[str, Any]:
    """An entry's fields, when it has the form of a rule or of a box."""
    allowed = {f.name: f for f in dataclass_fields(form)}
    file.check_keys(entry, allowed, within=within)
    file.need_keys(entry, {n for n, f in allowed.items() if f.default is MISSING} - {"kind"}, within=within)
    for key in entry.keys() & _CHOICES.keys():
        file.one_of(entry, key, _CHOICES[key], within=within)
    for key in _FLAGS:
        file.typed(entry, key, bool, False, within=within)
    for key in _TEXTS:
        file.typed(entry, key, str, "", within=within)
    file.typed(entry, "max_chars", int, 0, within=within)
    texts = entry[expressions]
    if not isinstance(texts, list) or not all(isinstance(t, str) and t for t in texts):
        file.reject(expressions, "a list of texts in quotes expected", hint=_FORM, within=within)
    ours = file.path.parent in (FOLDER, FOLDER / "sites")  # checked by a test, not at every start
    if entry.get("match") != "line" and not ours:
        for text in texts:
            _check_expression(file, expressions, text, within=within)
    return {**entry, expressions: tuple(texts)}


def _check_expression(file: TomlFile, key: str, text: str, *, within: str) -> None:
    try:
        re.compile(text)
    except re.error as error:
        file.reject(
            key,
            f"{text!r} is not a regular expression: {error}",
            hint="Mend the regular expression.",
            within=within,
        )
