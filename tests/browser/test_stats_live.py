"""``data-stats``: what leaves a real browser while somebody listens, and that nothing does unasked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import wait_in
from tests.support.patience import wait_until

Open = Callable[..., Any]
PAGE = (
    "<!DOCTYPE html><html lang=fr><head><meta charset=utf-8><title>Une page</title>"
    '<script src="plain/audio-edition.js"></script></head><body><main><h1>Un article</h1>'
    '<audio-edition {stats} data-form="full" src="plain/edition.json"></audio-edition></main></body></html>'
)


@dataclass
class Ear:
    url: str = ""
    heard: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)

    def kinds(self) -> list[str]:
        return [body["kind"] for _, body in self.heard]


@pytest.fixture
def ear() -> Iterator[Ear]:
    kept = Ear()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.heard.append(({k.lower(): v for k, v in self.headers.items()}, json.loads(body)))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}/beacon"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield kept
    server.shutdown()
    server.server_close()


def listen(visit: Open, site: str, shelf: Path, stats: str, *, before: str = "") -> Any:
    (shelf / "stats.html").write_text(PAGE.format(stats=stats), encoding="utf-8")
    seen = visit("about://blank")
    if before:
        seen.page.add_init_script(before)
    seen.page.goto(f"{site}/stats.html")
    seen.page.get_by_role("button", name="Écouter").first.click()
    seen.until("!document.querySelector('audio-edition').paused")
    return seen


def test_what_is_told_and_what_goes_with_it(visit: Open, site: str, shelf: Path, ear: Ear) -> None:
    seen = listen(visit, site, shelf, f'data-stats="{ear.url}"')
    seen.js("document.querySelector('audio-edition').playbackRate = 3")
    wait_until(lambda: "quarter" in ear.kinds())
    assert ear.kinds()[0] == "play"
    assert ear.kinds().count("play") == 1
    for headers, body in ear.heard:
        assert body["edition"] == "plain"
        assert set(body) <= {"edition", "kind", "value"}
        assert not {"cookie", "referer", "authorization"} & set(headers)


@pytest.mark.parametrize(
    ("stats", "before"),
    [
        ("", ""),
        ("yes", "Object.defineProperty(navigator, 'doNotTrack', { get: () => '1' })"),
        ("yes", "Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true })"),
    ],
)
def test_nothing_is_told_unasked_or_against_a_wish(
    visit: Open, site: str, shelf: Path, ear: Ear, stats: str, before: str
) -> None:
    seen = listen(visit, site, shelf, f'data-stats="{ear.url}"' if stats else "", before=before)
    seen.page.wait_for_timeout(700)
    assert ear.heard == []


def test_a_service_that_does_not_answer_is_not_noticed(visit: Open, site: str, shelf: Path) -> None:
    seen = listen(visit, site, shelf, 'data-stats="http://127.0.0.1:9/beacon"')
    seen.page.wait_for_timeout(500)
    assert not seen.js("document.querySelector('audio-edition').paused")
    assert [c for c in seen.complaints if "ERR_" not in c] == []


def told(seen: Any) -> bool:
    return any(url.endswith("/beacon") for url in seen.requests)


@pytest.mark.parametrize("page", ["index.html", "embed.html"])
def test_page_and_frame_tell_where_they_are_asked_to(visit: Open, site: str, page: str) -> None:
    for asked in ("", "?stats"):
        seen = visit("about://blank")
        seen.page.goto(f"{site}/plain/{page}{asked}")
        seen.page.get_by_role("button", name="Écouter").first.click()
        seen.until("!document.querySelector('audio').paused")
        if asked:
            wait_in(seen.page, partial(told, seen), what="the first news")
        else:
            seen.page.wait_for_timeout(500)
            assert not told(seen)
