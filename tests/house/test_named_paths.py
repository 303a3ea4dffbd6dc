"""What README, CONTRIBUTING, CHANGELOG and docs name is there: every module, file and folder of ours."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.road import ROOT

PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
DOCUMENTS = (*(ROOT / page for page in PAGES), *sorted((ROOT / "docs").glob("*.md")))
_DOTTED = re.compile(r"(?<![\w/.:@-])audioedition((?:\.[a-z_]\w*)+)")
_PATH = re.compile(r"(?<![\w./:~$-])((?:[\w.-]+/)+[\w.-]+\.py|[\w-]+\.py)(?![\w-])")
_FOLDERS = re.compile(
    r"(?<![\w./:~$<-])((?:audioedition|tests|benchmarks|scripts|voices|examples|docs)(?:/[\w.-]+)*/?)(?=[`\s),:]|$)"
)
_ROOMS = "|".join(sorted(path.name for path in (ROOT / "audioedition").iterdir() if path.is_dir()))
_DATA = re.compile(
    rf"(?<![\w./:~$-])((?:audioedition/)?(?:{_ROOMS})/[\w./-]+\.(?:json|toml|css|js|html))(?![\w-])"
)
"""A room's data: « serve/openapi.json »."""
_NOT_OURS = {"audioedition.toml", "audioedition.service", "audioedition.lock"}


def named(text: str) -> Iterator[str]:
    """Module and file names, as they stand in a document."""
    for match in _DOTTED.finditer(text):
        if match[0] not in _NOT_OURS and not match[0].startswith("audioedition.toml"):
            yield match[0]
    for match in _PATH.finditer(text):
        yield match[1]
    for match in _DATA.finditer(text):
        yield match[1]
    for match in _FOLDERS.finditer(text):
        if "/" in match[1]:
            yield match[1]


def stands(name: str) -> bool:
    if name.startswith("audioedition."):
        path = ROOT.joinpath(*name.split("."))
        # the last part may be a function or class of the module before it
        return path.is_dir() or any(p.with_suffix(".py").is_file() for p in (path, path.parent))
    own = ("audioedition", "tests", "benchmarks", "scripts", "docs", "examples", "voices")
    return (ROOT / name).exists() or any(
        next((ROOT / folder).rglob(name.rstrip("/")), None) for folder in own
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: Path(path).name)
def test_every_path_in_a_document_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    code = re.sub(
        r"```(?:python|toml)\n.*?```",
        lambda code: "\n".join(re.findall(r"(?:from|import) audioedition[\w.]*", code[0])),
        text,
        flags=re.S,
    )
    assert not sorted({name for name in named(code) if not stands(name)})


def test_a_path_that_is_gone_is_found() -> None:
    text = "See `audioedition.fetch.gate.Gate`, `audioedition/gone.py`, `tests/nowhere/`, `serve/errors_fr.json`."
    names = set(named(text))
    assert len(names) == 4
    assert not any(map(stands, names))
    assert stands("audioedition.segment.segment_article")


def test_every_module_says_what_it_is_for() -> None:
    """Its first line stands for it where a document names no more than its room."""
    modules = [
        path for path in (ROOT / "audioedition").rglob("*.py") if path.read_text(encoding="utf-8").strip()
    ]
    silent = [
        str(path) for path in modules if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_every_room_stands_in_the_architecture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = {path.parent for path in (ROOT / "audioedition").rglob("*.py")} - {ROOT / "audioedition"}
    shallow = {path for path in folders if len(path.relative_to(ROOT / "audioedition").parts) <= 2}
    assert sorted(path.name for path in shallow if f"`{path.name}/`" not in text) == []
