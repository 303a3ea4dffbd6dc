"""Who may import whom, told by reading the imports; and the doors stay light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.road import ROOT

PACKAGE = ROOT / "audioedition"
PURE = ("extract", "segment", "script", "normalise", "assemble", "edition", "slug")
"""Stages: values in, values out."""
EDGES = (
    "fetch",
    "speak",
    "encode",
    "engines",
    "voices",
    "clips",
    "produce",
    "cli",
    "serve",
    "cluster",
    "commands",
)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Dotted names that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def stage(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_pure_stages_import_no_edge() -> None:
    for path in modules():
        if stage(path) in PURE:
            reached = {name.split(".")[1] for name in imports(path) if name.startswith("audioedition.")}
            allowed = {"engines"} if stage(path) == "edition" else set()  # the protocol alone, as a type
            assert not reached & set(EDGES) - allowed, path


def test_the_vocabulary_imports_nothing_of_ours() -> None:
    vocabulary = [path for path in modules() if stage(path) in ("model", "errors")]
    assert len(vocabulary) > 2
    for path in vocabulary:
        assert not [i for i in imports(path) if i.startswith("audioedition") and ".model" not in i], path


def test_the_vocabulary_is_imported_as_one() -> None:
    """``audioedition.model`` tells every name; its parts may be cut otherwise tomorrow."""
    for path in modules():
        if stage(path) != "model":
            assert not [
                i for i in imports(path) if i.startswith("audioedition.model.") and i[19].islower()
            ], path


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("gtts", ("engines/gtts.py",)),
        ("pydub", ("audio.py",)),
        ("click", ("cli.py", "commands/")),
        ("py_nanotts", ("engines/pico.py",)),
    ],
)
def test_a_library_has_its_home(library: str, homes: tuple[str, ...]) -> None:
    users = [
        str(path.relative_to(PACKAGE))
        for path in modules()
        if any(name == library or name.startswith(f"{library}.") for name in imports(path))
    ]
    assert users
    assert all(user.startswith(homes) for user in users), users


def test_help_loads_no_heavy_library() -> None:
    program = (
        "import sys\nfrom audioedition.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('onnxruntime','numpy','trafilatura','lxml','gtts','pydub','rich','requests',"
        "'feedparser','jinja2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_modules_stay_small() -> None:
    lengths = {str(p.relative_to(PACKAGE)): len(p.read_text().splitlines()) for p in modules()}
    assert not {name: n for name, n in lengths.items() if n > 300}
