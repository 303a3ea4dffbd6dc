"""French chrome as data: what stands around an article, as phrases and patterns, by kind, each with its why.

A kind is a TOML file in this folder; a site's own rules stand in ``sites/<domain>.toml`` (same form), and a
newsroom's own folder may hold more of both. Form of a file::

    kind = "comments"                      # becomes Dropped.reason

    [[rules]]
    id = "comments-heading"                # becomes Dropped.rule
    why = "Ce qui suit est écrit par les lecteurs."
    match = "line"                         # line | pattern | text
    opens = "rest"                         # nothing (default) | list | rest
    where = "any"                          # any (default) | edge
    origin = "general"                     # or the site that taught it, so that it can be switched off
    phrases = ["commentaires", "{n} commentaires"]

``line``: the whole line says it; ``pattern``: a regular expression over the folded line (see ``fold``);
``text``: a regular expression over the line as printed, for what case tells.
``opens`` says how far it reaches: ``list`` the short lines that follow, ``rest`` all that follows.
``where = "edge"``: counts only before the first or after the last sentence of the article, for words
that are a section of the site at its edge and a heading in its midst.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from audioedition.chrome.matcher import Matcher
from audioedition.errors import UsageError

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

FOLDER = Path(__file__).parent

Match = Literal["line", "pattern", "text"]
Opens = Literal["nothing", "list", "rest"]
Where = Literal["any", "edge"]

_FIELDS = {"id", "why", "match", "opens", "where", "origin", "phrases", "max_chars"}
_CHOICES: dict[str, tuple[str, ...]] = {
    "match": ("line", "pattern", "text"),
    "opens": ("nothing", "list", "rest"),
    "where": ("any", "edge"),
}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‑": "-", "–": "-", "—": "-"})
_EDGE_SIGNS = re.compile(r"^[^\w(\[{@#©]+|[^\w)\]}…?!]+$")
_DIGITS = re.compile(r"\d+(?:[  .,]\d+)*")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """The line as rules see it: lower case, no accents, plain quotes, digits as ``0``, no ornaments at its ends.

    « >> À lire aussi : » and « A LIRE AUSSI » fold to the same words.
    """
    text = text.translate(_QUOTES).lower()
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _SPACES.sub(" ", _DIGITS.sub("0", text.replace("œ", "oe")))
    return _EDGE_SIGNS.sub("", text).strip()


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
    max_chars: int = 400
    """A longer line is not judged by this rule: prose may quote the words of chrome."""


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All rules in force, arranged for quick lookup."""

    lines: dict[str, Rule]
    patterns: Matcher[Rule]
    texts: Matcher[Rule]
    rules: tuple[Rule, ...]
    longest: int
    """A line longer than this is judged by no rule."""

    def find(self, text: str, folded: str | None = None) -> Rule | None:
        """The rule that names this line as chrome, if one does: whole lines first, then patterns."""
        length = len(text)
        if length > self.longest:
            return None
        folded = fold(text) if folded is None else folded
        if not folded:
            return None
        rule = self.lines.get(folded) or self.lines.get(folded.rstrip(" ?!…."))
        if rule:
            return rule
        for rule in (*self.patterns.find_all(folded), *self.texts.find_all(text)):
            if length <= rule.max_chars:
                return rule
        return None


def read_rules(path: Path) -> tuple[Rule, ...]:
    """The rules of one TOML file. Raises ``UsageError`` naming file and key when it is not of the form above."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"{path}: {error}", hint="See docs/extraction.md for the form of a rules file."
        ) from error
    kind = table.get("kind", "site_rule")
    entries = table.get("rules", [])
    if not isinstance(kind, str) or not isinstance(entries, list) or set(table) - {"kind", "rules", "select"}:
        raise UsageError(
            f"{path}: expected `kind`, `[[rules]]` and `[select]`.", hint="See docs/extraction.md."
        )
    return tuple(_rule(path, kind, entry) for entry in entries)


def _rule(path: Path, kind: str, entry: Any) -> Rule:
    name = f"{path}: rule {entry.get('id', '?') if isinstance(entry, dict) else '?'}"
    if not isinstance(entry, dict) or not {"id", "why", "match", "phrases"} <= set(entry):
        raise UsageError(f"{name}: needs id, why, match and phrases.", hint="See docs/extraction.md.")
    unknown = set(entry) - _FIELDS - {"kind"}
    if unknown:
        raise UsageError(f"{name}: unknown key {sorted(unknown)[0]!r}.", hint="See docs/extraction.md.")
    for key, allowed in _CHOICES.items():
        if key in entry and entry[key] not in allowed:
            raise UsageError(f"{name}: {key} = {entry[key]!r}.", hint=f"Use one of: {', '.join(allowed)}.")
    phrases = entry["phrases"]
    if not isinstance(phrases, list) or not all(isinstance(p, str) and p for p in phrases):
        raise UsageError(f"{name}: phrases must be a list of texts.", hint="See docs/extraction.md.")
    if entry["match"] in ("pattern", "text"):
        for phrase in phrases:
            try:
                re.compile(phrase)
            except re.error as error:
                raise UsageError(
                    f"{name}: {phrase!r}: {error}.", hint="Mend the regular expression."
                ) from error
    fields = {key: entry[key] for key in entry if key != "phrases"}
    return Rule(**{"kind": kind, **fields, "phrases": tuple(phrases)})


@lru_cache(maxsize=64)
def load_phrasebook(
    *, domain: str | None = None, folders: tuple[Path, ...] = (), without: frozenset[str] = frozenset()
) -> Phrasebook:
    """The rules in force for a site: ours, the site's own, and those of the newsroom's folders (they come first).

    ``without``: origins whose rules are left out (used to measure what a rule learned on a site is worth).
    """
    rules: list[Rule] = []
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder} is not a folder.", hint="--site-rules wants a folder of TOML files.")
        rules += _read_all(sorted(folder.glob("*.toml")), domain)
    rules += _read_all(site_files(domain), domain)
    rules += _read_all(sorted(FOLDER.glob("*.toml")), None)
    return arrange(r for r in rules if r.origin not in without)


def _read_all(paths: Iterable[Path], domain: str | None) -> list[Rule]:
    """Rules of the files; one that is named after another domain is passed over."""
    rules: list[Rule] = []
    for path in paths:
        if "." in path.stem and not _is_for(path.stem, domain):
            continue
        rules += read_rules(path)
    return rules


def _is_for(name: str, domain: str | None) -> bool:
    return domain is not None and (domain == name or domain.endswith("." + name))


def site_files(domain: str | None) -> list[Path]:
    """Our own rule files for a domain (``www.`` and sub-domains included)."""
    return [path for path in sorted((FOLDER / "sites").glob("*.toml")) if _is_for(path.stem, domain)]


def arrange(rules: Iterable[Rule]) -> Phrasebook:
    """Rules as a phrasebook; of two that name the same line, the first wins."""
    rules = tuple(rules)
    lines: dict[str, Rule] = {}
    for rule in rules:
        if rule.match == "line":
            for phrase in rule.phrases:
                lines.setdefault(fold(phrase.replace("{n}", "0")), rule)
    return Phrasebook(
        lines,
        Matcher((p, r) for r in rules if r.match == "pattern" for p in r.phrases),
        Matcher((p, r) for r in rules if r.match == "text" for p in r.phrases),
        rules,
        max((r.max_chars for r in rules), default=0),
    )
