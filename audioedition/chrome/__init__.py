"""French chrome as data: what stands around an article, as phrases and patterns, by kind, each with its why.

A kind is a TOML file in this folder; a site's own rules stand in ``sites/<domain>.toml`` (same form), and a
newsroom's own folder may hold more of both. Form of a file::

    kind = "comments"                      # becomes Dropped.reason

    [[rules]]
    id = "comments-heading"                # becomes Dropped.rule
    why = "Ce qui suit est écrit par les lecteurs."
    match = "line"                         # line | pattern | text | tail
    opens = "rest"                         # nothing (default) | list | box | rest
    where = "any"                          # any (default) | edge
    origin = "general"                     # or the site that taught it, so that it can be switched off
    phrases = ["commentaires", "{n} commentaires"]

``line``: the whole line says it; ``pattern``: a regular expression over the folded line (see ``fold``);
``text``: a regular expression over the line as printed, for what case tells; ``tail``: over the line as printed,
and what it finds is cut off the line's end instead of the whole line being dropped.
A ``[[boxes]]`` entry names elements of a page by what their id and classes say (``names``: regular expressions
over « div sidebar related-posts »-like words). ``strength = "weak"`` drops the box only when it is mostly links;
``short = true`` drops only what is short in it.
``opens`` says how far it reaches: ``list`` the short lines that follow, ``box`` at most three lines up to the next
phrase of chrome, ``rest`` all that follows.
``address = true``: a long line must speak to the reader to be meant. ``linked = true``: on a page, it or what
follows must be a link. ``where = "edge"``: counts only before the
first or after the last sentence of the article, for words that are a section of the site at its edge and may be a
heading in its midst.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, replace
from dataclasses import fields as dataclass_fields
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from audioedition.chrome.matcher import Matcher
from audioedition.errors import UsageError

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
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
    **dict.fromkeys(("short", "address", "linked"), (True, False)),
}
_QUOTES = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("`", "'"), ("´", "'"), ("‑", "-"), ("–", "-"), ("—", "-"))
_EDGE_SIGNS = re.compile(r"^[^\w(\[{@#©]+|[^\w)\]}…?!]+$")
_DIGITS = re.compile(r"\d+(?:[  .,]\d+)*")
_SPACES = re.compile(r"\s+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PLAIN_SPACES = (("\u00a0", " "), ("\u202f", " "))
_QUOTED = re.compile(r"^(?:«[^«»]+»|“[^“”]+”|\"[^\"]+\")$")
_LONG = 70
_ADDRESS = re.compile(r"\b(?:vous|votre|vos|je|j'|mes?|mon|ma|nos|notre|nous)\b|\w{3,}ez\b")


def fold(text: str) -> str:
    """The line as rules see it: lower case, no accents, plain quotes, digits as ``0``, no ornaments at its ends.

    « >> À lire aussi : » and « A LIRE AUSSI » fold to the same words.
    """
    text = _replaced(text, _QUOTES).lower()
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    text = _SPACES.sub(" ", _DIGITS.sub("0", text.replace("œ", "oe")))
    return _EDGE_SIGNS.sub("", text).strip()


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """As ``str.translate``, which looks up every single letter of an accented text: ten times the time."""
    for sign, plain in pairs:
        text = text.replace(sign, plain)
    return text


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


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All rules in force, arranged for quick lookup."""

    lines: dict[str, Rule]
    patterns: Matcher[Rule]
    texts: Matcher[Rule]
    rules: tuple[Rule, ...]
    longest: int
    """A line longer than this is judged by no rule."""
    boxes: Matcher[Box]
    tails: tuple[tuple[re.Pattern[str], Rule], ...] = ()

    def cut_tail(self, text: str) -> tuple[str, tuple[tuple[str, Rule], ...]]:
        """The line without what a ``tail`` rule finds at its end, and what was cut, by which rule."""
        cut: list[tuple[str, Rule]] = []
        for pattern, rule in self.tails:
            hit = pattern.search(text, max(0, len(text) - rule.max_chars))
            if hit and text[: hit.start()].strip():
                cut.append((text[hit.start() :].strip(), rule))
                text = text[: hit.start()].rstrip()
        return text, tuple(cut)

    def find(self, text: str, folded: str | None = None, *, whole_only: bool = False) -> Rule | None:
        """The rule that names this line as chrome, if one does: whole lines first, then (or not) patterns."""
        length = len(text)
        if length > self.longest:
            return None
        text = _replaced(text, _PLAIN_SPACES)
        folded = fold(text) if folded is None else folded
        if not folded:
            return None
        quoted = bool(_QUOTED.match(text))  # somebody's words: a heading, or one of its words again
        rule = self.lines.get(folded) or self.lines.get(folded.rstrip(" ?!…."))
        if (rule and not quoted) or whole_only:
            return rule
        patterns = () if quoted else self.patterns.find_all(folded)
        for rule in chain(patterns, self.texts.find_all(text)):
            if length > rule.max_chars:
                continue
            if rule.address and length > _LONG and not _ADDRESS.search(folded):
                continue
            return rule
        return None


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


