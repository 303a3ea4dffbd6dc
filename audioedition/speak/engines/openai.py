"""Any server that speaks OpenAI's ``/v1/audio/speech``: OpenAI's own, or one run by the newsroom itself.

The text leaves the machine for that server. The answer must be one whole MP3; HTML, an empty body or half a
file is an error, never silence. One request per call: trying again is the caller's business.
"""

from __future__ import annotations

import os
import time
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from audioedition.errors import AudioEditionError, EngineError, VoiceError
from audioedition.model import Clip, Voice
from audioedition.speak.engines.backoff import parse_retry_after
from audioedition.speak.engines.mp3 import decode_mp3
from audioedition.speak.engines.options import Option, check_range, read_options

if TYPE_CHECKING:
    import requests

OPENAI = "https://api.openai.com"
LARGEST_ANSWER_BYTES = 20_000_000
"""1,000 characters are about 70 s, 1.4 MB at 160 kb/s."""
_OPTIONS: dict[str, Option] = {
    "base_url": "",
    "model": "gpt-4o-mini-tts",
    "voice": "alloy",
    "instructions": "",
    "key_variable": "OPENAI_API_KEY",
    "timeout_s": 45.0,
}


class OpenAiEngine:
    """Options: ``base_url`` (else ``$OPENAI_BASE_URL``, else OpenAI), ``model``, ``voice``, ``instructions``
    (how to read, where the model takes them), ``key_variable`` (the environment variable that holds the key;
    a server of one's own needs none), ``timeout_s`` (45; 1 to 300, for the whole answer).

    ``rate`` is done while decoding: servers differ in what they make of ``speed``.
    """

    name = "openai"
    version = "1"
    max_chars = 1000
    sends_text_to: str | None = "the server that the profile names (OpenAI unless base_url says otherwise)"

    def check(self, voice: Voice) -> str:
        options = _read(voice)
        if options["base_url"] == OPENAI and not os.environ.get(options["key_variable"]):
            raise VoiceError(
                f"The voice {voice.name} needs a key for OpenAI.",
                hint=f"Put it into the environment variable {options['key_variable']}, "
                "or name a server of your own with base_url in the profile's [options].",
            )
        return "|".join(str(options[key]) for key in ("base_url", "model", "voice", "instructions"))

    def speak(self, text: str, voice: Voice) -> Clip:
        from audioedition.system.ffmpeg import find_ffmpeg

        try:
            options = _read(voice)
            ffmpeg = find_ffmpeg()
        except AudioEditionError as error:
            raise EngineError(str(error), hint=error.hint) from error
        return decode_mp3(_ask(text, options), ffmpeg=ffmpeg, tempo=voice.rate)


def _read(voice: Voice) -> dict[str, Any]:
    options = read_options(voice, _OPTIONS)
    check_range(voice, options, "timeout_s", 1, 300)
    address = (options["base_url"] or os.environ.get("OPENAI_BASE_URL") or OPENAI).rstrip("/")
    options["base_url"] = address.removesuffix("/v1")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise VoiceError(
            f"The voice {voice.name}: base_url = “{address}” is no http(s) address.",
            hint='For example base_url = "http://localhost:8880". Keys belong into the environment.',
        )
    return options


def _ask(text: str, options: dict[str, Any]) -> bytes:
    import requests

    body = {"model": options["model"], "voice": options["voice"], "input": text, "response_format": "mp3"}
    if options["instructions"]:
        body["instructions"] = options["instructions"]
    key = os.environ.get(options["key_variable"], "")
    until = time.monotonic() + options["timeout_s"]
    try:
        with requests.post(
            f"{options['base_url']}/v1/audio/speech",
            json=body,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=(10.0, options["timeout_s"]),
            allow_redirects=False,  # a key is not carried elsewhere
            stream=True,
        ) as answer:
            _judge(answer, options)
            return _read_body(answer, until=until)
    except requests.RequestException as error:
        raise EngineError(
            f"The speech server {options['base_url']} did not answer properly ({type(error).__name__}).",
            hint="Is it running, and is base_url right?",
            retryable=True,
        ) from error
    except ValueError as error:  # a key with line breaks, an address that cannot be encoded
        raise EngineError(f"The request could not be made: {error}.") from error


def _judge(answer: requests.Response, options: dict[str, Any]) -> None:
    """Raise EngineError unless this is 200 with something that may be sound."""
    status = answer.status_code
    server = options["base_url"]
    if status in (401, 403):
        raise EngineError(
            f"The speech server {server} refuses the key ({status}).",
            hint=f"It is read from the environment variable {options['key_variable']}.",
        )
    if status == 429 or status >= 500:
        raise EngineError(
            f"The speech server {server} is busy or broken ({status}).",
            retryable=True,
            retry_after_s=parse_retry_after(
                answer.headers.get("Retry-After"), now=datetime.now(timezone.utc)
            ),
        )
    if status != 200:
        raise EngineError(
            f"The speech server {server} refuses the request ({status}): {_message(answer)}",
            hint="Check model, voice and base_url in the profile's [options].",
        )
    kind = answer.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind.startswith("text/") or kind == "application/json":
        raise EngineError(f"The speech server {server} sent {kind} in place of sound.", retryable=True)


def _message(answer: requests.Response) -> str:
    try:
        start = next(answer.iter_content(2000), b"")
    except OSError:
        start = b""
    return " ".join(start.decode("utf-8", "replace").split())[:200] or "no reason given"


def _read_body(answer: requests.Response, *, until: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_content(1 << 16):
        parts.append(part)
        size += len(part)
        if size > LARGEST_ANSWER_BYTES:
            raise EngineError("The speech server sent more than any sentence can need.")
        if time.monotonic() > until:
            raise EngineError("The speech server took too long to send the sound.", retryable=True)
    return b"".join(parts)
