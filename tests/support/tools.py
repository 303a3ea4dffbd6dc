"""A test whose outside tool is missing says so loudly; where tools are required it fails."""

from __future__ import annotations

import importlib
import os
from typing import Any, NoReturn

import pytest


def missing(what: str) -> NoReturn:
    if os.environ.get("AUDIOEDITION_REQUIRE_TOOLS") == "1":
        pytest.fail(f"{what} is required here and missing")
    pytest.skip(f"TOOL MISSING: {what}; this test proves nothing here", allow_module_level=True)


def need_module(name: str, *, extra: str) -> Any:
    """The module, imported; without it the test (or its whole file) is skipped, or fails where tools are required."""
    try:
        return importlib.import_module(name)
    except ImportError:
        missing(f"the module {name} (pip install 'audioedition[{extra}]')")
