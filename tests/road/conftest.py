"""The command line as a person calls it: another process, its own folders."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from road_kit import ARTICLE, Run


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """``run("make", "x.txt", …)`` in an empty folder, English messages, bytes in as ``input``."""

    def call(*arguments: str, input: bytes = b"", **more: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "audioedition", *arguments]
        done = subprocess.run(command, input=input, capture_output=True, cwd=tmp_path, timeout=100, **more)
        return subprocess.CompletedProcess(
            command, done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "replace")
        )

    return call


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path
