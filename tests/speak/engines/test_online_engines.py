"""The engines that ask a server: whole answers are sound, everything else is an error that says what it was."""

from __future__ import annotations

import dataclasses
import subprocess
from collections.abc import AsyncIterator, Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from audioedition.errors import EngineError, VoiceError
from audioedition.model import Voice
from audioedition.speak.engines.edge import EdgeEngine, stream_from_edge
from audioedition.speak.engines.openai import OpenAiEngine
from audioedition.system.ffmpeg import find_ffmpeg
from tests.support.speech_server import SpeechServer, speech_server
from tests.support.tools import missing

TEXT = "Le marché rouvre samedi matin."


@pytest.fixture(scope="module")
def mp3() -> bytes:
    """Two seconds of a tone."""
    command = [find_ffmpeg(), "-v", "error", "-f", "lavfi", "-i", "sine=440:duration=2:sample_rate=24000"]
    return subprocess.run([*command, "-f", "mp3", "pipe:1"], capture_output=True, check=True).stdout


@pytest.fixture
def server(mp3: bytes) -> Iterator[SpeechServer]:
    with speech_server() as running:
        running.body = mp3
        yield running


@pytest.fixture
def voice(server: SpeechServer) -> Voice:
    return Voice(name="own", engine="openai", options={"base_url": server.url, "voice": "marie"})


