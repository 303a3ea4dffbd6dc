"""Keeps an engine in a child process: it may hang, crash or leak, and the article goes on.

A call past its deadline is killed; a dead child is started again by the next call; a child is recycled after so
many calls or so much memory; it never outlives its parent.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from audioedition.errors import EngineError
from audioedition.model import Clip, SpokenWord, Voice
from audioedition.speak.engines.child import LENGTH

DEADLINE_S = 60.0
DEADLINE_PER_CHARACTER_S = 0.3
MAX_CALLS = 400
MAX_PEAK_KIB = 1_400_000
"""With its parent and ffmpeg the whole stays at 1.5 GB. No voice of ours reaches it in ordinary use (siwis: 1.05 GB
however long the article); it is there for engines that leak."""
KILLED_TRIES = 5
"""Of a call whose child was killed from outside (by the system when memory is short, by an operator): that says
nothing of the text. What crashes, hangs or fails by itself is the caller's to try again."""


class EngineHost:
    """One engine in one child process. Not thread-safe: one host per thread.

    ``deadline_s`` bounds a call of one character; each further character adds 0.3 s.
    """

    def __init__(
        self,
        engine: str,
        *,
        deadline_s: float = DEADLINE_S,
        max_calls: int = MAX_CALLS,
        max_peak_kib: int = MAX_PEAK_KIB,
    ) -> None:
        self.engine = engine
        self.calls = 0
        self.starts = 0
        self.peak_kib = 0
        """The most memory that a child of this host has held."""
        self._deadline_s = deadline_s
        self._max_calls = max_calls
        self._max_peak_kib = max_peak_kib
        self._child: subprocess.Popen[bytes] | None = None
        self._calls_of_child = 0
        self._interrupted = False

    def __enter__(self) -> EngineHost:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Of the living child, if there is one."""
        return self._child.pid if self._child is not None else None

    def speak(self, text: str, voice: Voice, *, ahead: Sequence[tuple[str, Voice]] = ()) -> Clip:
        """One call of the engine's ``speak``. Raises EngineError, retryable when the child hung or died.

        ``ahead``: what will be asked for next; an engine with a ``prepare`` may begin it meanwhile.
        """
        deadline_s = self._deadline_s + DEADLINE_PER_CHARACTER_S * len(text)
        request = {
            "text": text,
            "deadline_s": deadline_s,
            "voice": _facts(voice),
            "ahead": [[later, _facts(by)] for later, by in ahead],
        }
        header, pcm = self._ask(request, deadline_s=deadline_s)
        self.calls += 1
        self._calls_of_child += 1
        self.peak_kib = max(self.peak_kib, header["peak_kib"])
        if self._calls_of_child >= self._max_calls or header["peak_kib"] > self._max_peak_kib:
            self.close()
        if "error" in header:
            raise EngineError(
                header["error"],
                hint=header["hint"],
                retryable=bool(header.get("retryable")),
                retry_after_s=header.get("retry_after_s"),
            )
        words = tuple(
            SpokenWord(text=word, start_frame=start, end_frame=end) for word, start, end in header["words"]
        )
        return Clip(pcm=pcm, frame_rate=header["frame_rate"], words=words)

    def _ask(self, request: dict[str, Any], *, deadline_s: float) -> tuple[dict[str, Any], bytes]:
        for tries_left in reversed(range(KILLED_TRIES)):
            child = self._child or self._start()
            try:
                return self._exchange(child, request, until=time.monotonic() + deadline_s)
            except TimeoutError:
                self.close()
                raise EngineError(
                    f"The engine “{self.engine}” did not answer within {deadline_s:.0f} s and was stopped.",
                    retryable=True,
                ) from None
            except (EOFError, OSError, ValueError) as error:
                code = self._reap()
                if code == -signal.SIGKILL and tries_left and not self._interrupted:
                    continue
                raise EngineError(
                    f"The engine “{self.engine}” died while speaking (status {code}).", retryable=True
                ) from error
            except BaseException:  # Ctrl-C in the middle of a message: this child is out of step for good
                self.close()
                raise
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        """End the child now. The next ``speak`` starts a new one."""
        if self._child is not None:
            self._child.kill()
            self._reap()

    def interrupt(self) -> None:
        """From another thread: kill the child, and start it no more. The pipes stay their own thread's."""
        self._interrupted = True
        child = self._child
        if child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGKILL)

    def _reap(self) -> int | None:
        child, self._child, self._calls_of_child = self._child, None, 0
        if child is None:
            return None
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not sent to a dead child is of no use
                    pipe.close()
        return child.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        self.starts += 1
        self._child = subprocess.Popen(
            [sys.executable, "-m", "audioedition.speak.engines.child", self.engine, str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C at the terminal is for the parent alone
            # Pico's output depends on what malloc hands back: with this threshold equal text gives equal sound.
            env={**os.environ, "MALLOC_MMAP_THRESHOLD_": "65536"},
        )
        return self._child

    def _exchange(
        self, child: subprocess.Popen[bytes], request: dict[str, Any], *, until: float
    ) -> tuple[dict[str, Any], bytes]:
        assert child.stdin is not None
        assert child.stdout is not None
        encoded = json.dumps(request).encode()
        child.stdin.write(LENGTH.pack(len(encoded)) + encoded)
        child.stdin.flush()
        fd = child.stdout.fileno()
        (length,) = LENGTH.unpack(_read_exactly(fd, LENGTH.size, until=until))
        header: dict[str, Any] = json.loads(_read_exactly(fd, length, until=until))
        return header, _read_exactly(fd, header["pcm_bytes"], until=until)


def _facts(voice: Voice) -> dict[str, Any]:
    """What an engine needs to know of a voice."""
    return {
        "name": voice.name,
        "engine": voice.engine,
        "language": voice.language,
        "rate": voice.rate,
        "options": dict(voice.options),
        "sounds": voice.sounds,
    }


def _read_exactly(fd: int, size: int, *, until: float) -> bytes:
    parts: list[bytes] = []
    missing = size
    while missing:
        ready, _, _ = select.select([fd], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(fd, min(missing, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
