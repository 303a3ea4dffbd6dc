"""The glossary holds words that the code uses, each once."""

from __future__ import annotations

import ast
import re

from tests.support.road import ROOT

PACKAGE = ROOT / "audioedition"
_ROW = re.compile(r"^\| ([^|]+?) \|", re.MULTILINE)


def words() -> list[str]:
    found = _ROW.findall((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    return [word for word in found if word not in ("word", "---") and not set(word) <= {"-"}]


def names() -> set[str]:
    """Parts of every name that the package defines: ``CheckReport`` -> check, report."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        found |= set(path.relative_to(PACKAGE).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.arg):
                found.add(node.arg)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                found.add(node.value)  # roles, states and kinds are values
    parts = {part.lower() for name in found for part in re.findall(r"[A-Z]?[a-z]+", name)}
    return parts | {part.removesuffix("s") for part in parts}


def test_every_word_of_the_glossary_is_a_name_in_the_code() -> None:
    known = names()
    assert len(words()) > 30
    stems = {word: word.lower().removesuffix("al") for word in words()}  # « withdrawal », withdrawn
    assert not [word for word, stem in stems.items() if not any(name.startswith(stem) for name in known)]


def test_no_word_stands_twice() -> None:
    assert len(words()) == len(set(words()))
