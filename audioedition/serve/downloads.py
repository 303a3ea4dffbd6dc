"""Sees what is sent of sounds, and how much of them, for the count of downloads."""

from __future__ import annotations

import re
import time
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audioedition.audience.downloads import Sent
from audioedition.serve.service import Service
from audioedition.sound.formats import ENDINGS

_ENDINGS = "|".join(map(re.escape, (".mp3", *ENDINGS)))
_SOUND = re.compile(rf"/(?:e|p/[^/]+)/([^/]+)/[^/]+(?:{_ENDINGS})")
_PART = re.compile(r"bytes (\d+)-\d+/(\d+)")


class Downloads:
    def __init__(self, app: ASGIApp, *, service: Service) -> None:
        self.app = app
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        sound = _SOUND.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if sound is None or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        status, length, answer = 0, 0, Headers()

        async def seeing_send(message: Message) -> None:
            nonlocal status, length, answer
            if message["type"] == "http.response.start":
                status, answer = message["status"], Headers(raw=message["headers"])
            elif message["type"] == "http.response.body":
                length += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, seeing_send)
        finally:
            if status in (200, 206) and length:
                sent = self._sent(scope, unquote(sound[1]), status=status, length=length, answer=answer)
                await run_in_threadpool(self.service.audience.sent, sent)  # the list of bots is slow at first

    def _sent(self, scope: Scope, name: str, *, status: int, length: int, answer: Headers) -> Sent:
        agent = Headers(scope=scope).get("user-agent", "")
        client = scope.get("client")
        part = _PART.fullmatch(answer.get("content-range", ""))
        entry = self.service.library.known(name)
        whole = answer.get("content-length", "")
        return Sent(
            at=time.time(),
            listener=self.service.audience.listener(client[0] if client else "", agent),
            agent=agent,
            edition=name,
            method="GET",
            status=status,
            length=length,
            start=int(part[1]) if part else 0,
            size=int(part[2]) if part else int(whole) if whole.isdigit() else None,
            duration_ms=entry.duration_ms if entry else None,
        )
