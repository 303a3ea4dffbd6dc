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
follows must be a link. ``label = true``: it names a line by its first words, and a sentence behind them is kept.
``where = "edge"``: counts only before the
first or after the last sentence of the article, for words that are a section of the site at its edge and may be a
heading in its midst.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from audioedition.article.chrome.folding import fold
from audioedition.article.chrome.phrasebook import Phrasebook, arrange, speaks_to_reader
from audioedition.article.chrome.rules import FOLDER, Box, ChromeRule, read_rules
from audioedition.errors import UsageError

__all__ = [
    "FOLDER",
    "Box",
    "ChromeRule",
    "Phrasebook",
    "fold",
    "load_phrasebook",
    "newsroom_folders",
    "read_rules",
    "site_files",
    "speaks_to_reader",
]


@lru_cache(maxsize=64)
def load_phrasebook(
    *, domain: str | None = None, folders: tuple[Path, ...] = (), without: frozenset[str] = frozenset()
) -> Phrasebook:
    """The rules in force for a site: ours, the site's own, and those of the newsroom's folders (they come first).

    ``without``: origins whose rules, and phrases that, are left out: to measure what was learned on a site.
    """
    rules: list[ChromeRule | Box] = []
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder} is not a folder.", hint="--site-rules wants a folder of TOML files.")
        rules += _read_all(sorted(folder.glob("*.toml")), domain)
    rules += _read_all(site_files(domain), domain)
    return arrange(_less(rules, without), then=_general(without))


@lru_cache(maxsize=8)
def _general(without: frozenset[str]) -> Phrasebook:
    """Our rules for every site: arranged once, for they are nearly all of every site's book."""
    return arrange(_less(_read_all(sorted(FOLDER.glob("*.toml")), None), without))


def _less(rules: Iterable[ChromeRule | Box], without: frozenset[str]) -> Iterator[ChromeRule | Box]:
    for rule in rules:
        if rule.origin in without:
            continue
        if isinstance(rule, Box) or without.isdisjoint(rule.phrases):
            yield rule
        else:
            yield replace(rule, phrases=tuple(p for p in rule.phrases if p not in without))


def newsroom_folders() -> tuple[Path, ...]:
    """The newsroom's own rules: the folder ``chrome`` in the person's configuration folder, when there is one."""
    from audioedition.system.folders import config_folder

    folder = config_folder() / "chrome"
    return (folder,) if folder.is_dir() else ()


def _read_all(paths: Iterable[Path], domain: str | None) -> list[ChromeRule | Box]:
    """Rules of the files; one that is named after another domain is passed over."""
    rules: list[ChromeRule | Box] = []
    for path in paths:
        if "." in path.stem and not _is_for(path.stem, domain):
            continue
        rules += _read_ours(path) if path.is_relative_to(FOLDER) else read_rules(path)
    return rules


@lru_cache(maxsize=256)
def _read_ours(path: Path) -> tuple[ChromeRule | Box, ...]:
    """Our own files do not change under a running program; the books of all sites share most of them."""
    return read_rules(path)


def _is_for(name: str, domain: str | None) -> bool:
    return domain is not None and (domain == name or domain.endswith("." + name))


def site_files(domain: str | None) -> list[Path]:
    """Our own rule files for a domain (``www.`` and sub-domains included)."""
    return [path for path in sorted((FOLDER / "sites").glob("*.toml")) if _is_for(path.stem, domain)]
