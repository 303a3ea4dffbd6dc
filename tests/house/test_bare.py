"""`scripts/lint` reads every file of tests as if ``audioedition[test]`` alone were installed: it can find a fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.road import ROOT


@pytest.mark.parametrize(("module", "code"), [("starlette", 2), ("hypothesis", 0)])
def test_a_file_that_needs_another_extra_and_does_not_say_so_is_found(
    tmp_path: Path, module: str, code: int
) -> None:
    (tmp_path / "test_it.py").write_text(f"import {module}\n\ndef test_it(): pass\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""}
    command = [sys.executable, "-m", "pytest", "-p", "tests.support.bare", "-p", "no:cacheprovider"]
    found = subprocess.run(
        [*command, "-c", os.devnull, "--rootdir", str(tmp_path), "--collect-only", str(tmp_path)],
        env={**environment, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.returncode == code, found.stdout + found.stderr
    assert (f"No module named '{module}'" in found.stdout) == (code == 2)
