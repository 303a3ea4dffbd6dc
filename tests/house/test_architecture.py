"""Who may import whom, told by reading the imports: a floor for every room, strictly down, no circle; light doors."""

from __future__ import annotations

import ast
import functools
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.support.road import ROOT

PACKAGE = ROOT / "audioedition"
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"errors", "model", "version"}),
    frozenset({"system", "fetch"}),
    frozenset({"article", "script", "sound"}),
    frozenset({"segment", "normalise", "speak", "publish"}),
    frozenset({"check", "audience"}),
    frozenset({"produce"}),
    frozenset({"newsroom", "serve"}),
    frozenset({"commands"}),
    frozenset({"cli"}),
    frozenset({"__main__", "__init__"}),
)
"""From the ground up. A room imports only from floors below its own; two of one floor know nothing of each other."""
PURE = ("article", "segment", "script", "normalise", "sound.assemble")
"""Stages: values in, values out."""
_NETWORK = ("fetch.source", "fetch.http", "fetch.addresses", "fetch.feeds", "fetch.robots")
EDGES = (*_NETWORK, "speak", "sound.encode", "publish", "produce", "newsroom", "serve", "commands", "cli")


def modules() -> dict[str, Path]:
    """Dotted name -> file; a room's ``__init__`` bears the room's name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        found[name.removesuffix(".__init__")] = path
    return found


MODULES = modules()


@functools.cache
def nodes(path: Path) -> tuple[ast.Import | ast.ImportFrom | ast.ClassDef | ast.FunctionDef, ...]:
    """What these tests ask of a module, anywhere in it."""
    kinds = (ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, kinds))


def imports(path: Path) -> set[str]:
    """Dotted names that a module imports; for types alone too."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports name their module whole"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in MODULES else node.module)
    return found


@functools.cache
def imports_of_all() -> dict[str, set[str]]:
    """Module -> those of ours that it imports."""
    return {name: imports(path) & set(MODULES) - {name} for name, path in MODULES.items()}


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else "__init__"


def floor(of: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if of in rooms)


def circle(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """Names that reach themselves, the first circle found; empty when there is none."""
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, True)]
        while stack:
            name, entering = stack.pop()
            if not entering:
                path.pop()
                done.add(name)
            elif name in path:
                return [*path[path.index(name) :], name]
            elif name not in done:
                path.append(name)
                stack.append((name, False))
                stack += [(other, True) for other in graph.get(name, ())]
    return []


def test_every_room_has_its_floor() -> None:
    rooms = {room(name) for name in MODULES}
    listed = [name for floor_ in FLOORS for name in floor_]
    assert sorted(rooms) == sorted(listed), "a room without a floor, or a floor without its room"
    assert len(FLOORS) <= 10


def test_imports_go_strictly_down() -> None:
    upwards = [
        f"{name} imports {other}"
        for name, reached in imports_of_all().items()
        for other in reached
        if room(name) != room(other) and floor(room(name)) <= floor(room(other))
    ]
    assert not upwards


def test_no_circle_between_modules() -> None:
    assert not circle(imports_of_all())


@pytest.mark.parametrize("inside", sorted({name.rpartition(".")[0] for name in MODULES if "." in name}))
def test_no_circle_inside_a_room(inside: str) -> None:
    """A room's files and folders, each as one: a folder never needs what needs it."""
    graph: dict[str, set[str]] = defaultdict(set)
    depth = inside.count(".") + 1
    for name, reached in imports_of_all().items():
        if name.startswith(f"{inside}."):
            own = name.split(".")[depth]
            graph[own] |= {other.split(".")[depth] for other in reached if other.startswith(f"{inside}.")} - {
                own
            }
    assert not circle(graph)


def test_circles_are_found() -> None:
    assert circle({"a": ["b"], "b": ["c"], "c": ["b"]}) == ["b", "c", "b"]
    assert not circle({"a": ["b", "c"], "b": ["c"], "c": []})


def test_few_modules_lie_at_the_top() -> None:
    top = {path.stem for path in PACKAGE.glob("*.py")}
    assert top == {"__init__", "__main__", "cli", "errors", "segment", "version"}


def under(name: str, prefixes: Iterable[str]) -> bool:
    return any(f"{name}.".startswith(f"audioedition.{prefix}.") for prefix in prefixes)


def test_pure_stages_import_no_edge() -> None:
    pure = [name for name in MODULES if under(name, PURE)]
    assert len(pure) > 50
    for name in pure:
        assert not [other for other in imports_of_all()[name] if under(other, EDGES)], name


def test_the_vocabulary_imports_nothing_of_ours() -> None:
    for name in MODULES:
        if room(name) in ("model", "errors"):
            assert not [other for other in imports_of_all()[name] if not under(other, ["model"])], name


def test_the_vocabulary_is_imported_as_one() -> None:
    """``audioedition.model`` tells every name; its parts may be cut otherwise tomorrow."""
    for name, reached in imports_of_all().items():
        if room(name) != "model":
            assert not [other for other in reached if other.startswith("audioedition.model.")], name


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("gtts", "speak/engines/gtts.py"),
        ("pydub", "sound/clip.py"),
        ("click", ("cli.py", "commands/")),
        ("py_nanotts", "speak/engines/pico.py"),
        ("onnxruntime", ("speak/engines/network.py", "speak/engines/kokoro/engine.py")),
        ("tokenizers", "speak/engines/pocket/"),
        ("openvino", "speak/engines/kokoro/"),
    ],
)
def test_a_library_has_its_home(library: str, home: str | tuple[str, ...]) -> None:
    users = []
    for path in MODULES.values():
        for node in nodes(path):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names.append(node.module)
            if any(name == library or name.startswith(f"{library}.") for name in names):
                users.append(path.relative_to(PACKAGE).as_posix())
    assert users
    assert all(user.startswith(home) for user in users), users


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
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert not {name: n for name, n in lengths.items() if n > 300}


def definitions() -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef]]:
    """(module, class or function) of the whole package, methods among them."""
    for name, path in MODULES.items():
        for node in nodes(path):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                yield name, node


def test_one_meaning_a_class_name() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for name, node in definitions():
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            homes[node.name].append(name)
    assert not {name: found for name, found in homes.items() if len(found) > 1}


BESIDE = {"self", "cls", "options", "wishes", "on_progress"}
"""Not counted: what holds the options, the former name of it, and who is told."""
MADE_OF_OPTIONS = {"segment_article", "segment_page", "write_script"}
"""Their parameters are options of ``audioedition segment`` and ``audioedition make``."""


def test_no_public_function_takes_a_crowd() -> None:
    crowded = {}
    for name, node in definitions():
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            counted = [each.arg for each in given if each.arg not in BESIDE]
            if len(counted) > 6 and room(name) != "commands" and node.name not in MADE_OF_OPTIONS:
                crowded[f"{name}.{node.name}"] = counted
    assert not crowded, "a command's options are its parameters; nothing else has more than six"


def test_a_missing_tool_is_never_passed_over_in_silence() -> None:
    """``tests.support.tools`` skips loudly, and fails where tools are required; pytest's own way does neither."""
    quiet = "importor" + "skip"
    assert not [path for path in (ROOT / "tests").rglob("*.py") if quiet in path.read_text(encoding="utf-8")]
