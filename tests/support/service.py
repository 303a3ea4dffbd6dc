"""A service of its own per test, on a real port where a browser or a slow client is needed, else in the process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

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
    process: subprocess.Popen[str]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        assert self.process.stderr is not None
        self.process.stderr.close()


def start_service(
    output: Path, *options: str, voice: str = "tone", env: dict[str, str] | None = None
) -> Running:
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
    process = subprocess.Popen(
        [*command, "--store", str(output.parent / "clips"), *options],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "XDG_CACHE_HOME": str(output.parent / "cache"), **(env or {})},
    )
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if match := re.search(r"The service is at (http://\S+/)", line):
            port = match[1].rstrip("/").rpartition(":")[2]
            url = f"http://127.0.0.1:{port}"
            break
    else:
        process.wait(10)
        raise AssertionError("".join(said))
    wait_until(lambda: requests.get(url + "/healthz", timeout=5).status_code == 200)
    return Running(output=output, url=url, process=process)


def wait_until(done: Callable[[], object], *, timeout_s: float = 60.0) -> None:
    """Ask again until it is true; errors of the connection count as « not yet »."""
    until = time.monotonic() + timeout_s
    while True:
        try:
            if done():
                return
        except requests.ConnectionError:
            pass
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.1)


class Visitor:
    """A person at the web page: keeps cookies, fills in the CSRF word, follows where it leads."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.session.get(self.url + path, timeout=30, **options)

    def post(self, path: str, *, seen: str = "/", **fields: str) -> requests.Response:
        """Send the form that the page ``seen`` shows."""
        word = re.search(r'name="csrf" value="([^"]+)"', self.get(seen).text)
        assert word, f"{seen} shows no form"
        data = {"csrf": word[1], **fields}
        return self.session.post(self.url + path, data=data, timeout=60)


@pytest.fixture
def visitor(service: Running) -> Iterator[Visitor]:
    visitor = Visitor(service.url)
    yield visitor
    visitor.session.close()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Open, on loopback, with one worker and the tone voice; the tests of a file share it."""
    running = start_service(tmp_path_factory.mktemp("service") / "output")
    yield running
    running.stop()
