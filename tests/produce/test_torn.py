"""Stopped at any moment: the old edition stands, nothing is left behind, the next run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from audioedition.produce.produce import Wishes, produce_edition
from tests.support.road import ARTICLE, editions, lengthened, manifest

LONG = lengthened(60)


def start(article: Path, tmp_path: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "audioedition",
        "make",
        str(article),
        "--voice",
        "tone",
        "-o",
        "out",
        "-q",
    ]
    return subprocess.Popen(
        command, cwd=tmp_path, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def ours(tmp_path: Path) -> list[int]:
    """Living processes that were started below this test's folder (children inherit it as theirs)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            if os.readlink(entry / "cwd") == str(tmp_path) and state != "Z":
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def none_left(tmp_path: Path) -> bool:
    until = time.monotonic() + 15
    while time.monotonic() < until:
        if not ours(tmp_path):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopped_again_and_again(tmp_path: Path, number: signal.Signals) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    wishes = Wishes(voice="tone")
    old = produce_edition(str(article), output=tmp_path / "out", wishes=wishes)
    article.write_text(LONG, encoding="utf-8")
    for delay_s in (0.15, 0.35, 0.5, 0.7, 0.9):
        child = start(article, tmp_path)
        time.sleep(delay_s)
        child.send_signal(number)
        code = child.wait(timeout=20)
        assert none_left(tmp_path)
        (folder,) = editions(tmp_path / "out")
        edition = manifest(folder)
        audio = folder / edition["audio"]["path"]
        assert audio.stat().st_size == edition["audio"]["size_bytes"]
        if code == 0:  # it was done before the signal came
            break
        if number != signal.SIGKILL:
            assert not list((tmp_path / "out/.audioedition/staging").iterdir())
            assert code in (128 + number, -number)
    new = produce_edition(str(article), output=tmp_path / "out", wishes=wishes)
    assert new.folder == old.folder
    assert new.edition.revision == 2
    own = tmp_path / "out/.audioedition"
    assert not [*(own / "staging").iterdir(), *(own / "locks").iterdir()]
    assert not [p for p in new.folder.iterdir() if p.name.startswith(".")]


def test_two_runs_at_once_make_one_edition(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(LONG, encoding="utf-8")
    runs = [start(article, tmp_path) for _ in range(3)]
    assert [run.wait(timeout=60) for run in runs] == [0, 0, 0]
    (folder,) = editions(tmp_path / "out")
    assert manifest(folder)["revision"] == 1
    assert len(list(folder.glob("*.mp3"))) == 1
