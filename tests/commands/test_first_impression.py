"""What a person sees who tries the program for the first time, on a machine that has next to nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.road import ROOT, Run


def test_making_without_an_ffmpeg_on_the_machine_warns_of_nothing(program: Run, tmp_path: Path) -> None:
    """pydub warns when it is imported and finds none; ours came by pip, and pydub is never asked to find it."""
    empty = tmp_path / "bin"
    empty.mkdir()
    environment = {**os.environ, "PATH": str(empty)}
    done = program("make", str(ROOT / "examples" / "article.txt"), "--voice", "pico", env=environment)
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
    assert not re.search(r"^\W*tone\b", listed.stdout, re.MULTILINE)
    shown = run("voices", "show", "tone")
    assert shown.returncode == 0
    assert re.search(r"^engine +tone", shown.stdout, re.MULTILINE)
    assert not re.search(r"\btone\b", run("doctor").stdout)


# --- a better voice is one command away ----------------------------------------------------------------------


def in_terminal(article: Path, folder: Path, *options: str) -> str:
    script = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    make = [sys.executable, "-m", "audioedition", "make", str(article), "--voice", "tone", *options]
    own = {"XDG_DATA_HOME": str(folder / "data"), "XDG_CACHE_HOME": str(folder / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", script, *make],
        capture_output=True,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **own},
    )
    assert done.returncode == 0, done.stdout
    return done.stdout.decode()


def test_the_first_make_in_a_terminal_tells_once_of_the_natural_voice(article: Path, tmp_path: Path) -> None:
    assert "voices install siwis" not in in_terminal(article, tmp_path, "--quiet")
    assert in_terminal(article, tmp_path).count("voices install siwis") == 1
    assert "voices install siwis" not in in_terminal(article, tmp_path), "a second time is once too often"


def test_nobody_who_has_a_natural_voice_is_told_of_it(article: Path, tmp_path: Path) -> None:
    installed = tmp_path / "data" / "audioedition" / "voices" / "siwis"
    installed.mkdir(parents=True)
    (installed / "voice.json").write_text("{}")
    assert "voices install siwis" not in in_terminal(article, tmp_path)


def test_no_pipe_is_told_of_it(run: Run, article: Path) -> None:
    assert "voices install siwis" not in run("make", str(article), "--voice", "tone").stderr


@pytest.mark.parametrize(
    ("voice", "ready", "installs"), [("siwis", "-natural", True), ("pico", "", False), ("espeak", "", False)]
)
def test_the_demo_takes_the_natural_voice_unless_another_is_named(
    voice: str, ready: str, installs: bool
) -> None:
    told = subprocess.run(
        ["make", "--dry-run", "demo", f"VOICE={voice}", "VENV=nowhere"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    ).stdout
    assert f"touch nowhere/.ready{ready}\n" in told
    assert f"voice={voice}" in told
    assert ("[neural" in told) is installs


def test_without_its_weights_the_demo_says_so_and_pico_reads(tmp_path: Path) -> None:
    """The recipe's own line, with a program that cannot install."""
    stub = tmp_path / "bin" / "audioedition"
    stub.parent.mkdir()
    stub.write_text(
        '#!/bin/sh\n[ "$1" = voices ] && { echo "Error: no network" >&2; exit 5; }\n'
        'echo "$@" >&2; touch "$4/a.mp3"; echo "$4/a.mp3"\n'
    )
    stub.chmod(0o755)
    (tmp_path / ".ready-natural").touch()
    told = subprocess.run(
        ["make", "--no-print-directory", "demo", f"VENV={tmp_path}", f"OUTPUT={tmp_path}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        check=True,
    ).stdout
    assert "the embedded voice reads instead" in told
    assert "--voice pico" in told
    assert (tmp_path / "demo.mp3").is_file()
