"""What Google answers: a status to judge, a sound to find and to doubt. Pure."""

from __future__ import annotations

import base64
import binascii
import json

from audioedition.errors import EngineError
from audioedition.model import Clip

BLOCKED_S = 60.0
"""After a redirect to a page for people (too many requests, consent), the server is left alone so long."""

# Bounds around what Google's French does (13 to 17 characters a second, 0.3 s of silence around them).
SHORTEST_S_PER_LETTER = 0.025
LONGEST_S_PER_LETTER = 0.35
LONGEST_S_BESIDE = 2.0
LONGEST_S_PER_DIGIT = 1.2
FAINTEST_PEAK = 200
"""Of 32767. Below −44 dBFS at its loudest, speech was not sent."""


class TryAgain(Exception):
    """Carries the EngineError of an attempt after which another one makes sense."""

    def __init__(self, error: EngineError) -> None:
        super().__init__(str(error))
        self.error = error


def judge_status(status: int, *, retry_after_s: float | None) -> None:
    """Pass for 200; else raise TryAgain where another attempt may help, EngineError where it will not."""
    if status == 200:
        return
    if status in (401, 403):
        raise EngineError(
            f"Google Traduction refuses this request ({status}).",
            hint="It may have changed its interface, or block this network. Take another voice.",
        )
    if 300 <= status < 400:
        raise EngineError(
            f"Google Traduction sends us to another page instead of sound ({status}): too many requests from "
            "this network, or a consent page.",
            hint="Wait some hours, or take another voice.",
            retryable=True,
            retry_after_s=BLOCKED_S,
        )
    if status in (408, 425, 429) or status >= 500:
        words = "asks us to slow down" if status == 429 else "has trouble of its own"
        raise TryAgain(
            EngineError(f"Google Traduction {words} ({status}).", retryable=True, retry_after_s=retry_after_s)
        )
    raise EngineError(f"Google Traduction does not know this address or request ({status}).")


def find_mp3(body: bytes, *, rpc: str) -> bytes:
    """The MP3 in a "batchexecute" answer: a line of JSON ``[["wrb.fr","jQ1olc","[\\"<base64>\\"]",…],…]``.

    gTTS finds it by a regular expression in ``stream()``; parsing it leaves no room for half an answer.
    Raises EngineError (retryable) when there is none.
    """
    for line in body.splitlines():
        if rpc.encode() not in line or not line.startswith(b"["):
            continue
        try:
            for entry in json.loads(line):
                if entry[1] == rpc:
                    return base64.b64decode(json.loads(entry[2])[0], validate=True)
        except (ValueError, TypeError, LookupError, binascii.Error):
            break
    start = body.lstrip()[:1]
    what = "a web page" if start == b"<" else "an answer without sound" if body.strip() else "nothing"
    raise EngineError(f"Google Traduction sent {what} in place of sound.", retryable=True)


def check_plausible(clip: Clip, *, text: str, tempo: float) -> None:
    """Raise EngineError (retryable) for silence, or a length that ``text`` cannot have at that ``tempo``."""
    letters = sum(c.isalpha() for c in text)
    digits = sum(c.isdigit() for c in text)
    seconds = clip.duration_ms / 1000 * tempo
    least = SHORTEST_S_PER_LETTER * letters
    most = LONGEST_S_BESIDE + LONGEST_S_PER_LETTER * letters + LONGEST_S_PER_DIGIT * digits
    if not least <= seconds <= most:
        raise EngineError(
            f"Google Traduction sent {seconds:.1f} s of sound for {len(text)} characters.", retryable=True
        )
    samples = memoryview(clip.pcm).cast("h")  # little-endian, as are the machines that audioedition runs on
    if max(max(samples), -min(samples)) < FAINTEST_PEAK:
        raise EngineError("Google Traduction sent silence in place of speech.", retryable=True)
