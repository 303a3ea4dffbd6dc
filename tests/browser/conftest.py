"""A real browser (Debian's chromium, driven by Playwright) before real edition folders, from disk and over HTTP."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from audioedition.publish.folder.writer import write_files
from audioedition.publish.render import render_all
from tests.support.browser import launched_chromium
from tests.support.by_hand import Story, corrected, digest, hostile, make_edition
from tests.support.on_disk import put_on_disk
from tests.support.patience import wait_until

TICKS: Story = tuple(("body", f"Phrase {n} un. Phrase {n} deux. Phrase {n} trois.") for n in range(20))
BOOK: Story = tuple(
    ("heading", f"Partie {n}") if n % 40 == 0 else ("body", "Une phrase. " * 5 + "Fin.") for n in range(400)
)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """plain, digest, hostile; ``ticks`` (sentences of half a second); ``book`` (2,000 sentences)."""
    root = tmp_path_factory.mktemp("shelf")
    ticks = make_edition((("title", "Un titre"), *TICKS), sentence_ms=500, slug="ticks")
    book = make_edition(BOOK, sentence_ms=100, slug="book")
    editions = {
        "plain": corrected(make_edition()),
        "digest": digest(),
        "hostile": hostile(),
        "ticks": ticks,
        "book": book,
    }
    for name, edition in editions.items():
        write_files(put_on_disk(root, edition, folder=name), render_all(edition))
    assert len(book.cues) > 2000
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with launched_chromium() as browser:
        yield browser


@dataclass
class Visit:
    """A page, and everything that it asked for or complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def js(self, code: str) -> Any:
        return self.page.evaluate(code)

    @property
    def time(self) -> float:
        """Seconds into the sound."""
        return float(self.js("document.querySelector('audio').currentTime"))

    @property
    def paused(self) -> bool:
        return bool(self.js("document.querySelector('audio').paused"))

    @property
    def sentence(self) -> str:
        """The one that is marked as being read."""
        return str(self.page.locator("[data-start][aria-current]").text_content())

    @property
    def focus(self) -> str:
        """Accessible name of what holds the focus."""
        return str(
            self.js("(e => e.getAttribute('aria-label') || e.textContent.trim())(document.activeElement)")
        )

    def until(self, condition: str) -> None:
        """Ask again and again: Playwright's own ``wait_for_function`` evaluates text in the page, which its
        Content-Security-Policy forbids."""
        wait_until(lambda: self.js(condition), what=condition)

    def wait(self, condition: str) -> None:
        """The same for the page's ``audio``."""
        self.until(f"(audio => {condition})(document.querySelector('audio'))")


@pytest.fixture
def visit(browser: Any, shelf: Path) -> Iterator[Callable[..., Visit]]:
    """``visit("plain/index.html#p=3", width=320, …)``: opened from disk in a context of its own."""
    contexts = []

    def open_page(
        where: str,
        *,
        context: Any = None,
        width: int = 1280,
        height: int = 800,
        init: str = "",
        **options: Any,
    ) -> Visit:
        if context is None:
            context = browser.new_context(
                locale="fr-FR", viewport={"width": width, "height": height}, **options
            )
            contexts.append(context)
        page = context.new_page()
        page.add_init_script(init)
        seen = Visit(page)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on(
            "console", lambda m: seen.complaints.append(m.text) if m.type in ("error", "warning") else None
        )

        def refuse(dialog: Any) -> None:
            seen.complaints.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", refuse)
        if where == "about:blank":
            return seen
        page.goto(
            where
            if "://" in where
            else (shelf / where.partition("#")[0]).as_uri() + where[len(where.partition("#")[0]) :]
        )
        if options.get("java_script_enabled", True):
            seen.until(
                "(a => !a || a.preload === 'none' || a.readyState > 0)(document.querySelector('audio'))"
            )
        return seen

    yield open_page
    for context in contexts:
        context.close()


class _Server(http.server.SimpleHTTPRequestHandler):
    """Answers to ``Range`` as web servers do: without it no browser can seek."""

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""

    def do_GET(self) -> None:
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if not wanted or not path.is_file():
            super().do_GET()
            return
        data = path.read_bytes()
        first, last = int(wanted[1]), min(int(wanted[2] or len(data)), len(data) - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        self.send_header("Content-Length", str(last + 1 - first))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the browser has enough
            self.wfile.write(data[first : last + 1])


@pytest.fixture(scope="session")
def site(shelf: Path) -> Iterator[str]:
    """The shelf over HTTP on this machine, and ``host.html``: a news page that embeds editions both ways."""
    (shelf / "host.html").write_text(HOST, encoding="utf-8")
    (shelf / "favicon.ico").write_bytes(b"")
    handler = functools.partial(_Server, directory=os.fspath(shelf))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session", autouse=True)
def _served(site: str) -> None:
    """The session's, begun before any module: one that begins it amid its tests would be taken for a leak."""


HOST = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Une page de journal</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<script src="plain/audio-edition.js"></script></head><body><main><h1>Un article</h1>
<audio-edition data-form="full" id="good"
 src="plain/edition.json"><a href="plain/index.html">Écouter</a></audio-edition>
<audio-edition data-form="full" id="second" src="digest/edition.json#t=4"></audio-edition>
<audio-edition data-form="full" id="evil" src="hostile/edition.json"></audio-edition>
<audio-edition id="lost" src="nowhere/edition.json"><a href="plain/index.html">Écouter quand même</a></audio-edition>
<iframe src="plain/embed.html" title="Lecteur audio – Le vieux pont" width="700" height="420"></iframe>
</main></body></html>"""
