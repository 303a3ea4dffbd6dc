"""A service of its own per test, on a real port where a browser or a slow client is needed, else in the process."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.support.patience import PATIENCE_S, wait_until

ARTICLE = """La bibliothèque du port rouvre ses portes

Après deux ans de travaux, la bibliothèque du port accueille de nouveau ses lecteurs depuis lundi matin.

Partager sur Facebook

Le bâtiment, agrandi de 3,5 %, compte désormais deux salles de lecture et une terrasse. « Nous attendions\
 ce jour », confie sa directrice.

Les horaires changent aussi : la nuit du vendredi, les portes resteront ouvertes jusqu’à vingt-deux heures.
"""


@dataclass
class Running:
    """A service in its own process."""

    output: Path
    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """As with Ctrl-C; one that does not heed it is killed, and that is a failure."""
        if self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE_S)


@contextlib.contextmanager
def serving(
    output: Path, *options: str, voice: str = "tone", env: dict[str, str] | None = None
) -> Iterator[Running]:
    """A service that answers; whatever goes wrong before, within or after, its process does not outlive the block."""
    command = [
        sys.executable,
        "-m",
        "audioedition",
        "serve",
        "-o",
        str(output),
        "--port",
        "0",
        "--voice",
        voice,
    ]
    output.parent.mkdir(parents=True, exist_ok=True)
    said = output.parent / "serve.log"  # a pipe that nobody reads would fill up and stop it
    with said.open("wb") as log:
        process = subprocess.Popen(
            [*command, "--store", str(output.parent / "clips"), *options],
            stderr=log,
            env={**os.environ, "XDG_CACHE_HOME": str(output.parent / "cache"), **(env or {})},
        )
    service = Running(output=output, url="", process=process)
    try:
        service.url = f"http://127.0.0.1:{_port(service, said)}"
        wait_until(
            lambda: requests.get(service.url + "/healthz", timeout=PATIENCE_S).status_code == 200,
            not_yet=(requests.ConnectionError, requests.Timeout),
        )
        yield service
        service.stop()
    finally:
        if process.poll() is None:
            service.kill()


def _port(service: Running, said: Path) -> str:
    """The one that the system chose, from what the service says when it begins."""
    found: list[str] = []

    def look() -> bool:
        words = said.read_text(encoding="utf-8", errors="replace")
        found[:] = re.findall(r"The service is at http://\S+?:(\d+)/", words)
        assert found or service.process.poll() is None, words
        return bool(found)

    wait_until(look, what="the service's address")
    return found[0]


class Visitor:
    """A person at the web page: keeps cookies, fills in the CSRF word, follows where it leads."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.session.get(self.url + path, timeout=PATIENCE_S, **options)

    def post(self, path: str, *, seen: str = "/", **fields: str) -> requests.Response:
        """Send the form that the page ``seen`` shows."""
        data = {"csrf": self._word(seen), **fields}
        return self.session.post(self.url + path, data=data, timeout=PATIENCE_S)

    def send(self, path: str, document: tuple[str, bytes], **fields: str) -> requests.Response:
        """Send the first page's form with a document, as a browser does (multipart)."""
        data = {"csrf": self._word("/"), **fields}
        return self.session.post(self.url + path, data=data, files={"document": document}, timeout=PATIENCE_S)

    def _word(self, seen: str) -> str:
        word = re.search(r'name="csrf" value="([^"]+)"', self.get(seen).text)
        assert word, f"{seen} shows no form"
        return word[1]


@pytest.fixture
def visitor(service: Running) -> Iterator[Visitor]:
    visitor = Visitor(service.url)
    yield visitor
    visitor.session.close()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Open, on loopback, with one worker and the tone voice; the tests of a file share it."""
    with serving(tmp_path_factory.mktemp("service") / "output") as running:
        yield running
