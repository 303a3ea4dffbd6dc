"""A real browser, and what axe finds in it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.tools import missing

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)


@contextlib.contextmanager
def launched_chromium(*arguments: str) -> Iterator[Any]:
    """Debian's, driven by Playwright. One for a file at most: Playwright's loop runs as long as it is open, and later
    tests may need one of their own."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright (pip install 'audioedition[test]')")
    if CHROMIUM is None:
        missing("the browser chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        # no sandbox: tests run as root in containers; no page but our own is opened
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--mute-audio", *arguments]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with launched_chromium() as browser:
        yield browser


def violations(page: Any) -> list[str]:
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        missing("axe-playwright-python (pip install 'audioedition[test]')")
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url} {v['id']}: {[n['html'][:120] for n in v['nodes']]}" for v in found]
