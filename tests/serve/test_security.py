"""Attacks on the service: each one a request that was really sent."""

from __future__ import annotations

import contextlib
import gzip
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
import requests

from audioedition.serve.database import open_state
from tests.support.patience import PATIENCE_S, wait_until
from tests.support.service import ARTICLE, Running, Visitor, serving
from tests.support.tools import need_module

need_module("starlette", extra="serve")

from audioedition.serve.auth import local_path
from audioedition.serve.database import state_path
from audioedition.serve.jobs import Jobs
from audioedition.serve.middleware import host_of
from audioedition.serve.render import preferred_language
from audioedition.serve.settings import is_loopback
from audioedition.serve.tokens import Limiter, Tokens, client_group

PRIVATE = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://[::1]/",
    "http://0.0.0.0/",
    "http://0/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[fd00::1]/",
    "http://[fe80::1]/",
    "http://100.64.0.1/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_INFO",
    "http://exemple.fr:22/",
    "http://user:pass@127.0.0.1/",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_the_service_fetches_nothing_from_its_own_network(service: Running, url: str) -> None:
    answer = requests.post(f"{service.url}/api/drafts", json={"url": url}, timeout=PATIENCE_S)
    assert answer.status_code in (400, 422), answer.text
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "path",
    [
        "/e/../../etc/passwd",
        "/e/%2e%2e/%2e%2e/etc/passwd",
        "/e/..%2f..%2fetc/passwd",
        "/e/.audioedition/service.sqlite",
        "/e/%2eaudioedition/service.sqlite",
        "/e/x/../.audioedition/service.sqlite",
        "/e/x%00/index.html",
        "/e/x\\..\\..\\service.sqlite",
        "/editions/..%2f.audioedition",
        "/static/../templates/base.html",
        "/static/%2e%2e/words.json",
        "/api/editions/.audioedition",
        "/drafts/' OR 1=1 --",
        "/jobs/%00",
    ],
)
def test_no_path_leads_out_of_the_shelf(service: Running, path: str) -> None:
    host = service.url.removeprefix("http://")
    with socket.create_connection(
        tuple_of(host), timeout=PATIENCE_S
    ) as raw:  # requests would tidy the path up first
        raw.sendall(
            f"GET {path.replace(' ', '%20')} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    status = int(answer.split(b" ", 2)[1])
    assert status in (404, 400, 307, 308), answer[:200]
    assert b"root:" not in answer
    assert b"SQLite format" not in answer


def tuple_of(host: str) -> tuple[str, int]:
    name, _, port = host.partition(":")
    return name, int(port)


def test_a_link_in_an_edition_folder_does_not_lead_out(service: Running) -> None:
    folder = service.output / "2026-01-01-lien"
    folder.mkdir()
    (folder / "secret.txt").symlink_to(service.output / ".audioedition" / "service.sqlite")
    assert requests.get(f"{service.url}/e/2026-01-01-lien/secret.txt", timeout=PATIENCE_S).status_code == 404


def test_markup_in_every_field_stays_text(service: Running, visitor: Visitor) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    text = ARTICLE.replace("du port", f"du {evil}").replace("sa directrice", f"sa directrice {evil}")
    draft = visitor.post("/drafts", text=text)
    assert draft.status_code == 200, draft.text
    path = draft.url.removeprefix(service.url)
    piece = visitor.post(f"{path}/pieces/2", seen=f"{path}/pieces/2", word=f"mot{evil}", say=f"dit{evil}")
    produced = visitor.post(path + "/produce", seen=path, voice="tone")
    id_ = produced.url.rpartition("/")[2]
    wait_until(
        lambda: requests.get(f"{service.url}/api/jobs/{id_}", timeout=PATIENCE_S).json()["state"] == "done"
    )
    name = requests.get(f"{service.url}/api/jobs/{id_}", timeout=PATIENCE_S).json()["outcome"]["edition"]
    form = f"/e/{name}/signaler?sentence=1"
    visitor.post(f"/e/{name}/signaler", seen=form, sentence="1", word=evil, remark=evil)
    pages = [draft, piece, produced]
    pages += [
        visitor.get(p) for p in ("/", f"/jobs/{id_}", "/editions", f"/editions?q={evil}", f"/editions/{name}")
    ]
    pages += [visitor.get(p) for p in (f"/editions/{name}/delete", form, "/reports", f"/e/{name}/")]
    for page in pages:
        assert "<script>alert" not in page.text, page.url
        assert "<img src=x" not in page.text, page.url
    assert "script-src 'self'" in pages[0].headers["content-security-policy"]


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}"
PAGE = f"""<!doctype html><html lang="fr"><head>
<title>Titre {escape(EVIL)}</title><meta property="og:site_name" content="Site {escape(EVIL)}">
<meta property="og:title" content="Titre {escape(EVIL)}"><meta name="author" content="Autrice {escape(EVIL)}">
<meta property="article:published_time" content="2026-01-02 {escape(EVIL)}">
<meta property="og:description" content="Chapô {escape(EVIL)}">
<link rel="canonical" href="javascript:alert(3)"></head><body><article>
<h1>Titre {escape(EVIL)}</h1><p class="author">Par Autrice {escape(EVIL)}</p>
<p>Le premier paragraphe {escape(EVIL)} raconte la réouverture de la bibliothèque du port, lundi matin.</p>
<h2>Intertitre {escape(EVIL)}</h2>
<p lang="x&quot; onload=&quot;alert(4)">Le deuxième paragraphe {escape(EVIL)} dit les nouveaux horaires.</p>
<ul><li>Point {escape(EVIL)} de la liste, long comme une phrase entière du journal.</li></ul>
<figure><img src="a.jpg" alt="{escape(EVIL)}"><figcaption>Légende {escape(EVIL)}</figcaption></figure>
<blockquote>Citation {escape(EVIL)}</blockquote></article></body></html>"""
"""Markup that is text, in every field that an article has."""


