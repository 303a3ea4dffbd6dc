"""The service needs its extra: without it, not one of these tests proves anything."""

from __future__ import annotations

import pytest

from tests.support.browser import chromium
from tests.support.service import service, visitor
from tests.support.tools import need_module

__all__ = ["chromium", "service", "visitor"]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    need_module("uvicorn", extra="serve")
    need_module("starlette", extra="serve")