@lru_cache(maxsize=64)
def load_phrasebook(
    *, domain: str | None = None, folders: tuple[Path, ...] = (), without: frozenset[str] = frozenset()
) -> Phrasebook:
    """The rules in force for a site: ours, the site's own, and those of the newsroom's folders (they come first).

    ``without``: origins whose rules, and phrases that, are left out: to measure what was learned on a site.
    """
    rules: list[Rule | Box] = []
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder} is not a folder.", hint="--site-rules wants a folder of TOML files.")
        rules += _read_all(sorted(folder.glob("*.toml")), domain)
    rules += _read_all(site_files(domain), domain)
    rules += _read_all(sorted(FOLDER.glob("*.toml")), None)
    return arrange(_less(r, without) for r in rules if r.origin not in without)


def _less(entry: Rule | Box, without: frozenset[str]) -> Rule | Box:
    if isinstance(entry, Box) or without.isdisjoint(entry.phrases):
        return entry
    return replace(entry, phrases=tuple(p for p in entry.phrases if p not in without))


def newsroom_folders() -> tuple[Path, ...]:
    """The newsroom's own rules: the folder ``chrome`` in the person's configuration folder, when there is one."""
    from audioedition.folders import config_folder

    folder = config_folder() / "chrome"
    return (folder,) if folder.is_dir() else ()


def _read_all(paths: Iterable[Path], domain: str | None) -> list[Rule | Box]:
    """Rules of the files; one that is named after another domain is passed over."""
    rules: list[Rule | Box] = []
    for path in paths:
        if "." in path.stem and not _is_for(path.stem, domain):
            continue
        rules += _read_ours(path) if path.is_relative_to(FOLDER) else read_rules(path)
    return rules


@lru_cache(maxsize=256)
def _read_ours(path: Path) -> tuple[Rule | Box, ...]:
    """Our own files do not change under a running program; the books of all sites share most of them."""
    return read_rules(path)


@lru_cache(maxsize=4096)
def _folded(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(phrase.replace("{n}", "0")) for phrase in phrases)


def _is_for(name: str, domain: str | None) -> bool:
    return domain is not None and (domain == name or domain.endswith("." + name))


def site_files(domain: str | None) -> list[Path]:
    """Our own rule files for a domain (``www.`` and sub-domains included)."""
    return [path for path in sorted((FOLDER / "sites").glob("*.toml")) if _is_for(path.stem, domain)]


def arrange(entries: Iterable[Rule | Box]) -> Phrasebook:
    """Rules as a phrasebook; of two that name the same line, the first wins."""
    entries = tuple(entries)
    rules = tuple(e for e in entries if isinstance(e, Rule))
    lines: dict[str, Rule] = {}
    for rule in rules:
        if rule.match == "line":
            for phrase in _folded(rule.phrases):
                lines.setdefault(phrase, rule)
    return Phrasebook(
        lines,
        Matcher((p, r) for r in rules if r.match == "pattern" for p in r.phrases),
        Matcher((p, r) for r in rules if r.match == "text" for p in r.phrases),
        rules,
        max((r.max_chars for r in rules), default=0),
        Matcher((n, replace(e, names=(n,))) for e in entries if isinstance(e, Box) for n in e.names),
        tuple((re.compile(p), r) for r in rules if r.match == "tail" for p in r.phrases),
    )
