"""ffmpeg: where it is, and one way to run it. It comes with the package; a newsroom may name its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from audioedition.errors import AudioError, PublishError

VARIABLE = "AUDIOEDITION_FFMPEG"
ATTEMPTS = 5
"""Of an ffmpeg that a signal ended: the system's, when memory is short, or an operator's. Not of one that fails."""


def find_ffmpeg() -> str:
    """Path of the ffmpeg to start: ``AUDIOEDITION_FFMPEG``, else imageio-ffmpeg's, else the one on PATH.

    Raises AudioError when the variable names no executable file, or there is none at all.
    """
    named = os.environ.get(VARIABLE)
    if named:
        path = shutil.which(named)
        if path is None:
            raise AudioError(
                f"{VARIABLE} names “{named}”, which cannot be run.", hint=f"Correct or unset {VARIABLE}."
            )
        return path
    path = _bundled_ffmpeg() or shutil.which("ffmpeg")
    if path is None:
        raise AudioError(
            "ffmpeg was not found.", hint=f"pip install imageio-ffmpeg, or name yours in {VARIABLE}."
        )
    return path


@cache
def _bundled_ffmpeg() -> str | None:
    """The one that came with imageio-ffmpeg's wheel, where there is a wheel for this system.

    Its own search starts each candidate to see whether it runs, and keeps the answer: when the system kills that
    short start, another ffmpeg, perhaps a very old one, is taken for good.
    """
    try:
        import imageio_ffmpeg
    except ImportError:
        return None
    own = Path(imageio_ffmpeg.__file__).parent / "binaries"
    found = sorted(path for path in own.glob("ffmpeg*") if path.is_file() and os.access(path, os.X_OK))
    return str(found[0]) if found else None


def pcm_input(frame_rate: int) -> list[str]:
    """Arguments for mono s16le of that frame rate (Hz) on standard input."""
    return ["-f", "s16le", "-ar", str(frame_rate), "-ac", "1", "-i", "pipe:0"]


def run_ffmpeg(
    arguments: list[str], *, feed: Callable[[], Iterable[bytes]] = tuple, keep_output: bool = False
) -> str:
    """Run ffmpeg to its end, PCM from ``feed()`` on its standard input. Returns its report (standard error), or
    its standard output with ``keep_output``. One that is killed from outside is started again, up to five times.

    Raises AudioError with ffmpeg's own last words when it fails (retryable: it was killed every time),
    PublishError when the disk is full."""
    for _ in range(ATTEMPTS - 1):
        try:
            return _run_once(arguments, feed=feed(), keep_output=keep_output)
        except AudioError as error:
            if not error.retryable:
                raise
    return _run_once(arguments, feed=feed(), keep_output=keep_output)


def _run_once(arguments: list[str], *, feed: Iterable[bytes], keep_output: bool) -> str:
    command = [find_ffmpeg(), "-hide_banner", "-nostats" if keep_output else "-stats", *arguments]
    with tempfile.TemporaryFile() as report, tempfile.TemporaryFile() as output:
        try:
            child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=report)
        except OSError as error:
            raise AudioError(
                f"ffmpeg cannot be started: {error.strerror}.", hint="Run audioedition doctor."
            ) from error
        try:
            assert child.stdin is not None
            try:
                for pcm in feed:
                    child.stdin.write(pcm)
                child.stdin.close()
            except BrokenPipeError:
                pass  # it ended early: its exit code and its last words say why
            code = child.wait()
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
        report.seek(0)
        words = report.read().decode("utf-8", "replace")
        if code and "No space left on device" in words:
            raise PublishError("The disk is full.", hint="Make room, or name another folder with -o DIR.")
        if code:
            # a negative code is the signal that killed it
            raise AudioError(
                f"ffmpeg failed ({code}): {last_words(words)}",
                hint="Run audioedition doctor.",
                retryable=code < 0,
            )
        if keep_output:
            output.seek(0)
            return output.read().decode("utf-8", "replace")
        return words


def last_words(report: str) -> str:
    """Of ffmpeg's report, the line that says what went wrong: after it comes « Conversion failed! »."""
    lines = [line.strip() for line in report.splitlines() if line.strip()]
    telling = [line for line in lines if line != "Conversion failed!"] or lines
    return telling[-1] if telling else "no word"
