"""What the package can say to a person, found by reading its sources."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import audioedition

PACKAGE = Path(audioedition.__file__).parent
ERRORS = {
    "AudioEditionError", "UsageError", "SourceError", "ExtractionError", "VoiceError", "EngineError",
    "AudioError", "PublishError", "StateError", "HubUnreachableError", "HTTPException", "plain", "TooSlow",
    "error",
}  # fmt: skip
SINKS = {
    "say": (0,), "told": (0,), "remark": (1,), "reject": (1,), "wrong": (2,), "on_step": (0,), "_chapter": (2,),
    "_try": (), "_shown": (),
}  # fmt: skip
"""Functions of ours that show a sentence, and where it stands among their arguments."""
VALUES = {"Finding", "Reason", "InstallProgress"}
KEYWORDS = {"hint", "detail", "message", "words", "advice", "text", "step", "reason"}
SPOKEN = (
    "script/normalise/", "normalise/", "article/judge/", "segment.py", "script/write.py", "script/opening.py",
    "produce/digest/plan.py", "publish/books/epub.py", "publish/folder/revisions.py", "publish/feed/feed_model.py",
    "serve/metrics.py",     "serve/worker.py", "speak/engines/contract.py", "speak/engines/kokoro/calibrate.py",
    "speak/install/tryout.py",
)  # fmt: skip
"""Their sentences are read aloud, published, or for programs; errors are told there too."""
IN_PIECES = {
    "Google Traduction {} ({}).", "{} cannot be spoken by “{}” (« {} »): {}", "{}.", "Missing words: {}{}.",
    "Words in another place: {}{}.", "Doubtful name: {}{}.", "Doubtful word: {}{}.",
}  # fmt: skip
"""Parts of them vary; the catalogue holds each variant."""
NOT_TOLD = {
    "Bonjour. Voici un exemple de cette voix, pour que vous puissiez l’entendre avant de la choisir.",
    "« {} » a été corrigé depuis.",
    "« {} » a été retiré depuis.",
}


def templates(node: ast.expr) -> Iterator[str]:
    """Every sentence that an expression may be, ``{}`` for what is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    elif isinstance(node, ast.IfExp):
        yield from templates(node.body)
        yield from templates(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from templates(value)
    elif isinstance(node, ast.BinOp):
        ends = [list(templates(end)) or ["{}"] for end in (node.left, node.right)]
        yield from (left + right for left in ends[0] for right in ends[1])
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        yield from (re.sub(r"{\w+}", "{}", text) for text in templates(node.func.value))


def sayings() -> dict[str, str]:
    """Sentence -> where it stands: what goes to a person by name, and whatever else reads like a sentence."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(PACKAGE).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        prose = _prose(tree)
        for node in ast.walk(tree):
            said = list(_said(node))
            if isinstance(node, ast.Call) and getattr(getattr(node.func, "value", None), "id", "") == "log":
                prose |= {id(argument) for argument in node.args}
            if not said and not where.startswith(SPOKEN) and id(node) not in prose:
                said = [text for text in _texts(node) if _is_sentence(text)]
            for text in said:
                if re.search(r"[a-z]{2}", text):
                    found.setdefault(text, f"{where}:{getattr(node, 'lineno', 0)}")
    return found


def constants(*functions: str) -> dict[str, set[str]]:
    """Function -> what stands in its calls as the first argument."""
    found: dict[str, set[str]] = {function: set() for function in functions}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in found:
                found[_name(node.func)] |= set(templates(node.args[0]))
    return found


def _said(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    name = _name(node.func)
    if name in SINKS:
        shown = [node.args[place] for place in SINKS[name] if place < len(node.args)]
    elif name in ERRORS or name in VALUES:
        shown = list(node.args) if name in ERRORS else []
    else:
        return
    for expression in (*shown, *(k.value for k in node.keywords if k.arg in KEYWORDS)):
        yield from templates(expression)


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant | ast.JoinedStr):
        yield from templates(node)


def _is_sentence(text: str) -> bool:
    return bool(re.match(r"[A-Z{“].*[a-z{}]+ [a-z{}]+ .*[.?!]$", text, re.DOTALL))


def _prose(tree: ast.AST) -> set[int]:
    """Docstrings and the pieces of f-strings."""
    docs = {
        id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
    }
    pieces = {
        id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in ast.walk(n) if v is not n
    }
    return docs | pieces


def _name(function: ast.expr) -> str:
    """Of the function or method; a logger's methods are for programs."""
    if isinstance(function, ast.Name):
        return function.id
    if isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "log":
        return ""
    return function.attr if isinstance(function, ast.Attribute) else ""
