"""Torture reaches the service too: its extra is needed."""

from __future__ import annotations

import pytest

from tests.support.tools import need_module


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    need_module("uvicorn", extra="serve")
