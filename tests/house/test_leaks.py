"""The test that leaves something behind is failed, by its name: not the next one that happens to notice."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.leaks import nothing_left_behind, owner
from tests.support.road import ROOT

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads /proc")


def test_a_child_is_named_and_ended() -> None:
    with (
        pytest.raises(AssertionError, match=r"the test left behind: the process \d+ \(sleep 611\)"),
        nothing_left_behind("the test", patience_s=0.1),
    ):
        child = asleep(subprocess.Popen(["sleep", "611"]))
    assert child.poll() is not None


def test_a_grandchild_whose_parent_has_gone_is_found_too(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with (
        pytest.raises(AssertionError, match=r"the process \d+ \(sleep 612\)"),
        nothing_left_behind("the test", patience_s=0.1),
    ):
        leave_a_grandchild(note)
    status = Path(f"/proc/{note.read_text().strip()}/stat")
    assert not status.exists() or " Z " in status.read_text()


def leave_a_grandchild(note: Path) -> None:
    """Its number stands in ``note``."""
    subprocess.run(
        ["sh", "-c", f"setsid sleep 612 >/dev/null 2>&1 & echo $! > {note}"], check=True, timeout=250
    )
    wait_until_it_sleeps(int(note.read_text()))


def asleep(child: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    wait_until_it_sleeps(child.pid)
    return child


def wait_until_it_sleeps(pid: int) -> None:
    """On a busy machine a process has another's name, or none, for a while before it is what it was started as."""
    words, until = Path(f"/proc/{pid}/cmdline"), time.monotonic() + 30
    while not words.read_bytes().startswith(b"sleep") and time.monotonic() < until:
        time.sleep(0.01)


def test_a_server_and_a_file_are_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("…", encoding="utf-8")
    open_things = contextlib.ExitStack()
    with open_things:
        with (
            pytest.raises(AssertionError) as caught,
            nothing_left_behind("the test", patience_s=0.1),
        ):
            server, _ = [open_things.enter_context(one()) for one in (serve, path.open)]
        assert isinstance(server, socket.socket)
        assert f"the server at port {server.getsockname()[1]}" in str(caught.value)
        assert f"the open file {path}" in str(caught.value)


def serve() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def test_what_is_closed_in_time_is_no_leak(tmp_path: Path) -> None:
    with nothing_left_behind("the test"):
        with socket.create_server(("127.0.0.1", 0)), (tmp_path / "a").open("w"):
            pass
        subprocess.Popen(["sleep", "0.2"]).wait()


def test_what_a_fixture_of_the_module_keeps_is_not_the_test_s() -> None:
    with nothing_left_behind("the module", patience_s=5.0):
        ours = owner()
        with nothing_left_behind("the test", patience_s=0.1):
            kept = subprocess.Popen(["sleep", "614"], env={**os.environ, **ours})
        assert kept.poll() is None
        kept.kill()
        kept.wait()


LEAKING = """
import subprocess

def test_innocent():
    pass

def test_guilty():
    subprocess.Popen(["sleep", "613"])

def test_innocent_too():
    pass
"""


def test_pytest_names_the_guilty_test_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(LEAKING, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.leaks", "-p", "no:cacheprovider"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTEST_ADDOPTS": "",
        "AUDIOEDITION_TEST_PATIENCE_S": "0.2",
    }
    done = subprocess.run(
        [*command, "test_it.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=200
    )
    assert done.returncode == 1, done.stdout
    assert "3 passed, 1 error" in done.stdout
    assert "test_it.py::test_guilty left behind: the process" in done.stdout
    assert "innocent" not in done.stdout


LATE = """
import socket
import subprocess

import pytest

@pytest.fixture(scope="session")
def kept():
    child = subprocess.Popen(["sleep", "615"])
    with socket.create_server(("127.0.0.1", 0)):
        yield
    child.kill()
    child.wait()

def test_first():
    pass

def test_that_asks_for_it(kept):
    pass

def test_after():
    pass
"""


def test_what_a_late_fixture_of_the_session_opens_is_the_session_s(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text(LATE, encoding="utf-8")
    (tmp_path / "test_b.py").write_text("def test_in_another_file():\n    pass\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.leaks", "-p", "no:cacheprovider"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTEST_ADDOPTS": "",
        "AUDIOEDITION_TEST_PATIENCE_S": "0.2",
    }
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout
