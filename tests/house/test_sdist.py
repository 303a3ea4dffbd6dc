"""The source distribution: who unpacks it has the tests too, and all that they read and start."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.support.road import ROOT
from tests.support.tools import missing, need_module

QUICK = ("tests/serve/test_operations.py", "tests/house/test_architecture.py")
"""They read what stands beside the package: container, units, sources."""


def pytest_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As ``make test`` would run it there: the package is the unpacked one."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTEST_ADDOPTS": ""}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


def files_of_tests(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in (folder / "tests").rglob("*") if path.is_file())
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}


@pytest.mark.long
@pytest.mark.timeout(600)
def test_the_tests_run_from_an_unpacked_sdist(tmp_path: Path) -> None:
    need_module("build", extra="dev")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--sdist", "--outdir", str(tmp_path), str(ROOT)],
        capture_output=True,
        text=True,
    )
    if built.returncode:
        missing(f"a package registry to build an sdist with ({built.stderr.strip()[-300:]})")
    (archive,) = tmp_path.glob("audioedition-*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert files_of_tests(folder) == files_of_tests(ROOT)
    found = pytest_in(folder, "--collect-only")
    assert found.returncode == 0, found.stdout[-3000:]
    ran = pytest_in(folder, *QUICK)
    assert ran.returncode == 0, ran.stdout[-3000:]
