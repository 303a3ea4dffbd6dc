"""A newsroom: the real service with its embedded voice, a real WordPress beside it, and a browser."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.support.browser import launched_chromium
from tests.support.patience import PATIENCE_S
from tests.support.service import Running, serving
from tests.support.tools import need_module
from tests.support.wordpress import WordPress, running_wordpress, settings


@dataclass
class Newsroom:
    """The service; it can be away for a while, and come back at the same address."""

    output: Path
    token: str
    url: str = ""
    _open: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def start(self) -> None:
        again = ("--port", str(urlsplit(self.url).port)) if self.url else ()
        running: Running = self._open.enter_context(
            serving(self.output, "--allow-private", *again, voice="pico")
        )
        self.url = running.url

    def stop(self) -> None:
        self._open.close()

    def get(self, path: str) -> requests.Response:
        return requests.get(
            self.url + path, headers={"Authorization": f"Bearer {self.token}"}, timeout=PATIENCE_S
        )


@contextlib.contextmanager
def open_newsroom(output: Path) -> Iterator[Newsroom]:
    need_module("uvicorn", extra="serve")
    made = subprocess.run(
        [sys.executable, "-m", "audioedition", "token", "new", "wordpress", "-o", str(output)],
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    newsroom = Newsroom(output=output, token=made.stdout.strip())
    try:
        newsroom.start()
        yield newsroom
    finally:
        newsroom.stop()


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with open_newsroom(tmp_path_factory.mktemp("newsroom") / "output") as newsroom:
        yield newsroom


@pytest.fixture
def another_newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """Of one test, which may stop it and start it again."""
    with open_newsroom(tmp_path / "output") as newsroom:
        yield newsroom


@pytest.fixture(scope="module")
def wordpress(newsroom: Newsroom) -> Iterator[WordPress]:
    """Set up for the newsroom's service."""
    with running_wordpress() as wordpress:
        settings(wordpress, service=newsroom.url, token=newsroom.token)
        yield wordpress


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    # gravatar.com and the like do not hold up a page: it waits for nobody's name server
    alone = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
    with launched_chromium(alone) as browser:
        yield browser


@pytest.fixture
def desk(browser: Any, wordpress: WordPress) -> Iterator[Any]:
    """A tab of the editor in chief, signed in; what its pages complain of fails the test."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    context.add_cookies(
        [{"name": c.name, "value": c.value, "url": wordpress.url} for c in wordpress.signed_in().cookies]
    )
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    context.close()
    assert complaints == []
