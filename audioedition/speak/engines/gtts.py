"""Google Traduction through gTTS 2.5.4. It sends the text away, so it speaks only when it is named.

gTTS builds the request; its own ``stream()`` is not used, for it turns TLS verification off, waits for ever,
never tries again, and passes a block page or an empty answer off as silence [seen]. Here each answer must be
one whole MP3 of a length that fits its text, or the utterance fails.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from audioedition.errors import AudioEditionError, EngineError, VoiceError
from audioedition.model import Clip, Voice
from audioedition.speak.engines.backoff import CircuitBreaker, backoff_s, parse_retry_after
from audioedition.speak.engines.google_answer import TryAgain, check_plausible, find_mp3, judge_status
from audioedition.speak.engines.mp3 import decode_mp3

if TYPE_CHECKING:
    import requests
    from gtts import gTTS

MAX_CHARS = 100
"""What the server takes in one request (``gTTS.GOOGLE_TTS_MAX_CHARS``)."""
MAX_ANSWER_BYTES = 4_000_000
"""100 characters are about 7 s of sound, 60 kB in base64; a hundred times that is no answer to us."""
REST_S = 60.0
TLDS = ("com", "fr", "be", "ch", "ca", "lu")


class GttsEngine:
    """Options: ``tld`` (com: which of Google's hosts), ``attempts`` (4), ``deadline_s`` (45: one utterance
    with all its attempts, at most 55), ``read_timeout_s`` (10: how long the server may be silent).

    ``rate`` 0.5 to 3.0 is done while decoding: Google knows two speeds only. ``clock`` is monotonic seconds,
    ``now`` aware, ``jitter`` 0 to 1; they and ``sleep`` are parameters for the tests' sake.
    """

    name = "gtts"
    max_chars = MAX_CHARS
    sends_text_to: str | None = "Google Traduction"

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        try:
            self.version = f"{version('gTTS')}-1"
        except PackageNotFoundError:
            self.version = "absent"
        self._clock, self._sleep, self._jitter, self._now = clock, sleep, jitter, now
        self._breaker = CircuitBreaker(clock=clock, threshold=3, rest_s=REST_S)
        self._session: requests.Session | None = None

    def check(self, voice: Voice) -> str:
        if self.version == "absent":
            raise VoiceError("gTTS is not installed.", hint="Run: pip install gTTS==2.5.4")
        _read_options(voice)
        _google_language(voice.language)
        return ""

    def speak(self, text: str, voice: Voice) -> Clip:
        try:
            return self._speak(text, voice)
        except EngineError:
            raise
        except AudioEditionError as error:  # options and language: VoiceError, which speak() may not raise
            raise EngineError(str(error), hint=error.hint) from error

    def _speak(self, text: str, voice: Voice) -> Clip:
        options = _read_options(voice)
        tts = _build_request(text, language=_google_language(voice.language), tld=options.tld)
        wait_s = self._breaker.wait_s()
        if wait_s:
            raise EngineError(
                f"Google Traduction has failed several times and is left alone for {wait_s:.0f} s more.",
                hint="Wait, or take another voice: audioedition voices list.",
                retryable=True,
                retry_after_s=wait_s,
            )
        try:
            clip = self._try_until_deadline(tts, text=text, voice=voice, options=options)
        except EngineError as error:
            self._breaker.failed()
            if error.retry_after_s:
                self._breaker.hold(error.retry_after_s)
            raise
        self._breaker.succeeded()
        return clip

    def _try_until_deadline(self, tts: gTTS, *, text: str, voice: Voice, options: _Options) -> Clip:
        until = self._clock() + options.deadline_s
        for attempt in range(int(options.attempts)):
            try:
                body = self._ask(tts, options=options, until=until)
                return _read_clip(body, text=text, tempo=voice.rate)
            except TryAgain as failure:
                error = failure.error
            wait_s = error.retry_after_s
            if wait_s is None:
                wait_s = backoff_s(attempt, jitter=self._jitter())
            if attempt + 1 == options.attempts or self._clock() + wait_s >= until:
                raise error
            self._sleep(wait_s)
        raise AssertionError("attempts is at least 1")  # _read_options has seen to it

    def _ask(self, tts: gTTS, *, options: _Options, until: float) -> bytes:
        """One request in a thread of its own: neither a slow name server nor a dripping answer heeds the
        timeouts of a socket. A thread past the deadline is abandoned together with its session."""
        session = self._session = self._session or _open_session()
        answer: list[bytes | BaseException] = []
        left_s = max(0.1, until - self._clock())

        def ask() -> None:
            try:
                answer.append(
                    _post(session, tts, timeout_s=min(options.read_timeout_s, left_s), now=self._now)
                )
            except BaseException as error:  # noqa: BLE001  # raised again below, in the caller's thread
                answer.append(error)

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(left_s)
        result = answer[0] if answer else None
        if isinstance(result, bytes):
            return result
        session.close()
        self._session = None
        if result is None:
            raise EngineError(
                f"Google Traduction did not finish its answer within {options.deadline_s:.0f} s.",
                retryable=True,
            )
        raise result


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    tld: str = "com"
    attempts: int = 4
    deadline_s: float = 45.0
    read_timeout_s: float = 10.0


_LIMITS: dict[str, tuple[float, float]] = {
    "attempts": (1, 10),
    "deadline_s": (0.5, 55),
    "read_timeout_s": (0.1, 55),
}


def _read_options(voice: Voice) -> _Options:
    values: dict[str, Any] = dict(voice.options)
    where = f"Voice “{voice.name}”"
    unknown = set(values) - {"tld", *_LIMITS}
    if unknown:
        raise VoiceError(
            f"{where}: gtts knows no option {', '.join(sorted(unknown))}.",
            hint=f"Its options are tld, {', '.join(_LIMITS)}.",
        )
    if values.get("tld", "com") not in TLDS:
        raise VoiceError(f"{where}: tld must be one of {', '.join(TLDS)}.")
    for key, (low, high) in _LIMITS.items():
        value = values.get(key, low)
        number = isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
        if not number or (key == "attempts" and value != int(value)):
            raise VoiceError(f"{where}: {key} must be a number from {low} to {high}.")
    return _Options(**values)


def _google_language(tag: str) -> str:
    """Google's own code for a BCP 47 tag: the exact one where it exists (fr-CA), else the language alone.

    gTTS itself would silently speak ``fr-CA`` as ``fr`` (its table of deprecated tags).
    """
    from gtts.lang import tts_langs

    codes: dict[str, str] = {code.lower(): code for code in tts_langs()}
    code = codes.get(tag.lower()) or codes.get(tag.split("-")[0].lower())
    if code is None:
        raise VoiceError(f"Google Traduction does not speak “{tag}”.", hint="For French: fr-FR or fr-CA.")
    return code


def _build_request(text: str, *, language: str, tld: str) -> gTTS:
    from gtts import gTTS

    if not text.strip() or len(text) > MAX_CHARS:
        raise EngineError(f"gtts takes 1 to {MAX_CHARS} characters at a time, not {len(text)}.")
    if not any(c.isalnum() for c in text):
        raise EngineError(f"There is nothing to speak in “{text}”.")
    # No pre-processor, no tokenizer: its abbreviation rules are English and eat full stops.
    return gTTS(
        text, tld=tld, lang=language, lang_check=False, pre_processor_funcs=[], tokenizer_func=lambda t: [t]
    )


def _open_session() -> requests.Session:
    """TLS verified, proxies and CA bundle from the environment (requests knows REQUESTS_CA_BUNDLE itself)."""
    import requests

    session = requests.Session()
    session.verify = os.environ.get("SSL_CERT_FILE") or True
    return session


def _post(session: requests.Session, tts: gTTS, *, timeout_s: float, now: Callable[[], datetime]) -> bytes:
    """The body of a 200. Raises TryAgain, or EngineError where asking again at once is no use."""
    import requests

    (request,) = tts._prepare_requests()  # pinned to gTTS 2.5.4; a test holds what it must contain
    try:
        with session.post(
            request.url,
            data=request.body,
            headers=request.headers,
            timeout=timeout_s,
            allow_redirects=False,
            stream=True,
        ) as response:
            retry_after_s = parse_retry_after(response.headers.get("Retry-After"), now=now())
            judge_status(response.status_code, retry_after_s=retry_after_s)
            return b"".join(_bounded(response.iter_content(8192)))
    except requests.exceptions.SSLError as error:
        raise EngineError(
            "The certificate of Google Traduction could not be verified.",
            hint="Behind a company proxy, name its CA file in REQUESTS_CA_BUNDLE.",
        ) from error
    except requests.exceptions.ProxyError as error:
        raise TryAgain(EngineError(f"The proxy failed: {_reason(error)}.", retryable=True)) from error
    except requests.exceptions.Timeout as error:
        raise TryAgain(EngineError("Google Traduction did not answer in time.", retryable=True)) from error
    except (requests.exceptions.RequestException, OSError) as error:
        raise TryAgain(
            EngineError(f"Google Traduction could not be reached: {_reason(error)}.", retryable=True)
        ) from error


def _bounded(parts: Iterator[bytes]) -> Iterator[bytes]:
    total = 0
    for part in parts:
        total += len(part)
        if total > MAX_ANSWER_BYTES:
            raise EngineError("The answer of Google Traduction is far too long to be speech.", retryable=True)
        yield part


def _reason(error: BaseException) -> str:
    """The innermost cause: the outer layers of requests and urllib3 only repeat it in longer words."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return str(getattr(error, "strerror", None) or error) or type(error).__name__


def _read_clip(body: bytes, *, text: str, tempo: float) -> Clip:
    """The sound in an answer. Whatever is wrong with it may be right the next time: TryAgain."""
    from gtts import gTTS

    from audioedition.system.ffmpeg import find_ffmpeg

    ffmpeg = find_ffmpeg()
    try:
        clip = decode_mp3(find_mp3(body, rpc=gTTS.GOOGLE_TTS_RPC), ffmpeg=ffmpeg, tempo=tempo)
        check_plausible(clip, text=text, tempo=tempo)
    except EngineError as error:
        if error.retryable:
            raise TryAgain(error) from error
        raise
    return clip
