"""Stopped at any moment: the old edition stands, nothing is left behind, the next run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audioedition.produce.produce import EditionOptions, produce_edition
from audioedition.system.folders import cache_folder
from tests.support.patience import PATIENCE_S, wait_until
from tests.support.road import ARTICLE, editions, lengthened, manifest

LONG = lengthened(45)


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


def signalled(child: subprocess.Popen[bytes], number: signal.Signals, *, when: Callable[[], bool]) -> bool:
    """Send it as soon as the moment has come; whether the run was still at work then."""
    wait_until(lambda: when() or child.poll() is not None, what="the moment to stop it")
    at_work = child.poll() is None
    if at_work:
        child.send_signal(number)
    return at_work


def moments(out: Path) -> dict[str, Callable[[], bool]]:
    """How far a run has come, told by what it has written: a machine's speed does not matter."""
    staging, clips = out / ".audioedition" / "staging", cache_folder() / "clips"

    def spoken(number: int) -> bool:
        return sum(1 for _ in clips.rglob("*.clip")) >= number

    before = sum(1 for _ in clips.rglob("*.clip"))
    return {
        "begun": lambda: any(staging.iterdir()),
        "speaking": lambda: spoken(before + 1),
        "still speaking": lambda: spoken(before + 30),
        "encoding": lambda: any(path.is_file() for path in staging.rglob("*")),
        "publishing": lambda: any(staging.rglob("*.html")),
    }


@pytest.mark.long(every=3)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopped_again_and_again(tmp_path: Path, number: signal.Signals) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    options = EditionOptions(voice="tone")
    old = produce_edition(str(article), output=tmp_path / "out", options=options)
    article.write_text(LONG, encoding="utf-8")
    stopped = 0
    for when in moments(tmp_path / "out").values():
        child = start(article, tmp_path)
        stopped += signalled(child, number, when=when)
        code = child.wait(timeout=PATIENCE_S)
        wait_until(lambda: not ours(tmp_path), what="the end of everything it started")
        (folder,) = editions(tmp_path / "out")
        edition = manifest(folder)
        audio = folder / edition["audio"]["path"]
        assert audio.stat().st_size == edition["audio"]["size_bytes"]
        if code == 0:  # it was done before the signal came
            break
        if number != signal.SIGKILL:
            assert not list((tmp_path / "out/.audioedition/staging").iterdir())
            assert code in (128 + number, -number)
    assert stopped >= 2
    new = produce_edition(str(article), output=tmp_path / "out", options=options)
    assert new.folder == old.folder
    assert new.edition.revision == 2
    own = tmp_path / "out/.audioedition"
    assert not [*(own / "staging").iterdir(), *(own / "locks").iterdir()]
    assert not [p for p in new.folder.iterdir() if p.name.startswith(".")]


def test_two_runs_at_once_make_one_edition(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(lengthened(8), encoding="utf-8")
    runs = [start(article, tmp_path) for _ in range(3)]
    assert [run.wait(timeout=PATIENCE_S) for run in runs] == [0, 0, 0]
    (folder,) = editions(tmp_path / "out")
    assert manifest(folder)["revision"] == 1
    assert len(list(folder.glob("*.mp3"))) == 1
