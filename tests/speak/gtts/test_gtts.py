"""The gTTS driver against a loopback Google: real library, real TLS, real MP3, scripted faults."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timezone

import pytest

from audioedition.errors import EngineError, VoiceError
from audioedition.model import Voice
from audioedition.speak.engines import Engine
from audioedition.speak.engines.gtts import GttsEngine
from audioedition.speak.engines.host import EngineHost
from audioedition.speak.voices import read_voice
from tests.support.google import Clock, FakeGoogle, Part, Request, drip, encode, mp3_of, reset, stall, wrap

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.utc)
TEXT = "La bibliothèque de Quimper ouvrira ses portes en soirée dès lundi. M. Le Goff s’en réjouit."


def voice(**options: object) -> Voice:
    return Voice(name="google", engine="gtts", options=options)


@pytest.fixture
def engine(clock: Clock) -> GttsEngine:
    return GttsEngine(clock=clock, sleep=clock.sleep, jitter=lambda: 1.0, now=lambda: NOON)


def answer(status: str, body: bytes = b"", **headers: str) -> Part:
    def part(request: Request) -> None:
        request.reply(status, body, **headers)

    return part


def failure(engine: GttsEngine, text: str = TEXT, **options: object) -> EngineError:
    with pytest.raises(EngineError) as caught:
        engine.speak(text, voice(**options))
    return caught.value


# --- what goes out, what comes back ----------------------------------------------------------------------


def test_the_text_goes_out_whole_and_untouched(google: FakeGoogle, engine: GttsEngine) -> None:
    clip = engine.speak(TEXT, voice())
    (request,) = google.requests
    assert request.text == TEXT, "gTTS' English abbreviation rules eat full stops"
    assert request.language == "fr"
    assert request.path.startswith("/_/TranslateWebserverUi/data/batchexecute")
    assert clip.frame_rate == 24_000
    assert clip.duration_ms == pytest.approx(6500, abs=120)
    assert max(memoryview(clip.pcm).cast("h")) > 3000


def test_a_rate_changes_the_length_and_keeps_the_frame_rate(google: FakeGoogle, engine: GttsEngine) -> None:
    quick = engine.speak(TEXT, Voice(name="google", engine="gtts", rate=2.0))
    assert quick.frame_rate == 24_000
    assert quick.duration_ms == pytest.approx(3250, abs=120)


@pytest.mark.parametrize(
    ("tag", "code"), [("fr-FR", "fr"), ("fr", "fr"), ("fr-CA", "fr-CA"), ("fr-BE", "fr")]
)
def test_canadian_french_stays_canadian(google: FakeGoogle, engine: GttsEngine, tag: str, code: str) -> None:
    engine.speak("Bonjour.", Voice(name="v", engine="gtts", language=tag))
    assert google.requests[0].language == code


def test_one_connection_serves_many_utterances(google: FakeGoogle, engine: GttsEngine) -> None:
    for _ in range(3):
        engine.speak("Bonjour à tous.", voice())
    assert len({id(r.connection) for r in google.requests}) == 1


def test_the_host_asked_is_the_profiles(google: FakeGoogle, engine: GttsEngine) -> None:
    engine.speak("Bonjour.", voice(tld="fr"))
    assert google.requests[0].headers["host"] == "translate.google.fr"


def test_it_works_in_the_engine_host(google: FakeGoogle) -> None:
    profile = read_voice("google")
    with EngineHost("gtts") as host:
        assert host.speak(TEXT, profile).duration_ms > 6000
        google.script = [answer("403 Forbidden")]
        with pytest.raises(EngineError, match="403") as caught:
            host.speak(TEXT, profile)
    assert not caught.value.retryable


def test_it_is_an_engine_that_says_where_the_text_goes() -> None:
    engine = GttsEngine()
    assert isinstance(engine, Engine)
    assert engine.sends_text_to == "Google Traduction"
    assert engine.check(read_voice("google")) == ""
    assert read_voice("google").priority == 0, "never taken by itself"


# --- refused before anything is sent ---------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "   ", "…", "a" * 101])
def test_what_cannot_be_spoken_is_not_sent(google: FakeGoogle, engine: GttsEngine, text: str) -> None:
    assert not failure(engine, text).retryable
    assert google.requests == []


@pytest.mark.parametrize(
    "options",
    [
        {"tld": "com/evil"},
        {"tld": ["com"]},
        {"speed": 2},
        {"attempts": 0},
        {"attempts": 2.5},
        {"attempts": True},
        {"deadline_s": "30"},
        {"deadline_s": 600},
        {"read_timeout_s": -1},
    ],
)
def test_a_wrong_option_is_named(engine: GttsEngine, options: dict[str, object]) -> None:
    with pytest.raises(VoiceError, match=next(iter(options))):
        engine.check(voice(**options))
    with pytest.raises(EngineError, match=next(iter(options))):
        engine.speak("Bonjour.", voice(**options))


def test_an_unknown_language_is_named(engine: GttsEngine) -> None:
    with pytest.raises(VoiceError, match="br-FR"):
        engine.check(Voice(name="v", engine="gtts", language="br-FR"))


# --- faults that pass ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("retry_after", "waited_s"),
    [("7", 7.0), ("Mon, 23 Nov 2026 12:00:09 GMT", 9.0), ("soon", 0.5), ("-5", 0.5)],
)
def test_retry_after_is_heeded(
    google: FakeGoogle, engine: GttsEngine, clock: Clock, retry_after: str, waited_s: float
) -> None:
    google.script = [answer("429 Too Many Requests", Retry_After=retry_after), google.speak]
    engine.speak(TEXT, voice())
    assert clock.slept_s == [waited_s]
    assert len(google.requests) == 2


def test_waits_grow_and_jitter_spreads_them(google: FakeGoogle) -> None:
    google.script = [answer("500 Oops"), answer("503 Oops"), answer("500 Oops"), google.speak]
    waits = []
    for draw in (1.0, 0.0):
        google.requests.clear()
        clock = Clock()
        GttsEngine(clock=clock, sleep=clock.sleep, jitter=iter([draw] * 3).__next__).speak(TEXT, voice())
        waits.append(clock.slept_s)
    assert waits == [[0.5, 1.0, 2.0], [0.25, 0.5, 1.0]]


def sound(make: Callable[[], bytes]) -> Part:
    """Google's envelope around what ``make`` gives, made when it is asked for."""
    return lambda request: request.reply("200 OK", wrap(make()))


