"""What a person sees who tries the program for the first time, on a machine that has next to nothing."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.support.road import ROOT, Run


def test_making_without_an_ffmpeg_on_the_machine_warns_of_nothing(run: Run, tmp_path: Path) -> None:
    """pydub warns when it is imported and finds none; ours came by pip, and pydub is never asked to find it."""
    empty = tmp_path / "bin"
    empty.mkdir()
    environment = {**os.environ, "PATH": str(empty)}
    done = run("make", str(ROOT / "examples" / "article.txt"), "--voice", "pico", env=environment)
    assert done.returncode == 0, done.stderr
    assert not re.search(r"warn", done.stderr, re.IGNORECASE), done.stderr


def test_the_first_install_shows_nothing_but_errors() -> None:
    """An old pip (Debian 12's) warns of lxml's « html_clean », which we declare ourselves; -qq keeps errors alone."""
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"pip install (.*)", recipe)
    assert installs
    assert all("$(QUIETLY)" in line for line in installs)
    assert re.search(r"^QUIETLY = -qq\b", recipe, re.MULTILINE)


def test_the_list_of_voices_names_no_test_voice(run: Run) -> None:
    listed = run("voices")
    assert listed.returncode == 0
    assert re.search(r"^\* pico +ready", listed.stdout, re.MULTILINE)
    assert "tone" not in listed.stdout.lower()
    shown = run("voices", "show", "tone")
    assert shown.returncode == 0
    assert re.search(r"^engine +tone", shown.stdout, re.MULTILINE)
    assert "tone" not in run("doctor").stdout.lower()
