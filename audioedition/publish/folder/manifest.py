"""Edition <-> ``edition.json`` ("schema": 1). Pure: the writer is elsewhere."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable
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
    try:
        return typing.cast(T, _reader(typing.cast(Any, cls))(content))
    except _Wrong as wrong:
        place = where + wrong.path
        if wrong.lacks:
            owner, _, name = place.rpartition(".")
            raise PublishError(
                f"edition.json lacks {owner}.{name}.", hint="Make the edition again."
            ) from None
        raise PublishError(
            f"edition.json: {place} has an unexpected value.", hint="Make the edition again."
        ) from None


class _Wrong(Exception):
    """Where in the JSON; the path is put together on the way out, so that nothing is paid for it on the way in."""

    def __init__(self, path: str = "", *, lacks: bool = False) -> None:
        self.path = path
        self.lacks = lacks


@functools.cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What reads a value of that type; raises _Wrong. Made once: of a feed of a thousand editions it was half the
    time to look at every type again for every value."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(a for a in arguments if a is not type(None)))
        return _optional(inner) if type(None) in arguments else inner
    if origin is tuple:
        return _tuple(_reader(arguments[0]))
    if origin is typing.Literal:
        return _one_of(frozenset(arguments))
    if dataclasses.is_dataclass(hint):
        return _dataclass(typing.cast("type[Any]", hint))
    return _number if hint is float else _of_type(hint)


def _one_of(known: frozenset[Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if isinstance(value, str | int) and value in known:
            return value
        raise _Wrong

    return read


def _of_type(kind: type) -> Callable[[Any], Any]:
    """What JSON holds has that very type; ``True`` is no whole number."""

    def read(value: Any) -> Any:
        if type(value) is kind:
            return value
        raise _Wrong

    return read


def _number(value: Any) -> float:
    if type(value) is int or type(value) is float:
        return float(value)
    raise _Wrong


def _optional(inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else inner(value)


def _tuple(inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, list):
            raise _Wrong
        found: list[Any] = []
        try:
            for entry in value:
                found.append(inner(entry))  # how many were read says which one was wrong
        except _Wrong as wrong:
            wrong.path = f"[{len(found)}]{wrong.path}"
            raise
        return tuple(found)

    return read


def _dataclass(cls: type[Any]) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(cls)
    fields = [
        (
            f.name,
            hints[f.name] if hints[f.name] in (str, int, bool) else None,
            _reader(hints[f.name]),
            f.default is f.default_factory is dataclasses.MISSING,
        )
        for f in dataclasses.fields(cls)
    ]

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _Wrong
        values: dict[str, Any] = {}
        for name, plain, reader, needed in fields:
            if name in value:
                held = value[name]
                if type(held) is plain:  # most are, and a call for each would be paid 70 times an edition
                    values[name] = held
                    continue
                try:
                    values[name] = reader(held)
                except _Wrong as wrong:
                    wrong.path = f".{name}{wrong.path}"
                    raise
            elif needed:
                raise _Wrong(f".{name}", lacks=True)
        return cls(**values)

    return read