def test_a_whole_mp3_is_spoken(server: SpeechServer, voice: Voice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    clip = OpenAiEngine().speak(TEXT, voice)
    assert clip.frame_rate == 24_000
    assert clip.duration_ms == pytest.approx(2000, abs=120)
    assert server.requests[0]["path"] == "/v1/audio/speech"
    assert server.requests[0]["input"] == TEXT
    assert server.requests[0]["voice"] == "marie"
    assert server.keys == ["Bearer secret"]


def test_the_rate_is_done_while_decoding(server: SpeechServer, voice: Voice) -> None:
    clip = OpenAiEngine().speak(TEXT, dataclasses.replace(voice, rate=2.0))
    assert clip.duration_ms == pytest.approx(1000, abs=120)
    assert "speed" not in server.requests[0]


def test_a_base_url_may_end_in_v1(server: SpeechServer, voice: Voice) -> None:
    OpenAiEngine().speak(TEXT, dataclasses.replace(voice, options={"base_url": f"{server.url}/v1/"}))
    assert server.requests[0]["path"] == "/v1/audio/speech"


@pytest.mark.parametrize(
    ("status", "headers", "retryable", "words"),
    [
        (500, {}, True, "busy or broken (500)"),
        (429, {"Retry-After": "7"}, True, "busy or broken (429)"),
        (401, {}, False, "refuses the key"),
        (400, {}, False, "unknown voice"),
        (302, {"Location": "http://127.0.0.1:9/"}, False, "302"),
        (200, {"Content-Type": "text/html"}, True, "text/html in place of sound"),
        (200, {"Content-Type": "application/json"}, True, "application/json in place of sound"),
        (200, {"Content-Type": "audio/mpeg"}, True, "not MP3"),
    ],
)
def test_a_bad_answer_is_named(
    server: SpeechServer, voice: Voice, status: int, headers: dict[str, str], retryable: bool, words: str
) -> None:
    server.status, server.headers = status, headers
    server.body = b"<html>unknown voice</html>"
    with pytest.raises(EngineError) as caught:
        OpenAiEngine().speak(TEXT, voice)
    assert words in str(caught.value)
    assert caught.value.retryable is retryable
    assert caught.value.retry_after_s == (7.0 if status == 429 else None)


def test_half_a_file_by_its_length(server: SpeechServer, voice: Voice) -> None:
    server.promised_bytes, server.body = len(server.body), server.body[: len(server.body) // 2]
    with pytest.raises(EngineError) as caught:
        OpenAiEngine().speak(TEXT, voice)
    assert caught.value.retryable


def test_half_a_file_that_claims_to_be_whole(server: SpeechServer, voice: Voice) -> None:
    server.body = server.body[: len(server.body) // 2 + 13]
    with pytest.raises(EngineError, match="cut off"):
        OpenAiEngine().speak(TEXT, voice)


def test_an_empty_answer(server: SpeechServer, voice: Voice) -> None:
    server.body = b""
    with pytest.raises(EngineError, match="no sound"):
        OpenAiEngine().speak(TEXT, voice)


def test_no_server_there() -> None:
    voice = Voice(name="own", engine="openai", options={"base_url": "http://127.0.0.1:9"})
    with pytest.raises(EngineError, match="did not answer") as caught:
        OpenAiEngine().speak(TEXT, voice)
    assert caught.value.retryable


def test_openai_itself_wants_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    with pytest.raises(VoiceError, match="needs a key") as caught:
        OpenAiEngine().check(Voice(name="openai", engine="openai"))
    assert "OPENAI_API_KEY" in caught.value.hint


@pytest.mark.parametrize("address", ["ftp://a", "localhost:8880", "http://", "http://me:pw@host"])
def test_a_bad_address_is_refused(address: str) -> None:
    with pytest.raises(VoiceError, match="no http"):
        OpenAiEngine().check(Voice(name="own", engine="openai", options={"base_url": address}))


def test_the_fingerprint_follows_the_model(voice: Voice) -> None:
    other = dataclasses.replace(voice, options={**voice.options, "model": "tts-1"})
    assert OpenAiEngine().check(voice) != OpenAiEngine().check(other)


def edge_voice() -> Voice:
    if find_spec("edge_tts") is None:
        missing("edge-tts (extra [edge])")
    return Voice(name="edge", engine="edge")


def test_edge_joins_the_parts_of_the_sound(mp3: bytes) -> None:
    def stream(text: str, voice: str, timeout_s: int) -> Iterator[dict[str, Any]]:
        assert (text, voice, timeout_s) == (TEXT, "fr-FR-DeniseNeural", 30)
        yield {"type": "audio", "data": mp3[:1000]}
        yield {"type": "WordBoundary", "offset": 0}
        yield {"type": "audio", "data": mp3[1000:]}

    clip = EdgeEngine(stream=stream).speak(TEXT, edge_voice())
    assert clip.duration_ms == pytest.approx(2000, abs=120)


def test_edge_without_sound_or_network_is_an_error() -> None:
    def silent(*_: object) -> Iterator[dict[str, Any]]:
        return iter(())

    def broken(*_: object) -> Iterator[dict[str, Any]]:
        raise ConnectionResetError("gone")

    voice = edge_voice()
    for stream in (silent, broken):
        with pytest.raises(EngineError) as caught:
            EdgeEngine(stream=stream).speak(TEXT, voice)
        assert caught.value.retryable


def test_edge_without_a_network_names_the_network_and_not_itself() -> None:
    def broken(*_: object) -> Iterator[dict[str, Any]]:
        raise ConnectionError("Name or service not known")

    with pytest.raises(EngineError) as caught:
        EdgeEngine(stream=broken).speak(TEXT, edge_voice())
    assert caught.value.hint == "", "the caller knows what helps against a network that is down"


def test_edge_asks_the_systems_own_resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    """c-ares asked a dead network for minutes, in silence, three times over."""
    edge_voice()
    from aiohttp import ThreadedResolver

    async def gone(self: ThreadedResolver, host: str, *_: object, **__: object) -> list[Any]:
        raise OSError(7, f"nobody knows {host}")

    monkeypatch.setattr(ThreadedResolver, "resolve", gone)
    with pytest.raises(Exception, match=r"nobody knows speech\.platform\.bing\.com"):
        list(stream_from_edge(TEXT, "fr-FR-DeniseNeural", 30))


def test_the_real_edge_library_takes_our_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own constructor and its own way from asynchronous to plain messages; only the connection is ours."""
    edge_voice()
    from edge_tts import Communicate

    asked: list[tuple[str, str]] = []

    async def stream(self: Any) -> AsyncIterator[dict[str, Any]]:
        asked.append((b"".join(self.texts).decode(), self.tts_config.voice))
        for part in (b"one", b"two"):
            yield {"type": "audio", "data": part}

    monkeypatch.setattr(Communicate, "stream", stream)
    messages = stream_from_edge(TEXT, "fr-FR-DeniseNeural", 30)
    assert asked == [], "nothing is asked for before it is read"
    assert [message["data"] for message in messages] == [b"one", b"two"]
    assert len(asked) == 1
    assert asked[0][0] == TEXT
    assert "DeniseNeural" in asked[0][1]
