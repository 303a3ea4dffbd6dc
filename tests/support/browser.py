"""A real browser, and what axe finds in it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.patience import PATIENCE_S, wait_until
from tests.support.tools import missing, need_module

RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes is not listed node by node
}
COLOURS: dict[str, Any] = {
    **RULES,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""The rules to which another theme makes a difference."""
CHROMIUM = next(
    (
        path
        for name in ("chromium-headless-shell", "chromium", "chromium-browser")
        if (path := shutil.which(name))
    ),
    None,
)
"""The same browser without tabs and menus where there is one: it opens a page for a quarter of the processor's time."""


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
        browser: Any = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--mute-audio", *arguments]
        )
        browser.new_context = _patient(browser.new_context)
        browser.new_page = _patient(browser.new_page)
        yield browser
        browser.close()


def _patient(opened: Callable[..., Any]) -> Callable[..., Any]:
    """A context or page whose every wait is as patient as ours: a busy machine is no failure."""

    def open_it(**options: Any) -> Any:
        it = opened(**options)
        it.set_default_timeout(PATIENCE_S * 1000)
        return it

    return open_it


def wait_in(page: Any, done: Callable[[], object], *, what: str = "it") -> None:
    """``wait_until`` for what the browser tells: its events arrive while Playwright waits, in no sleep of ours."""

    def look() -> object:
        page.wait_for_timeout(20)
        return done()

    wait_until(look, what=what, every_s=0)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with launched_chromium() as browser:
        yield browser


def violations(page: Any, within: str = "", *, rules: dict[str, Any] = RULES) -> list[str]:
    """What axe finds in the page, or in the part of that selector."""
    axe = need_module("axe_playwright_python.sync_playwright", extra="test").Axe()
    found = axe.run(page, context=within or None, options=rules).response["violations"]
    return [f"{page.url} {v['id']}: {[n['html'][:120] for n in v['nodes']]}" for v in found]
