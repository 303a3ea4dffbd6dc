"""One rule, one box, and how they are read from a TOML file of the form told in this package's first lines."""

from __future__ import annotations

import re
import sys
from dataclasses import MISSING, dataclass
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any, Literal

from audioedition.errors import UsageError

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover  # Python 3.10, which the measured run is not
    import tomli as tomllib

FOLDER = Path(__file__).parent

Match = Literal["line", "pattern", "text", "tail"]
Opens = Literal["nothing", "list", "box", "rest"]
Where = Literal["any", "edge"]

_TOP = {"kind", "rules", "boxes"}
_FORM = "See docs/extraction.md for the form of a rules file."
_CHOICES: dict[str, tuple[Any, ...]] = {
    "match": ("line", "pattern", "text", "tail"),
    "opens": ("nothing", "list", "box", "rest"),
    "where": ("any", "edge"),
    "strength": ("strong", "weak"),
    **dict.fromkeys(("short", "address", "linked", "label"), (True, False)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
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


def read_rules(path: Path) -> tuple[Rule | Box, ...]:
    """The rules of one TOML file. Raises ``UsageError`` naming file and key when it is not of the form above."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {error}", hint=_FORM) from error
    kind = table.get("kind", "site_rule")
    entries, boxes = table.get("rules", []), table.get("boxes", [])
    tables = all(isinstance(e, dict) for e in [*_as_list(entries), *_as_list(boxes)])
    if not isinstance(kind, str) or set(table) - _TOP or not tables:
        raise UsageError(f"{path}: expected `kind`, `[[rules]]` and `[[boxes]]`.", hint=_FORM)
    return (*(_rule(path, kind, e) for e in entries), *(_box(path, kind, e) for e in boxes))


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _rule(path: Path, kind: str, entry: Any) -> Rule:
    fields = _checked(path, kind, entry, Rule, expressions="phrases", plain=entry.get("match") == "line")
    return Rule(**fields)


def _box(path: Path, kind: str, entry: Any) -> Box:
    return Box(**_checked(path, kind, entry, Box, expressions="names", plain=False))


def _checked(
    path: Path, kind: str, entry: Any, form: type[Rule] | type[Box], *, expressions: str, plain: bool
) -> dict[str, Any]:
    """An entry's fields, when it has the form of a rule or of a box."""
    allowed = {f.name: f for f in dataclass_fields(form)}
    name = f"{path}: {entry.get('id', '?')}"
    needed = {n for n, f in allowed.items() if f.default is MISSING} - {"kind"}
    if needed - set(entry):
        raise UsageError(f"{name}: {sorted(needed - set(entry))[0]} is missing.", hint=_FORM)
    if set(entry) - set(allowed):
        raise UsageError(f"{name}: unknown key {sorted(set(entry) - set(allowed))[0]!r}.", hint=_FORM)
    for key, choices in _CHOICES.items():
        if key in entry and entry[key] not in choices:
            raise UsageError(f"{name}: {key} = {entry[key]!r}.", hint=f"Use one of: {', '.join(choices)}.")
    texts = entry[expressions]
    if not isinstance(texts, list) or not all(isinstance(t, str) and t for t in texts):
        raise UsageError(f"{name}: {expressions} must be a list of texts.", hint=_FORM)
    wrong = [k for k in ("id", "why", "kind", "origin") if not isinstance(entry.get(k, ""), str)]
    if wrong:
        raise UsageError(f"{name}: {wrong[0]} must be a text.", hint=_FORM)
    ours = path.parent in (FOLDER, FOLDER / "sites")  # checked by a test, not at every start
    if not plain and not ours:
        for text in texts:
            _check_expression(name, text)
    return {"kind": kind, **entry, expressions: tuple(texts)}


def _check_expression(name: str, text: str) -> None:
    try:
        re.compile(text)
    except re.error as error:
        raise UsageError(f"{name}: {text!r}: {error}.", hint="Mend the regular expression.") from error
