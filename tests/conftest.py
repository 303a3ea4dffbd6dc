"""Every test runs with a cache and settings of its own; a missing outside tool is a loud skip, or a failure."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.support.road import ARTICLE, Run
from tests.support.tools import missing

pytest_plugins = [f"tests.support.{name}" for name in ("leaks", "long", "order", "properties")]


@pytest.fixture(autouse=True)
def own_folders(
    request: pytest.FixtureRequest,
    test_leaves_nothing_behind: None,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing of the person's own: no cache, no profiles, no installed models but where these are the subject; and
    English, whatever the developer's language."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    if request.path.parent.name not in ("engines", "listen"):
        monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("AUDIOEDITION_LANG", "en")
    monkeypatch.delenv("AUDIOEDITION_VOICES", raising=False)
    monkeypatch.delenv("AUDIOEDITION_FFMPEG", raising=False)


@pytest.fixture
def need_tool() -> Callable[[str], str]:
    """``need_tool("ffprobe")`` -> its path. Without it the test is skipped, or fails where tools are required."""

    def need(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            missing(f"the program {name}")
        assert path is not None
        return path

    return need


@pytest.fixture
def tone_voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of profiles with ``faulty``: the tone engine that misbehaves where the text asks it to."""
    folder = tmp_path / "voices"
    folder.mkdir()
    state = tmp_path / "flaky-state"
    (folder / "faulty.toml").write_text(
        f'engine = "tone"\nlabel = "Faulty"\nlicense = "Apache-2.0"\n'
        f'[options]\nfaults = true\nstate = "{state}"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("AUDIOEDITION_VOICES", str(folder))
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("make", "x.txt", …)`` in an empty folder, English messages, bytes in as ``input``. In this process, where
    everything is imported already: what only a process of its own shows asks for ``program``."""
    from audioedition.cli import main

    def call(*arguments: str, input: bytes = b"") -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as patch:
            patch.chdir(tmp_path)
            done = CliRunner(mix_stderr=False).invoke(main, arguments, input=input, catch_exceptions=False)
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)

    return call


@pytest.fixture
def program(tmp_path: Path) -> Run:
    """The same as a program of its own, with what ``subprocess.run`` takes."""

    def call(*arguments: str, input: bytes = b"", **more: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "audioedition", *arguments]
        done = subprocess.run(command, input=input, capture_output=True, cwd=tmp_path, timeout=250, **more)
        return subprocess.CompletedProcess(
            command, done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "replace")
        )

    return call


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path