def hang_up_early(request: Request) -> None:
    request.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + wrap(encode(6))[:500])
    request.connection.close()


FAULTS: dict[str, Part] = {
    "web page": answer("200 OK", b"<!doctype html><title>Avant d'acceder a Google</title>"),
    "nothing": answer("200 OK"),
    "no sound for this": answer("200 OK", b')]}\'\n\n[["wrb.fr","jQ1olc",null,null,null,"generic"]]\n'),
    "half the line": lambda request: request.reply("200 OK", wrap(encode(6))[:4000]),
    "not base64": answer("200 OK", b'[["wrb.fr","jQ1olc","[\\"%%%\\"]",null]]'),
    "empty sound": sound(lambda: b""),
    "half a frame": sound(lambda: encode(1)[:60]),
    "cut in a frame": sound(lambda: encode(6)[:-40]),
    "a page as sound": sound(lambda: b"<html>no</html>" * 300),
    "noise after a frame": sound(lambda: encode(6) + b"\0" * 200),
    "too short": sound(lambda: encode(1)),
    "too long": sound(lambda: encode(60)),
    "silence": sound(lambda: encode(6, volume=0)),
    "reset": reset,
    "body shorter than promised": hang_up_early,
    "500": answer("500 Internal Server Error", b"<html>"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_passes_is_tried_again(google: FakeGoogle, engine: GttsEngine, name: str) -> None:
    google.script = [FAULTS[name], google.speak]
    assert engine.speak(TEXT, voice()).duration_ms > 6000
    assert len(google.requests) == 2


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_stays_is_an_error_and_never_silence(
    google: FakeGoogle, engine: GttsEngine, name: str
) -> None:
    google.script = [FAULTS[name]]
    error = failure(engine, attempts=3)
    assert error.retryable
    assert len(google.requests) == 3
    assert str(error).endswith(".")


# --- faults that stay ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "retryable"),
    [("401 Unauthorized", False), ("403 Forbidden", False), ("404 Not Found", False), ("302 Found", True)],
)
def test_a_refusal_is_not_tried_again(
    google: FakeGoogle, engine: GttsEngine, clock: Clock, status: str, retryable: bool
) -> None:
    google.script = [answer(status, b"<html>", Location="https://www.google.com/sorry/index")]
    error = failure(engine)
    assert status[:3] in str(error)
    assert error.retryable is retryable
    assert len(google.requests) == 1
    assert clock.slept_s == []


def test_a_long_retry_after_is_passed_on_and_kept_to(
    google: FakeGoogle, engine: GttsEngine, clock: Clock
) -> None:
    google.script = [answer("429 Too Many Requests", Retry_After="600"), google.speak]
    assert failure(engine).retry_after_s == 600
    assert clock.slept_s == [], "longer than the deadline: not waited for here"
    assert failure(engine).retry_after_s == pytest.approx(600, abs=5)
    assert len(google.requests) == 1, "not asked before the time that the server named"
    clock.sleep(601)
    engine.speak(TEXT, voice())


def test_after_failures_in_a_row_calls_fail_at_once_then_one_may_try(
    google: FakeGoogle, engine: GttsEngine, clock: Clock
) -> None:
    google.script = [answer("500 Oops")]
    for _ in range(3):
        failure(engine, attempts=1)
    assert "left alone" in str(failure(engine, attempts=1))
    assert len(google.requests) == 3
    clock.sleep(61)
    assert "500" in str(failure(engine, attempts=1))
    assert "left alone" in str(failure(engine, attempts=1))
    clock.sleep(61)
    google.script = [google.speak]
    engine.speak(TEXT, voice())
    google.script = [answer("500 Oops")]
    assert "500" in str(failure(engine, attempts=1)), "a success closed the circuit"
    assert "500" in str(failure(engine, attempts=1))


def test_a_deadline_ends_the_attempts(google: FakeGoogle, engine: GttsEngine, clock: Clock) -> None:
    google.script = [answer("429 Too Many Requests", Retry_After="8")]
    failure(engine, attempts=10, deadline_s=20)
    assert sum(clock.slept_s) == 16


@pytest.mark.parametrize("where", ["stall", "body", "headers"])
def test_a_server_that_keeps_us_waiting_is_left(google: FakeGoogle, where: str) -> None:
    google.script = [stall(google) if where == "stall" else drip(google, after_headers=where == "body")]
    error = failure(GttsEngine(), deadline_s=0.5, read_timeout_s=0.4)
    assert error.retryable


def test_after_a_drip_the_next_utterance_gets_a_fresh_connection(google: FakeGoogle) -> None:
    google.script = [drip(google, after_headers=True), google.speak]
    engine = GttsEngine()
    failure(engine, deadline_s=0.5)
    assert engine.speak(TEXT, voice()).duration_ms > 6000


# --- who answers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("certificate", ["host", "authority"])
def test_a_wrong_certificate_gets_no_text(google: FakeGoogle, engine: GttsEngine, certificate: str) -> None:
    google.certificate = certificate
    error = failure(engine)
    assert "certificate" in str(error)
    assert not error.retryable
    assert google.requests == []


def test_ssl_cert_file_names_the_authority_too(
    google: FakeGoogle, engine: GttsEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ca_file = os.environ["REQUESTS_CA_BUNDLE"]
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    assert "certificate" in str(failure(engine)), "the test's authority is not the world's"
    monkeypatch.setenv("SSL_CERT_FILE", ca_file)
    GttsEngine().speak(TEXT, voice())


def test_no_proxy_no_network_is_said(
    google: FakeGoogle, engine: GttsEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    error = failure(engine, attempts=2)
    assert error.retryable
    assert "proxy" in str(error).lower()


def test_the_sound_of_one_utterance_is_never_anothers(google: FakeGoogle, engine: GttsEngine) -> None:
    """The answer to a longer text fails by its length when it comes for a short one."""
    google.script = [sound(lambda: mp3_of(TEXT))]
    assert "of sound for" in str(failure(engine, "Oui.", attempts=1))
