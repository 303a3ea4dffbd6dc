"""What a reader needs beside the package itself."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from audioedition.errors import SourceError


def need(module: str, what: str) -> Any:
    """The library that reads ``what``. Raises SourceError naming the extra that brings it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise SourceError(
            f"Reading {what} needs the extra [documents].", hint="pip install 'audioedition[documents]'"
        ) from error
