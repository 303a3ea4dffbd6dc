"""`make test` on a fresh machine installs ``audioedition[test]`` alone: there every file of tests must be read, too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.road import ROOT


def collected(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What pytest says of tests that it reads and does not run, without the modules of the other extras."""
    environment = {name: value for name, value in os.environ.items() if name != "AUDIOEDITION_REQUIRE_TOOLS"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    plugins = ["-p", "pytest_timeout", "-p", "tests.support.bare", "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, "--collect-only", "-qq", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_every_file_is_read_without_the_other_extras() -> None:
    found = collected()
    assert found.returncode == 0, found.stdout[-4000:] + found.stderr[-1000:]


def test_a_file_that_needs_another_extra_and_does_not_say_so_is_found(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("import starlette\n\ndef test_it(): pass\n", encoding="utf-8")
    found = collected("-c", os.devnull, "--rootdir", str(tmp_path), str(tmp_path))
    assert found.returncode == 2
    assert "No module named 'starlette'" in found.stdout
