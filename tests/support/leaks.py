"""What a test may not leave behind: a process, a listening socket, an open file. The test that does is failed, by name.

Every process that a test starts inherits a mark in its environment, and so do that process's own children: one that
outlives the test is found even when its parent has gone, named, ended, and the test that started it fails. What a
fixture of a module or of the session keeps open is its own, and asked for when that module or session ends.

Read from /proc: where there is none (macOS), only what Python itself warns of is found.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import stat
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

MARK = "AUDIOEDITION_TEST"
DEAR_S = 0.004
"""Collecting after each of five thousand tests may cost so much."""
PATIENCE_S = float(os.environ.get("AUDIOEDITION_TEST_PATIENCE_S", "60"))
"""For what was told to end and is ending: on a busy machine that takes its time."""
OF_PYTHON = ("multiprocessing.resource_tracker", "multiprocessing.forkserver")
"""Helpers that Python starts once and keeps to the end of the process."""
LISTENING = "0A"
"""A socket's state in /proc/net/tcp (Linux, net/tcp_states.h)."""
OF_OPENVINO = "/audioedition/compiled/"
"""What it maps of its compiled networks stays open as long as it likes; in real use it lives in a child that ends."""


@dataclass(slots=True, kw_only=True)
class Held:
    """What may stand when a test, a module or the session ends: what stood when it began, and what a fixture of a wider
    scope has opened since."""

    mark: str
    children: set[int]
    files: dict[int, str]
    """Descriptor -> path."""
    servers: dict[int, str]
    """Descriptor -> port."""


_scopes: dict[str, Held] = {}
"""Of pytest's: the one of each that is running now."""
_INNER = {"session": ("module", "function"), "module": ("function",)}


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Five thousand tests are collected and none of them is garbage: a sixth of the time went into looking."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.fixture(autouse=True, scope="session")
def session_leaves_nothing_behind() -> Iterator[None]:
    gc.collect()
    gc.freeze()  # what stands before the first test is looked at no more: collecting after each costs little then
    with nothing_left_behind("the session", scope="session"):
        yield


@pytest.fixture(autouse=True, scope="module")
def module_leaves_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    with nothing_left_behind(f"the fixtures of {request.node.nodeid}", scope="module"):
        yield
    gc.freeze()


@pytest.fixture(autouse=True)
def test_leaves_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Torn down last: fixtures of the test have closed by then what they opened."""
    with nothing_left_behind(request.node.nodeid, scope="function"):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """A session's or module's fixture may be asked for late, when a module or test runs already: what it opens is its
    own scope's, and no leak of theirs."""
    scope = fixturedef.scope if fixturedef.scope == "session" else "module"
    if fixturedef.scope == "function" or scope not in _scopes:
        return (yield)
    outer, before = os.environ.get(MARK), look(_scopes[scope].mark)
    os.environ[MARK] = _scopes[scope].mark
    try:
        return (yield)
    finally:
        if outer is not None:
            os.environ[MARK] = outer
        now = look("")
        for inner in filter(None, map(_scopes.get, _INNER[scope])):
            inner.children |= now.children - before.children
            inner.files |= now.files.items() - before.files.items()
            inner.servers |= now.servers.items() - before.servers.items()


@contextlib.contextmanager
def nothing_left_behind(
    who: str, *, scope: str | None = None, patience_s: float = PATIENCE_S
) -> Iterator[None]:
    """Raises AssertionError, naming ``who``, when the block leaves a process, a server or a file behind. ``scope``:
    pytest's, when the block is one."""
    held = look(os.urandom(8).hex())
    outer = os.environ.get(MARK)
    os.environ[MARK] = held.mark
    if scope:
        _scopes[scope] = held
    try:
        yield
    finally:
        if scope:
            _scopes.pop(scope, None)
        if outer is None:
            os.environ.pop(MARK, None)
        else:
            os.environ[MARK] = outer
    begun_s = time.perf_counter()
    gc.collect()  # what is garbage is no leak, but Python warns of it: here, where it belongs
    if time.perf_counter() - begun_s > DEAR_S:
        gc.freeze()  # imported meanwhile, most of it: looked at no more
    left = _left_over(held, patience_s=patience_s)
    told = [f"the process {pid} ({words})" for pid, words in left.items()]
    end(left)
    now = look("")
    told += [f"the server at {at}" for fd, at in now.servers.items() if held.servers.get(fd) != at]
    told += [f"the open file {path}" for fd, path in now.files.items() if held.files.get(fd) != path]
    assert not told, f"{who} left behind: {'; '.join(told)}"


