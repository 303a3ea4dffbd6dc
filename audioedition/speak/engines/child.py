"""The child process of ``host.py``: one engine, one utterance after the other, until standard input ends.

Messages both ways: 4 bytes (big-endian length of the header), the header in JSON, then as many bytes of PCM as
the header's ``pcm_bytes`` says. Standard output is kept for them alone: whatever an engine's C code prints
goes to standard error.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO

from audioedition.errors import AudioEditionError, EngineError
from audioedition.model import Voice
from audioedition.speak.engines import Engine
from audioedition.speak.engines.registry import load_engine

LENGTH = struct.Struct(">I")
PR_SET_PDEATHSIG = 1


def main() -> None:
    engine_name, parent_pid = sys.argv[1], int(sys.argv[2])
    die_with_parent(parent_pid)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(engine_name, requests=sys.stdin.buffer, replies=replies)


def die_with_parent(parent_pid: int) -> None:
    """On Linux the kernel does it; elsewhere the end of standard input and the alarm do, a little later."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent_pid:  # it died before the call
            os._exit(1)


def serve(engine_name: str, *, requests: BinaryIO, replies: BinaryIO) -> None:
    while (request := read_header(requests)) is not None:
        # An engine that holds the GIL cannot be interrupted by a Python handler: the alarm's own action ends us.
        signal.alarm(int(request["deadline_s"]) + 2)
        header, pcm = answer(engine_name, request)
        signal.alarm(0)
        encoded = json.dumps(header).encode()
        replies.write(LENGTH.pack(len(encoded)) + encoded + pcm)
        replies.flush()


def answer(engine_name: str, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        engine = load_engine(engine_name)
        prepare_ahead(engine, request)
        clip = engine.speak(request["text"], read_facts(request["voice"]))
    except EngineError as error:
        return {
            "error": str(error),
            "hint": error.hint,
            "retryable": error.retryable,
            "retry_after_s": error.retry_after_s,
            "pcm_bytes": 0,
            "peak_kib": peak_kib(),
        }, b""
    except AudioEditionError as error:  # e.g. VoiceError: the model has gone meanwhile
        return {"error": str(error), "hint": error.hint, "pcm_bytes": 0, "peak_kib": peak_kib()}, b""
    except Exception as error:  # noqa: BLE001  # an engine may raise anything; the host promises EngineError
        message = f"{type(error).__name__}: {error}"
        return {"error": message, "hint": "", "pcm_bytes": 0, "peak_kib": peak_kib()}, b""
    return {
        "frame_rate": clip.frame_rate,
        "words": [[word.text, word.start_frame, word.end_frame] for word in clip.words],
        "pcm_bytes": len(clip.pcm),
        "peak_kib": peak_kib(),
    }, clip.pcm


def prepare_ahead(engine: Engine, request: dict[str, Any]) -> None:
    """Tell an engine that can use it what comes now and next. What fails is told when it is asked for."""
    prepare = getattr(engine, "prepare", None)
    if prepare is None or not request["ahead"]:
        return
    for text, voice in [(request["text"], request["voice"]), *request["ahead"]]:
        with contextlib.suppress(Exception):
            prepare(text, read_facts(voice))


def read_facts(facts: dict[str, Any]) -> Voice:
    """A voice from what came as JSON, which knows no tuples."""
    sounds = tuple((spoken, ipa) for spoken, ipa in facts.get("sounds", ()))
    return Voice(**{**facts, "sounds": sounds})


def read_header(stream: BinaryIO) -> dict[str, Any] | None:
    """The next header, or None at the end of the stream."""
    prefix = stream.read(LENGTH.size)
    if len(prefix) < LENGTH.size:
        return None
    header: dict[str, Any] = json.loads(stream.read(LENGTH.unpack(prefix)[0]))
    return header


def peak_kib() -> int:
    """Peak resident memory of this program, KiB.

    Not ``ru_maxrss`` where Linux can tell better: that one counts what the parent held when it started this child.
    """
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak  # macOS counts bytes


if __name__ == "__main__":
    main()
