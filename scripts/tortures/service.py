"""A service in processes of its own, every one of which can be found."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from audioedition.serve.database import open_state
from scripts.tortures.common import Broken

PATIENCE_S = 120.0
"""For a process that was told to end: a busy machine takes its time."""
MARK = "AUDIOEDITION_TORTURE"
KINDS = {
    "serve.prefork": "prefork",
    "serve.worker": "worker",
    "newsroom.worker": "worker",
    "engines.child": "engine",
    "ffmpeg": "ffmpeg",
    "\0serve\0": "parent",
    "\0batch\0": "driver",
    "multiprocessing.spawn": "dask worker",
}
"""What stands in a process's command line -> what it is."""


@dataclass
class Service:
    """A service whose whole family bears a mark in its environment, so that orphans are found."""

    output: Path
    voice: str
    mark: str = field(default_factory=lambda: os.urandom(8).hex())
    options: tuple[str, ...] = ()
    process: subprocess.Popen[str] | None = None
    url: str = ""
    last_words: deque[str] = field(default_factory=lambda: deque(maxlen=40))
    """Of its standard error."""

    def start(self) -> None:
        """Until it answers."""
        command = [sys.executable, "-m", "audioedition", "serve", "-o", str(self.output), "--port", "0"]
        self.process = subprocess.Popen(
            [*command, "--voice", self.voice, "--store", str(self.output.parent / "clips"), *self.options],
            env={**os.environ, MARK: self.mark, "TMPDIR": str(self.output.parent)},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if match := re.search(r"The service is at (\S+)/ ", line):
                self.url = match[1]
                break
            self.last_words.append(line)
        else:
            raise Broken(f"the service did not start: {''.join(self.last_words)}")
        drain = threading.Thread(target=self._drain, args=(self.process,), daemon=True)
        drain.start()
        try:
            with urllib.request.urlopen(self.url + "/healthz", timeout=PATIENCE_S):  # nosec: our own, on loopback
                pass
        except OSError as error:
            code = self.process.poll()
            if code is not None:
                drain.join()
            raise Broken(
                f"the service does not answer ({error}; {code}): {''.join(self.last_words)}"
            ) from error

    def _drain(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        with contextlib.suppress(ValueError):
            self.last_words.extend(process.stderr)
            process.stderr.close()

    def __enter__(self) -> Service:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Whatever broke, nothing of it stays behind on the machine."""
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def family(self) -> dict[int, str]:
        """Living processes: id -> kind."""
        kinds = {pid: kind_of(pid) for pid in marked(self.mark)}
        own = self.process.pid if self.process is not None else 0
        # between fork and exec a child still bears its parent's name
        return {pid: "newborn" if kind == "parent" and pid != own else kind for pid, kind in kinds.items()}

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.wait_for_end()

    def wait_for_end(self) -> None:
        assert self.process is not None
        self.process.wait(PATIENCE_S)

    def stop(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE_S)


def marked(mark: str) -> list[int]:
    """Ids of the living processes that bear the mark."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if f"{MARK}={mark}".encode() in (entry / "environ").read_bytes():
                    found.append(int(entry.name))
    return found


def kind_of(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return "gone"
    kind = next((kind for sign, kind in KINDS.items() if sign in words), "other")
    if kind == "prefork":  # its forks bear its command line, but a name of their own
        with contextlib.suppress(OSError):
            kind = {"worker": "worker"}.get(Path(f"/proc/{pid}/comm").read_text().strip(), kind)
    return kind


def retry_now(service: Service) -> None:
    """What waits for its next attempt need not wait here."""
    with open_state(service.output).writing() as db:
        db.execute("UPDATE jobs SET not_before = 0")
