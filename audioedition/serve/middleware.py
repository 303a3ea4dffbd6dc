"""What every request passes first: the name it calls us by, its size and speed; and the headers of every answer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audioedition.serve.render import preferred_language
from audioedition.serve.uploads import MAX_REQUEST_BYTES, PATHS
from audioedition.system.messages import translate

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": PAGE_POLICY,
}
"""For an answer that does not set its own. Not « no-referrer »: a browser then calls the origin of our own forms
« null », which looks like an attack."""


class TooLarge(Exception):
    pass


class TooSlow(Exception):
    pass


class Gate:
    """``hosts`` empty = any name."""

    def __init__(
        self, app: ASGIApp, *, hosts: frozenset[str], max_upload_bytes: int, upload_s: float
    ) -> None:
        self.app = app
        self.hosts = hosts
        self.max_upload_bytes = max_upload_bytes
        self.upload_s = upload_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def dressed_send(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        most = MAX_REQUEST_BYTES if scope["path"] in PATHS else self.max_upload_bytes
        refusal = self._refuse(Headers(scope=scope), most)
        if refusal is not None:
            await refusal(scope, receive, dressed_send)
            return
        try:
            await self.app(scope, self._measured(receive, most), dressed_send)
        except (TooLarge, TooSlow) as error:
            if started:
                raise
            status = 413 if isinstance(error, TooLarge) else 408
            close = {"connection": "close"}
            answer = plain(str(error), status, asked=Headers(scope=scope), headers=close)
            await answer(scope, receive, dressed_send)

    def _refuse(self, headers: Headers, most: int) -> PlainTextResponse | None:
        if self.hosts and host_of(headers.get("host", "")) not in self.hosts:
            return plain("This service is not known by that name; see --public-url.", 421, asked=headers)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > most:
            return plain(_too_large(most), 413, asked=headers, headers={"connection": "close"})
        if headers.get("content-encoding", "identity") != "identity":
            return plain("Send it uncompressed.", 415, asked=headers)
        return None

    def _measured(self, receive: Receive, most: int) -> Receive:
        """``receive`` that counts bytes and seconds until the request has arrived whole."""
        left = most
        until = asyncio.get_running_loop().time() + self.upload_s
        whole = False

        async def measured() -> Message:
            nonlocal left, whole
            if whole:
                return await receive()
            try:
                remaining_s = until - asyncio.get_running_loop().time()
                message = await asyncio.wait_for(receive(), timeout=max(0.0, remaining_s))
            except asyncio.TimeoutError:
                raise TooSlow(f"The request did not arrive within {self.upload_s:g} s.") from None
            if message["type"] == "http.request":
                left -= len(message.get("body", b""))
                whole = not message.get("more_body", False)
                if left < 0:
                    raise TooLarge(_too_large(most))
            return message

        return measured


def _too_large(most: int) -> str:
    return f"A request holds at most {most} bytes."


def plain(
    sentence: str, status: int, *, asked: Headers, headers: Mapping[str, str] | None = None
) -> PlainTextResponse:
    """A sentence by itself, in French for a browser that prefers it: here no page can be rendered."""
    accepted = asked.get("accept-language", "en")
    return PlainTextResponse(
        translate(sentence, preferred_language(accepted), on_page=True).text, status, headers=headers
    )


def host_of(header: str) -> str:
    """``Example.fr:8000`` -> ``example.fr``; ``[::1]:8000`` -> ``::1``."""
    name = header.lower().strip()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0]