class Reader(HTMLParser):
    """What a browser would run, or follow into running something."""

    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[str] = []
        self.runs = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.runs = tag == "script" and dict(attrs).get("type") not in (
            "application/ld+json",
            "application/json",
        )
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.dangers.append(f"{tag} {name}={value}")
            if tag == "img" and value == "x":
                self.dangers.append("img src=x")

    def handle_data(self, data: str) -> None:
        if self.runs and re.search(r"\balert\(\d\)", data):  # the page's own script has an alert() of its own
            self.dangers.append(data[:80])


def test_markup_in_every_field_of_a_page_stays_text(service: Running, visitor: Visitor) -> None:
    draft = requests.post(
        f"{service.url}/api/drafts", json={"html": PAGE, "captions": True}, timeout=PATIENCE_S
    )
    assert draft.status_code == 201, draft.text
    wish = {"draft": draft.json()["id"], "voice": "tone"}
    job = requests.post(f"{service.url}/api/editions", json=wish, timeout=PATIENCE_S).json()
    wait_until(lambda: requests.get(service.url + job["url"], timeout=PATIENCE_S).json()["state"] == "done")
    name = requests.get(service.url + job["url"], timeout=PATIENCE_S).json()["outcome"]["edition"]
    files = [p.name for p in (service.output / name).iterdir() if p.suffix in (".html", ".xhtml", ".xml")]
    paths = ["/", "/editions", f"/editions/{name}", f"/e/{name}/", f"/e/{name}/signaler", "/feed.xml"]
    paths += [f"/drafts/{draft.json()['id']}", f"/jobs/{job['id']}", *(f"/e/{name}/{file}" for file in files)]
    seen = ""
    for path in paths:
        page = visitor.get(path)
        assert page.status_code == 200, path
        assert "'49" not in page.text, path
        reader = Reader()
        reader.feed(page.text)
        assert reader.dangers == [], path
        seen += page.text
    assert "&lt;script&gt;alert(1)" in seen, "the fields were shown at all"