def owner() -> dict[str, str]:
    """For the environment of a process that a fixture starts later, at a test's wish, and keeps beyond it: called
    where the fixture begins, it names that fixture's module or session as its owner."""
    return {MARK: os.environ.get(MARK, "")}


def _left_over(held: Held, *, patience_s: float) -> dict[int, str]:
    """Living processes that bear the mark, and children that are new; what is just ending is waited for."""
    until = time.monotonic() + patience_s
    while True:
        found = {pid: words for pid in marked(held.mark) if (words := command_of(pid))}
        found |= {
            pid: words
            for pid in children_of(os.getpid())
            if pid not in held.children and mark_of(pid) in (None, held.mark) and (words := command_of(pid))
        }
        found = {pid: words for pid, words in found.items() if not any(one in words for one in OF_PYTHON)}
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.05)


def end(processes: dict[int, str]) -> None:
    """Kill what is left, so that it disturbs no other test, and see it go; our own children are waited for."""
    for pid in processes:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    for pid in processes:
        with contextlib.suppress(OSError):
            os.waitpid(pid, 0)
    until = time.monotonic() + PATIENCE_S
    while any(map(command_of, processes)) and time.monotonic() < until:
        time.sleep(0.02)


def marked(mark: str) -> list[int]:
    """Living processes, this one excepted, whose environment bears the mark."""
    sign = f"{MARK}={mark}\0".encode()
    found = []
    for pid in _living() - _STRANGERS:
        with contextlib.suppress(OSError):
            if pid != os.getpid() and sign in Path(f"/proc/{pid}/environ").read_bytes():
                found.append(pid)
    return found


def _living() -> set[int]:
    with contextlib.suppress(OSError):
        return {int(name) for name in os.listdir("/proc") if name.isdigit()}
    return set()


_STRANGERS = frozenset(_living())
"""They stood before the first test: none of them is asked after each."""


def mark_of(pid: int) -> str | None:
    """Whose the process is; ``None`` where it was given an environment of its own, or is no more."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
            if line.startswith(f"{MARK}=".encode()):
                return line.partition(b"=")[2].decode()
    return None


def children_of(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{thread}/children") as stream:
                found += map(int, stream.read().split())
    return found


def command_of(pid: int) -> str:
    """Empty for one that has ended, waited for or not."""
    try:
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX":
            return ""
        return (
            Path(f"/proc/{pid}/cmdline")
            .read_bytes()
            .replace(b"\0", b" ")
            .decode(errors="replace")
            .strip()[:200]
        )
    except (OSError, IndexError):
        return ""


def look(mark: str) -> Held:
    """What this process holds now: its children, the files and the listening sockets that it has open."""
    files: dict[int, str] = {}
    servers: dict[int, str] = {}
    sockets: dict[str, int] = {}
    for name in os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else ():
        with contextlib.suppress(OSError):
            target, number = os.readlink(f"/proc/self/fd/{name}"), int(name)
            if target.startswith("socket:["):
                sockets[target[8:-1]] = number
            elif (
                target.startswith("/")
                and OF_OPENVINO not in target
                and stat.S_ISREG(os.fstat(number).st_mode)
            ):
                files[number] = target
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/self/net/{table}").read_text().splitlines()[1:] if sockets else ():
                fields = line.split()
                if fields[3] == LISTENING and fields[9] in sockets:
                    servers[sockets[fields[9]]] = f"port {int(fields[1].rpartition(':')[2], 16)}"
    return Held(mark=mark, children=set(children_of(os.getpid())), files=files, servers=servers)
