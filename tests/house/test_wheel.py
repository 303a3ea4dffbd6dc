"""The built wheel, in a clean environment, from an empty folder: everything that the program needs came with it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.road import ARTICLE, ROOT
from tests.support.tools import missing


@pytest.mark.timeout(400)
def test_the_wheel_works_alone(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    built = subprocess.run(
        [*pip, "wheel", "--no-deps", "-w", str(tmp_path), str(ROOT)], capture_output=True, text=True
    )
    if built.returncode:
        missing(f"a package registry to build a wheel with ({built.stderr.strip()[-300:]})")
    (wheel,) = tmp_path.glob("audioedition-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"audioedition/voices_data/pico.toml", "audioedition/py.typed"} <= names
    assert not [n for n in names if n.startswith(("tests/", "voices/", "output/"))]

    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    installed = subprocess.run(
        [
            str(python),
            "-m",
            "pip",
            "--quiet",
            "--disable-pip-version-check",
            "install",
            "--no-compile",
            str(wheel),
        ],
        capture_output=True,
        text=True,
    )
    assert installed.returncode == 0, installed.stderr
    empty = tmp_path / "empty"
    empty.mkdir()
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": "",
    }
    made = subprocess.run(
        [str(tmp_path / "venv/bin/audioedition"), "make", "-", "-q"],
        input=ARTICLE,
        capture_output=True,
        text=True,
        cwd=empty,
        env=env,
    )
    assert made.returncode == 0, made.stderr
    assert (empty / made.stdout.strip()).is_file()
    assert (empty / made.stdout.strip()).with_name("index.html").is_file()
    listed = subprocess.run(
        [str(tmp_path / "venv/bin/audioedition"), "voices"],
        capture_output=True,
        text=True,
        cwd=empty,
        env=env,
    )
    assert "* pico" in listed.stdout