def test_a_form_from_another_page_is_refused(service: Running, visitor: Visitor) -> None:
    visitor.get("/")
    post = visitor.session.post
    for data, headers in (
        ({"text": ARTICLE}, {}),
        ({"text": ARTICLE, "csrf": "x" * 32}, {}),
        ({"text": ARTICLE, "csrf": word_of(visitor)}, {"Origin": "https://pirate.exemple"}),
        ({"text": ARTICLE, "csrf": word_of(visitor)}, {"Origin": "null"}),
        ({"text": ARTICLE, "csrf": word_of(visitor)}, {"Sec-Fetch-Site": "cross-site"}),
    ):
        assert (
            post(f"{service.url}/drafts", data=data, headers=headers, timeout=PATIENCE_S).status_code == 403
        )
    for headers in ({"Origin": "https://pirate.exemple"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = requests.post(
            f"{service.url}/api/editions", json={"text": "a"}, headers=headers, timeout=PATIENCE_S
        )
        assert answer.status_code == 403
    simple = requests.post(
        f"{service.url}/api/editions",
        data='{"text":"a"}',
        headers={"Content-Type": "text/plain"},
        timeout=PATIENCE_S,
    )
    assert simple.status_code == 415


def word_of(visitor: Visitor) -> str:
    match = re.search(r'name="csrf" value="([^"]+)"', visitor.get("/").text)
    assert match
    return match[1]


def test_another_name_for_this_machine_is_not_answered(service: Running) -> None:
    """DNS rebinding: the page of a site that lets its own name resolve to 127.0.0.1."""
    answer = requests.get(
        f"{service.url}/api/editions", headers={"Host": "pirate.exemple"}, timeout=PATIENCE_S
    )
    assert answer.status_code == 421


def test_too_much_is_not_taken(service: Running) -> None:
    big = requests.post(
        f"{service.url}/api/drafts", data=b'{"text": "' + b"a" * 2_100_000, timeout=PATIENCE_S
    )
    assert big.status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(400):
            yield b"x" * 10_000

    headers = {"Content-Type": "application/json"}
    try:
        chunked = requests.post(
            f"{service.url}/api/drafts", data=endless(), headers=headers, timeout=PATIENCE_S
        )
        assert chunked.status_code == 413
    except requests.ConnectionError:  # it hung up in the middle: as good
        pass
    bomb = gzip.compress(b"a" * 10_000_000)
    packed = requests.post(
        f"{service.url}/api/drafts",
        data=bomb,
        headers={**headers, "Content-Encoding": "gzip"},
        timeout=PATIENCE_S,
    )
    assert packed.status_code == 415
    deep = requests.post(
        f"{service.url}/api/drafts", data=b"[" * 100_000, headers=headers, timeout=PATIENCE_S
    )
    assert deep.status_code == 400
    assert requests.get(f"{service.url}/healthz", timeout=PATIENCE_S).status_code == 200


def test_a_form_brings_no_file(service: Running, visitor: Visitor) -> None:
    answer = visitor.session.post(
        f"{service.url}/drafts",
        data={"csrf": word_of(visitor), "text": ARTICLE},
        files={"piece": ("a.txt", b"a" * 1000)},
        timeout=PATIENCE_S,
    )
    assert answer.status_code == 400


def test_headers_cannot_be_put_in(service: Running, visitor: Visitor) -> None:
    for where in (
        "/\r\nSet-Cookie: a=b",
        "//pirate.exemple",
        "https://pirate.exemple",
        "/\\pirate.exemple",
        "javascript:1",
    ):
        assert local_path(where) == "/"
    assert local_path("/editions?q=a&page=2") == "/editions?q=a&page=2"
    answer = visitor.get("/e/x%0d%0aSet-Cookie:%20a=b", allow_redirects=False)
    assert "a=b" not in answer.headers.get("set-cookie", "")


def test_what_names_and_languages_are() -> None:
    assert [host_of(h) for h in ("Exemple.FR:80", "[::1]:8000", "127.0.0.1")] == [
        "exemple.fr",
        "::1",
        "127.0.0.1",
    ]
    assert [is_loopback(h) for h in ("127.0.0.9", "::1", "localhost", "0.0.0.0", "::", "machine")] == [
        True
    ] * 3 + [False] * 3
    assert preferred_language("de, en;q=0.3, fr;q=0.2") == "en"
    assert preferred_language("en;q=zéro, fr;q=0") == "fr"
    assert client_group("2001:db8::1") == client_group("2001:db8::2")


# --- with a token ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, str]]:
    output = tmp_path_factory.mktemp("guarded") / "output"
    database = open_state(output)
    token = Tokens(database).new("essai")
    database.close()
    with serving(output, "--host", "0.0.0.0") as running:
        yield running, token


def test_nothing_is_read_or_written_without_a_token(guarded: tuple[Running, str]) -> None:
    service, token = guarded
    for method, path in (
        ("GET", "/api/editions"),
        ("POST", "/api/editions"),
        ("POST", "/api/drafts"),
        ("GET", "/api/jobs"),
        ("DELETE", "/api/editions/x"),
        ("DELETE", "/api/editions?external_id=x"),
        ("GET", "/api/status?external_id=x"),
        ("GET", "/api/stats"),
        ("GET", "/api/webhooks"),
        ("GET", "/api/pronunciations"),
        ("POST", "/api/pronunciations"),
        ("GET", "/metrics"),
        ("GET", "/api/jobs/0000000000000000/events"),
    ):
        answer = requests.request(method, service.url + path, json={"text": ARTICLE}, timeout=PATIENCE_S)
        assert answer.status_code == 401, path
    for path in (
        "/",
        "/editions",
        "/reports",
        "/listening",
        "/listening.csv",
        "/webhooks",
        "/drafts/x",
        "/jobs/x",
    ):
        answer = requests.get(service.url + path, timeout=PATIENCE_S, allow_redirects=False)
        assert answer.headers["location"].startswith("/login?next="), path
    bearer = {"Authorization": f"Bearer {token}"}
    assert requests.get(f"{service.url}/api/editions", headers=bearer, timeout=PATIENCE_S).status_code == 200
    assert requests.get(f"{service.url}/healthz", timeout=PATIENCE_S).status_code == 200


def test_each_token_signs_with_its_own_secret_and_pages_need_none(guarded: tuple[Running, str]) -> None:
    service, token = guarded
    database = open_state(service.output)
    other = Tokens(database).new("autre site")
    database.close()
    secrets = [
        requests.get(
            f"{service.url}/api/webhooks", headers={"Authorization": f"Bearer {each}"}, timeout=PATIENCE_S
        ).json()["secret"]
        for each in (token, other, token)
    ]
    assert secrets[0] == secrets[2] != secrets[1]
    for path in ("/api/lookup?url=https://a.example/", "/audio-edition.js"):
        assert requests.get(service.url + path, timeout=PATIENCE_S).status_code == 200, path
    told = requests.post(f"{service.url}/beacon", data='{"edition": "a", "kind": "play"}', timeout=PATIENCE_S)
    assert told.status_code == 204


def test_a_person_signs_in_with_the_token_and_out(guarded: tuple[Running, str]) -> None:
    service, token = guarded
    visitor = Visitor(service.url)
    page = visitor.get("/editions")
    assert "/login" in page.url
    wrong = visitor.post("/login", seen="/login", token="ae_000000000000_" + "x" * 43)
    assert wrong.status_code == 401
    inside = visitor.post("/login", seen="/login?next=/editions", token=token, next="/editions")
    assert inside.url.endswith("/editions")
    assert "httponly" in inside.history[0].headers["set-cookie"].lower()
    out = visitor.post("/logout", seen="/editions")
    assert "/login" in out.url
    assert "/login" in visitor.get("/editions").url
    visitor.session.close()


def test_tokens_cannot_be_found_by_trying(tmp_path: Path) -> None:
    output = tmp_path / "output"
    database = open_state(output)
    token = Tokens(database).new("essai")
    with serving(output, "--workers", "0") as service:
        answers = [
            requests.get(
                f"{service.url}/api/editions",
                headers={"Authorization": f"Bearer {token[:-2]}{n:02d}"},
                timeout=PATIENCE_S,
            ).status_code
            for n in range(14)
        ]
        assert answers[:10] == [401] * 10
        assert set(answers[10:]) == {429}
        right = requests.get(
            f"{service.url}/api/editions", headers={"Authorization": f"Bearer {token}"}, timeout=PATIENCE_S
        )
        assert right.status_code == 200, "behind one address there may be a whole newsroom"
        wrong = requests.get(
            f"{service.url}/api/editions",
            headers={"Authorization": f"Bearer {token[:-2]}xx"},
            timeout=PATIENCE_S,
        )
        assert wrong.status_code == 429
        assert int(wrong.headers["retry-after"]) > 60
    database.close()


def test_tokens_are_kept_as_digests_and_revoked_at_once(tmp_path: Path) -> None:
    database = open_state(tmp_path, path=tmp_path / "state.sqlite")
    tokens = Tokens(database)
    token = tokens.new("radio")
    id_ = tokens.check(token)
    assert id_ is not None
    assert tokens.known(id_)
    for wrong in ("", token[:-1], token[:-1] + "é", token + "x", token.replace(id_, "0" * 12)):
        assert tokens.check(wrong) is None
    assert (tmp_path / "state.sqlite").stat().st_mode & 0o077 == 0
    tokens.revoke("radio")
    assert tokens.check(token) is None
    assert not tokens.known(id_)
    database.close()
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert token.rpartition("_")[2].encode() not in content


def test_limits_hold_and_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = [1_000.0]
    monkeypatch.setattr("audioedition.serve.tokens.time.monotonic", lambda: now_s[0])
    limiter = Limiter(most=2, per_s=60.0)
    for _ in range(2):
        assert limiter.wait_s("192.0.2.1") == 0
        limiter.count("192.0.2.1")
    now_s[0] += 45
    assert limiter.wait_s("192.0.2.1") == 15
    assert limiter.wait_s("192.0.2.2") == 0
    now_s[0] += 15.1
    assert limiter.wait_s("192.0.2.1") == 0


@pytest.mark.parametrize(
    "options",
    [
        ["--host", "0.0.0.0"],
        ["--host", "::"],
        ["--behind-proxy"],
        ["--public-url", "https://audio.exemple.fr"],
    ],
)
def test_it_opens_to_nobody_without_a_token(tmp_path: Path, options: list[str]) -> None:
    command = [
        sys.executable,
        "-m",
        "audioedition",
        "serve",
        "--voice",
        "tone",
        "--port",
        "0",
        "-o",
        str(tmp_path / "o"),
    ]
    ended = subprocess.run(
        [*command, *options], capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert ended.returncode == 2
    assert "audioedition token new" in ended.stderr


IMPATIENT = """
import sys, pathlib
from audioedition.serve.run import open_listener, run_service
from audioedition.serve.settings import ServiceSettings
output = pathlib.Path(sys.argv[1])
settings = ServiceSettings(output=output, port=0, workers=0, voice="tone", headers_s=1.5, upload_s=0.5)
with open_listener(settings) as listener:
    print(listener.getsockname()[1], flush=True)
    run_service(settings, listener=listener)
"""


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a service that waits 1.5 s for a request's head and 0.5 s for its body."""
    command = [sys.executable, "-c", IMPATIENT, str(tmp_path_factory.mktemp("impatient") / "output")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def test_a_client_that_says_nothing_is_hung_up_on(impatient: int) -> None:
    with socket.create_connection(("127.0.0.1", impatient), timeout=PATIENCE_S) as raw:
        raw.sendall(b"GET / HT")
        assert raw.recv(1) == b""


def test_an_upload_that_drips_ends(impatient: int) -> None:
    head = (
        f"POST /api/drafts HTTP/1.1\r\nHost: 127.0.0.1:{impatient}\r\nContent-Type: application/json\r\n"
        "Content-Length: 1000\r\n\r\n"
    )
    until, answer = time.monotonic() + PATIENCE_S, b""
    with socket.create_connection(("127.0.0.1", impatient), timeout=PATIENCE_S) as raw:
        raw.sendall(head.encode())
        raw.settimeout(0.1)
        while not answer and time.monotonic() < until:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                raw.sendall(b" ")
            with contextlib.suppress(TimeoutError):
                answer = raw.recv(4096)
    assert answer.startswith(b"HTTP/1.1 408")


# --- the state -------------------------------------------------------------------------------------------


def test_a_broken_state_is_said_and_listeners_are_served(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with serving(output) as service:
        job = requests.post(f"{service.url}/api/editions", json={"text": ARTICLE}, timeout=PATIENCE_S).json()
        wait_until(
            lambda: requests.get(service.url + job["url"], timeout=PATIENCE_S).json()["state"] == "done"
        )
        name = requests.get(service.url + job["url"], timeout=PATIENCE_S).json()["outcome"]["edition"]
    for path in state_path(output).parent.glob("service.sqlite*"):
        path.unlink()
    state_path(output).write_bytes(b"no database at all " * 500)
    with serving(output) as service:
        assert requests.get(f"{service.url}/e/{name}/", timeout=PATIENCE_S).status_code == 200
        assert requests.get(f"{service.url}/feed.xml", timeout=PATIENCE_S).status_code == 200
        assert "damaged" in requests.get(f"{service.url}/healthz", timeout=PATIENCE_S).json()["state"]
        assert (
            requests.post(
                f"{service.url}/api/editions", json={"text": ARTICLE}, timeout=PATIENCE_S
            ).status_code
            == 503
        )


def test_a_locked_state_says_so_and_goes_on_afterwards(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with serving(output, "--workers", "0") as service:
        locker = sqlite3.connect(state_path(output), isolation_level=None)
        locker.execute("BEGIN EXCLUSIVE")
        answer = requests.post(f"{service.url}/api/editions", json={"text": ARTICLE}, timeout=PATIENCE_S)
        assert answer.status_code == 503
        assert "locked" in answer.json()["error"]
        locker.execute("ROLLBACK")
        locker.close()
        answer = requests.post(f"{service.url}/api/editions", json={"text": ARTICLE}, timeout=PATIENCE_S)
        assert answer.status_code == 202


@pytest.mark.long
def test_five_hundred_queued_jobs_survive_a_kill(tmp_path: Path) -> None:
    output = tmp_path / "output"
    jobs = Jobs(open_state(output))
    with serving(output, "--workers", "0") as service:
        for n in range(500):
            jobs.submit({"text": f"Le titre numéro {n}", "wishes": {"voice": "tone"}}, title=str(n))
        service.kill()
    with serving(output, "--workers", "0") as service:
        assert requests.get(f"{service.url}/healthz", timeout=PATIENCE_S).json()["queued"] == 500
        assert {job.wanted["text"] for job in jobs.list(limit=1_000)} == {
            f"Le titre numéro {n}" for n in range(500)
        }
    jobs._database.close()
