"""Microsoft Edge's reading voices through edge-tts. Unofficial: the interface is meant for the browser, it has
no contract and may change or be refused any day; the text is sent to Microsoft. Extra ``[edge]``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from audioedition.errors import AudioEditionError, EngineError, VoiceError
from audioedition.model import Clip, Voice
from audioedition.speak.engines.mp3 import decode_mp3
from audioedition.speak.engines.options import Option, check_range, read_options

_OPTIONS: dict[str, Option] = {"voice": "fr-FR-DeniseNeural", "timeout_s": 30}

Stream = Callable[[str, str, int], Iterator[dict[str, Any]]]
"""``(text, voice, timeout_s)`` -> edge-tts's messages; those of type ``audio`` carry ``data``, MP3."""


def stream_from_edge(text: str, voice: str, timeout_s: int) -> Iterator[dict[str, Any]]:
    import asyncio

    from aiohttp import TCPConnector, ThreadedResolver
    from edge_tts import Communicate

    async def listen() -> list[dict[str, Any]]:
        # the system's own resolver: c-ares, which aiohttp takes where it finds it, asks a dead network for minutes
        connector = TCPConnector(resolver=ThreadedResolver())
        talk = Communicate(text, voice, connector=connector, connect_timeout=10, receive_timeout=timeout_s)
        return [dict(message) async for message in talk.stream()]

    yield from asyncio.run(listen())


class EdgeEngine:
    """Options: ``voice`` (fr-FR-DeniseNeural), ``timeout_s`` (30: how long the server may be silent)."""

    name = "edge"
    max_chars = 600
    sends_text_to: str | None = "Microsoft (Edge Read Aloud, unofficial)"

    def __init__(self, *, stream: Stream = stream_from_edge) -> None:
        try:
            self.version = f"{version('edge-tts')}-1"
        except PackageNotFoundError:
            self.version = "absent"
        self._stream = stream

    def check(self, voice: Voice) -> str:
        if self.version == "absent":
            raise VoiceError(
                f"The voice {voice.name} needs edge-tts, which is not installed here.",
                hint="Install it with: pip install 'audioedition[edge]'",
            )
        return str(_read(voice)["voice"])

    def speak(self, text: str, voice: Voice) -> Clip:
        from audioedition.system.ffmpeg import find_ffmpeg

        try:
            options = _read(voice)
            ffmpeg = find_ffmpeg()
        except AudioEditionError as error:
            raise EngineError(str(error), hint=error.hint) from error
        try:
            messages = self._stream(text, options["voice"], options["timeout_s"])
            sound = b"".join(m["data"] for m in messages if m.get("type") == "audio")
        except Exception as error:  # edge-tts, aiohttp and asyncio each raise their own
            unknown = isinstance(error, ValueError | TypeError)
            raise EngineError(
                f"Edge's reading voice did not answer ({type(error).__name__}: {error}).",
                # else the network's own hint, which names a voice that needs none
                hint="The interface is unofficial: try later, or take another voice." if unknown else "",
                retryable=not unknown,
            ) from error
        return decode_mp3(sound, ffmpeg=ffmpeg, tempo=voice.rate)


def _read(voice: Voice) -> dict[str, Any]:
    options = read_options(voice, _OPTIONS)
    check_range(voice, options, "timeout_s", 1, 300)
    return options
