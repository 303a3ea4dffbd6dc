"""Edition <-> ``edition.json`` ("schema": 1). Pure: the writer is elsewhere."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from typing import Any, TypeVar

from audioedition.errors import PublishError
from audioedition.model import Article, Edition

SCHEMA = 1
T = TypeVar("T")


def edition_to_json(edition: Edition) -> dict[str, Any]:
    """A dict that ``json.dumps`` takes; every field of the dataclasses, under its own name."""
    return {"schema": SCHEMA, **dataclasses.asdict(edition)}


def edition_from_json(content: object) -> Edition:
    """The reverse. Unknown keys are passed over (a newer minor version wrote them).

    Raises PublishError when the schema is another one, or a field is missing or of the wrong type.
    """
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise PublishError(
            "edition.json is not of a schema that this version reads.",
            hint=f'Expected "schema": {SCHEMA}; make the edition again, or update audioedition.',
        )
    return _build(Edition, content, "edition")


def article_from_json(content: object) -> Article:
    """The reverse of ``dataclasses.asdict`` for an article that waits in a queue. Raises PublishError."""
    if not isinstance(content, dict):
        raise PublishError("This is not an article.", hint="Preview the source again.")
    return _build(Article, content, "article")


def _build(cls: type[T], content: dict[str, Any], where: str) -> T:
    hints = _hints(cls)  # type: ignore[arg-type]  # mypy issue 11469: classes are hashable
    values: dict[str, Any] = {}
    for f in dataclasses.fields(cls):  # type: ignore[arg-type]  # every caller passes a dataclass
        if f.name in content:
            values[f.name] = _read(hints[f.name], content[f.name], f"{where}.{f.name}")
        elif f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING:
            raise PublishError(f"edition.json lacks {where}.{f.name}.", hint="Make the edition again.")
    return cls(**values)


@functools.cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    """Kept: worked out anew for each of a thousand editions they took nine tenths of a feed's time."""
    return typing.get_type_hints(cls)


def _read(hint: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in typing.get_args(hint):
            return None
        inner = [a for a in typing.get_args(hint) if a is not type(None)]
        return _read(inner[0], value, where)
    if origin is tuple and isinstance(value, list):
        inner_hint = typing.get_args(hint)[0]
        return tuple(_read(inner_hint, v, f"{where}[{i}]") for i, v in enumerate(value))
    if origin is typing.Literal and value in typing.get_args(hint):
        return value
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        return _build(typing.cast("type[Any]", hint), value, where)
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(hint, type) and isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
        return value
    raise PublishError(f"edition.json: {where} has an unexpected value.", hint="Make the edition again.")
