"""A test whose outside tool is missing says so loudly; where tools are required it fails."""

from __future__ import annotations

import os

import pytest


def missing(what: str) -> None:
    if os.environ.get("AUDIOEDITION_REQUIRE_TOOLS") == "1":
        pytest.fail(f"{what} is required here and missing")
    pytest.skip(f"TOOL MISSING: {what}; this test proves nothing here")
